/**
 * Values in the Informal Trace Format: integers, strings, booleans, lists and records are plain JSON; what JSON cannot
 * carry exactly, or ITF does not know, is wrapped.
 *
 * | value | ITF |
 * | --- | --- |
 * | integer beyond 2^53 - 1 | `{ "#bigint": "..." }` (read only: model data has none) |
 * | null, fraction | `{ "#unserializable": "<JSON text>" }` |
 * | record with a field that starts with `#` | `{ "#map": [[field, value], ...] }` |
 */
import { CheckerError } from '../errors/checker-error.ts';
import type { JsonValue } from '../system/json.ts';

/** Deeper data is no state of any model, but may be meant to exhaust the stack of whoever reads it. */
const deepest = 64;

/**
 * The value in ITF's encoding. Fields that are undefined are left out.
 * @throws CheckerError MODEL_BAD_DEFINITION if it is not JSON data.
 */
export function encodeItf(value: unknown): JsonValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (value === null || (typeof value === 'number' && Number.isFinite(value))) {
    return { '#unserializable': JSON.stringify(value) };
  }
  if (Array.isArray(value)) return value.map(encodeItf);
  if (typeof value === 'object') {
    const fields = Object.entries(value).filter(([, part]) => part !== undefined);
    if (fields.some(([name]) => name.startsWith('#'))) {
      return { '#map': fields.map(([name, part]) => [name, encodeItf(part)]) };
    }
    return Object.fromEntries(fields.map(([name, part]) => [name, encodeItf(part)]));
  }
  throw new CheckerError('MODEL_BAD_DEFINITION', 'the state of a component is not plain JSON data', {
    expected: 'null, booleans, finite numbers, strings, lists and records',
    received: typeof value,
  });
}

/**
 * The value that the encoding stands for.
 * @throws CheckerError TRACE_INVALID, naming the place within `at`, for anything that `encodeItf` does not write.
 */
export function decodeItf(encoded: unknown, at: string, depth = 0): JsonValue {
  if (depth > deepest) throw invalid(at, `at most ${deepest} levels of nesting`, 'more');
  if (typeof encoded === 'string' || typeof encoded === 'boolean') return encoded;
  if (typeof encoded === 'number') {
    if (Number.isSafeInteger(encoded)) return encoded;
    throw invalid(at, 'an integer', String(encoded));
  }
  if (Array.isArray(encoded))
    return encoded.map((item, index) => decodeItf(item, `${at}[${index}]`, depth + 1));
  if (typeof encoded !== 'object' || encoded === null) throw invalid(at, 'a value in ITF', String(encoded));

  const fields = Object.entries(encoded as Record<string, unknown>);
  const [first] = fields;
  if (first?.[0].startsWith('#') === true) {
    if (fields.length > 1)
      throw invalid(at, 'one field that starts with #', fields.map(([name]) => name).join(', '));
    return decodeWrapped(first[0], first[1], at, depth);
  }
  return recordOf(
    fields.map(([name, part]) => [name, decodeItf(part, `${at}.${name}`, depth + 1)]),
    at,
  );
}

function decodeWrapped(wrapper: string, content: unknown, at: string, depth: number): JsonValue {
  switch (wrapper) {
    case '#bigint': {
      const integer =
        typeof content === 'string' && /^-?[0-9]{1,20}$/.test(content) ? Number(content) : Number.NaN;
      if (Number.isSafeInteger(integer)) return integer;
      throw invalid(at, 'an integer within 2^53 - 1', JSON.stringify(content));
    }
    case '#unserializable': {
      if (content === 'null') return null;
      const fraction =
        typeof content === 'string' && content.trim() === content && content !== '' ? Number(content) : NaN;
      if (Number.isFinite(fraction)) return fraction;
      throw invalid(at, '"null" or a number', JSON.stringify(content));
    }
    case '#map': {
      if (!Array.isArray(content)) throw invalid(at, 'a list of pairs', JSON.stringify(content));
      const pairs = content.map((pair: unknown, index): readonly [string, JsonValue] => {
        if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== 'string') {
          throw invalid(`${at}[${index}]`, 'a pair of a field name and a value', JSON.stringify(pair));
        }
        return [pair[0], decodeItf(pair[1], `${at}.${pair[0]}`, depth + 1)];
      });
      return recordOf(pairs, at);
    }
    default:
      throw invalid(at, '#bigint, #map or #unserializable', wrapper);
  }
}

function recordOf(fields: readonly (readonly [string, JsonValue])[], at: string): JsonValue {
  const forbidden = fields.find(([name]) => name === '__proto__');
  if (forbidden !== undefined) throw invalid(at, 'a field name that a model may use', forbidden[0]);
  return Object.fromEntries(fields);
}

function invalid(at: string, expected: string, received: string): CheckerError {
  return new CheckerError('TRACE_INVALID', 'the trace holds a value that this program does not write', {
    at,
    expected,
    received: received.length > 200 ? `${received.slice(0, 200)}...` : received,
  });
}
