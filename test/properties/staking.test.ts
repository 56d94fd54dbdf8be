import test from 'ava';
import { note } from '../../src/system/authoring.ts';
import { assertJudgement, checkOf, judgeState, judgeStep, type Expected } from './judge.ts';
import { ics, providerIn, stepOf, undelegation, validatorsWith } from './situations.ts';

const start = providerIn();
const undelegate = { type: 'undelegate', validator: 'a', tokens: 1 };
const block = { type: 'nextBlock', seconds: 1 };
const poorer = validatorsWith({ a: { tokens: 2 } });
const leaving = providerIn({ validators: poorer, unbonding: [undelegation('a', 1)] });
const started = (completesIn: number, change = {}) =>
  note('unbondingStarted', { entry: undelegation('a', 1, { completesIn, ...change }) });

const moves: readonly (readonly [title: string, step: ReturnType<typeof stepOf>, expected: Expected])[] = [
  ['an undelegation', stepOf(start, undelegate, leaving), 'holds, seen'],
  [
    'an undelegation that loses the tokens',
    stepOf(start, undelegate, providerIn({ validators: poorer })),
    /turns 10 tokens into 9 and burns 0/,
  ],
  [
    'a completion that pays out',
    stepOf(leaving, block, providerIn({ validators: poorer, liquidTokens: 5 })),
    'holds, seen',
  ],
  [
    'a redelegation',
    stepOf(
      start,
      { type: 'redelegate' },
      providerIn({
        validators: validatorsWith({ a: { tokens: 2 }, b: { tokens: 3 } }),
        unbonding: [undelegation('a', 1, { kind: 'redelegation', destination: 'b' })],
      }),
    ),
    'holds, seen',
  ],
  [
    'a slash that burns what it says',
    stepOf(start, { type: 'providerDowntime' }, providerIn({ validators: poorer }), [
      note('slashed', { validator: 'a', burnt: 1 }),
    ]),
    'holds, seen',
  ],
  [
    'a slash that burns less than it says',
    stepOf(start, { type: 'providerDowntime' }, start, [note('slashed', { validator: 'a', burnt: 1 })]),
    /burns 1/,
  ],
  ['a block in which nothing moves', stepOf(start, block, start), 'holds'],
];
for (const [title, step, expected] of moves) {
  test(`stake-conservation: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(ics, 'stake-conservation', ''), step), expected);
  });
}

const members = (byId: Readonly<Record<string, number>>) =>
  Object.entries(byId).map(([validator, power]) => ({ validator, power }));
const twoSlots = {
  ...ics,
  instance: { ...ics.instance, provider: { ...ics.instance.provider, maxProviderConsensusValidators: 2 } },
};
const equalPowers = validatorsWith({ c: { lastPower: 2 } });
const sets: readonly (readonly [
  title: string,
  consensusSet: ReturnType<typeof members>,
  validators: typeof poorer,
  expected: Expected,
])[] = [
  ['the two strongest', members({ a: 3, b: 2 }), start.context.validators, 'holds, seen'],
  ['either of two equals', members({ a: 3, c: 2 }), equalPowers, 'holds, seen'],
  ['a weaker one', members({ a: 3, c: 1 }), start.context.validators, /a stronger validator is left out/],
  ['too few', members({ a: 3 }), start.context.validators, /1 members instead of 2/],
  ['an old power', members({ a: 4, b: 2 }), start.context.validators, /a has power 4 instead of 3/],
  [
    'one that is not bonded',
    members({ a: 3, b: 2 }),
    validatorsWith({ b: { lastPower: 0 } }),
    /b is not bonded/,
  ],
];
for (const [title, consensusSet, validators, expected] of sets) {
  test(`provider-consensus-set: ${title}`, (t) => {
    const step = stepOf(providerIn({ consensusSet: [] }), block, providerIn({ consensusSet, validators }));
    assertJudgement(t, judgeStep(checkOf(twoSlots, 'provider-consensus-set', ''), step), expected);
  });
}

test('provider-consensus-set: the witness is a change of the set', (t) => {
  const step = stepOf(start, block, start);
  assertJudgement(t, judgeStep(checkOf(ics, 'provider-consensus-set', ''), step), 'holds');
});

const clock = (left: number) => ({
  kind: 'undelegation',
  validator: 'a',
  destination: '',
  left,
  isOld: false,
});
test('unbonding-time-lower-bound: no entry has completed too early', (t) => {
  const check = checkOf(ics, 'unbonding-time-lower-bound', 'entries');
  assertJudgement(t, judgeState(check, [{ clocks: [clock(0)], tooEarly: '' }]), 'holds, seen');
  assertJudgement(t, judgeState(check, [{ clocks: [clock(2)], tooEarly: '' }]), 'holds');
  assertJudgement(
    t,
    judgeState(check, [{ clocks: [], tooEarly: 'it completed 2 s too early' }]),
    /2 s too early/,
  );
});

const unbonding = (unbondsIn: number) =>
  validatorsWith({ a: { status: 'Unbonding', unbondsIn, lastPower: 0 } });
const unbonded = validatorsWith({ a: { status: 'Unbonded', lastPower: 0 } });
const periods: readonly (readonly [title: string, step: ReturnType<typeof stepOf>, expected: Expected])[] = [
  ['an undelegation of the full period', stepOf(start, undelegate, leaving, [started(8)]), 'holds, seen'],
  [
    'a shorter undelegation',
    stepOf(start, undelegate, leaving, [started(7)]),
    /undelegation from a takes 7 s instead of 8 s/,
  ],
  [
    'a redelegation from a validator that unbonds itself',
    stepOf(providerIn({ validators: unbonding(5) }), { type: 'redelegate' }, leaving, [
      started(5, { kind: 'redelegation', destination: 'b' }),
    ]),
    'holds, seen',
  ],
  [
    'a validator that begins to unbond',
    stepOf(start, block, providerIn({ validators: unbonding(7) })),
    'holds',
  ],
  [
    'a validator that begins to unbond for too short a time',
    stepOf(start, block, providerIn({ validators: unbonding(5) })),
    /a is to be Unbonded after 6 s instead of 8 s/,
  ],
  [
    'a validator that is Unbonded in time',
    stepOf(providerIn({ validators: unbonding(0) }), block, providerIn({ validators: unbonded })),
    'holds',
  ],
  [
    'a validator that is Unbonded too early',
    stepOf(providerIn({ validators: unbonding(2) }), block, providerIn({ validators: unbonded })),
    /a is Unbonded 2 s too early/,
  ],
  [
    'a validator that is Unbonded at once',
    stepOf(start, block, providerIn({ validators: unbonded })),
    /a is Unbonded at once/,
  ],
];
for (const [title, step, expected] of periods) {
  test(`unbonding-time-lower-bound: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(ics, 'unbonding-time-lower-bound', 'periods'), step), expected);
  });
}
