/** Goal: promises about closed channels, piles of VSCs, trespassing reports and time fail where they should. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { ProviderContext } from '../../model/vocabulary.ts';
import { assertJudgement, checkOf, judgeObligation, judgeState, judgeStep, type Expected } from './judge.ts';
import {
  channelIn,
  consumerIn,
  ics,
  powers,
  providerIn,
  recordIn,
  stepOf,
  undelegation,
  validatorsWith,
  vsc,
} from './situations.ts';

const overlap = createIcsSystem(loadInstance('overlap'));
const block = { type: 'nextBlock', seconds: 1 };

test('update-inclusion: what is joined does what one does after the other', (t) => {
  const check = checkOf(ics, 'update-inclusion', 'c1');
  const receive = (before: Record<string, number> | null, after: Record<string, number>) =>
    judgeStep(
      check,
      stepOf(
        consumerIn({ pendingChanges: before === null ? null : powers(before) }),
        { type: 'vscReceived', ...vsc(1, { b: 5, c: 0 }) },
        consumerIn({ pendingChanges: powers(after) }),
      ),
    );
  assertJudgement(t, receive(null, { b: 5, c: 0 }), 'holds');
  assertJudgement(t, receive({ b: 4, d: 1 }, { b: 5, c: 0, d: 1 }), 'holds, seen');
  // Relative powers, and the last VSC alone.
  assertJudgement(
    t,
    receive({ b: 4, d: 1 }, { b: 9, c: 0, d: 1 }),
    /one by one lead to \{b:5,d:1,ka:3\}, together to \{b:9/,
  );
  assertJudgement(t, receive({ b: 4, d: 1 }, { b: 5, c: 0 }), /together to \{b:5,ka:3\}/);
});

test('closed-channel-reaction: the set stays, blocks go on', (t) => {
  const check = checkOf(ics, 'closed-channel-reaction', 'c1');
  const closed = consumerIn({ channelClosed: true, pendingChanges: powers({ b: 5 }) });
  const after = (change: Parameters<typeof consumerIn>[0], event = block) =>
    judgeStep(check, stepOf(closed, event, consumerIn(change)));
  const applied = powers({ b: 5, c: 1, ka: 3 });
  assertJudgement(t, after({ channelClosed: true, set: applied, pendingChanges: null }), 'holds, seen');
  assertJudgement(
    t,
    after({ channelClosed: true, pendingChanges: null }),
    /from \{b:5,c:1,ka:3\} into \{b:2,c:1,ka:3\}/,
  );
  assertJudgement(t, after({ channelClosed: false, pendingChanges: powers({ b: 5 }) }), /still "nextBlock"/);
  const open = stepOf(consumerIn(), block, consumerIn({ set: [] }));
  assertJudgement(t, judgeStep(check, open), 'holds');
});

test('error-ack-closes: owed from the closing on until the consumer is stopped', (t) => {
  const check = checkOf(overlap, 'error-ack-closes', 'c1');
  const closed = consumerIn({ faulty: true, channelClosed: true });
  t.like(judgeObligation(check, [recordIn(), closed]), { from: true, to: false });
  t.like(judgeObligation(check, [recordIn({}, 'stopped'), closed]), { from: false, to: true });
  t.like(judgeObligation(check, [recordIn(), consumerIn({ channelClosed: true })]), { from: false });
});

test('error-ack-closes-at-next-send: a failed send stops the consumer', (t) => {
  const check = checkOf(overlap, 'error-ack-closes-at-next-send', 'c1');
  const on = (type: string, phase: string) =>
    judgeStep(check, stepOf(recordIn(), { type }, recordIn({}, phase)));
  assertJudgement(t, on('sendFailedChannelClosed', 'stopped'), 'holds, seen');
  assertJudgement(t, on('sendFailedChannelClosed', 'launched'), /learns by "sendFailedChannelClosed"/);
  assertJudgement(t, on('vscTimedOut', 'launched'), /keeps it launched/);
  assertJudgement(t, on('vscsSent', 'launched'), 'holds');
});

const pile = (length: number) => Array.from({ length }, (_, index) => vsc(length - index, { b: index }));
/** Each sent at a time of its own, unless all are overdue. */
const inFlight = (length: number, first = 1) =>
  pile(length).map((each, index) => ({ ...each, timesOutIn: first === 0 ? 0 : first + index }));

const queues: readonly (readonly [property: string, values: readonly unknown[], Expected])[] = [
  ['no-unbounded-queues', [recordIn({ pending: pile(1) }), channelIn()], 'holds'],
  [
    'no-unbounded-queues',
    [recordIn({ pending: pile(1) }), channelIn({ toConsumer: inFlight(1) })],
    'holds, seen',
  ],
  [
    'no-unbounded-queues',
    [recordIn({ pending: pile(3) }), channelIn({ consumerClientExpiresIn: 0 })],
    /3 VSCs are pending for c1 and 0 in flight.*its client has expired/,
  ],
  ['no-unbounded-queues', [recordIn({ pending: pile(3) }, 'stopped'), channelIn()], 'holds'],
  ['no-unbounded-queues-while-relayed', [channelIn({ toConsumer: inFlight(3) })], 'holds, seen'],
  [
    'no-unbounded-queues-while-relayed',
    [channelIn({ toConsumer: inFlight(4) })],
    /VSCs sent at 4 different times are in flight/,
  ],
  ['no-unbounded-queues-while-relayed', [channelIn({ toConsumer: inFlight(4, 0) })], 'holds'],
  [
    'no-unbounded-queues-while-relayed',
    [channelIn({ toConsumer: pile(4).map((each) => ({ ...each, timesOutIn: 2 })) })],
    'holds, seen',
  ],
  [
    'no-unbounded-queues-while-relayed',
    [channelIn({ toConsumer: inFlight(4), providerClientExpiresIn: 0 })],
    'holds',
  ],
];
for (const [index, [property, values, expected]] of queues.entries()) {
  test(`${property}, situation ${index}`, (t) => {
    assertJudgement(t, judgeState(checkOf(overlap, property, 'c1'), values), expected);
  });
}

