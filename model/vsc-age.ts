/**
 * Ages of VSC ids. Ids only grow, so wherever one is stored it is kept as the number of ids issued since; everyone who
 * stores some lets them grow one older when the provider announces a new id. Beyond `oldestVscAge` nothing can tell two
 * ages apart, so they stop growing there and a bounded instance stays finite.
 *
 * Why stopping is sound: the height behind an id is used for one thing only, to decide which unbonding entries a slash
 * reaches (those created at or after that height). An entry can be slashed for at most `unbondingSeconds`, during which
 * a bounded number of epochs ends; an id issued longer ago than that is older than every entry there can be, and so is
 * every id before it. The order of packets does not depend on ages: queues keep it.
 */
import { featurePresets, type Features } from './features.ts';
import type { ConsumerInstance, Instance } from './instance.ts';
import type { VscRef } from './vocabulary.ts';

/** The features of an instance, with a preset's name resolved. */
export function featuresOf(instance: Pick<Instance, 'features'>): Features {
  return typeof instance.features === 'string' ? featurePresets[instance.features] : instance.features;
}

/** Whether the consumer reports when a VSC has matured: v1-v5 do, and later ones while they run an old binary. */
export function reportsMaturity(
  instance: Pick<Instance, 'features'>,
  { sendsVscMatured }: Pick<ConsumerInstance, 'sendsVscMatured'>,
): boolean {
  return featuresOf(instance).vscMaturity || sendsVscMatured === true;
}

/**
 * Seconds that a consumer has to mature a VSC before it is removed (v1-v5, VscTimeoutPeriod). Unless the instance tells, it is
 * what the releases take: five weeks where stake unbonds in three. There is always one: without it a silent consumer would
 * hold unbondings for ever, and the ids under which they began could not be told apart after a while.
 */
export function vscTimeoutOf({ provider }: Pick<Instance, 'provider'>): number {
  return provider.vscTimeoutSeconds ?? Math.ceil((provider.unbondingSeconds * 5) / 3);
}

/** Whether the governance of the consumer may change its unbonding period, and VSCs mature after it. */
export function mayChangePeriod(
  instance: Pick<Instance, 'features' | 'budgets'>,
  consumer: Pick<ConsumerInstance, 'sendsVscMatured' | 'laterUnbondingSeconds'>,
): boolean {
  return (
    instance.budgets.consumerParamsChanges !== 0 &&
    consumer.laterUnbondingSeconds !== undefined &&
    reportsMaturity(instance, consumer)
  );
}

/** Seconds for the channel of a consumer to be opened (v1-v5, InitTimeoutPeriod); by default, as released, one week of three. */
export function initTimeoutOf({ provider }: Pick<Instance, 'provider'>): number {
  return provider.initTimeoutSeconds ?? Math.ceil(provider.unbondingSeconds / 3);
}

/** Whether anything limits how fast reports of consumers jail: without either way of throttling the meter bars nobody. */
export function isThrottled({ throttleByRetry, throttleByQueue }: Features): boolean {
  return throttleByRetry || throttleByQueue;
}

/** Blocks from the end of one epoch to the end of the next; without epochs every block ends one. */
export function epochLength(instance: Pick<Instance, 'features' | 'provider'>): number {
  return featuresOf(instance).epochs ? instance.provider.blocksPerEpoch : 1;
}

/**
 * The age at which references stop growing: older than any unbonding entry that can still be slashed.
 *
 * An entry made in block h is due after at most n = ceil(unbonding period / shortest block) further blocks, so the
 * EndBlocks of n blocks (h to h+n-1) may raise its age, of which at most ceil(n / epoch length) end an epoch. One more
 * is strictly older. (Blocks that pass as `quietBlocks` take at least the shortest block time each and end no epoch.)
 */
export function oldestVscAge(instance: Pick<Instance, 'features' | 'provider' | 'consumers'>): number {
  const shortestBlock = Math.min(...instance.provider.blockSeconds);
  const blocks = Math.ceil(longestUnbonding(instance) / shortestBlock);
  return Math.ceil(blocks / epochLength(instance)) + 1;
}

/**
 * Seconds that stake may take to unbond. Where unbondings wait for maturity (v1-v5), a consumer may take until the VSC
 * timeout to answer: the VSC is sent at the end of the epoch, and a consumer that is overdue is removed in the block after
 * that and lets go of its holds in the next. Before its channel opens, VSCs wait for that, and an InitTimeoutPeriod comes on
 * top. (A VSC that stays pending because a client has expired may take longer: ids that old are not told apart.)
 */
function longestUnbonding(instance: Pick<Instance, 'features' | 'provider' | 'consumers'>): number {
  const { unbondingSeconds } = instance.provider;
  if (!featuresOf(instance).vscMaturity) return unbondingSeconds;
  const blockSeconds = Math.max(...instance.provider.blockSeconds);
  const epochSeconds = epochLength(instance) * blockSeconds;
  const opensLate = instance.consumers.some(({ channelOpen }) => !channelOpen);
  const openingSeconds = opensLate ? initTimeoutOf(instance) : 0;
  return Math.max(
    unbondingSeconds,
    epochSeconds + openingSeconds + vscTimeoutOf(instance) + 2 * blockSeconds,
  );
}

/** The reference after one more id was issued. `genesis` stands for a fixed height before all others and has no age. */
export function growOlder(ref: VscRef, oldest: number): VscRef {
  return ref === 'genesis' ? ref : Math.min(ref + 1, oldest);
}
