/** What the trace of the peer says of a state and what this model says, in the same terms, strongest statements first. */
import { channelOf, consumerOf, deadlinesOf, keysOf, provider, recordOf } from '../component-ids.ts';
import type {
  ChannelContext,
  ConsumerContext,
  ConsumerId,
  DeadlinesContext,
  KeysContext,
  KeyPower,
  ProviderContext,
} from '../vocabulary.ts';
import type { OurRun } from './our-run.ts';
import type { PeerConsumer, PeerPacketToProvider, PeerState, Powers } from './peer-state.ts';
import type { RuleCounts } from './rules.ts';

export interface Difference {
  readonly field: string;
  readonly ours: string;
  readonly theirs: string;
}

/** The first difference that no rule explains. */
export function compareStates(run: OurRun, peer: PeerState, rules: RuleCounts): Difference | undefined {
  for (const { field, ours, theirs } of statements(run, peer, rules)) {
    const [mine, other] = [JSON.stringify(ours), JSON.stringify(theirs)];
    if (mine !== other) return { field, ours: mine, theirs: other };
  }
  return undefined;
}

interface Statement {
  readonly field: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

function* statements(run: OurRun, peer: PeerState, rules: RuleCounts): Generator<Statement> {
  for (const [id, { status }] of peer.consumers) {
    yield {
      field: `${id}: status`,
      ours: statusOf(run, id),
      theirs: status === 'timedout' ? 'stopped' : status,
    };
  }
  yield* ofProvider(run, peer, rules);
  for (const [id, consumer] of peer.consumers) {
    if (consumer.status === 'running') yield* ofConsumer(run, id, consumer, peer, rules);
  }
}

/** In the words of the trace. */
function statusOf(run: OurRun, id: ConsumerId): string {
  const phase = run.snapshot(recordOf(id)).value;
  if (phase === 'registered' || phase === 'initialized') return 'not consumer';
  const { consumerEnd } = run.snapshot(channelOf(id)).value as unknown as { readonly consumerEnd: string };
  return phase === 'launched' && consumerEnd === 'open' ? 'running' : 'stopped';
}

function* ofProvider(
  run: OurRun,
  { provider: theirs, nextVscId }: PeerState,
  rules: RuleCounts,
): Generator<Statement> {
  const { validators, blockOfEpoch } = run.snapshot<ProviderContext>(provider).context;
  const named = (power: (validator: (typeof validators)[number]) => number): Powers =>
    new Map(validators.map((validator) => [validator.id, power(validator)]));
  const field = (name: string): string => `provider: ${name}`;
  yield {
    field: field('powers now'),
    ours: listed(
      named(({ tokens }) => tokens),
      rules,
    ),
    theirs: listed(theirs.currentPowers, rules),
  };
  yield {
    field: field('powers committed'),
    ours: listed(
      named(({ lastPower }) => lastPower),
      rules,
    ),
    theirs: listed(theirs.committedPowers ?? new Map(), rules),
  };
  yield {
    field: field('jailed, with seconds left'),
    ours: validators.filter(({ jailed }) => jailed).map(({ id, jailedFor }) => [id, jailedFor]),
    theirs: sorted(theirs.jailedUntil).map(([id, until]) => [
      id,
      Math.max(0, until - theirs.runningTimestamp),
    ]),
  };
  yield { field: field('next VSC id'), ours: run.nextVscId, theirs: nextVscId };
  yield {
    field: field('block of the epoch'),
    ours: blockOfEpoch,
    theirs: (theirs.height + 1) % run.blocksPerEpoch,
  };
}

function* ofConsumer(
  run: OurRun,
  id: ConsumerId,
  theirs: PeerConsumer,
  { provider: { runningTimestamp } }: PeerState,
  rules: RuleCounts,
): Generator<Statement> {
  const consumer = run.snapshot<ConsumerContext>(consumerOf(id)).context;
  const channel = run.snapshot<ChannelContext>(channelOf(id)).context;
  const now = theirs.chain.runningTimestamp;
  const field = (name: string): string => `${id}: ${name}`;
  const counts = (vsc: number | undefined): vsc is number => vsc !== undefined && !run.oursAlone(id).has(vsc);
  const isShared = ({ id: vsc }: { readonly id: number }): boolean => !run.peersAlone(id).has(vsc);

  yield {
    field: field('powers now'),
    ours: listed(afterChanges(consumer), rules),
    theirs: listed(theirs.chain.currentPowers, rules),
  };
  yield {
    field: field('powers committed'),
    ours: listed(byKey(consumer.set), rules),
    theirs: listed(theirs.chain.committedPowers ?? new Map(), rules),
  };
  yield {
    field: field("clock ahead of the provider's"),
    ours: channel.drift,
    theirs: now - runningTimestamp,
  };
  yield {
    field: field('VSCs that mature, with seconds left'),
    ours: (consumer.maturing ?? []).flatMap(({ vsc, maturesIn }) => {
      const number = run.idOf(vsc);
      return counts(number) ? [[number, maturesIn]] : [];
    }),
    theirs: theirs.maturing.filter(isShared).map(({ id: vsc, at }) => [vsc, Math.max(0, at - now)]),
  };
  yield {
    field: field('VSCs on their way, with seconds left'),
    ours: channel.toConsumer.flatMap(({ vsc, timesOutIn }) => {
      const number = run.idOf(vsc);
      return counts(number) ? [[number, timesOutIn]] : [];
    }),
    theirs: theirs.toConsumer
      .filter(isShared)
      .map(({ id: vsc, timeoutTime }) => [vsc, Math.max(0, timeoutTime - now)]),
  };
  const told = (packet: PeerPacketToProvider): string =>
    packet.kind === 'slash' ? `slash ${packet.key}` : `matured ${String(packet.id)}`;
  const isSharedPacket = (packet: PeerPacketToProvider): boolean =>
    packet.kind === 'slash' || isShared(packet);
  yield {
    field: field('packets on their way to the provider, with seconds left'),
    ours: channel.toProvider.flatMap((packet) => {
      if (!('matured' in packet)) return [[`slash ${packet.key}`, packet.timesOutIn]];
      const number = run.idOf(packet.matured);
      return counts(number) ? [[`matured ${String(number)}`, packet.timesOutIn]] : [];
    }),
    theirs: theirs.toProvider
      .filter(isSharedPacket)
      .map((packet) => [told(packet), Math.max(0, packet.timeoutTime - runningTimestamp)]),
  };
  yield {
    field: field('packets that wait for the end of a block'),
    ours: queueOf(run, consumer, counts),
    theirs: theirs.queued.filter(isSharedPacket).map(told),
  };
  yield {
    field: field('waits for the answer to a slash packet'),
    ours: consumer.slashRecord?.waiting ?? false,
    theirs: theirs.awaitsSlashAck,
  };
  yield {
    field: field('slash packets answered at the end of the block'),
    ours: channel.slashAcks.length,
    theirs: theirs.slashesReceived,
  };
  yield {
    field: field('VSCs without an answer'),
    ours: run
      .snapshot<DeadlinesContext>(deadlinesOf(id))
      .context.awaiting.map(({ vsc }) => run.idOf(vsc))
      .filter(counts),
    theirs: theirs.unanswered.filter((vsc) => isShared({ id: vsc })),
  };
  yield* ofKeys(run, id, theirs);
}

function* ofKeys(
  run: OurRun,
  id: ConsumerId,
  { keyOf, validatorOf, toPrune }: PeerConsumer,
): Generator<Statement> {
  const { assigned, owners, awaitingMaturity } = run.snapshot<KeysContext>(keysOf(id)).context;
  const field = (name: string): string => `${id}: ${name}`;
  yield {
    field: field('keys in use'),
    ours: assigned.map(({ validator, key }) => [validator, key]),
    theirs: sorted(keyOf),
  };
  yield {
    field: field('validators behind keys'),
    ours: owners.map(({ validator, key }) => [key, validator]),
    theirs: sorted(validatorOf),
  };
  yield {
    field: field('keys to forget, with the VSC that has to mature'),
    ours: awaitingMaturity.map(({ key, vsc }) => [key, run.idOf(vsc)]),
    theirs: [...toPrune]
      .flatMap(([vsc, keys]) => keys.map((key) => [key, vsc] as const))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

/** Reports and maturity packets in the order of the queue; the report that awaits its answer has been sent. */
function queueOf(
  run: OurRun,
  { queue, matured = [], slashRecord }: ConsumerContext,
  counts: (vsc: number | undefined) => vsc is number,
): readonly string[] {
  const maturedBehind = (reports: number): readonly string[] =>
    matured
      .filter(({ behind }) => behind === reports)
      .map(({ vsc }) => run.idOf(vsc))
      .filter(counts)
      .map((vsc) => `matured ${String(vsc)}`);
  const whole = queue.map(({ key }, position) => [...maturedBehind(position), `slash ${key}`]);
  if (slashRecord?.waiting === true) whole.shift();
  return [...whole.flat(), ...maturedBehind(queue.length)];
}

function afterChanges({ set, pendingChanges }: ConsumerContext): Powers {
  const powers = new Map(byKey(set));
  for (const { key, power } of pendingChanges ?? []) powers.set(key, power);
  return powers;
}

function byKey(set: readonly KeyPower[]): Powers {
  return new Map(set.map(({ key, power }) => [key, power]));
}

/** Members by name; the peer keeps those without power. */
function listed(powers: Powers, rules: RuleCounts): readonly (readonly [string, number])[] {
  const all = sorted(powers);
  const powerful = all.filter(([, power]) => power > 0);
  if (powerful.length < all.length) rules.apply('powerless-members');
  return powerful;
}

function sorted<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}
