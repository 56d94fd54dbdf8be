/** What this model does where the trace of the peer has one of its actions. */
import { channelOf, consumerOf, provider, recordOf } from '../component-ids.ts';
import type { ChannelContext, ConsumerContext, ConsumerId, ProviderContext } from '../vocabulary.ts';
import { CannotFollow, type OurRun } from './our-run.ts';
import type { PeerAction, PeerConsumer, PeerState } from './peer-state.ts';
import type { RuleCounts } from './rules.ts';

type Action<Kind extends PeerAction['kind']> = Extract<PeerAction, { readonly kind: Kind }>;

/**
 * @param before the state of the peer in which it takes the action
 * @throws CannotFollow
 */
export function followAction(run: OurRun, action: PeerAction, before: PeerState, rules: RuleCounts): void {
  switch (action.kind) {
    case 'VotingPowerChange':
      changePower(run, action, before, rules);
      break;
    case 'EndAndBeginBlockForProvider':
      providerBlock(run, action, rules);
      break;
    case 'EndAndBeginBlockForConsumer':
      if (isServed(run, action.consumerChain, rules))
        run.take(consumerOf(action.consumerChain), { type: 'nextBlock', seconds: action.timeAdvancement });
      break;
    case 'DeliverVscPacket':
      if (isServed(run, action.consumerChain, rules))
        deliverVsc(run, action.consumerChain, consumerIn(before, action.consumerChain), rules);
      break;
    case 'DeliverPacketToProvider':
      if (isServed(run, action.consumerChain, rules))
        deliverToProvider(run, action.consumerChain, before, rules);
      break;
    case 'ConsumerInitiatedSlash':
      if (isServed(run, action.consumerChain, rules)) report(run, action, before, rules);
      break;
    case 'KeyAssignment':
      run.take(provider, {
        type: 'assignKey',
        consumer: action.consumerChain,
        validator: action.validator,
        key: action.consumerAddr,
      });
  }
}

function consumerIn({ consumers }: PeerState, id: ConsumerId): PeerConsumer {
  const consumer = consumers.get(id);
  if (consumer === undefined) throw new CannotFollow(`the trace knows no consumer ${id}`);
  return consumer;
}

/** Whether the consumer runs and has its channel; otherwise what it does is of no consequence any more. */
function isServed(run: OurRun, consumer: ConsumerId, rules: RuleCounts): boolean {
  const isLaunched = run.snapshot(recordOf(consumer)).value === 'launched';
  const { providerEnd, consumerEnd } = run.snapshot(channelOf(consumer)).value as unknown as Readonly<
    Record<string, string>
  >;
  const isIt = isLaunched && providerEnd === 'open' && consumerEnd === 'open';
  if (!isIt) rules.apply('consumers-that-ended');
  return isIt;
}

function changePower(
  run: OurRun,
  { validator, changeAmount }: Action<'VotingPowerChange'>,
  before: PeerState,
  rules: RuleCounts,
): void {
  const tokens = Math.abs(changeAmount);
  const held = before.provider.currentPowers.get(validator) ?? 0;
  if (changeAmount < 0) {
    const withdrawn = Math.min(tokens, held);
    if (withdrawn < tokens) rules.apply('power-never-negative');
    if (withdrawn > 0) run.take(provider, { type: 'undelegate', validator, tokens: withdrawn });
    return;
  }
  const { validators } = run.snapshot<ProviderContext>(provider).context;
  if (validators.some(({ id }) => id === validator)) {
    run.take(provider, { type: 'delegate', validator, tokens });
    return;
  }
  if (before.provider.jailedUntil.has(validator))
    throw new CannotFollow(
      `${validator} was jailed, lost all its stake and was removed; a new one is in no jail`,
    );
  rules.apply('emptied-validator-returns');
  run.take(provider, { type: 'createValidator', validator, tokens });
}

