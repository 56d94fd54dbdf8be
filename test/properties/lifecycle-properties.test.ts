/** Goal: promises about the life cycle of consumers fail where they should. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { removalClock, type RemovalClock } from '../../properties/observers/removal-clock.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { LocalSnapshot, ObserverDefinition } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeObligation, judgeState, judgeStep } from './judge.ts';
import { channelIn, observed, providerIn, recordIn, stepOf, vsc } from './situations.ts';

const lifecycle = createIcsSystem(loadInstance('lifecycle'));
const stored = [{ validator: 'v2', key: 'v2', power: 2 }];
const empty = { stored: [], pending: [], slashAcks: [], hasChannel: false };

test('phase-order: one phase after the other, and none after the last', (t) => {
  const check = checkOf(lifecycle, 'phase-order', 'c1');
  const go = (from: string, to: string) =>
    judgeStep(check, stepOf(recordIn({}, from), { type: 'any' }, recordIn({}, to)));
  for (const [from, to] of [
    ['registered', 'initialized'],
    ['initialized', 'registered'],
    ['initialized', 'launched'],
    ['launched', 'stopped'],
    ['stopped', 'deleted'],
  ] as const) {
    assertJudgement(t, go(from, to), 'holds, seen');
  }
  assertJudgement(t, go('stopped', 'stopped'), 'holds');
  assertJudgement(t, go('stopped', 'launched'), /from "stopped" to "launched"/);
  assertJudgement(t, go('launched', 'deleted'), /from "launched" to "deleted"/);
  assertJudgement(t, go('deleted', 'registered'), /from "deleted"/);
});

const initialized = recordIn({ ...empty }, 'initialized');
const moment = (active: readonly string[]) => ({
  type: 'launchMoment',
  bonded: [{ validator: 'v2', power: 2 }],
  active,
});

test('launch-at-spawn-time: when it is due, with somebody who validates the provider', (t) => {
  const check = checkOf(lifecycle, 'launch-at-spawn-time', 'c2: launch');
  const launched = recordIn({ ...empty, stored });
  assertJudgement(t, judgeStep(check, stepOf(initialized, moment(['v2']), launched)), 'holds, seen');
  assertJudgement(
    t,
    judgeStep(check, stepOf(initialized, moment(['v1']), launched)),
    /launched with \{v2\}, none of whom validates the provider/,
  );
  assertJudgement(
    t,
    judgeStep(check, stepOf(initialized, moment(['v2']), recordIn({ ...empty }))),
    /with an empty set/,
  );
  assertJudgement(
    t,
    judgeStep(check, stepOf(initialized, { type: 'epochEnded' }, launched)),
    /launched by "epochEnded"/,
  );
});

interface Entry {
  readonly consumer: string;
  readonly dueIn: number;
}
const queues = (launches: readonly Entry[], removals: readonly Entry[] = []): LocalSnapshot<never> =>
  ({ value: 'queueing', context: { launches, removals } }) as unknown as LocalSnapshot<never>;
const due = (consumer: string, dueIn = 1): Entry => ({ consumer, dueIn });

test('launch-at-spawn-time: nobody who finds no room is lost, doubled or overtaken', (t) => {
  const check = checkOf(lifecycle, 'launch-at-spawn-time', 'time queues');
  const block = { type: 'handleTimeQueues', seconds: 1, bonded: [], active: [] };
  const launch = (consumer: string) => send(`pipeline-of-${consumer}`, { type: 'launchMoment' });
  const before = queues([due('c2'), due('c3')]);
  const judge = (after: LocalSnapshot<never>, ...handled: readonly string[]) =>
    judgeStep(check, stepOf(before, block, after, handled.map(launch)));
  assertJudgement(t, judge(queues([due('c3', 0)]), 'c2'), 'holds, seen');
  assertJudgement(t, judge(queues([]), 'c2'), /launches: \[\] stay, expected \[c3\]/);
  assertJudgement(t, judge(queues([due('c2', 0)]), 'c3'), /\[c3\] are handled; expected \[c2\]/);
  assertJudgement(t, judge(queues([]), 'c2', 'c3'), /\[c2, c3\] are handled; expected \[c2\]/);
});

test('launch-at-spawn-time: it does not stay initialized once its time has come', (t) => {
  const check = checkOf(lifecycle, 'launch-at-spawn-time', 'c2: progress');
  t.like(judgeObligation(check, [initialized, queues([])]), { from: true, to: false, excluded: false });
  t.like(judgeObligation(check, [initialized, queues([due('c2', 0)])]), {
    from: true,
    to: false,
    excluded: false,
  });
  t.like(judgeObligation(check, [initialized, queues([due('c2')])]), {
    from: false,
    to: true,
    excluded: false,
  });
});

test('genesis-set-matches: the genesis has what is stored', (t) => {
  const check = checkOf(lifecycle, 'genesis-set-matches', 'c2');
  const launched = recordIn({ ...empty, stored });
  const made = (power: number) => [
    note('consumerLaunched', { set: [] }),
    send('consumer', { type: 'genesisMade', set: [{ key: 'v2', power }] }),
  ];
  const judge = (emitted: ReturnType<typeof made>, after = launched) =>
    judgeStep(check, stepOf(initialized, moment(['v2']), after, emitted));
  assertJudgement(t, judge(made(2)), 'holds, seen');
  assertJudgement(t, judge(made(3)), /v2 has 3 instead of 2/);
  assertJudgement(t, judge(made(2).slice(0, 1)), /without a genesis/);
  const renamed = recordIn({ ...empty, stored: [{ validator: 'v1', key: 'v2', power: 2 }] });
  assertJudgement(t, judge(made(2), renamed), /v1 is in it under the key v2/);
});

test('launch-at-spawn-time: where there is room for all, by the time alone', (t) => {
  const check = checkOf(createIcsSystem(loadInstance('keys')), 'launch-at-spawn-time', 'time queues');
  const block = { type: 'handleTimeQueues', seconds: 1, bonded: [], active: [] };
  const launch = [send('pipeline-of-c3', { type: 'launchMoment' })];
  assertJudgement(t, judgeStep(check, stepOf(queues([due('c3')]), block, queues([]), launch)), 'holds, seen');
  assertJudgement(
    t,
    judgeStep(check, stepOf(queues([due('c3', 2)]), block, queues([]), launch)),
    /\[c3\] are handled; expected \[\]/,
  );
});

test('launch-set-from-bonded: what the provider tells, and what is stored of it', (t) => {
  const told = checkOf(lifecycle, 'launch-set-from-bonded', 'provider');
  const chain = providerIn();
  const bonded = [
    { validator: 'a', power: 3, tokens: 3 },
    { validator: 'b', power: 2, tokens: 2 },
    { validator: 'c', power: 1, tokens: 1 },
  ];
  const begin = (message: object) =>
    stepOf(chain, { type: 'nextBlock', seconds: 1 }, chain, [
      send('lifecycle-queues', {
        type: 'handleTimeQueues',
        seconds: 1,
        bonded,
        active: ['a', 'b'],
        ...message,
      }),
    ]);
  assertJudgement(t, judgeStep(told, begin({})), 'holds, seen');
  assertJudgement(t, judgeStep(told, begin({ seconds: 2 })), /2 s pass for them instead of 1/);
  assertJudgement(
    t,
    judgeStep(told, begin({ bonded: bonded.slice(1) })),
    /are computed from \{b:2\/2, c:1\/1\}/,
  );
  assertJudgement(
    t,
    judgeStep(told, begin({ active: ['a', 'c'] })),
    /\{a, c\} are taken for those who validate/,
  );

  const set = checkOf(lifecycle, 'launch-set-from-bonded', 'c2: set');
  const launched = (power: number) => recordIn({ ...empty, stored: [{ validator: 'v2', key: 'v2', power }] });
  const launch = (power: number) => stepOf(initialized, moment(['v2']), launched(power));
  assertJudgement(t, judgeStep(set, launch(2)), 'holds, seen');
  assertJudgement(t, judgeStep(set, launch(3)), /v2 has 3 instead of 2/);
});

test('launch-set-from-bonded: under the keys of the moment', (t) => {
  const check = checkOf(createIcsSystem(loadInstance('keys')), 'launch-set-from-bonded', 'c3: keys');
  const context = {
    assigned: [{ validator: 'v2', key: 'y1' }],
    owners: [{ validator: 'v2', key: 'y1' }],
    toPrune: [],
    awaitingMaturity: [],
  };
  const keys = { value: 'unlaunched', context } as unknown as LocalSnapshot<never>;
  const launch = (key: string) =>
    stepOf(keys, moment(['v2']), keys, [
      send('next', { ...moment(['v2']), bonded: [{ validator: 'v2', power: 2, key }] }),
    ]);
  assertJudgement(t, judgeStep(check, launch('y1')), 'holds, seen');
  assertJudgement(t, judgeStep(check, launch('v2')), /v2 is not named by its key y1/);
});

test('stopped-is-inert: no VSC, and no report that counts', (t) => {
  const check = checkOf(lifecycle, 'stopped-is-inert', 'c1');
  const stopped = recordIn({}, 'stopped');
  const report = { type: 'slashPacketReceived' };
  const judge = (...emitted: Parameters<typeof stepOf>[3] & object) =>
    judgeStep(check, stepOf(stopped, report, stopped, emitted));
  assertJudgement(t, judge(), 'holds, seen');
  assertJudgement(t, judge(send('slash-meter', { type: 'throttleReport' })), /goes on to the slash meter/);
  assertJudgement(t, judge(note('vscProvided', {})), /a VSC is computed/);
  assertJudgement(t, judge(send('channel', { type: 'sendVscs' })), /VSCs are sent/);
});

test('removal-after-unbonding: the clock counts from the first stop', (t) => {
  const [consumer] = lifecycle.consumers;
  if (consumer === undefined) throw new Error('the preset has consumers');
  const clock = removalClock(lifecycle.instance, consumer) as unknown as ObserverDefinition<RemovalClock>;
  const block = ['provider', { type: 'nextBlock', seconds: 1 }] as const;
  const stop = (reason: string) =>
    ['record-c1', { type: 'any' }, note('consumerStopped', { reason })] as const;
  const deleted = ['record-c1', { type: 'removalMoment' }, note('consumerDeleted', {})] as const;
  const check = checkOf(lifecycle, 'removal-after-unbonding', 'c1: not before');
  const judge = (...story: Parameters<typeof observed<RemovalClock>>[1]) =>
    judgeState(check, [observed(clock, story), recordIn({}, 'deleted')]);
  assertJudgement(t, judge(stop('vscTimeout'), block, block, block, deleted), 'holds, seen');
  assertJudgement(t, judge(stop('vscTimeout'), block, block, deleted), /deleted 1 s before/);
  // A send fails in the EndBlock of the block that the provider's step ends.
  assertJudgement(t, judge(block, stop('sendFailed'), block, block, deleted), 'holds, seen');
  assertJudgement(t, judge(stop('removedByOwner'), deleted), /deleted 3 s before/);
});

test('delete-cleans-state: nothing is left', (t) => {
  const check = checkOf(lifecycle, 'delete-cleans-state', 'c1');
  const judge = (change: object, providerEnd: 'open' | 'closed' | 'orphaned' = 'closed') =>
    judgeState(check, [recordIn({ ...empty, ...change }, 'deleted'), channelIn({}, { providerEnd })]);
  assertJudgement(t, judge({}), 'holds, seen');
  assertJudgement(t, judge({}, 'orphaned'), 'holds, seen');
  assertJudgement(t, judge({}, 'open'), /its end of the channel is left/);
  assertJudgement(t, judge({ stored }), /its validator set/);
  assertJudgement(t, judge({ pending: [vsc(1, {})] }), /1 pending VSCs/);
  assertJudgement(t, judge({ slashAcks: ['v1'] }), /slash acks/);
  assertJudgement(t, judge({ hasChannel: true }), /the mapping to its channel/);
});

test('delete-cleans-state: nobody keeps a commission rate on a deleted consumer', (t) => {
  const check = checkOf(createIcsSystem(loadInstance('rewards')), 'delete-cleans-state', 'c3: commissions');
  const judge = (value: string, commissions: readonly object[]) =>
    judgeState(check, [{ value, context: { rewards: [], members: [], commissions, allowlist: [] } }]);
  const ofV1 = [{ validator: 'v1', rate: { numerator: 1, denominator: 2 } }];
  assertJudgement(t, judge('deleted', []), 'holds, seen');
  assertJudgement(t, judge('launched', ofV1), 'holds');
  assertJudgement(t, judge('deleted', ofV1), /v1 still has a commission rate/);
});

test('stop-idempotent: what comes again changes nothing', (t) => {
  const check = checkOf(lifecycle, 'stop-idempotent', 'c1');
  const stopped = recordIn({}, 'stopped');
  const gone = recordIn({ ...empty }, 'deleted');
  const queued = [send('lifecycle-queues', { type: 'queueRemoval', consumer: 'c1' })];
  assertJudgement(
    t,
    judgeStep(check, stepOf(stopped, { type: 'vscTimedOut' }, stopped, queued)),
    'holds, seen',
  );
  assertJudgement(
    t,
    judgeStep(check, stepOf(stopped, { type: 'vscTimedOut' }, stopped)),
    /does not queue it for removal once more/,
  );
  assertJudgement(t, judgeStep(check, stepOf(gone, { type: 'removalMoment' }, gone)), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(stopped, { type: 'removalMoment' }, gone)), 'holds');
  assertJudgement(
    t,
    judgeStep(check, stepOf(stopped, { type: 'vscTimedOut' }, recordIn({}, 'launched'), queued)),
    /is "launched" then/,
  );
  assertJudgement(
    t,
    judgeStep(check, stepOf(gone, { type: 'removalMoment' }, recordIn({ ...empty, stored }, 'deleted'))),
    /"removalMoment" changes c1/,
  );
});

test('dead consumers: who is silent, and what must come of it', (t) => {
  const published = checkOf(lifecycle, 'dead-consumer-eventually-stopped', 'c1');
  const judge = (change: object, ends = {}, phase = 'launched') =>
    judgeObligation(published, [recordIn({}, phase), channelIn(change, ends)]);
  for (const silent of [
    judge({ consumerHalted: true }),
    judge({ consumerClientExpiresIn: 0 }),
    judge({}, { consumerEnd: 'closed' }),
  ]) {
    t.like(silent, { from: true, to: false, excluded: false });
  }
  t.like(judge({}), { from: false, to: true, excluded: false });
  t.like(judge({ consumerHalted: true }, {}, 'stopped'), { from: false, to: true, excluded: false });

  const failing = checkOf(lifecycle, 'dead-consumer-eventually-stopped-by-failing-vsc', 'c1');
  const flying = { toConsumer: [{ ...vsc(1, {}), timesOutIn: 2 }] };
  const closed = { consumerEnd: 'closed' } as const;
  t.like(judgeObligation(failing, [recordIn(), channelIn(flying, closed)]), {
    from: true,
    to: false,
    excluded: false,
  });
  t.is(judgeObligation(failing, [recordIn(), channelIn({}, closed)]).from, false);
  t.is(
    judgeObligation(failing, [recordIn(), channelIn({ ...flying, consumerClientExpiresIn: 0 }, closed)])
      .excluded,
    true,
  );
});

test('channel-uniqueness: one channel, over the client of the consumer', (t) => {
  const check = checkOf(lifecycle, 'channel-uniqueness', 'c1');
  const confirm = (client: string) => ({ type: 'confirmAnotherChannel', client });
  const judge = (before: ReturnType<typeof recordIn>, client: string, type: string) =>
    judgeStep(check, stepOf(before, confirm(client), recordIn(), [note(type, {})]));
  const without = recordIn({ hasChannel: false });
  assertJudgement(t, judge(recordIn(), 'own', 'channelRefused'), 'holds, seen');
  assertJudgement(t, judge(recordIn(), 'own', 'channelAccepted'), /a second channel takes the place/);
  assertJudgement(t, judge(without, 'foreign', 'channelAccepted'), /a channel to some other chain/);
  const opened = stepOf(without, { type: 'channelConfirmed' }, recordIn(), [note('channelAccepted', {})]);
  assertJudgement(t, judgeStep(check, opened), 'holds');
});
