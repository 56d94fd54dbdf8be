/** The moment at which a consumer's shaping computes its next set, as properties look at it. */
import { shapingOf } from '../model/component-ids.ts';
import { hasKeys } from '../model/epoch-stages.ts';
import type { Instance } from '../model/instance.ts';
import { isShaped, type ShapedConsumer } from '../model/shaping/shaping-parameters.ts';
import type { ShapingContext, StakedValidator, ValidatorPower } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import type { LocalSnapshot } from '../src/system/vocabulary.ts';
import type { IcsProperty } from './ics-property.ts';
import { eventOf } from './model-events.ts';
import { isVainLaunch, messagesOf } from './observers/heard.ts';

export type ShapingStep = LocalStep<ShapingContext>;
export type ShapingSnapshot = LocalSnapshot<ShapingContext>;

/** An epoch has ended for a consumer whose set is shaped. */
export interface ShapedEpoch {
  /** What counted: parameters and opted-in validators when the epoch ended (before the top N were opted in). */
  readonly shaping: ShapingContext;
  /** The same after it. */
  readonly after: ShapingContext;
  readonly bonded: readonly StakedValidator[];
  /** The set that was computed. */
  readonly members: readonly ValidatorPower[];
}

/** The epoch that a step of the shaping ends, if it does; a launch counts as one, unless it fails. */
export function epochEndedBy({ before, event, after, emitted }: ShapingStep): ShapedEpoch | undefined {
  const message = eventOf({ event });
  if (message.type !== 'epochEnded' && message.type !== 'launchMoment') return undefined;
  const [passedOn] = messagesOf(emitted, message.type);
  if (passedOn === undefined || isVainLaunch({ event, emitted })) return undefined;
  const bonded = message.bonded as readonly StakedValidator[];
  return { shaping: before.context, after: after.context, bonded, members: passedOn.bonded };
}

/** The checks that a property makes of each consumer whose set is shaped. */
export function ofEachShaped(
  checksOf: (instance: Instance, consumer: ShapedConsumer) => readonly Check[],
): IcsProperty['checks'] {
  return ({ instance }) =>
    instance.consumers.filter(isShaped).flatMap((consumer) => checksOf(instance, consumer));
}

/** Of these, the ones whose validators keep their keys, so that a set of keys tells who is in it. */
export function ofEachShapedWithFixedKeys(
  checksOf: (instance: Instance, consumer: ShapedConsumer) => readonly Check[],
): IcsProperty['checks'] {
  return ofEachShaped((instance, consumer) => (hasKeys(consumer) ? [] : checksOf(instance, consumer)));
}

interface Law {
  /** What is wrong with the set computed at the end of an epoch; empty if nothing. */
  readonly wrong: (epoch: ShapedEpoch, slots: number) => string;
  /** Whether the law says something about it. */
  readonly concerns: (epoch: ShapedEpoch, slots: number) => boolean;
}

/** A law about the sets computed for a consumer, judged at the end of every epoch. */
export function lawOfEpochs({ provider }: Instance, { id }: ShapedConsumer, { wrong, concerns }: Law): Check {
  const slots = provider.maxProviderConsensusValidators;
  const judge = (step: ShapingStep): string => {
    const epoch = epochEndedBy(step);
    return epoch === undefined ? '' : wrong(epoch, slots);
  };
  return {
    kind: 'step',
    scope: id,
    on: shapingOf(id),
    holds: (step: ShapingStep) => judge(step) === '',
    witness: (step: ShapingStep) => {
      const epoch = epochEndedBy(step);
      return epoch !== undefined && concerns(epoch, slots);
    },
    explain: (step: ShapingStep) => `at the end of the epoch, for ${id}: ${judge(step)}`,
  };
}

/** `{v1:3, v2:1}` */
export function membersInWords(members: readonly ValidatorPower[]): string {
  return `{${members.map(({ validator, power }) => `${validator}:${String(power)}`).join(', ')}}`;
}
