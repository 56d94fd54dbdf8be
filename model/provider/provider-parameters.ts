/** What the provider's machine closes over: the parameters of the chain, parsed once. Seconds, tokens, blocks as named. */
import { hasPenaltyUpdates } from '../equivocation-scope.ts';
import { parseFraction } from '../fraction.ts';
import type { Instance } from '../instance.ts';
import { hasKeys } from '../epoch-stages.ts';
import { anyRewards } from '../rewards/has-rewards.ts';
import { epochLength, featuresOf, oldestVscAge } from '../vsc-age.ts';
import type { Fraction } from '../vocabulary.ts';

export interface ProviderParameters {
  readonly unbondingSeconds: number;
  /** Blocks per epoch (1 where the features have no epochs). */
  readonly epochLength: number;
  readonly maxValidators: number;
  readonly maxProviderConsensusValidators: number;
  /** Tokens per unit of power. */
  readonly powerReduction: number;
  /** Age at which references to VSC ids stop growing. */
  readonly oldestVscAge: number;
  readonly downtimeSlashFraction: Fraction;
  readonly downtimeJailSeconds: number;
  readonly doubleSignSlashFraction: Fraction;
  /** The owner of some consumer may change what infractions on it cost. */
  readonly penaltiesMayChange: boolean;
  /** On some consumer keys are assigned by transaction. */
  readonly keysChange: boolean;
  /** Some consumer pays rewards. */
  readonly distributesRewards: boolean;
  /** Unbondings wait for consumers to mature VSCs (v1-v5). */
  readonly pausesUnbondings: boolean;
  /** Packets of consumers wait in the slash queue, which EndBlock handles after staking (v1-v3). */
  readonly hasSlashQueue: boolean;
}

export function providerParameters(instance: Instance): ProviderParameters {
  const { provider } = instance;
  return {
    unbondingSeconds: provider.unbondingSeconds,
    epochLength: epochLength(instance),
    maxValidators: provider.maxValidators,
    maxProviderConsensusValidators: provider.maxProviderConsensusValidators,
    powerReduction: provider.powerReduction,
    oldestVscAge: oldestVscAge(instance),
    downtimeSlashFraction: parseFraction(provider.downtimeSlashFraction),
    downtimeJailSeconds: provider.downtimeJailSeconds,
    doubleSignSlashFraction: parseFraction(provider.doubleSignSlashFraction),
    penaltiesMayChange: instance.consumers.some((consumer) => hasPenaltyUpdates(instance, consumer)),
    keysChange: instance.consumers.some(hasKeys),
    distributesRewards: anyRewards(instance),
    pausesUnbondings: featuresOf(instance).vscMaturity,
    hasSlashQueue: featuresOf(instance).throttleByQueue,
  };
}
