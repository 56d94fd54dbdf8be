import test from 'ava';
import fc from 'fast-check';
import { equalData } from '../../src/system/equal-data.ts';
import { diffData } from '../../src/trace/state-diff.ts';

const rows: readonly (readonly [
  title: string,
  before: unknown,
  after: unknown,
  changes: readonly unknown[],
])[] = [
  ['nothing', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
  ['a field', { a: 1, b: 2 }, { a: 1, b: 3 }, [{ path: 'b', kind: 'changed', before: 2, after: 3 }]],
  ['a new field', {}, { a: 1 }, [{ path: 'a', kind: 'added', after: 1 }]],
  ['a field that is gone', { a: 1 }, {}, [{ path: 'a', kind: 'removed', before: 1 }]],
  [
    'a member told apart by its id',
    {
      validators: [
        { id: 'v1', tokens: 10 },
        { id: 'v2', tokens: 5 },
      ],
    },
    { validators: [{ id: 'v2', tokens: 4 }] },
    [
      { path: 'validators[v1]', kind: 'removed', before: { id: 'v1', tokens: 10 } },
      { path: 'validators[v2].tokens', kind: 'changed', before: 5, after: 4 },
    ],
  ],
  [
    'the head of a queue, and one more at its end',
    [{ n: 1 }, { n: 2 }],
    [{ n: 2 }, { n: 3 }],
    [
      { path: '[0]', kind: 'removed', before: { n: 1 } },
      { path: '[1]', kind: 'added', after: { n: 3 } },
    ],
  ],
  [
    'every member of a queue',
    [{ n: 1 }, { n: 2 }],
    [{ n: 0 }, { n: 1 }],
    [
      { path: '[0].n', kind: 'changed', before: 1, after: 0 },
      { path: '[1].n', kind: 'changed', before: 2, after: 1 },
    ],
  ],
  ['a queue emptied', [{ n: 1 }], [], [{ path: '[0]', kind: 'removed', before: { n: 1 } }]],
  [
    'a list of names as a whole',
    { down: [] },
    { down: ['v1'] },
    [{ path: 'down', kind: 'changed', before: [], after: ['v1'] }],
  ],
  [
    'null',
    { p: null },
    { p: [{ key: 'v1' }] },
    [{ path: 'p', kind: 'changed', before: null, after: [{ key: 'v1' }] }],
  ],
];
for (const [title, before, after, changes] of rows) {
  test(`finds ${title}`, (t) => {
    t.deepEqual(diffData(before, after) as unknown, changes);
  });
}

test('there is a difference exactly when the data differ', (t) => {
  const data = fc.jsonValue({ maxDepth: 3 });
  t.notThrows(() => {
    fc.assert(
      fc.property(data, data, (a, b) => (diffData(a, b).length === 0) === equalData(a, b)),
      { seed: 1, numRuns: 1_000 },
    );
    fc.assert(
      fc.property(data, (a) => diffData(a, structuredClone(a)).length === 0),
      { seed: 1 },
    );
  });
});
