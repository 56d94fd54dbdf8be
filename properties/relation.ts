/** How provider and consumer stand to each other: what properties assume of the relation, read from snapshots. */
import type { Instance } from '../model/instance.ts';
import { featuresOf } from '../model/vsc-age.ts';
import type { ProviderContext } from '../model/vocabulary.ts';
import type { ChannelSnapshot, RecordSnapshot } from './ics-property.ts';

/** The provider's record of the consumer is in phase Launched. */
export function isLaunched({ value }: RecordSnapshot): boolean {
  return value === 'launched';
}

/** Nothing is left of the consumer on the provider: before v6 that is so from the moment at which it is stopped. */
export function isRemoved(instance: Pick<Instance, 'features'>, record: RecordSnapshot): boolean {
  return !featuresOf(instance).delayedRemoval && !isLaunched(record);
}

/** Stake waits for consumers, and every consumer gets the set of the provider: as ICS-28 has it. */
export function isAsSpecified(instance: Pick<Instance, 'features'>): boolean {
  const { vscMaturity, partialSets } = featuresOf(instance);
  return vscMaturity && !partialSets;
}

export function areBothEndsOpen({ value }: ChannelSnapshot): boolean {
  return value.providerEnd === 'open' && value.consumerEnd === 'open';
}

/** Both light clients can verify headers. */
export function areClientsActive({ context }: ChannelSnapshot): boolean {
  return context.consumerClientExpiresIn > 0 && context.providerClientExpiresIn > 0;
}

/** The oldest packet of either direction can only be timed out: a relayer was too slow. */
function isHeadOverdue({ context }: ChannelSnapshot): boolean {
  return context.toConsumer[0]?.timesOutIn === 0 || context.toProvider[0]?.timesOutIn === 0;
}

/** What is in flight can still arrive: both chains go on, clients are alive, and the oldest packets not overdue. */
export function canDeliver(channel: ChannelSnapshot): boolean {
  return !channel.context.consumerHalted && areClientsActive(channel) && !isHeadOverdue(channel);
}

/**
 * Liveness between the chains is not to be expected here: the consumer is stopped (NC) or its chain dead (LB), an end is
 * not open, a client has expired (NX) or a packet missed its timeout (CR).
 */
export function isSevered(record: RecordSnapshot, channel: ChannelSnapshot): boolean {
  return !isLaunched(record) || !areBothEndsOpen(channel) || !canDeliver(channel);
}

/**
 * The next staking EndBlock will change powers: the network is not quiet (QS). A loop in which somebody stakes, is
 * jailed or returns passes through such a state, because all of that takes power that a bonded validator has.
 */
export function isStakingUnsettled({ validators }: ProviderContext, powerReduction: number): boolean {
  return validators.some(
    ({ jailed, lastPower, tokens }) =>
      lastPower > 0 && (jailed || Math.floor(tokens / powerReduction) !== lastPower),
  );
}
