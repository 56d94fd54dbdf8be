/** Makes what a recipe makes. */
import { CheckerError } from '../../errors/checker-error.ts';
import type { PropertyDefinition } from '../../property/definition.ts';
import type { JsonValue } from '../../system/json.ts';
import type { SearchScope } from '../explicit/explicit-options.ts';
import type { Recipe } from './recipe.ts';

/** What a recipe makes: the same scopes in the same order each time, and at least the properties that are verified. */
export interface Verifiable {
  readonly scopes: readonly SearchScope<unknown>[];
  readonly properties: readonly PropertyDefinition<never>[];
}

/** @throws CheckerError USAGE_UNKNOWN_NAME if the module has no such function */
export async function followRecipe(recipe: Recipe): Promise<Verifiable> {
  const module = (await import(recipe.module)) as Readonly<Record<string, unknown>>;
  const make = module[recipe.export];
  if (typeof make !== 'function') {
    throw new CheckerError('USAGE_UNKNOWN_NAME', `${recipe.module} exports no function "${recipe.export}"`, {
      expected: Object.keys(module).join(', '),
      received: recipe.export,
    });
  }
  return (await (make as (argument: JsonValue) => Verifiable | Promise<Verifiable>)(
    recipe.argument,
  )) satisfies Verifiable;
}
