/**
 * One layer of JSON data as text, its object parts replaced by numbers: how threads tell each other of values that share
 * most of their parts. Texts are JSON: an object part is `[number]`, and what JSON cannot say (NaN, undefined...) is
 * `["name"]`. Equal values have equal texts where equal parts have equal numbers: fields are sorted.
 *
 * A machine's own code may see the order of an object's fields, so that is told as well, apart from the text: an object
 * that comes from another thread has its fields in the order in which the machine made them there.
 */

/** Parts a layer's text from the order of its fields; no JSON text has a tab in it. */
const orderMark = '\t';

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

/** What follows a layer's text where the value's fields are not sorted; empty otherwise. */
export function orderText(value: object): string {
  if (Array.isArray(value)) return '';
  const fields = Object.keys(value).filter(
    (field) => (value as Record<string, unknown>)[field] !== undefined,
  );
  const sorted = fields.toSorted();
  if (fields.every((field, at) => field === sorted[at])) return '';
  return orderMark + fields.map((field) => sorted.indexOf(field)).join();
}

/** A layer's text without the order of its fields: the same for equal values. */
export function withoutOrder(text: string): string {
  const mark = text.indexOf(orderMark);
  return mark < 0 ? text : text.slice(0, mark);
}

/**
 * The value of a layer's text and, where it follows, the order of its fields; frozen.
 * @param valueOf gives an object part by its number
 */
export function parseLayer(text: string, valueOf: (number: number) => unknown): object {
  const sortedText = withoutOrder(text);
  const layer = JSON.parse(sortedText) as readonly unknown[] | Readonly<Record<string, unknown>>;
  if (Array.isArray(layer)) return Object.freeze(layer.map((part) => valueOfPart(part, valueOf)));
  const parts = layer as Readonly<Record<string, unknown>>;
  const sorted = Object.keys(parts).sort();
  const fields =
    sortedText === text
      ? sorted
      : text
          .slice(sortedText.length + orderMark.length)
          .split(',')
          .map((at) => sorted[Number(at)] ?? '');
  return Object.freeze(
    Object.fromEntries(fields.map((field) => [field, valueOfPart(parts[field], valueOf)])),
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
