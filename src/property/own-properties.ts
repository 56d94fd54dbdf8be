/** The properties that a system brings along in its definition, looked at before anybody relies on them. */
import { CheckerError } from '../errors/checker-error.ts';
import type { System } from '../system/define-system.ts';
import { isBuiltIn } from './built-in.ts';
import type { PropertyDefinition, PropertyKind } from './definition.ts';

const kinds: readonly PropertyKind[] = ['always', 'step', 'leadsTo', 'eventually', 'reachable'];
const texts = ['id', 'title', 'statement', 'witness'] as const;
const lists = ['source', 'assumptions'] as const;
const functions = ['expected', 'checks'] as const;

/**
 * @throws CheckerError MODEL_BAD_DEFINITION if one of them is no property, or two have one id.
 */
export function propertiesOf({
  name,
  properties,
}: Pick<System, 'name' | 'properties'>): readonly PropertyDefinition<unknown>[] {
  const ids = new Set<string>();
  return properties.map((given, index) => {
    const at = `properties[${String(index)}]`;
    const problem = problemWith(given);
    if (problem !== undefined) {
      throw new CheckerError(
        'MODEL_BAD_DEFINITION',
        `system "${name}": ${at} is not a property: ${problem}`,
        {
          at,
          expected: 'what always, step, leadsTo, eventually or reachable returns',
        },
      );
    }
    if (ids.has(given.id) || isBuiltIn(given.id)) {
      throw new CheckerError(
        'MODEL_BAD_DEFINITION',
        `system "${name}": there is a property "${given.id}" already`,
        {
          at,
          hint: 'deadlock-free and messages-handled are properties of every system',
        },
      );
    }
    ids.add(given.id);
    return given as PropertyDefinition<unknown>;
  });
}

function problemWith(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null) return `it is ${given === null ? 'null' : typeof given}`;
  const record = given as Readonly<Record<string, unknown>>;
  const wrong = [
    ...texts.filter((field) => typeof record[field] !== 'string'),
    ...lists.filter((field) => !Array.isArray(record[field])),
    ...functions.filter((field) => typeof record[field] !== 'function'),
    ...(kinds.includes(record['kind'] as PropertyKind) ? [] : ['kind']),
  ];
  return wrong.length === 0 ? undefined : `its ${wrong.join(', ')} will not do`;
}
