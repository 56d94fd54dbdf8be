/** Unbondings that wait for consumers: that each promise fails on what breaks it, and on nothing else. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import {
  createPausedUnbondings,
  type PausedUnbondings,
} from '../../properties/observers/paused-unbondings.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { Emitted, MachineEvent } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeState, judgeStep, type Expected } from './judge.ts';
import {
  ics,
  observed,
  powers,
  providerIn,
  recordIn,
  stepOf,
  undelegation,
  validatorsWith,
} from './situations.ts';

const provider = { ...ics.instance.provider, vscTimeoutSeconds: 2 };
const paused = createIcsSystem({ ...ics.instance, features: 'v4', provider });

type Delivery = readonly [component: string, event: MachineEvent, ...emitted: Emitted[]];
const older: Delivery = ['record-c1', { type: 'vscIdAdvanced' }];
const change = { vsc: 0, updates: [], slashAcks: [] };
const stopped: Delivery = [
  'record-c1',
  { type: 'answerOverdue' },
  note('consumerStopped', { reason: 'answerOverdue' }),
];
const started = (validator: string): Delivery => [
  'provider',
  { type: 'undelegate', validator },
  note('unbondingStarted', { entry: undelegation(validator, 1) }),
];
const holds = (consumer: string, validator: string): Delivery => [
  'provider',
  { type: 'unbondingHeld', consumer, validator, operation: 'entry' },
];
const completed: Delivery = [
  'provider',
  { type: 'nextBlock', seconds: 1 },
  note('unbondingCompleted', { entry: undelegation('a', 1, { createdAt: 1 }) }),
];
const maturedBy = (id: string, vsc: number): Delivery => [
  `record-${id}`,
  { type: 'vscMaturedReceived' },
  note('maturityRegistered', { vsc }),
];
/** c1 is told that it loses a, and does not know yet. */
const leaving: Delivery = [
  'record-c1',
  { type: 'epochEnded' },
  note('vscProvided', { change, set: powers({ b: 2, c: 1 }) }),
];

const unbondings: readonly (readonly [property: string, title: string, Expected, readonly Delivery[]])[] = [
  [
    'unbonding-waits-for-maturity',
    'both have matured',
    'holds',
    [started('a'), older, maturedBy('c1', 1), maturedBy('c2', 1), completed],
  ],
  [
    'unbonding-waits-for-maturity',
    'one has not',
    /completed before c2 had matured/,
    [started('a'), older, maturedBy('c1', 1), completed],
  ],
  [
    'unbonding-waits-for-maturity',
    'an older VSC is matured only',
    /before c2 had matured/,
    [started('a'), older, maturedBy('c1', 1), maturedBy('c2', 2), completed],
  ],
  [
    'unbonding-waits-for-maturity',
    'the other was removed',
    'holds',
    [started('a'), older, stopped, maturedBy('c2', 1), completed],
  ],
  [
    'unbonding-waits-for-maturity',
    'a consumer in flight is passed over',
    /before c1 had matured/,
    [leaving, started('a'), older, maturedBy('c2', 1), completed],
  ],
  [
    'unbonding-waits-for-maturity-of-members',
    'a consumer in flight is passed over',
    'holds',
    [leaving, started('a'), older, maturedBy('c2', 1), completed],
  ],
  [
    'unbonding-waits-for-maturity-of-members',
    'a member is passed over',
    /before c2 had matured/,
    [leaving, started('a'), older, completed],
  ],
];
for (const [property, title, expected, deliveries] of unbondings) {
  test(`${property}: ${title}`, (t) => {
    const state = observed<PausedUnbondings>(createPausedUnbondings(paused.instance), deliveries);
    assertJudgement(t, judgeState(checkOf(paused, property, 'entries'), [state, providerIn()]), expected);
  });
}

