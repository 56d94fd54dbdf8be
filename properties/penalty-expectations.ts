/** What the penalties of an instance leave room for, read off its parameters. */
import type { IcsSystem } from '../model/ics-system.ts';
import { mayHappen } from './expectations.ts';

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
