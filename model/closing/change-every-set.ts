import type { ClosingRun } from '../../src/system/closing.ts';
import { environmentEvent } from '../choices/environment-events.ts';
import { provider, recordOf } from '../component-ids.ts';
import type { Instance } from '../instance.ts';
import { powerOf } from '../provider/validator-power.ts';
import type { ConsumerId, ConsumerRecordContext, ProviderContext, ProviderValidator } from '../vocabulary.ts';

/**
 * Moves as little stake as possible so that the next epoch sends every consumer a VSC: a delegation, or an undelegation
 * where no tokens are at hand, that gives one of its validators another power than it was last sent. One validator for
 * all consumers if there is one, else one for each.
 */
export function changeEverySet(instance: Instance, run: ClosingRun): void {
  const ids = instance.consumers.map(({ id }) => id);
  if (changeSetsOf(instance, run, ids)) return;
  for (const id of ids) changeSetsOf(instance, run, [id]);
}

function changeSetsOf(instance: Instance, run: ClosingRun, consumers: readonly ConsumerId[]): boolean {
  const { validators } = run.read<ProviderContext>(provider).context;
  const { powerReduction } = instance.provider;
  const sets = consumers.map((id) => run.read<ConsumerRecordContext>(recordOf(id)).context.stored);
  const changes = ({ id }: ProviderValidator, tokens: number): boolean =>
    tokens >= powerReduction &&
    sets.every((stored) => {
      const member = stored.find(({ validator }) => validator === id);
      return member !== undefined && member.power !== powerOf(tokens, powerReduction);
    });
  const bonded = validators.filter(({ jailed, lastPower }) => !jailed && lastPower > 0);
  for (const tokens of instance.stakingAmounts.toSorted((a, b) => a - b)) {
    for (const validator of bonded.filter((candidate) => changes(candidate, candidate.tokens + tokens))) {
      if (run.take(provider, environmentEvent({ type: 'delegate', validator: validator.id, tokens })))
        return true;
    }
    for (const validator of bonded.filter((candidate) => changes(candidate, candidate.tokens - tokens))) {
      if (run.take(provider, environmentEvent({ type: 'undelegate', validator: validator.id, tokens })))
        return true;
    }
  }
  return false;
}
