/**
 * What validators and owners may do about who validates a consumer whose set is shaped. Only what would change something
 * is offered: opting in for those who are out, opting out for those who are in (which is where it can be refused).
 */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { shapingOf } from '../component-ids.ts';
import type { BudgetName, Instance } from '../instance.ts';
import { isShaped, shapingsOf, type ShapedConsumer } from '../shaping/shaping-parameters.ts';
import type {
  ConsumerId,
  ConsumerOwner,
  PowerShaping,
  ProviderChoice,
  ShapingContext,
  ValidatorId,
} from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { watchedValidators } from './watched-validators.ts';
import { weightsFor } from './weights.ts';

/** All choices of this kind; whether validators exist is for the provider to say. */
export function membershipChoices(instance: Instance): readonly Choice[] {
  const weights = weightsFor(instance).provider;
  const choice: MakeChoice = (event, cost, requirement) => ({
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
    ...updates(consumer, choice),
  ]);
}

type MakeChoice = (event: ProviderChoice, cost: BudgetName, requirement: Requirement) => Choice;

function updates(consumer: ShapedConsumer, choice: MakeChoice): readonly Choice[] {
  const { id, shaping } = consumer;
  const shapings = distinct(shapingsOf(consumer));
  if (shaping.owner !== undefined)
    return shapings.flatMap((parameters) => ownedUpdates(id, parameters, choice));
  // There is nothing to change to where there is but one.
  return (shapings.length > 1 ? shapings : []).map((parameters) =>
    choice(
      { type: 'updateShaping', consumer: id, parameters },
      'shapingUpdates',
      shapedOtherwise(id, parameters),
    ),
  );
}

/** By the owner, who may hand the consumer over or keep it; and by the other, who would take it. */
function ownedUpdates(id: ConsumerId, parameters: PowerShaping, choice: MakeChoice): readonly Choice[] {
  const text = JSON.stringify(parameters);
  const update = (by: ConsumerOwner, to: ConsumerOwner): ProviderChoice => ({
    type: 'updateShaping',
    consumer: id,
    parameters,
    ownership: { by, to },
  });
  const ownedBy = (
    owner: ConsumerOwner,
    isChange: (parameters: string) => boolean,
    what: string,
  ): Requirement => ({
    component: shapingOf(id),
    name: `${id} is not stopped, belongs to ${owner}${what}`,
    holds: ({ value, context }: ShapingSnapshot) =>
      value !== 'over' && context.owner === owner && isChange(JSON.stringify(context.parameters)),
  });
  return (['account', 'governance'] as const).flatMap((by) => {
    const other = by === 'account' ? 'governance' : 'account';
    const otherwise = ownedBy(by, (now) => now !== text, ', and is shaped otherwise');
    const owned = (owner: ConsumerOwner): Requirement => ownedBy(owner, () => true, '');
    return [
      choice(update(by, by), 'shapingUpdates', otherwise),
      choice(update(by, other), 'shapingUpdates', owned(by)),
      choice(update(by, by), 'impersonations', owned(other)),
    ];
  });
}

function distinct(shapings: readonly PowerShaping[]): readonly PowerShaping[] {
  const texts = shapings.map((shaping) => JSON.stringify(shaping));
  return shapings.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
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
