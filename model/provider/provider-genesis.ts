/** The provider at the start of a run: a chain whose validators are bonded, with consumers launched and channels open. */
import type { Instance } from '../instance.ts';
import type { ProviderContext, ProviderValidator, UnbondingEntry } from '../vocabulary.ts';
import { updateConsensusSet } from './provider-clock.ts';
import type { ProviderParameters } from './provider-parameters.ts';
import { bondTopValidators } from './staking-end-block.ts';
import { unbondedValidator } from './staking-operations.ts';
import { compareIds } from './validator-power.ts';

export function providerGenesis(instance: Instance, parameters: ProviderParameters): ProviderContext {
  const existing = instance.validators.filter(({ start }) => start === 'existing');
  const unbonded: ProviderContext = {
    validators: existing
      .map(({ id, tokens }): ProviderValidator => unbondedValidator(id, tokens))
      .sort((a, b) => compareIds(a.id, b.id)),
    // All of them take the same period, so the one that completes first is the oldest.
    unbonding: existing.flatMap(entriesBeforeChannels).sort((a, b) => a.completesIn - b.completesIn),
    liquidTokens: instance.liquidTokens,
    channelOpenings: [],
    // The height is 1; a chain of one-block epochs ends one in every block.
    blockOfEpoch: 1 % parameters.epochLength,
    consensusSet: [],
    haltReason: '',
  };
  return updateConsensusSet(bondTopValidators(unbonded, parameters), parameters);
}

function entriesBeforeChannels({ id, unbonding }: Instance['validators'][number]): readonly UnbondingEntry[] {
  return unbonding.map(({ tokens, completesIn }) => ({
    kind: 'undelegation',
    validator: id,
    destination: '',
    initialBalance: tokens,
    balance: tokens,
    completesIn,
    createdAt: 'before-channels',
  }));
}
