import type { ClosingRun } from '../../src/system/closing.ts';
import { environmentEvent } from '../choices/environment-events.ts';
import { provider, recordOf, shapingOf } from '../component-ids.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { powerOf } from '../provider/validator-power.ts';
import { computeNextSet } from '../shaping/compute-next-set.ts';
import { isShaped } from '../shaping/shaping-parameters.ts';
import { nextMinPower, topNRule } from '../shaping/top-n.ts';
import type {
  ConsumerRecordContext,
  ProviderContext,
  ProviderValidator,
  ShapingContext,
  StakedValidator,
  ValidatorId,
} from '../vocabulary.ts';

/**
 * Moves as little stake as possible so that the next epoch sends every consumer a VSC: a delegation, or an undelegation
 * where no tokens are at hand, that gives one of its validators another power than it was last sent. One validator for
 * all consumers if there is one, else one for each.
 */
export function changeEverySet(instance: Instance, run: ClosingRun): void {
  const { consumers } = instance;
  if (changeSetsOf(instance, run, consumers)) return;
  for (const consumer of consumers) changeSetsOf(instance, run, [consumer]);
}

function changeSetsOf(instance: Instance, run: ClosingRun, consumers: readonly ConsumerInstance[]): boolean {
  const { validators } = run.read<ProviderContext>(provider).context;
  const { powerReduction } = instance.provider;
  const bonded = validators.filter(({ jailed, lastPower }) => !jailed && lastPower > 0);
  const changesSet = consumers.map((consumer) => setChange(instance, run, consumer));
  const staked = (
    all: readonly ProviderValidator[],
    changing: ValidatorId,
    tokens: number,
  ): readonly StakedValidator[] =>
    all.map((each) => {
      const now = each.id === changing ? tokens : each.tokens;
      return { validator: each.id, tokens: now, power: powerOf(now, powerReduction) };
    });
  const changes = ({ id }: ProviderValidator, tokens: number): boolean =>
    tokens >= powerReduction && changesSet.every((changed) => changed(staked(bonded, id, tokens), id));
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

/** Whether the consumer would be sent a VSC if these validators were bonded, one of them with another stake than now. */
function setChange(
  { provider: { maxProviderConsensusValidators: slots } }: Instance,
  run: ClosingRun,
  consumer: ConsumerInstance,
): (bonded: readonly StakedValidator[], changing: ValidatorId) => boolean {
  const { stored } = run.read<ConsumerRecordContext>(recordOf(consumer.id)).context;
  const storedPower = (id: ValidatorId): number | undefined =>
    stored.find(({ validator }) => validator === id)?.power;
  if (!isShaped(consumer)) {
    return (bonded, changing) => {
      const power = storedPower(changing);
      return (
        power !== undefined && bonded.some((each) => each.validator === changing && each.power !== power)
      );
    };
  }
  const shaping = run.read<ShapingContext>(shapingOf(consumer.id)).context;
  return (bonded) => {
    const minPowerInTopN = nextMinPower(shaping, bonded, topNRule(slots));
    const next = computeNextSet(bonded, { ...shaping, minPowerInTopN }, slots);
    return (
      next.length !== stored.length || next.some(({ validator, power }) => storedPower(validator) !== power)
    );
  };
}
