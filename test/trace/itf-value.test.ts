import test from 'ava';
import fc from 'fast-check';
import { CheckerError } from '../../src/errors/checker-error.ts';
import { equalData } from '../../src/system/equal-data.ts';
import { decodeItf, encodeItf } from '../../src/trace/itf-value.ts';

const rows: readonly (readonly [title: string, value: unknown, encoded: unknown])[] = [
  ['an integer', 7, 7],
  ['null', null, { '#unserializable': 'null' }],
  ['a fraction', 0.5, { '#unserializable': '0.5' }],
  ['a number beyond exact integers', 2 ** 60, { '#unserializable': '1152921504606847000' }],
  ['a record', { a: [1, 'x', true] }, { a: [1, 'x', true] }],
  ['a record whose field looks like a wrapper', { '#set': 1 }, { '#map': [['#set', 1]] }],
  ['a field that is undefined', { a: undefined, b: 1 }, { b: 1 }],
];
for (const [title, value, encoded] of rows) {
  test(`encodes ${title}`, (t) => {
    t.deepEqual(encodeItf(value) as unknown, encoded);
    t.true(equalData(decodeItf(encoded, 'x'), value));
  });
}

test('what is encoded is decoded to equal data', (t) => {
  const data = fc.jsonValue({ maxDepth: 5 }).filter((value) => !JSON.stringify(value).includes('__proto__'));
  t.notThrows(() => {
    fc.assert(
      fc.property(data, (value) => {
        const text = JSON.stringify(encodeItf(value));
        return equalData(decodeItf(JSON.parse(text), 'x'), JSON.parse(JSON.stringify(value)));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

test('reads integers that another writer wrapped', (t) => {
  t.is(decodeItf({ '#bigint': '-50' }, 'x'), -50);
});

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
const refused: readonly (readonly [title: string, encoded: unknown, expected: RegExp])[] = [
  ['a set', { '#set': [1] }, /#bigint, #map or #unserializable/],
  ['a wrapper with company', { '#bigint': '1', b: 2 }, /one field/],
  ['an integer too large to be exact', { '#bigint': '9007199254740993' }, /within 2\^53/],
  ['code in place of a value', { '#unserializable': 'process.exit()' }, /"null" or a number/],
  ['a bare null', null, /a value in ITF/],
  ['a bare fraction', 0.5, /an integer/],
  ['a map with a pair too long', { '#map': [['a', 1, 2]] }, /a pair/],
  ['a map with keys that are no strings', { '#map': [[1, 2]] }, /a pair/],
  ['nesting without end', nested(100), /64 levels/],
  ['a prototype', JSON.parse('{"__proto__": {"polluted": true}}'), /a field name/],
  ['a prototype in a map', { '#map': [['__proto__', { polluted: true }]] }, /a field name/],
];
for (const [title, encoded, expected] of refused) {
  test(`refuses ${title}`, (t) => {
    const error = t.throws(() => decodeItf(encoded, 'states[1].provider'), { instanceOf: CheckerError });
    t.is(error.code, 'TRACE_INVALID');
    t.regex(error.expected ?? '', expected);
    t.regex(error.at ?? '', /^states\[1\]\.provider/);
  });
}

test('a value that is not data is an error of the model', (t) => {
  t.is(t.throws(() => encodeItf({ a: () => 1 }), { instanceOf: CheckerError }).code, 'MODEL_BAD_DEFINITION');
});