test('queues are judged only where some scope has room for them to grow', (t) => {
  const instance = loadInstance('overlap');
  const scopes = instance.scopes.filter(({ channelExpiry }) => channelExpiry === 'never');
  const small = createIcsSystem({ ...instance, scopes });
  t.throws(() => checkOf(small, 'no-unbounded-queues', 'c1'));
});

const entry = undelegation('a', 2);
const redelegated = undelegation('a', 1, { kind: 'redelegation', destination: 'b' });
const unbonding = [entry, redelegated];
const before: Partial<ProviderContext> = { unbonding };
const jailed = { jailed: true, jailedFor: 1 };

const reports: readonly (readonly [title: string, after: Partial<ProviderContext>, Expected])[] = [
  [
    'the accused is jailed and slashed',
    { validators: validatorsWith({ a: { ...jailed, tokens: 2 } }) },
    'holds, seen',
  ],
  [
    'stake that left the accused is slashed',
    { unbonding: [{ ...entry, balance: 1 }, redelegated], validators: validatorsWith({ b: { tokens: 1 } }) },
    'holds, seen',
  ],
  ['somebody else is jailed', { validators: validatorsWith({ c: jailed }) }, /the jail term of c/],
  ['somebody else is slashed', { validators: validatorsWith({ c: { tokens: 0 } }) }, /the stake of c/],
  [
    'somebody is tombstoned',
    { validators: validatorsWith({ a: { tombstoned: true } }) },
    /the tombstone of a/,
  ],
  [
    'powers change in mid-block',
    { validators: validatorsWith({ a: { lastPower: 0 } }) },
    /among the bonded of a/,
  ],
  ['an entry completes earlier', { unbonding: [{ ...entry, completesIn: 1 }, redelegated] }, /entry of a/],
  ['an entry is dated otherwise', { unbonding: [{ ...entry, createdAt: 1 }, redelegated] }, /entry of a/],
  [
    'somebody ceases to unbond',
    { validators: validatorsWith({ b: { unbondsIn: 1 } }) },
    /the unbonding of b/,
  ],
  ['the consensus of the provider changes', { consensusSet: [] }, /the provider's own validators/],
  ['an entry disappears', { unbonding: [redelegated] }, /an unbonding entry of a/],
  ['the provider halts', { haltReason: 'meter' }, /the provider halts: meter/],
  ['somebody disappears', { validators: validatorsWith({}).slice(0, 2) }, /c is gone/],
];
for (const [title, change, expected] of reports) {
  test(`provider-noninterference: ${title}`, (t) => {
    const check = checkOf(ics, 'provider-noninterference', '');
    const report = { type: 'handleDowntime', consumer: 'c1', validator: 'a' };
    const judged = judgeStep(check, stepOf(providerIn(before), report, providerIn({ ...before, ...change })));
    assertJudgement(t, judged, expected);
  });
}

test('provider-noninterference: blocks may change anything', (t) => {
  const step = stepOf(providerIn(), block, providerIn({ validators: [] }));
  assertJudgement(t, judgeStep(checkOf(ics, 'provider-noninterference', ''), step), 'holds');
});

test('no-zeno: blocks are owed, except by a chain that halted', (t) => {
  const [last, other] = ['end of an epoch', 'within an epoch'].map((scope) => checkOf(ics, 'no-zeno', scope));
  if (last === undefined || other === undefined) throw new Error('no checks');
  const at = (blockOfEpoch: number, haltReason = '') => [providerIn({ blockOfEpoch, haltReason })];
  t.like(judgeObligation(last, at(0)), { from: true, to: false, excluded: false });
  t.like(judgeObligation(last, at(1)), { from: false, to: true });
  t.like(judgeObligation(other, at(1)), { from: true, to: false });
  t.like(judgeObligation(other, at(1, 'overflow')), { excluded: true });
});

test('no-zeno: where blocks wait for relayers, these have to be in time', (t) => {
  const waiting = createIcsSystem({ ...loadInstance('overlap'), maxVscsInFlight: 0 });
  const check = checkOf(waiting, 'no-zeno', 'end of an epoch');
  const judge = (timesOutIn: number) =>
    judgeObligation(check, [providerIn(), channelIn({ toConsumer: inFlight(1, timesOutIn) }), channelIn()]);
  t.false(judge(1).excluded);
  t.true(judge(0).excluded);
});
