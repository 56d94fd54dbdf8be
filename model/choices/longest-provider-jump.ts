import type { Instance } from '../instance.ts';
import { providerParameters } from '../provider/provider-parameters.ts';
import { isStakingSettled } from '../provider/staking-end-block.ts';
import type { ProviderContext } from '../vocabulary.ts';
import { blocksBefore } from './quiet-jumps.ts';

/**
 * How many blocks of the provider may pass at once: up to the block that ends the epoch, up to the block in which an
 * unbonding completes, and none while the staking module's next EndBlock has something to do. Blocks count at the
 * shortest block time.
 */
export function longestProviderJump(instance: Instance): (context: ProviderContext) => number {
  const parameters = providerParameters(instance);
  const blockSeconds = Math.min(...instance.provider.blockSeconds);
  /** Whether staking is settled but for due entries, which depends on the validators alone; time leaves these alone. */
  const settled = new WeakMap<ProviderContext['validators'], boolean>();
  const areSettled = (context: ProviderContext): boolean => {
    const known = settled.get(context.validators);
    if (known !== undefined) return known;
    const answer = isStakingSettled({ ...context, unbonding: [] }, parameters);
    settled.set(context.validators, answer);
    return answer;
  };
  return (context) => {
    const { blockOfEpoch, unbonding, validators } = context;
    if (blockOfEpoch === 0 || !areSettled(context)) return 0;
    let dueIn = Infinity;
    for (const { completesIn } of unbonding) dueIn = Math.min(dueIn, completesIn);
    for (const { status, unbondsIn } of validators)
      if (status === 'Unbonding') dueIn = Math.min(dueIn, unbondsIn);
    return Math.min(parameters.epochLength - blockOfEpoch, blocksBefore(dueIn, blockSeconds));
  };
}
