/** Lists for the terminal. */
import type { JsonRecord, JsonValue } from '../system/json.ts';
import type { Palette } from './palette.ts';

/** What of an item stands on its line, and what on the faint line below; the rest is in the JSON form. */
const columns: Readonly<Record<string, { readonly beside: readonly string[]; readonly below: string }>> = {
  instances: { beside: [], below: 'description' },
  properties: { beside: ['kind', 'expected'], below: 'statement' },
  faults: { beside: ['name', 'kind', 'machine'], below: 'summary' },
  machines: { beside: ['components'], below: 'description' },
  events: { beside: ['origin'], below: 'descriptions' },
  requirements: { beside: ['title'], below: 'summary' },
};

/** Ends with a line break. */
export function listText(subject: string, items: readonly JsonRecord[], palette: Palette): string {
  const { beside, below } = columns[subject] ?? { beside: [], below: '' };
  const width = Math.max(0, ...items.map((item) => words(item['id']).length));
  const lines = items.flatMap((item) => {
    const head = [
      palette.name(words(item['id']).padEnd(width)),
      ...beside.map((field) => words(item[field])),
    ];
    const text = words(item[below]);
    return [head.join('  ').trimEnd(), ...(text === '' ? [] : [palette.faint(`    ${text}`)])];
  });
  const leftOut = items.filter((item) => typeof item['leftOut'] === 'string').length;
  const count = `${items.length - leftOut} ${subject}${leftOut > 0 ? `, and ${leftOut} not modelled` : ''}`;
  return `${[...lines, palette.faint(count)].join('\n')}\n`;
}

function words(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return value.map(words).join(' ');
  return typeof value === 'string'
    ? value
    : value === undefined || value === null
      ? ''
      : JSON.stringify(value);
}
