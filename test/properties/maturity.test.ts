/** Maturity: that each promise fails on what breaks it, and on nothing else. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { createMaturities, type Maturities } from '../../properties/observers/maturities.ts';
import { propertyById } from '../../properties/index.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { Emitted, MachineEvent } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeObligation, judgeState, judgeStep, type Expected } from './judge.ts';
import { ics, observed, powers, recordIn, stepOf } from './situations.ts';

const provider = { ...ics.instance.provider, vscTimeoutSeconds: 2 };
const paused = createIcsSystem({ ...ics.instance, features: 'v4', provider });
const [c1, c2] = paused.consumers;
if (c1 === undefined || c2 === undefined) throw new Error('expected two consumers');

type Delivery = readonly [component: string, event: MachineEvent, ...emitted: Emitted[]];
const block: Delivery = ['provider', { type: 'nextBlock', seconds: 1 }];
const consumerBlock = (...emitted: readonly Emitted[]): Delivery => [
  'consumer-c1',
  { type: 'nextBlock', seconds: 1 },
  ...emitted,
];
const older: Delivery = ['record-c1', { type: 'vscIdAdvanced' }];
const change = { vsc: 0, updates: [], slashAcks: [] };
const provided: Delivery = [
  'record-c1',
  { type: 'epochEnded' },
  note('vscProvided', { change, set: powers({ b: 2 }) }),
];
const sent: Delivery = [
  'channel-c1',
  { type: 'sendVscs', packets: [{ ...change, vsc: 1 }] },
  send('record', { type: 'vscsSent' }),
];
const received: Delivery = ['consumer-c1', { type: 'vscReceived', ...change, vsc: 1 }];
const queued = (vsc: number): Emitted => note('maturityQueued', { vsc });
const registered = (vsc: number): Delivery => [
  'record-c1',
  { type: 'vscMaturedReceived', vsc },
  note('maturityRegistered', { vsc }),
];
const reported: Emitted = note('reportQueued', { report: { key: 'b', power: 2, vsc: 'genesis' } });
const decided: Delivery = [
  'record-c1',
  { type: 'reportHandled' },
  note('reportDecided', { key: 'b', validator: 'b', decision: 'executed', acked: true }),
];
const stopped: Delivery = [
  'record-c1',
  { type: 'answerOverdue' },
  note('consumerStopped', { reason: 'answerOverdue' }),
];
/** A VSC is provided, sent and received; c1 unbonds in four seconds. */
const underWay = [provided, older, sent, received];
const fourBlocks = Array.from({ length: 4 }, () => consumerBlock());

const rows: readonly (readonly [property: string, title: string, Expected, readonly Delivery[]])[] = [
  [
    'register-maturity-validity',
    'a VSC that was provided',
    'holds, seen',
    [...underWay, ...fourBlocks, consumerBlock(queued(1)), registered(1)],
  ],
  [
    'register-maturity-validity',
    'a VSC that was not',
    /VSC of age 3 was not provided/,
    [...underWay, registered(3)],
  ],
  [
    'register-maturity-validity',
    'the same VSC twice',
    /was not provided/,
    [...underWay, registered(1), registered(1)],
  ],
  [
    'register-maturity-timeliness',
    'in time',
    'holds',
    [...underWay, ...fourBlocks, consumerBlock(queued(1)), registered(1)],
  ],
  [
    'register-maturity-timeliness',
    'a second early',
    /VSC of age 1 matures 1 s too early/,
    [...underWay, ...fourBlocks.slice(1), consumerBlock(queued(1))],
  ],
  [
    'register-maturity-timeliness',
    'registered, but never reported',
    /it has not matured/,
    [...underWay, registered(1)],
  ],
  ['mature-on-time', 'reported when due', 'holds', [...underWay, ...fourBlocks, consumerBlock(queued(1))]],
  [
    'mature-on-time',
    'not reported when due',
    /VSC of age 1 has matured, but is not reported/,
    [...underWay, ...fourBlocks, consumerBlock()],
  ],
  [
    'register-maturity-order',
    'the newer first',
    /VSC of age 2 is registered after a newer one/,
    [
      ...underWay,
      older,
      ['record-c1', { type: 'epochEnded' }, note('vscProvided', { change: { ...change, vsc: 1 }, set: [] })],
      registered(1),
      registered(2),
    ],
  ],
  ['mature-within-timeout-or-removed', 'on the last second', 'holds', [provided, older, sent, block, block]],
  [
    'mature-within-timeout-or-removed',
    'overdue, the block goes on',
    'holds, seen',
    [provided, older, sent, block, block, block],
  ],
  [
    'mature-within-timeout-or-removed',
    'overdue when the block has ended',
    /not matured in time, and the consumer is not removed/,
    [provided, older, sent, block, block, block, block],
  ],
  [
    'mature-within-timeout-or-removed',
    'removed in that block',
    'holds',
    [provided, older, sent, block, block, block, block, stopped],
  ],
  [
    'maturity-and-slashing-order',
    'the report first',
    'holds',
    [
      ...underWay,
      ...fourBlocks.slice(1),
      consumerBlock(reported),
      consumerBlock(queued(1)),
      decided,
      registered(1),
    ],
  ],
  [
    'maturity-and-slashing-order',
    'on its way behind a report',
    'holds, seen',
    [...underWay, ...fourBlocks.slice(1), consumerBlock(reported), consumerBlock(queued(1))],
  ],
  [
    'maturity-and-slashing-order',
    'the maturity first',
    /registered before 1 reports that were queued ahead of it are decided/,
    [...underWay, ...fourBlocks.slice(1), consumerBlock(reported), consumerBlock(queued(1)), registered(1)],
  ],
];
for (const [property, title, expected, deliveries] of rows) {
  test(`${property}: ${title}`, (t) => {
    const state = observed<Maturities>(createMaturities(paused.instance, c1), deliveries);
    assertJudgement(t, judgeState(checkOf(paused, property, 'c1'), [state]), expected);
  });
}

