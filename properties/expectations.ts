/**
 * What an instance leaves room for, as far as verdicts depend on it: a finding is expected only where the environment may
 * do what it takes. These are necessary conditions read off the parameters, not searches.
 */
import { executesDoubleSigns, hasEvidence, showsOwnDoubleSigns } from '../model/equivocation-scope.ts';
import { parseFraction, truncatedShare } from '../model/fraction.ts';
import { genesisValidatorSet } from '../model/genesis-validator-set.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import type { BudgetName, Instance } from '../model/instance.ts';
import { isShaped, shapingsOf } from '../model/shaping/shaping-parameters.ts';
import type { Fraction, PowerShaping } from '../model/vocabulary.ts';
import { epochLength } from '../model/vsc-age.ts';
import { exemptionOn } from './exemption.ts';
import { mostOf } from './scope-room.ts';
import { downtimePenalty } from './slash-recomputation.ts';

/** The environment may do this at least once. */
export function mayHappen({ instance }: IcsSystem, budget: BudgetName): boolean {
  return instance.budgets[budget] !== 0;
}

/** A validator may leave the set that the provider keeps of a consumer while a report about it is under way (N6). */
export function mayLeaveBeforeDecision(system: IcsSystem): boolean {
  return (
    mayHappen(system, 'consumerDowntimes') &&
    (system.consumers.length > 1 ||
      mayHappen(system, 'providerDowntimes') ||
      mayHappen(system, 'providerDoubleSigns') ||
      mayHappen(system, 'stakingOperations') ||
      mayHappen(system, 'optOuts') ||
      mayHappen(system, 'shapingUpdates'))
  );
}

/**
 * A report may be decided without punishing anybody (N6). Where unbondings wait for maturity and membership is not asked
 * for, the reported validator is always within reach: its own unbonding is on hold, and the report comes before the
 * maturity that would lift the hold.
 */
export function mayGoUnpunished(system: IcsSystem): boolean {
  const { membershipCheck, vscMaturity } = system.features;
  return mayLeaveBeforeDecision(system) && (membershipCheck || !vscMaturity);
}

/** A validator may leave a consumer's set and be back there while a report about it is unresolved (N17). */
export function mayRejoinWhileReported(system: IcsSystem): boolean {
  return system.features.clearFlagOnEntry && mayLeaveBeforeDecision(system);
}

/**
 * Somebody may be proved to have equivocated on a consumer: for having done so, if only before it was one, or for honest
 * votes on two chains of one name.
 * What is merely made up proves nothing.
 */
export function hasProofs(instance: Instance): boolean {
  const { equivocations, twinVotes } = instance.budgets;
  return hasEvidence(instance) && (equivocations !== 0 || twinVotes !== 0 || showsOwnDoubleSigns(instance));
}

/** Or a consumer may report a double sign, and its word is enough. */
export function mayPunishEquivocation(instance: Instance): boolean {
  return hasProofs(instance) || executesDoubleSigns(instance);
}

/** Equivocation on a consumer may have somebody tombstoned. */
function mayBeTombstonedForConsumers(system: IcsSystem): boolean {
  const { instance, consumers, features } = system;
  return (
    (executesDoubleSigns(instance) || (hasEvidence(instance) && mayHappen(system, 'evidenceSubmissions'))) &&
    (!features.infractionParameters || consumers.some(({ doubleSign }) => doubleSign?.tombstone !== false))
  );
}

/**
 * A report may be dropped without an acknowledgement (N14): its validator is tombstoned between the report and the end of
 * the epoch, or an epoch is long enough for a jailed validator to become Unbonded before the consumer's set is computed
 * anew.
 */
export function mayBeDroppedSilently(system: IcsSystem): boolean {
  return (
    mayHappen(system, 'consumerDowntimes') &&
    (mayHappen(system, 'providerDoubleSigns') ||
      mayBeTombstonedForConsumers(system) ||
      longestStayInEpoch(system) >= system.instance.provider.unbondingSeconds)
  );
}

/**
 * A validator may be jailed for downtime and be back, with its power unchanged, before the epoch ends (N13). Where
 * unbondings wait for maturity, that it began to unbond calls for a VSC all the same. But a report from the slash queue jails
 * it after the EndBlock of staking, and if it is back before the next one, nothing began to unbond.
 */
