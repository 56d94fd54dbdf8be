import type { JsonValue } from '../../system/json.ts';

/**
 * How to make the systems and properties of a verification again in another thread: machines are functions, which cannot
 * be sent there, so a thread is told which function of which module makes them (see `follow-recipe.ts`).
 */
export interface Recipe {
  /** Address of the module: `import.meta.url` of the one that exports the function, say. */
  readonly module: string;
  /** Name of the exported function, which takes the argument and returns a `Verifiable` or a promise of one. */
  readonly export: string;
  readonly argument: JsonValue;
}
