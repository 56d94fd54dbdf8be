/** The slash queue and soft opt-out: that each promise fails on what breaks it, and on nothing else. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import type { SlashMeterContext, SlashQueueContext } from '../../model/vocabulary.ts';
import { createAnswersReceived } from '../../properties/observers/answers-received.ts';
import { createDowntimeWindows } from '../../properties/observers/downtime-windows.ts';
import { propertyById } from '../../properties/index.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { Emitted, MachineEvent } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeState, judgeStep, type Expected } from './judge.ts';
import {
  channelIn,
  consumerIn,
  ics,
  observed,
  powers,
  providerIn,
  recordIn,
  stepOf,
  validatorsWith,
} from './situations.ts';

// Validators a: 3, b: 2 and c: 1; c, with a sixth of the power, may opt out softly. Two blocks are the limit.
const system = createIcsSystem({
  ...ics.instance,
  features: 'v3',
  provider: {
    ...ics.instance.provider,
    vscTimeoutSeconds: 5,
    slashMeterReplenishSeconds: 6,
    maturedPerBlock: 2,
  },
  consumers: ics.instance.consumers.map((consumer) => ({
    ...consumer,
    downtimeBlocks: 2,
    softOptOutThreshold: '0.19',
  })),
  budgets: { ...ics.instance.budgets, consumerDowntimes: 2 },
});
const [c1] = system.consumers;
if (c1 === undefined) throw new Error('expected a consumer');

type Delivery = readonly [component: string, event: MachineEvent, ...emitted: Emitted[]];

const sets = (set: Readonly<Record<string, number>>, signers = set): Emitted =>
  note('consumerBlockEnded', { set: powers(set), signers: powers(signers) });
const all = { ka: 3, b: 2, c: 1 };
const block = (...emitted: readonly Emitted[]): Delivery => [
  'consumer-c1',
  { type: 'nextBlock', seconds: 1 },
  ...emitted,
];
const goesDown = (key: string): Delivery => ['consumer-c1', { type: 'stopSigning', key }];
const reportOf = (key: string, power: number): Emitted =>
  note('reportQueued', { report: { key, power, vsc: 'genesis' } });

const windowRows: readonly (readonly [property: string, title: string, Expected, readonly Delivery[]])[] = [
  [
    'soft-opt-out-honoured',
    'somebody obliged is reported',
    'holds',
    [block(sets(all)), goesDown('b'), block(sets(all)), block(reportOf('b', 2), sets(all))],
  ],
  [
    'soft-opt-out-honoured',
    'somebody exempt is let off',
    'holds, seen',
    [block(sets(all)), goesDown('c'), block(sets(all)), block(sets(all))],
  ],
  [
    'soft-opt-out-honoured',
    'somebody exempt is reported',
    /c is reported with power 1, by which it may opt out softly/,
    [block(sets(all)), goesDown('c'), block(sets(all)), block(reportOf('c', 1), sets(all))],
  ],
  [
    'fresh-downtime-window',
    'a whole window of duty',
    'holds',
    [
      block(sets(all)),
      goesDown('c'),
      block(sets({ b: 2, c: 1 })),
      block(sets({ b: 2, c: 1 })),
      block(reportOf('c', 1), sets({ b: 2, c: 1 })),
    ],
  ],
  [
    'fresh-downtime-window',
    'one block of it before the duty',
    /c is reported after it missed 1 blocks that it had to sign, the limit is 2/,
    [
      block(sets(all)),
      goesDown('c'),
      block(sets({ b: 2, c: 1 })),
      block(reportOf('c', 1), sets({ b: 2, c: 1 })),
    ],
  ],
  [
    'full-downtime-window',
    'blocks from before the duty count',
    'holds',
    [
      block(sets(all)),
      goesDown('c'),
      block(sets({ b: 2, c: 1 })),
      block(reportOf('c', 1), sets({ b: 2, c: 1 })),
    ],
  ],
  [
    'full-downtime-window',
    'a block too early',
    /b is reported after 1 missed blocks, the limit is 2/,
    [block(sets(all)), goesDown('b'), block(reportOf('b', 2), sets(all))],
  ],
  [
    'full-downtime-window',
    'signing in between begins anew',
    /b is reported after 1 missed blocks/,
    [
      block(sets(all)),
      goesDown('b'),
      block(sets(all)),
      ['consumer-c1', { type: 'resumeSigning', key: 'b' }],
      goesDown('b'),
      block(reportOf('b', 2), sets(all)),
    ],
  ],
  [
    'full-downtime-window',
    'so does being no signer',
    /b is reported after 1 missed blocks/,
    [
      block(sets(all)),
      goesDown('b'),
      block(sets(all, { ka: 3, c: 1 })),
      block(sets(all)),
      block(reportOf('b', 2), sets(all)),
    ],
  ],
];

for (const [property, title, expected, deliveries] of windowRows) {
  test(`${property}: ${title}`, (t) => {
    const state = observed(createDowntimeWindows(system.instance, c1), deliveries);
    assertJudgement(t, judgeState(checkOf(system, property, 'c1'), [state]), expected);
  });
}

const answer: Delivery = ['record-c1', { type: 'vscMaturedReceived', vsc: 3 }];
const report: Delivery = [
  'record-c1',
  { type: 'slashPacketReceived' },
  send('slash-meter', { type: 'throttleReport' }),
];
const decided: Delivery = ['record-c1', { type: 'reportHandled' }];
const handled: Delivery = ['record-c1', { type: 'maturityDue', vsc: 3 }];
const removed = (reason: string): Delivery => [
  'record-c1',
  { type: 'answerOverdue' },
  note('consumerStopped', { reason }),
];
const overdue = removed('answerOverdue');
const fullBlock: Delivery = [
  'slash-queue',
  { type: 'handleThrottledPackets' },
  send('record-c1', { type: 'maturityDue', vsc: 5 }),
  send('record-c2', { type: 'maturityDue', vsc: 5 }),
];
const published = 'answered-consumer-not-removed';
const restored = 'answered-consumer-not-removed-unless-throttled';

const answerRows: readonly (readonly [property: string, title: string, Expected, readonly Delivery[]])[] = [
  [published, 'no answer', 'holds', [overdue]],
  [published, 'an answer that waits', 'holds, seen', [answer]],
  [published, 'an answer that was handled', 'holds', [answer, handled, overdue]],
  [published, 'another reason', 'holds', [answer, removed('vscTimeout')]],
  [published, 'an answer that waits for a report', /had received its answer/, [report, answer, overdue]],
  [restored, 'an answer that waits for a report', 'holds', [report, answer, overdue]],
  [restored, 'an answer that waits for nothing', /had received its answer/, [answer, overdue]],
  [restored, 'a report that came later', /had received its answer/, [answer, report, overdue]],
  [restored, 'a report that is decided', /had received its answer/, [report, answer, decided, overdue]],
  [restored, 'an answer that waits for room in a block', 'holds', [answer, fullBlock, overdue]],
  [restored, 'a report that came later and goes first', 'holds', [answer, report, decided, overdue]],
];

for (const [property, title, expected, deliveries] of answerRows) {
  test(`${property}: ${title}`, (t) => {
    const state = observed(createAnswersReceived(system.instance, c1), deliveries);
    assertJudgement(t, judgeState(checkOf(system, property, 'c1'), [state]), expected);
  });
}

const queueIn = (context: Partial<SlashQueueContext> = {}) => ({
  value: 'queueing',
  context: { order: [], throttled: [], ...context },
});
const due = (vsc: number) => send('record-c1', { type: 'maturityDue', vsc });
const offered = send('slash-meter', { type: 'throttleReport' });

test('matured-per-block-limited', (t) => {
  const check = checkOf(system, 'matured-per-block-limited', '');
  const judge = (...emitted: readonly Emitted[]) =>
    judgeStep(check, stepOf(queueIn(), { type: 'handleThrottledPackets' }, queueIn(), emitted));
  assertJudgement(t, judge(due(3), offered), 'holds');
  assertJudgement(t, judge(due(3), due(2)), 'holds, seen');
  assertJudgement(t, judge(due(4), due(3), due(2)), /3 maturities are handled, the limit is 2/);
  assertJudgement(t, judge(due(3), due(2), offered), /and reports in the same block/);
  const withReport = stepOf(queueIn(), { type: 'reportServed', maturedBefore: 0 }, queueIn(), [
    due(4),
    due(3),
    due(2),
  ]);
  assertJudgement(t, judgeStep(check, withReport), 'holds');
});

test('a flag waits for a report in the slash queue', (t) => {
  const check = checkOf(system, 'outstanding-cleared-by-ack', 'c1');
  const judge = (consumer: string, key: string) =>
    judgeState(check, [
      consumerIn({ outstanding: ['b'] }),
      recordIn(),
      channelIn(),
      queueIn({ throttled: [{ consumer, packets: [{ matured: 3 }, { ...throttled, key }] }] }),
    ]);
  assertJudgement(t, judge('c1', 'b'), 'holds, seen');
  assertJudgement(t, judge('c1', 'c'), /\[b\] is set on c1/);
  assertJudgement(t, judge('c2', 'b'), /\[b\] is set on c1/);
});

const throttled = {
  key: 'b',
  validator: 'b',
  power: 2,
  vsc: 1,
  slashFraction: { numerator: 0, denominator: 1 },
  jailSeconds: 1,
};

const meterIn = (meter: number) => ({
  value: 'metering',
  context: { meter, replenishesIn: 6, totalPower: 6 } satisfies SlashMeterContext,
});

test('meter-charge-exact: the meter of a queue is looked after when a block ends', (t) => {
  const check = checkOf(system, 'meter-charge-exact', 'meter');
  const judge = (to: number) =>
    judgeStep(
      check,
      stepOf(meterIn(-1), { type: 'replenishmentChecked', totalPower: 6 }, meterIn(to), [
        note('replenished', { by: 1 }),
      ]),
    );
  assertJudgement(t, judge(0), 'holds');
  assertJudgement(t, judge(1), /takes the meter from -1 to 1/);
});

test('time-monotone: a block goes on for as long as it takes, and time passes with the rest of it', (t) => {
  const check = checkOf(system, 'time-monotone', 'provider');
  const jailed = (jailedFor: number) =>
    providerIn({ blockOfEpoch: 0, validators: validatorsWith({ a: { jailedFor } }) });
  const first = (seconds: number) =>
    judgeStep(
      check,
      stepOf(jailed(2), { type: 'nextBlock', seconds: 1 }, jailed(2), [
        send('provider', { type: 'restOfBlock', seconds }),
      ]),
    );
  assertJudgement(t, first(1), 'holds, seen');
  assertJudgement(t, first(2), /does not go on for as long as it takes/);
  const tell = (to: string) => send(to, { type: 'providerTimePassed', seconds: 1 });
  const rest = (jailedFor: number, ...emitted: readonly Emitted[]) =>
    judgeStep(check, stepOf(jailed(2), { type: 'restOfBlock', seconds: 1 }, jailed(jailedFor), emitted));
  assertJudgement(t, rest(1, tell('slash-meter'), tell('channels')), 'holds');
  assertJudgement(t, rest(1, tell('channels')), /others are not told/);
  assertJudgement(t, rest(2, tell('slash-meter'), tell('channels')), /stays in jail for 2 s instead of 1 s/);
});

test('vscid-monotone: ids are announced with the rest of a block, to the slash queue too', (t) => {
  const check = checkOf(system, 'vscid-monotone', 'provider');
  const roles = ['records', 'channels', 'consumers', 'deadlines'];
  const announced = (...to: readonly string[]) =>
    judgeStep(
      check,
      stepOf(
        providerIn(),
        { type: 'restOfBlock', seconds: 1 },
        providerIn(),
        to.map((role) => send(role, { type: 'vscIdAdvanced' })),
      ),
    );
  assertJudgement(t, announced(...roles, 'slash-queue'), 'holds, seen');
  assertJudgement(t, announced(...roles), /ends an epoch announces a new VSC id to: records/);
});

for (const id of [
  'meter-bounds',
  'meter-charge-exact',
  'replenish-rate',
  'meter-recovers',
  'jail-rate-bound',
]) {
  test(`${id} speaks of both ways of throttling, and of nothing else`, (t) => {
    const expected = (features: 'v3' | 'v7' | 'ics28') =>
      propertyById(id).expected(createIcsSystem({ ...system.instance, features }));
    t.deepEqual([expected('v3'), expected('v7'), expected('ics28')], ['holds', 'holds', 'not-applicable']);
  });
}

test('what is expected of the findings depends on what an instance leaves room for', (t) => {
  const within = (consumerDowntimes: number, features: 'v3' | 'v4' = 'v3') =>
    createIcsSystem({
      ...system.instance,
      features,
      budgets: {
        ...system.instance.budgets,
        consumerDowntimes,
        stakingOperations: 0,
        providerDowntimes: 0,
        unjailings: 0,
      },
    });
  const expected = (id: string, of: ReturnType<typeof within>) => propertyById(id).expected(of);
  for (const id of [published, 'fresh-downtime-window']) {
    t.is(expected(id, within(2)), 'violated');
    t.is(expected(id, within(1)), 'holds');
    t.is(expected(id, within(2, 'v4')), 'not-applicable');
  }
  t.is(expected('no-downtime-impunity', within(1)), 'violated');
});