const holders: readonly (readonly [property: string, title: string, Expected, readonly Delivery[]])[] = [
  [
    'unbonding-hold-set-exact',
    'everybody who relies on it',
    'holds, seen',
    [started('a'), holds('c1', 'a'), holds('c2', 'a')],
  ],
  [
    'unbonding-hold-set-exact',
    'one too few',
    /put on hold for \[c1\], but those that may rely on it are \[c1, c2\]/,
    [started('a'), holds('c1', 'a')],
  ],
  [
    'unbonding-hold-set-exact',
    'a set on its way',
    /on hold for \[c2\]/,
    [leaving, started('a'), holds('c2', 'a')],
  ],
  [
    'unbonding-hold-set-exact-for-members',
    'a set on its way',
    'holds, seen',
    [leaving, started('a'), holds('c2', 'a')],
  ],
  [
    'unbonding-hold-set-exact-for-members',
    'one too many',
    /on hold for \[c1, c2\]/,
    [leaving, started('a'), holds('c1', 'a'), holds('c2', 'a')],
  ],
];
for (const [property, title, expected, deliveries] of holders) {
  test(`${property}: ${title}`, (t) => {
    const state = observed<PausedUnbondings>(createPausedUnbondings(paused.instance), deliveries);
    assertJudgement(t, judgeState(checkOf(paused, property, ''), [state]), expected);
  });
}

test('unbonding-waits-for-maturity, validators: none ceases to unbond while it is on hold', (t) => {
  const check = checkOf(paused, 'unbonding-waits-for-maturity', 'validators');
  const unbonding = { status: 'Unbonding', unbondsIn: 0, holds: [{ vsc: 1, holders: ['c1'] }] } as const;
  const before = providerIn({ validators: validatorsWith({ a: unbonding }) });
  const after = providerIn({ validators: validatorsWith({ a: { status: 'Unbonded' } }) });
  const step = { type: 'nextBlock', seconds: 1 };
  assertJudgement(
    t,
    judgeStep(check, stepOf(before, step, after)),
    /a is not Bonded and no longer Unbonding/,
  );
  const free = providerIn({ validators: validatorsWith({ a: { status: 'Unbonding', unbondsIn: 0 } }) });
  assertJudgement(t, judgeStep(check, stepOf(free, step, after)), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(providerIn(), step, after)), /a is not Bonded/);
});

test('unbonding-notified-before-update: asked in time, filed under the current id', (t) => {
  const hook = checkOf(paused, 'unbonding-notified-before-update', 'hook');
  const event = { type: 'nextBlock', seconds: 1 };
  const after = providerIn({ validators: validatorsWith({ a: { status: 'Unbonding' } }) });
  const asks = send('records', { type: 'unbondingInitiated', validator: 'a', operation: 'validator' });
  const ends = send('epoch-stages', { type: 'epochEnded', bonded: [] });
  assertJudgement(t, judgeStep(hook, stepOf(providerIn(), event, after, [asks, ends])), 'holds, seen');
  assertJudgement(
    t,
    judgeStep(hook, stepOf(providerIn(), event, after, [ends, asks])),
    /only after the sets/,
  );
  assertJudgement(t, judgeStep(hook, stepOf(providerIn(), event, after, [ends])), /nobody is asked/);
  const id = checkOf(paused, 'unbonding-notified-before-update', 'id');
  const held = { type: 'unbondingHeld', consumer: 'c1', validator: 'a', operation: 'entry' };
  const filed = (vsc: number) =>
    providerIn({ unbonding: [undelegation('a', 1, { hold: { vsc, holders: ['c1'] } })] });
  assertJudgement(t, judgeStep(id, stepOf(providerIn(), held, filed(0))), 'holds, seen');
  assertJudgement(t, judgeStep(id, stepOf(providerIn(), held, filed(1))), /filed under the id of 1 ids ago/);
  const record = checkOf(paused, 'unbonding-notified-before-update', 'c1: filed');
  const asked = { type: 'unbondingInitiated', validator: 'a', operation: 'entry' };
  const holding = send('provider', { ...held });
  const judge = (unbondingsBegan: boolean, emitted: readonly Emitted[]) =>
    judgeStep(record, stepOf(recordIn(), asked, recordIn({ unbondingsBegan }), emitted));
  assertJudgement(t, judge(true, [holding]), 'holds, seen');
  assertJudgement(t, judge(false, []), 'holds');
  assertJudgement(t, judge(false, [holding]), /owed no VSC/);
});
