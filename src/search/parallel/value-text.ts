/**
 * One layer of JSON data as text, its object parts replaced by numbers: how threads tell each other of values that share
 * most of their parts. Texts are JSON: an object part is `[number]`, and what JSON cannot say (NaN, undefined...) is
 * `["name"]`. Equal values have equal texts where equal parts have equal numbers: fields are sorted.
 */

/** @param numberOf gives the number of an object part */
export function layerText(value: object, numberOf: (part: object) => number): string {
  if (Array.isArray(value)) {
    return `[${(value as readonly unknown[]).map((part) => partText(part, numberOf)).join()}]`;
  }
  const fields: string[] = [];
  for (const field of Object.keys(value).sort()) {
    const part = (value as Record<string, unknown>)[field];
    if (part !== undefined) fields.push(`${JSON.stringify(field)}:${partText(part, numberOf)}`);
  }
  return `{${fields.join()}}`;
}

/**
 * The value of a layer's text, frozen.
 * @param valueOf gives an object part by its number
 */
export function parseLayer(text: string, valueOf: (number: number) => unknown): object {
  const layer = JSON.parse(text) as readonly unknown[] | Readonly<Record<string, unknown>>;
  if (Array.isArray(layer)) return Object.freeze(layer.map((part) => valueOfPart(part, valueOf)));
  return Object.freeze(
    Object.fromEntries(Object.entries(layer).map(([field, part]) => [field, valueOfPart(part, valueOf)])),
  );
}

export function partText(part: unknown, numberOf: (part: object) => number): string {
  if (typeof part === 'object' && part !== null) return `[${String(numberOf(part))}]`;
  if (part === undefined || (typeof part === 'number' && !Number.isFinite(part)))
    return `["${String(part)}"]`;
  return JSON.stringify(part);
}

export function parsePart(text: string, valueOf: (number: number) => unknown): unknown {
  return valueOfPart(JSON.parse(text), valueOf);
}

function valueOfPart(part: unknown, valueOf: (number: number) => unknown): unknown {
  if (!Array.isArray(part)) return part;
  const what: unknown = part[0];
  if (typeof what === 'number') return valueOf(what);
  return what === 'undefined' ? undefined : Number(what);
}
