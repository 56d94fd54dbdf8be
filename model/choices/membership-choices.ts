/**
 * What validators and owners may do about who validates a consumer whose set is shaped. Only what would change something
 * is offered: opting in for those who are out, opting out for those who are in (which is where it can be refused).
 */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { shapingOf } from '../component-ids.ts';
import type { BudgetName, Instance } from '../instance.ts';
import { isShaped, shapingsOf } from '../shaping/shaping-parameters.ts';
import type { ConsumerId, PowerShaping, ProviderChoice, ShapingContext, ValidatorId } from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { watchedValidators } from './watched-validators.ts';
import { weightsFor } from './weights.ts';

/** All choices of this kind; whether validators exist is for the provider to say. */
export function membershipChoices(instance: Instance): readonly Choice[] {
  const weights = weightsFor(instance).provider;
  const choice = (event: ProviderChoice, cost: BudgetName, requirement: Requirement): Choice => ({
    event: environmentEvent(event),
    weight: weights[event.type],
    cost: { [cost]: 1 },
    requires: [requirement],
  });
  return instance.consumers.filter(isShaped).flatMap((consumer) => [
    ...watchedValidators(instance).flatMap(({ id: validator }) => {
      const { id } = consumer;
      const optIn = { type: 'optIn', consumer: id, validator } as const;
      const optOut = { type: 'optOut', consumer: id, validator } as const;
      const isOut = optedIn(id, validator, false);
      const isIn = optedIn(id, validator, true);
      return [
        choice({ ...optIn, signer: 'operator' }, 'optIns', isOut),
        choice({ ...optOut, signer: 'operator' }, 'optOuts', isIn),
        choice({ ...optIn, signer: 'somebody else' }, 'impersonations', isOut),
        choice({ ...optOut, signer: 'somebody else' }, 'impersonations', isIn),
      ];
    }),
    ...differing(shapingsOf(consumer)).map((parameters) =>
      choice(
        { type: 'updateShaping', consumer: consumer.id, parameters },
        'shapingUpdates',
        shapedOtherwise(consumer.id, parameters),
      ),
    ),
  ]);
}

/** Each once; none if there is nothing to change to. */
function differing(shapings: readonly PowerShaping[]): readonly PowerShaping[] {
  const texts = shapings.map((shaping) => JSON.stringify(shaping));
  const once = shapings.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
  return once.length > 1 ? once : [];
}

type ShapingSnapshot = LocalSnapshot<ShapingContext>;

/** Whoever is in may leave a launched consumer, whoever is out may join one that is not stopped. */
function optedIn(consumer: ConsumerId, validator: ValidatorId, wanted: boolean): Requirement {
  return {
    component: shapingOf(consumer),
    name: wanted
      ? `${validator} has opted in to ${consumer}, which is launched`
      : `${validator} has not opted in to ${consumer}, which is not stopped`,
    holds: ({ value, context }: ShapingSnapshot) =>
      (wanted ? value === 'launched' : value !== 'over') && context.optedIn.includes(validator) === wanted,
  };
}

function shapedOtherwise(consumer: ConsumerId, parameters: PowerShaping): Requirement {
  const text = JSON.stringify(parameters);
  return {
    component: shapingOf(consumer),
    name: `${consumer} is not stopped, and shaped otherwise`,
    holds: ({ value, context }: ShapingSnapshot) =>
      value !== 'over' && JSON.stringify(context.parameters) !== text,
  };
}
