/** Closing schedules are fair: packets arrive, clients live, every report is decided within the bound, nothing new happens. */
import test from 'ava';
import { isEveryReportDecided } from '../../../model/closing/round-bound.ts';
import { createIcsSystem, type IcsSystem } from '../../../model/ics-system.ts';
import { loadInstance } from '../../../model/load-instance.ts';
import type {
  ChannelContext,
  ConsumerContext,
  ConsumerRecordContext,
  ProviderContext,
} from '../../../model/vocabulary.ts';
import type { ClosingRun, ClosingSchedule } from '../../../src/system/closing.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { SystemWalker } from '../system-walker.ts';

const pair = createIcsSystem(loadInstance('pair'));
const hub = createIcsSystem(loadInstance('hub'));

/** The walker as a closing schedule sees it, with a record of what it took. */
function closingRun(walker: SystemWalker): ClosingRun & { readonly taken: MachineEvent[]; blocks: number } {
  const taken: MachineEvent[] = [];
  return {
    taken,
    get blocks() {
      return taken.filter(({ type }) => type === 'nextBlock' || type === 'quietBlocks').length;
    },
    read: (component) => walker.read(component),
    take: (to, event) => {
      const wasTaken = walker.takeIfAllowed(to, event);
      if (wasTaken) taken.push(event);
      return wasTaken;
    },
  };
}

function schedule(system: IcsSystem, id: string): ClosingSchedule {
  const found = system.closings[id];
  if (found === undefined) throw new RangeError(id);
  return found;
}

/** c1 has reported v2, c2 is told of a change, and v1 stays down on c1. */
function busyPair(): SystemWalker {
  const walker = new SystemWalker(pair);
  walker.must('consumer-c1', { type: 'stopSigning', key: 'v2' });
  walker.must('consumer-c1', { type: 'nextBlock', seconds: 1 });
  walker.must('provider', { type: 'undelegate', validator: 'v1', tokens: 1 });
  walker.must('consumer-c1', { type: 'stopSigning', key: 'k1' });
  return walker;
}

test('every report is decided and every flag gets its decision within the bound', (t) => {
  const walker = busyPair();
  const run = closingRun(walker);
  const quiet = schedule(pair, 'quiet');
  const bound = quiet.rounds(run);
  let rounds = 0;
  while (!isEveryReportDecided(pair.instance, run) && rounds < bound) {
    quiet.round(run);
    rounds++;
  }
  t.true(isEveryReportDecided(pair.instance, run));
  t.true(rounds > 3 && rounds <= bound, `${String(rounds)} rounds, bound ${String(bound)}`);
  const { validators } = walker.context<ProviderContext>('provider');
  t.deepEqual(
    validators.map(({ jailed }) => jailed),
    [true, true],
  );
});

test('clients and packets stay alive, and chains keep step', (t) => {
  const walker = busyPair();
  const run = closingRun(walker);
  const quiet = schedule(pair, 'quiet');
  for (let round = 0; round < 30; round++) {
    quiet.round(run);
    for (const { id } of pair.consumers) {
      const channel = walker.read<ChannelContext>(`channel-${id}`);
      t.deepEqual(channel.value, { providerEnd: 'open', consumerEnd: 'open' });
      t.true(channel.context.consumerClientExpiresIn > 0 && channel.context.providerClientExpiresIn > 0);
      t.true(channel.context.drift >= 0, 'no consumer is left behind');
      t.deepEqual(channel.context.toConsumer, []);
    }
  }
});

test('the rounds end in a loop, in which every chain produces blocks', (t) => {
  const walker = busyPair();
  const run = closingRun(walker);
  const quiet = schedule(pair, 'quiet');
  const seen = new Map<string, number>();
  const bound = quiet.rounds(run);
  let loop: readonly MachineEvent[] = [];
  for (let round = 0; round < bound && loop.length === 0; round++) {
    quiet.round(run);
    const state = JSON.stringify(walker.state.snapshots);
    const before = seen.get(state);
    if (before !== undefined) loop = run.taken.slice(before);
    seen.set(state, run.taken.length);
  }
  t.true(loop.filter(({ type }) => type === 'nextBlock').length >= 4);
});

