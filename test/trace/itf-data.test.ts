import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import test from 'ava';
import { CheckerError } from '../../src/errors/checker-error.ts';
import { readForeignTrace, readItfData, type ItfData } from '../../src/trace/itf-data.ts';

const values: readonly (readonly [title: string, encoded: unknown, data: ItfData])[] = [
  ['a text', 'a', 'a'],
  ['a truth', false, false],
  ['an integer', 5, 5],
  ['an integer as Quint writes it', { '#bigint': '-50' }, -50],
  ['a list', [1, { '#bigint': '2' }], [1, 2]],
  ['a tuple', { '#tup': ['a', 1] }, ['a', 1]],
  ['a set', { '#set': ['a', 'b'] }, new Set(['a', 'b'])],
  ['a map with numbers for keys', { '#map': [[{ '#bigint': '3' }, 'c']] }, new Map([[3, 'c']])],
  ['a sum type', { tag: 'None', value: { '#tup': [] } }, { tag: 'None', value: [] }],
  ['a record', { a: { b: 1 } }, { a: { b: 1 } }],
];
for (const [title, encoded, data] of values)
  test(`reads ${title}`, (t) => {
    t.deepEqual(readItfData(encoded, 'x'), data);
  });

const wrong: readonly (readonly [title: string, encoded: unknown, at: string])[] = [
  ['a fraction', { a: [1.5] }, 'x.a[0]'],
  ['null', null, 'x'],
  ['an integer that JavaScript cannot hold', { '#bigint': '9007199254740993' }, 'x'],
  ['two wrappers', { '#set': [], '#map': [] }, 'x'],
  ['an unknown wrapper', { '#queue': [] }, 'x'],
  ['a set that is no list', { '#set': 'a' }, 'x'],
  ['a map with a single', { '#map': [['a']] }, 'x[0]'],
];
for (const [title, encoded, at] of wrong)
  test(`refuses ${title} and says where`, (t) => {
    const error = t.throws(() => readItfData(encoded, 'x'), { instanceOf: CheckerError });
    t.is(error.code, 'TRACE_INVALID');
    t.is(error.at, at);
  });

test('refuses nesting that would exhaust the stack', (t) => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  t.throws(() => readItfData(deep, 'x'), { instanceOf: CheckerError, message: /does not hold/ });
});

const bytes = (document: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(document));

test('a trace is its states, with the variables asked for, compressed or not', (t) => {
  const plain = bytes({ vars: ['n', 'm'], states: [{ n: 1, m: 2 }, { n: { '#bigint': '2' } }] });
  const expected = { states: [{ n: 1 }, { n: 2 }] };
  t.deepEqual(readForeignTrace(plain, 'file', ['n']), expected);
  t.deepEqual(readForeignTrace(gzipSync(plain), 'file', ['n']), expected);
});

const noTraces: readonly (readonly [title: string, given: Uint8Array])[] = [
  ['text', new TextEncoder().encode('hello')],
  ['half a compressed file', gzipSync(bytes({ states: [{ n: 1 }] })).subarray(0, 20)],
  ['no states', bytes({ states: [] })],
  ['a list', bytes([])],
  ['a state without the variable', bytes({ states: [{ m: 1 }] })],
];
for (const [title, given] of noTraces)
  test(`refuses ${title}`, (t) => {
    t.is(
      t.throws(() => readForeignTrace(given, 'file', ['n']), { instanceOf: CheckerError }).code,
      'TRACE_INVALID',
    );
  });

test('any JSON is read or refused, never crashed on', (t) => {
  t.notThrows(() => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        try {
          readForeignTrace(bytes(json), 'file', ['n']);
        } catch (error) {
          if (!(error instanceof CheckerError)) throw error;
        }
      }),
    );
  });
});
