import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { propertyById } from '../../properties/index.ts';
import { createRemovedWindows } from '../../properties/observers/removed-windows.ts';
import { note } from '../../src/system/authoring.ts';
import { assertJudgement, checkOf, judgeState, type Expected } from './judge.ts';
import { ics, observed, providerIn, undelegation, validatorsWith, vsc } from './situations.ts';

/** The same chains under the specification, with a deadline for answers. */
const provider = { ...ics.instance.provider, vscTimeoutSeconds: 6 };
const specified = createIcsSystem({ ...ics.instance, features: 'ics28', provider });
const [c1] = specified.consumers;
if (c1 === undefined) throw new Error('expected a consumer');

/** c1 used the set a:3,b:2,c:1 of VSC 1, under which a token of a was burnt for something else. */
const open = {
  vsc: 1,
  set: 'a:3,b:2,c:1',
  closesIn: 1,
  lag: 0,
  supersededBy: null,
  left: [],
  burnt: [{ validator: 'a', tokens: 1, underThis: 0 }],
  late: false,
};
const poorer = validatorsWith({ a: { tokens: 2 } });

const literal: readonly (readonly [title: string, chain: object, window: object, expected: Expected])[] = [
  ['the stake is there all the same', {}, open, 'holds, seen'],
  [
    'only a slash for something else would cover it',
    { validators: poorer },
    open,
    /a used power 3 on c1 under VSC of age 1, but .* behind it are 2 bonded tokens, 0 unbonding and 0 burnt ones$/,
  ],
  [
    'the slash was for an infraction under this set',
    { validators: poorer },
    { ...open, burnt: [{ validator: 'a', tokens: 1, underThis: 1 }] },
    'holds, seen',
  ],
  [
    'stake is missing that no slash explains',
    { validators: validatorsWith({ a: { tokens: 1 } }) },
    open,
    'holds, seen',
  ],
  ['nobody can be punished any more', { validators: poorer }, { ...open, closesIn: 0 }, 'holds'],
];
for (const [title, chain, window, expected] of literal) {
  test(`bond-based-voting-power-literal: ${title}`, (t) => {
    const check = checkOf(specified, 'bond-based-voting-power-literal', 'c1');
    const windows = { windows: [window], signing: 0 };
    assertJudgement(t, judgeState(check, [providerIn(chain), windows]), expected);
  });
}

const removal: readonly (readonly [title: string, chain: object, removed: boolean, expected: Expected])[] = [
  ['it is served, and the stake is another property’s business', { validators: poorer }, false, 'holds'],
  ['the stake is there', {}, true, 'holds, seen'],
  [
    'the stake that left is still unbonding',
    { validators: poorer, unbonding: [undelegation('a', 1, { createdAt: 0 })] },
    true,
    'holds, seen',
  ],
  [
    'the stake is gone',
    { validators: poorer },
    true,
    /^c1 was removed, yet a goes on to use power 3 on it under VSC of age 1, and behind it are 2 bonded/,
  ],
];
for (const [title, chain, removed, expected] of removal) {
  test(`bond-based-voting-power-after-removal: ${title}`, (t) => {
    const check = checkOf(specified, 'bond-based-voting-power-after-removal', 'c1');
    const windows = { windows: [{ ...open, left: ['a'], burnt: [] }], signing: 0, removed };
    assertJudgement(t, judgeState(check, [providerIn(chain), windows]), expected);
  });
}

test('both are judged where the specification is, and removal matters where stake may leave', (t) => {
  const [literally, after] = ['bond-based-voting-power-literal', 'bond-based-voting-power-after-removal'].map(
    propertyById,
  );
  t.is(literally?.expected(ics), 'not-applicable');
  t.is(literally?.expected(specified), 'violated');
  t.is(after?.expected(specified), 'violated');
  t.is(after?.expected(ics), 'not-applicable');
  const idle = { ...specified.instance, budgets: { ...specified.instance.budgets, stakingOperations: 0 } };
  t.is(after?.expected(createIcsSystem(idle)), 'holds');
});

const windows = createRemovedWindows(specified.instance, c1);
const stopped = note('consumerStopped', { reason: 'answerOverdue' });

test('after the removal only the sets in use and to come are of interest', (t) => {
  const provided = observed(windows, [
    ['provider', { type: 'nextBlock', seconds: 1 }],
    [
      'record-c1',
      { type: 'epochEnded' },
      note('vscProvided', { change: vsc(0, {}), set: [{ key: 'b', power: 5 }] }),
    ],
    ['record-c1', { type: 'vscIdAdvanced' }],
    ['consumer-c1', { type: 'vscReceived', ...vsc(1, {}) }],
    ['consumer-c1', { type: 'nextBlock', seconds: 1 }],
    ['consumer-c1', { type: 'nextBlock', seconds: 1 }],
  ]);
  t.deepEqual(
    provided.windows.map(({ set }) => set),
    ['a:3,b:2,c:1', 'b:5'],
  );
  t.like(provided, { removed: false, drift: 0, sinceEpoch: 0, lastEpoch: 0 });
  const removed = observed(windows, [['record-c1', { type: 'answerOverdue' }, stopped]], provided);
  t.true(removed.removed);
  t.deepEqual(
    removed.windows.map(({ set }) => set),
    ['b:5'],
  );
});

test('a consumer that halts uses no power any more', (t) => {
  const removed = observed(windows, [['record-c1', { type: 'answerOverdue' }, stopped]]);
  t.is(removed.windows.length, 1);
  const halted = observed(windows, [['channel-c1', { type: 'consumerHalted' }]], removed);
  t.deepEqual(halted.windows, []);
});