test('nothing new happens: nobody stakes, unjails, resumes or recovers', (t) => {
  const walker = busyPair();
  walker.must('provider', { type: 'providerDowntime', validator: 'v2' });
  const run = closingRun(walker);
  const quiet = schedule(pair, 'quiet');
  for (let round = 0; round < 20; round++) quiet.round(run);
  const allowed = new Set([
    'nextBlock',
    'updateClientOnProvider',
    'updateClientOnConsumer',
    'relayVsc',
    'relaySlash',
    'relaySlashAck',
  ]);
  t.deepEqual(
    [...new Set(run.taken.map(({ type }) => type))].filter((type) => !allowed.has(type)),
    [],
  );
  t.deepEqual(walker.context<ConsumerContext>('consumer-c1').down, ['k1', 'v2']);
  t.true(
    walker
      .context<ProviderContext>('provider')
      .validators.some(({ jailed, jailedFor }) => jailed && jailedFor === 0),
  );
});

for (const [title, prepare] of [
  ['with liquid tokens', () => undefined],
  [
    'without liquid tokens',
    (walker: SystemWalker) => {
      walker.must('provider', { type: 'createValidator', validator: 'v3', tokens: 3 });
      walker.must('provider', { type: 'delegate', validator: 'v1', tokens: 1 });
    },
  ],
] as const) {
  test(`churn brings every consumer a VSC, ${title}`, (t) => {
    const walker = new SystemWalker(pair);
    prepare(walker);
    const run = closingRun(walker);
    const { prepare: churn, round } = schedule(pair, 'churn');
    for (let rounds = 0; rounds < 3; rounds++) round(run);
    const before = pair.consumers.map(
      ({ id }) => walker.context<ConsumerRecordContext>(`record-${id}`).stored,
    );
    const taken = run.taken.length;
    churn?.(run);
    t.true(run.taken.slice(taken).some(({ type }) => type === 'delegate' || type === 'undelegate'));
    for (let rounds = 0; rounds < 3; rounds++) round(run);
    pair.consumers.forEach(({ id }, index) => {
      const { stored, pending } = walker.context<ConsumerRecordContext>(`record-${id}`);
      t.notDeepEqual(stored, before[index]);
      t.deepEqual(pending, []);
      t.true(walker.context<ConsumerContext>(`consumer-${id}`).channelEstablished);
    });
  });
}

test('churn waits until all reports are decided', (t) => {
  const walker = busyPair();
  const run = closingRun(walker);
  schedule(pair, 'churn').prepare?.(run);
  t.true(isEveryReportDecided(pair.instance, run));
});

test('the bound grows with what is owed', (t) => {
  const boundOf = (walker: SystemWalker): number => schedule(pair, 'quiet').rounds(closingRun(walker));
  const idle = new SystemWalker(pair);
  const busy = busyPair();
  t.true(boundOf(busy) > boundOf(idle));
  t.true(boundOf(idle) >= 5, 'an epoch and what it takes to apply its changes');
});

test('on the hub a round takes a few jumps, not hundreds of blocks', (t) => {
  const walker = new SystemWalker(hub);
  const run = closingRun(walker);
  const quiet = schedule(hub, 'quiet');
  walker.must('provider', { type: 'delegate', validator: 'val001', tokens: 1_000_000 });
  const bound = quiet.rounds(run);
  for (let round = 0; round < bound; round++) quiet.round(run);
  t.true(run.blocks < 30 * bound, `${String(run.blocks)} blocks in ${String(bound)} rounds`);
  for (const { id } of hub.consumers) {
    const { stored } = walker.context<ConsumerRecordContext>(`record-${id}`);
    const { set } = walker.context<ConsumerContext>(`consumer-${id}`);
    t.is(set.length, stored.length);
    t.deepEqual(
      set,
      stored.map(({ key, power }) => ({ key, power })).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    );
  }
  const grown = walker
    .context<ConsumerRecordContext>('record-topn1')
    .stored.find(({ validator }) => validator === 'val001');
  const started = hub.instance.validators.find(({ id }) => id === 'val001');
  t.is(grown?.power, Math.floor(((started?.tokens ?? 0) + 1_000_000) / 1_000_000));
});