function providerBlock(
  run: OurRun,
  { timeAdvancement, consumersToStart, consumersToStop }: Action<'EndAndBeginBlockForProvider'>,
  rules: RuleCounts,
): void {
  for (const id of consumersToStart) run.take(recordOf(id), { type: 'scheduleLaunch', seconds: 0 });
  run.take(provider, { type: 'nextBlock', seconds: timeAdvancement });
  for (const id of consumersToStart) {
    catchUpWithProvider(run, id, rules);
    openChannel(run, id, rules);
  }
  for (const id of consumersToStop) run.take(recordOf(id), { type: 'removeConsumer' });
  for (const id of run.consumers) {
    while (run.attempt(channelOf(id), { type: 'relaySlashAck' }) !== undefined)
      rules.apply('slash-acks-at-once');
  }
}

/** A consumer starts with the time of the block before the one that launches it; the peer's, with that of this one. */
function catchUpWithProvider(run: OurRun, id: ConsumerId, rules: RuleCounts): void {
  const { drift } = run.snapshot<ChannelContext>(channelOf(id)).context;
  if (drift >= 0) return;
  rules.apply('clock-at-launch');
  run.take(consumerOf(id), { type: 'nextBlock', seconds: -drift });
}

function openChannel(run: OurRun, id: ConsumerId, rules: RuleCounts): void {
  rules.apply('channel-from-the-start');
  for (const type of ['openInit', 'openTry', 'openAck', 'openConfirm'] as const)
    run.take(channelOf(id), { type });
}

function deliverVsc(run: OurRun, id: ConsumerId, peer: PeerConsumer, rules: RuleCounts): void {
  const [packet] = peer.toConsumer;
  if (packet === undefined) throw new CannotFollow(`no VSC is on its way to ${id} in the trace`);
  if (packet.timeoutTime <= peer.chain.runningTimestamp) {
    rules.apply('timed-out-ends-it');
    run.take(channelOf(id), { type: 'timeoutVsc' });
    return;
  }
  const headId = (): number | undefined => {
    const [head] = run.snapshot<ChannelContext>(channelOf(id)).context.toConsumer;
    return head && run.idOf(head.vsc);
  };
  for (let head = headId(); head !== undefined && head < packet.id; head = headId())
    run.take(channelOf(id), { type: 'relayVsc' });
  if (headId() === packet.id) run.take(channelOf(id), { type: 'relayVsc' });
  else if (!run.peersAlone(id).has(packet.id))
    throw new CannotFollow(`VSC ${String(packet.id)} is not on its way to ${id} here`);
}

function deliverToProvider(run: OurRun, id: ConsumerId, before: PeerState, rules: RuleCounts): void {
  const [packet] = consumerIn(before, id).toProvider;
  if (packet === undefined) throw new CannotFollow(`no packet of ${id} is on its way in the trace`);
  if (packet.timeoutTime <= before.provider.runningTimestamp) {
    rules.apply('timed-out-ends-it');
    run.take(channelOf(id), { type: 'timeoutSlash' });
    run.take(channelOf(id), { type: 'relayClose' });
    return;
  }
  const isOursAlone = (): boolean => {
    const [head] = run.snapshot<ChannelContext>(channelOf(id)).context.toProvider;
    const matured = head !== undefined && 'matured' in head ? run.idOf(head.matured) : undefined;
    return matured !== undefined && run.oursAlone(id).has(matured);
  };
  while (isOursAlone()) run.take(channelOf(id), { type: 'relayMatured' });
  if (packet.kind === 'slash') run.take(channelOf(id), { type: 'relaySlash' });
  else if (!run.peersAlone(id).has(packet.id)) run.take(channelOf(id), { type: 'relayMatured' });
}

function report(
  run: OurRun,
  { consumerChain: id, validator: key, vscId, isDowntime }: Action<'ConsumerInitiatedSlash'>,
  before: PeerState,
  rules: RuleCounts,
): void {
  if (isDowntime && consumerIn(before, id).outstandingDowntime.has(key)) {
    rules.apply('flagged-already');
    return;
  }
  rules.apply('reports-at-will');
  const { set } = run.snapshot<ConsumerContext>(consumerOf(id)).context;
  const power = Math.max(1, set.find((member) => member.key === key)?.power ?? 0);
  run.take(consumerOf(id), {
    type: 'byzantineReport',
    key,
    power,
    vsc: run.nextVscId - vscId,
    ...(isDowntime ? {} : { infraction: 'doubleSign' }),
  });
}