/** The same, where c1 may come to unbond in two seconds. */
const changing = createIcsSystem({
  ...paused.instance,
  consumers: [{ ...c1, laterUnbondingSeconds: [2, 5] }, c2],
  budgets: { ...paused.instance.budgets, consumerParamsChanges: 2 },
});
const [changingC1 = c1] = changing.consumers;
const setPeriod = (seconds: number): Delivery => ['consumer-c1', { type: 'changeUnbondingPeriod', seconds }];
const overtaken = [
  ...underWay,
  older,
  ['record-c1', { type: 'epochEnded' }, note('vscProvided', { change: { ...change, vsc: 1 }, set: [] })],
  registered(1),
  registered(2),
] as const;

for (const [property, title, expected, deliveries] of [
  [
    'mature-on-time',
    'by the period at receipt',
    'holds',
    [setPeriod(2), ...underWay, setPeriod(4), consumerBlock(), consumerBlock(), consumerBlock(queued(1))],
  ],
  [
    'mature-on-time',
    'not by a later one',
    'holds',
    [...underWay, setPeriod(2), ...fourBlocks, consumerBlock(queued(1))],
  ],
  [
    'mature-on-time',
    'later than by the period at receipt',
    /is not reported/,
    [setPeriod(2), ...underWay, ...fourBlocks],
  ],
  ['register-maturity-order', 'although it was shortened', /after a newer one/, [setPeriod(2), ...overtaken]],
  ['register-maturity-order-under-one-period', 'shortened', 'holds', [setPeriod(2), ...overtaken]],
  [
    'register-maturity-order-under-one-period',
    'lengthened',
    /after a newer one/,
    [setPeriod(5), ...overtaken],
  ],
] satisfies readonly (readonly [string, string, Expected, readonly Delivery[]])[]) {
  test(`${property}, where the period may change: ${title}`, (t) => {
    const state = observed<Maturities>(createMaturities(changing.instance, changingC1), deliveries);
    assertJudgement(t, judgeState(checkOf(changing, property, 'c1'), [state]), expected);
  });
}

test('maturities are expected to overtake each other only where the period may be shortened', (t) => {
  const { expected } = propertyById('register-maturity-order');
  t.is(expected(ics), 'not-applicable');
  t.is(expected(paused), 'holds');
  t.is(expected(changing), 'violated');
  const longer = [{ ...c1, laterUnbondingSeconds: [5] }, c2];
  t.is(expected(createIcsSystem({ ...changing.instance, consumers: longer })), 'holds');
});

test('register-maturity-liveness: owed from the VSC on, met by the registration of the oldest', (t) => {
  const check = checkOf(paused, 'register-maturity-liveness', 'c1');
  const judged = (...deliveries: readonly Delivery[]) => {
    const state = observed<Maturities>(createMaturities(paused.instance, c1), deliveries);
    const { from, to } = judgeObligation(check, [
      state,
      recordIn(),
      { value: {}, context: { toConsumer: [], toProvider: [] } },
    ]);
    return [from, to];
  };
  t.deepEqual(judged(), [false, true]);
  t.deepEqual(judged(...underWay), [true, false]);
  t.deepEqual(judged(...underWay, registered(1)), [false, true]);
  t.deepEqual(judged(...underWay, stopped), [false, true]);
});

test('matured-packets-harmless: a provider that ignores them says and changes nothing', (t) => {
  const [first, ...others] = ics.instance.consumers;
  if (first === undefined) throw new Error('expected a consumer');
  const mixed = createIcsSystem({
    ...ics.instance,
    consumers: [{ ...first, sendsVscMatured: true }, ...others],
  });
  const check = checkOf(mixed, 'matured-packets-harmless', 'c1');
  const event = { type: 'vscMaturedReceived', vsc: 1 };
  assertJudgement(t, judgeStep(check, stepOf(recordIn(), event, recordIn())), 'holds, seen');
  assertJudgement(
    t,
    judgeStep(check, stepOf(recordIn(), event, recordIn({ slashAcks: ['b'] }))),
    /changes the record/,
  );
  const said = stepOf(recordIn(), event, recordIn(), [send('provider', { type: 'holdsReleased' })]);
  assertJudgement(t, judgeStep(check, said), /makes it say 1 things/);
  t.is(propertyById('matured-packets-harmless').expected(ics), 'not-applicable');
});
