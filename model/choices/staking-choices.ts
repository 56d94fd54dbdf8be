/**
 * What the environment may do to validators on the provider: delegations, creation, unjailing, misbehaviour there.
 * Every event is made once per instance; enumerating selects those that make sense for a list of validators.
 */
import type { Choice } from '../../src/system/vocabulary.ts';
import type { BudgetName, Instance } from '../instance.ts';
import type { ProviderChoice, ProviderContext, ProviderValidator, ValidatorId } from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { watchedValidators } from './watched-validators.ts';
import { weightsFor } from './weights.ts';

/** An operation together with the tokens that it needs to find. */
interface Operation {
  readonly tokens: number;
  readonly choice: Choice;
}

interface Redelegation extends Operation {
  readonly to: ValidatorId;
}

interface ChoicesForValidator {
  readonly delegate: readonly Operation[];
  readonly undelegate: readonly Operation[];
  readonly redelegate: readonly Redelegation[];
  readonly create: Operation;
  readonly unjail: Choice;
  readonly downtime: Choice;
  readonly doubleSign: Choice;
}

/** With more validators than this, stake moves from each to two others only instead of to everybody. */
const fullyConnectedAtMost = 4;

/** Choices concerning validators in a context of the provider. */
export function stakingChoices(instance: Instance): (context: ProviderContext) => readonly Choice[] {
  const prepared = prepare(instance);
  return ({ validators, liquidTokens }) => {
    const present = new Map<ValidatorId, ProviderValidator>();
    for (const validator of validators) if (prepared.has(validator.id)) present.set(validator.id, validator);
    const selected: Choice[] = [];
    for (const [id, choices] of prepared) {
      const validator = present.get(id);
      if (validator !== undefined) selectFor(validator, choices, liquidTokens, present, selected);
      else if (choices.create.tokens <= liquidTokens) selected.push(choices.create.choice);
    }
    return selected;
  };
}

function selectFor(
  validator: ProviderValidator,
  choices: ChoicesForValidator,
  liquidTokens: number,
  present: ReadonlyMap<ValidatorId, ProviderValidator>,
  selected: Choice[],
): void {
  const { tokens, status, jailed, jailedFor, tombstoned } = validator;
  for (const operation of choices.delegate)
    if (operation.tokens <= liquidTokens) selected.push(operation.choice);
  for (const operation of choices.undelegate) if (operation.tokens <= tokens) selected.push(operation.choice);
  for (const operation of choices.redelegate) {
    if (operation.tokens <= tokens && present.has(operation.to)) selected.push(operation.choice);
  }
  if (jailed && !tombstoned && jailedFor === 0) selected.push(choices.unjail);
  if (!jailed && status === 'Bonded') selected.push(choices.downtime);
  if (!tombstoned && status !== 'Unbonded') selected.push(choices.doubleSign);
}

function prepare(instance: Instance): ReadonlyMap<ValidatorId, ChoicesForValidator> {
  const watched = watchedValidators(instance);
  const amounts = instance.stakingAmounts;
  const weights = weightsFor(instance).provider;

  const choice = (event: ProviderChoice, cost?: BudgetName): Choice => ({
    event: environmentEvent(event),
    weight: weights[event.type],
    ...(cost === undefined ? {} : { cost: { [cost]: 1 } }),
  });
  const operation = (event: ProviderChoice, tokens: number): Operation => ({
    tokens,
    choice: choice(event, 'stakingOperations'),
  });

  return new Map(
    watched.map(({ id, tokens }, index) => [
      id,
      {
        delegate: amounts.map((amount) =>
          operation({ type: 'delegate', validator: id, tokens: amount }, amount),
        ),
        undelegate: amounts.map((amount) =>
          operation({ type: 'undelegate', validator: id, tokens: amount }, amount),
        ),
        redelegate: destinations(watched, index).flatMap((to) =>
          amounts.map((amount) => ({
            to,
            ...operation({ type: 'redelegate', from: id, to, tokens: amount }, amount),
          })),
        ),
        create: operation({ type: 'createValidator', validator: id, tokens }, tokens),
        unjail: choice({ type: 'unjail', validator: id }, 'unjailings'),
        downtime: choice({ type: 'providerDowntime', validator: id }, 'providerDowntimes'),
        doubleSign: choice({ type: 'providerDoubleSign', validator: id }, 'providerDoubleSigns'),
      },
    ]),
  );
}

/** Where stake of the validator at `index` may be moved. */
function destinations(
  watched: readonly { readonly id: ValidatorId }[],
  index: number,
): readonly ValidatorId[] {
  const others = watched.map(({ id }) => id).filter((_, other) => other !== index);
  if (watched.length <= fullyConnectedAtMost) return others;
  const at = (distance: number): readonly ValidatorId[] => {
    const other = watched[(index + distance) % watched.length];
    return other === undefined ? [] : [other.id];
  };
  return [...at(1), ...at(Math.floor(watched.length / 2))];
}
