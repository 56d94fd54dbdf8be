/** What the penalties of an instance leave room for, read off its parameters. */
import type { IcsSystem } from '../model/ics-system.ts';
import { parseFraction, truncatedShare } from '../model/fraction.ts';
import { mayHappen } from './expectations.ts';
import { mostOf } from './scope-room.ts';

interface Term {
  readonly seconds: number;
  readonly tombstones: boolean;
}

/** What an equivocation on each consumer may cost in jail: at its launch, and after its owner changed that. */
function equivocationTerms(system: IcsSystem): readonly Term[] {
  if (!system.features.infractionParameters) return [];
  return system.consumers.flatMap(({ doubleSign, infractionUpdates }) =>
    [
      doubleSign,
      ...(mayHappen(system, 'infractionUpdates') ? infractionUpdates.map((update) => update.doubleSign) : []),
    ].flatMap((penalty) =>
      penalty === undefined ? [] : [{ seconds: penalty.jailSeconds, tombstones: penalty.tombstone }],
    ),
  );
}

/** Evidence may be executed, and leave its validator in a state in which it can be executed again. */
export function mayBePunishedTwice(system: IcsSystem): boolean {
  const { evidenceSubmissions, twinVotes } = system.instance.budgets;
  return (
    equivocationTerms(system).some(({ tombstones }) => !tombstones) &&
    (evidenceSubmissions === 'unlimited' || evidenceSubmissions > 1 || twinVotes !== 0)
  );
}

/** Stake may have begun to leave a validator before it equivocates, or come to it afterwards. */
export function mayHitUnbondingStake(system: IcsSystem): boolean {
  return (
    mayHappen(system, 'stakingOperations') ||
    system.instance.validators.some(({ unbonding }) => unbonding.length > 0)
  );
}

/** Seconds: of all jail terms that somebody may serve, and of those for an equivocation that end. */
export function jailTerms(system: IcsSystem): {
  readonly longest: number;
  readonly shortestWithoutTombstone: number;
} {
  const terms = equivocationTerms(system).filter(({ tombstones }) => !tombstones);
  const { provider } = system.instance;
  return {
    longest: Math.max(
      0,
      ...terms.map(({ seconds }) => seconds),
      ...(mayHappen(system, 'providerDowntimes') ? [provider.downtimeJailSeconds] : []),
      ...(mayHappen(system, 'consumerDowntimes')
        ? system.consumers.map(({ downtimeJailSeconds }) => downtimeJailSeconds)
        : []),
    ),
    shortestWithoutTombstone: Math.min(...terms.map(({ seconds }) => seconds)),
  };
}

/**
 * Stake may come to a validator after it equivocated and begin to leave again, all before the consumer's own report of that
 * is executed. Staking slashes a share of everything that began to leave since the infraction, without asking whether it was
 * there then, so that more is burnt than is due for the power that was reported (x/staking Slash, SlashUnbondingDelegation).
 */
export function mayReportHitLaterStake({ instance }: IcsSystem): boolean {
  const { provider, validators, stakingAmounts } = instance;
  const { powerReduction } = provider;
  const fraction = parseFraction(provider.doubleSignSlashFraction);
  const most = mostOf(instance, 'stakingOperations');
  const largest = Math.max(...stakingAmounts);
  const operations = (tokens: number): number => Math.ceil(Math.abs(tokens) / largest);
  if (most === Infinity) return true;
  if (fraction.numerator === 0) return false;
  return validators.some(({ tokens }) => {
    for (let stake = 1; stake <= tokens + most * largest; stake++) {
      const due = truncatedShare(Math.floor(stake / powerReduction) * powerReduction, fraction);
      const leaving = Math.ceil(((due + 1) * fraction.denominator) / fraction.numerator);
      const later = Math.max(0, leaving - stake);
      if (operations(stake - tokens) + operations(later) + operations(leaving) <= most) return true;
    }
    return false;
  });
}