export function mayReturnWithinEpoch(system: IcsSystem): boolean {
  const { instance, consumers, features } = system;
  if (features.vscMaturity && !features.throttleByQueue) return false;
  const stay = features.throttleByQueue
    ? Math.max(...instance.provider.blockSeconds)
    : longestStayInEpoch(system);
  const { downtimeSlashFraction, downtimeJailSeconds } = instance.provider;
  const isFreeAndBrief = (fraction: Fraction, jailSeconds: number): boolean =>
    stay >= jailSeconds && mayMakeUpFor(fraction, instance);
  return (
    mayHappen(system, 'consumerDowntimes') &&
    (consumers.some((consumer) => {
      const { millionths, jailSeconds } = downtimePenalty(instance, consumer);
      return isFreeAndBrief({ numerator: Number(millionths), denominator: 1_000_000 }, jailSeconds);
    }) ||
      // What is reported of somebody in jail is absorbed, whatever it is in jail for.
      (mayHappen(system, 'providerDowntimes') &&
        isFreeAndBrief(parseFraction(downtimeSlashFraction), downtimeJailSeconds)))
  );
}

/** Some validator loses nothing by the slash, or delegators may stake again what it loses. */
function mayMakeUpFor(fraction: Fraction, instance: Instance): boolean {
  const { validators, stakingAmounts } = instance;
  const losses = validators
    .filter(({ start }) => start !== 'candidate')
    .map(({ tokens }) => truncatedShare(tokens, fraction));
  return Math.min(...losses) <= mostOf(instance, 'stakingOperations') * Math.max(...stakingAmounts);
}

/** Some consumer's genesis set has a validator small enough to be down there without being reported (v1.2-v4.3). */
export function mayOptOutSoftly(system: IcsSystem): boolean {
  const { instance, consumers } = system;
  return (
    mayHappen(system, 'consumerDowntimes') &&
    consumers.some((consumer) => {
      const exemption = exemptionOn(instance, consumer);
      const set = genesisValidatorSet(instance, consumer);
      return exemption !== undefined && set.some(({ power }) => exemption(set, power));
    })
  );
}

/**
 * Stake may leave while a consumer still relies on it: always where unbondings are not paused (N4), and where they are
 * paused only for consumers in whose stored set the validator is, though it may have left that and not the consumer's (N3).
 */
export function mayOutrunConsumers(system: IcsSystem): boolean {
  return !system.features.vscMaturity || mayOutrunHolds(system);
}

/**
 * A validator may leave the stored set of a consumer and stake leave it before the consumer knows: by operations on stake,
 * by downtime on the provider or on a consumer.
 */
export function mayOutrunHolds(system: IcsSystem): boolean {
  const { vscMaturity, partialSets } = system.features;
  return vscMaturity && partialSets && mayHappen(system, 'stakingOperations');
}

/** Seconds between the first and the last block of an epoch, at the slowest pace. */
function longestStayInEpoch({ instance }: IcsSystem): number {
  return (epochLength(instance) - 1) * Math.max(...instance.provider.blockSeconds);
}

/**
 * One consumer's reports may empty the slash meter again and again, just before another one's arrives (N11): a validator is
 * jailed without loss of stake and returns as often as it likes. Where only some consumers leave stake alone, bounds that
 * are small enough to search seldom have room for it, so it is not claimed there. Where VSCs have to be matured in time,
 * maturity packets wait behind the report, and the consumer is removed before long.
 */
export function mayStarve(system: IcsSystem): boolean {
  const { instance, consumers, features } = system;
  return (
    features.throttleByRetry &&
    !features.vscMaturity &&
    consumers.length > 1 &&
    instance.budgets.unjailings === 'unlimited' &&
    mayHappen(system, 'consumerDowntimes') &&
    consumers.every((consumer) => downtimePenalty(instance, consumer).millionths === 0n)
  );
}

/** Some consumer's set may come to be shaped like this. */
export function mayBeShaped(system: IcsSystem, how: (shaping: PowerShaping) => boolean): boolean {
  return system.consumers.filter(isShaped).some((consumer) => {
    const shapings = shapingsOf(consumer);
    return (mayHappen(system, 'shapingUpdates') ? shapings : shapings.slice(0, 1)).some(how);
  });
}
