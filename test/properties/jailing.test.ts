import test from 'ava';
import { propertyById } from '../../properties/index.ts';
import { assertJudgement, checkOf, judgeObligation, judgeState, judgeStep, type Expected } from './judge.ts';
import {
  channelIn,
  consumerIn,
  ics,
  powers,
  providerIn,
  recordIn,
  stepOf,
  validatorsWith,
} from './situations.ts';

const block = { type: 'nextBlock', seconds: 1 };
const start = providerIn();
const jailedNow = providerIn({ validators: validatorsWith({ a: { jailed: true } }) });
const jailedLong = providerIn({
  validators: validatorsWith({ a: { jailed: true, lastPower: 0, status: 'Unbonding' } }),
});
const buried = providerIn({
  validators: validatorsWith({ a: { jailed: true, tombstoned: true, lastPower: 0, status: 'Unbonding' } }),
});
const withoutA = recordIn({ stored: [{ validator: 'b', key: 'b', power: 2 }] });

const stored: readonly (readonly [
  title: string,
  property: string,
  values: readonly unknown[],
  expected: Expected,
])[] = [
  ['the jailed validator is out', 'jail-removes-everywhere', [jailedLong, withoutA], 'holds, seen'],
  [
    'the jailed validator is in',
    'jail-removes-everywhere',
    [jailedLong, recordIn()],
    /a, which is jailed, is still in the set stored for c1/,
  ],
  ['it was jailed in the block now running', 'jail-removes-everywhere', [jailedNow, recordIn()], 'holds'],
  [
    'the epoch has not ended yet',
    'jail-removes-everywhere',
    [{ ...jailedLong, context: { ...jailedLong.context, blockOfEpoch: 0 } }, recordIn()],
    'holds',
  ],
  ['the consumer is stopped', 'jail-removes-everywhere', [jailedLong, recordIn({}, 'stopped')], 'holds'],
  ['the tombstoned validator is out', 'tombstone-is-final', [buried, withoutA], 'holds, seen'],
  [
    'the tombstoned validator is in',
    'tombstone-is-final',
    [buried, recordIn()],
    /a, which is tombstoned, is still in/,
  ],
];
for (const [title, property, values, expected] of stored) {
  test(`${property}: ${title}`, (t) => {
    assertJudgement(t, judgeState(checkOf(ics, property, 'c1: stored'), values), expected);
  });
}

const steps: readonly (readonly [
  title: string,
  property: string,
  step: ReturnType<typeof stepOf>,
  expected: Expected,
])[] = [
  [
    'EndBlock takes the power',
    'jail-removes-everywhere',
    stepOf(jailedNow, block, jailedLong),
    'holds, seen',
  ],
  [
    'EndBlock leaves the power',
    'jail-removes-everywhere',
    stepOf(jailedNow, block, jailedNow),
    /a is jailed and has power after an EndBlock/,
  ],
  [
    'power stays until EndBlock',
    'jail-removes-everywhere',
    stepOf(start, { type: 'providerDowntime' }, jailedNow),
    'holds',
  ],
  ['a tombstone stays', 'tombstone-is-final', stepOf(buried, block, buried), 'holds, seen'],
  [
    'a tombstoned validator is unjailed',
    'tombstone-is-final',
    stepOf(
      buried,
      { type: 'unjail' },
      providerIn({ validators: validatorsWith({ a: { tombstoned: true } }) }),
    ),
    /"unjail": a is no longer tombstoned and jailed/,
  ],
  [
    'a tombstoned validator gets power',
    'tombstone-is-final',
    stepOf(
      buried,
      block,
      providerIn({ validators: validatorsWith({ a: { jailed: true, tombstoned: true } }) }),
    ),
    /a has power after an EndBlock/,
  ],
  [
    'a tombstoned validator is forgotten',
    'tombstone-is-final',
    stepOf(buried, block, providerIn({ validators: validatorsWith({}).slice(1) })),
    /a is no longer tombstoned/,
  ],
  [
    'a validator is tombstoned without jail',
    'tombstone-is-final',
    stepOf(
      start,
      { type: 'providerDoubleSign' },
      providerIn({ validators: validatorsWith({ b: { tombstoned: true } }) }),
    ),
    /b is tombstoned and not jailed/,
  ],
];
for (const [title, property, step, expected] of steps) {
  test(`${property}, provider: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(ics, property, 'provider'), step), expected);
  });
}

test('jail-removes-everywhere: a jailed validator must leave the set in force', (t) => {
  const check = checkOf(ics, 'jail-removes-everywhere', 'c1: set in force');
  const judged = judgeObligation(check, [jailedLong, withoutA, channelIn(), consumerIn()]);
  t.like(judged, { from: true, to: false, excluded: false });
  t.regex(judged.message, /a is jailed and keeps its power on c1/);
  const gone = consumerIn({ set: powers({ b: 2, c: 1 }) });
  t.like(judgeObligation(check, [jailedLong, withoutA, channelIn(), gone]), { from: false, to: true });
  t.true(judgeObligation(check, [jailedNow, recordIn(), channelIn(), consumerIn()]).to, 'still unsettled');
});

test('tombstone-is-final does not apply where nobody double signs', (t) => {
  const budgets = { ...ics.instance.budgets, providerDoubleSigns: 0 };
  const system = { ...ics, instance: { ...ics.instance, budgets } };
  t.deepEqual(propertyById('tombstone-is-final').checks(system), []);
});
