/**
 * Traces of other programs in the Informal Trace Format: the whole of its encoding, as Quint and Apalache write it, not only
 * the part that this program writes itself (`itf-value.ts`).
 *
 * | ITF                              | data                                                         |
 * | -------------------------------- | ------------------------------------------------------------ |
 * | `5`, `{ "#bigint": "5" }`        | number                                                       |
 * | `"a"`, `true`                    | string, boolean                                              |
 * | `[...]`, `{ "#tup": [...] }`     | array                                                        |
 * | `{ "#set": [...] }`              | Set; equal members that are no plain values are not detected |
 * | `{ "#map": [[k, v], ...] }`      | Map                                                          |
 * | `{ "a": ... }`                   | record                                                       |
 */
import { gunzipSync } from 'node:zlib';
import { CheckerError } from '../errors/checker-error.ts';

export type ItfData =
  | string
  | number
  | boolean
  | readonly ItfData[]
  | ReadonlySet<ItfData>
  | ReadonlyMap<ItfData, ItfData>
  | { readonly [field: string]: ItfData };

/** A trace as data: its states in order, each a record of its variables. */
export interface ForeignTrace {
  readonly states: readonly { readonly [variable: string]: ItfData }[];
}

/** Deeper data is no state of any model, but may be meant to exhaust the stack of whoever reads it. */
const deepest = 64;
/** A trace of this size once unpacked is not one either. */
const mostBytes = 512 * 2 ** 20;

/**
 * The trace in a file's bytes, which may be compressed by gzip.
 * @param source what to call it in errors
 * @param variables to read; all others are left out
 * @throws CheckerError TRACE_INVALID
 */
export function readForeignTrace(
  bytes: Uint8Array,
  source: string,
  variables: readonly string[],
): ForeignTrace {
  const json = parse(bytes, source);
  const states = isRecord(json) ? json['states'] : undefined;
  if (!Array.isArray(states) || states.length === 0)
    throw invalid(`${source}: states`, 'a list of at least one state', describe(states));
  return {
    states: states.map((state: unknown, index) => {
      const at = `${source}: states[${String(index)}]`;
      if (!isRecord(state)) throw invalid(at, 'a record of variables', describe(state));
      return Object.fromEntries(variables.map((name) => [name, readItfData(state[name], `${at}.${name}`)]));
    }),
  };
}

/** @throws CheckerError TRACE_INVALID, naming the place within `at` */
export function readItfData(encoded: unknown, at: string, depth = 0): ItfData {
  if (depth > deepest) throw invalid(at, `at most ${String(deepest)} levels of nesting`, 'more');
  if (typeof encoded === 'string' || typeof encoded === 'boolean') return encoded;
  if (typeof encoded === 'number') {
    if (Number.isSafeInteger(encoded)) return encoded;
    throw invalid(at, 'an integer', String(encoded));
  }
  if (Array.isArray(encoded)) return items(encoded, at, depth);
  if (!isRecord(encoded)) throw invalid(at, 'a value in ITF', describe(encoded));
  const fields = Object.entries(encoded);
  const [wrapper = '', content] = fields.find(([name]) => name.startsWith('#')) ?? [];
  if (wrapper === '')
    return Object.fromEntries(
      fields.map(([name, part]) => [name, readItfData(part, `${at}.${name}`, depth + 1)]),
    );
  if (fields.length > 1)
    throw invalid(at, 'one field that starts with #', fields.map(([name]) => name).join(', '));
  return readWrapped(wrapper, content, at, depth);
}

function readWrapped(wrapper: string, content: unknown, at: string, depth: number): ItfData {
  switch (wrapper) {
    case '#bigint': {
      const integer =
        typeof content === 'string' && /^-?[0-9]{1,20}$/.test(content) ? Number(content) : Number.NaN;
      if (Number.isSafeInteger(integer)) return integer;
      throw invalid(at, 'an integer within 2^53 - 1', describe(content));
    }
    case '#tup':
      return items(content, at, depth);
    case '#set':
      return new Set(items(content, at, depth));
    case '#map':
      return new Map(
        items(content, at, depth).map((pair, index): readonly [ItfData, ItfData] => {
          if (Array.isArray(pair) && pair.length === 2) return pair as unknown as readonly [ItfData, ItfData];
          throw invalid(`${at}[${String(index)}]`, 'a pair of key and value', describe(pair));
        }),
      );
    default:
      throw invalid(at, '#bigint, #tup, #set or #map', wrapper);
  }
}

function items(content: unknown, at: string, depth: number): readonly ItfData[] {
  if (!Array.isArray(content)) throw invalid(at, 'a list', describe(content));
  return content.map((item: unknown, index) => readItfData(item, `${at}[${String(index)}]`, depth + 1));
}

function parse(bytes: Uint8Array, source: string): unknown {
  try {
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const plain = isGzip ? gunzipSync(bytes, { maxOutputLength: mostBytes }) : bytes;
    return JSON.parse(new TextDecoder().decode(plain)) as unknown;
  } catch (cause) {
    throw new CheckerError('TRACE_INVALID', `${source} is no trace: it cannot be read as JSON`, {
      at: source,
      expected: 'a JSON file in the Informal Trace Format, which may be compressed by gzip',
      received: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}...` : text;
}

function invalid(at: string, expected: string, received: string): CheckerError {
  return new CheckerError('TRACE_INVALID', 'the trace does not hold what a trace of its kind holds', {
    at,
    expected,
    received,
  });
}
