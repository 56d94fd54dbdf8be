/** How validators, and attackers who control a chain, may misbehave on a consumer. */
import type { Choice } from '../../src/system/vocabulary.ts';
import type { BudgetName, ConsumerInstance, Instance } from '../instance.ts';
import type { ConsumerChoice, ConsumerContext } from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { equivocatorKeys } from './evidence-choices.ts';
import { watchedValidators } from './watched-validators.ts';
import { weightsFor } from './weights.ts';

/** More than any validator of a small instance has, yet a safe integer when it is turned into tokens. */
const hugePower = 1000;

/** A key that no validator has. */
const strangersKey = 'stranger';

/** Choices in a context of the consumer; none where the instance has no room for them. */
export function misbehaviourChoices(
  instance: Instance,
  consumer: ConsumerInstance,
): (context: ConsumerContext) => readonly Choice[] {
  const { equivocations, byzantineReports } = instance.budgets;
  const weights = weightsFor(instance).consumer;
  const choice = (event: ConsumerChoice, ...costs: readonly BudgetName[]): Choice => ({
    event: environmentEvent(event),
    weight: weights[event.type],
    cost: Object.fromEntries(costs.map((budget) => [budget, 1])),
  });
  const doubleSigns =
    equivocations === 0
      ? []
      : equivocatorKeys(instance, consumer).flatMap((key) => [
          choice({ type: 'equivocate', key, kind: 'doubleVote', noticed: false }, 'equivocations'),
          choice(
            { type: 'equivocate', key, kind: 'doubleVote', noticed: true },
            'equivocations',
            'doubleSignReports',
          ),
          choice(
            { type: 'equivocate', key, kind: 'lightClientAttack', noticed: false },
            'equivocations',
            'lightClientAttacks',
          ),
        ]);
  if (byzantineReports === 0 || !consumer.byzantine) return () => doubleSigns;

  const reported = watchedValidators(instance).map(({ id }) => consumer.assignedKeys[id] ?? id);
  const report = (key: string, power: number, vsc: ConsumerContext['vscOfHeight']['previous'] | 'unknown') =>
    choice({ type: 'byzantineReport', key, power, vsc }, 'byzantineReports');
  return ({ vscOfHeight }) => [
    ...doubleSigns,
    ...reported.flatMap((key) => [
      report(key, 1, vscOfHeight.previous),
      report(key, hugePower, vscOfHeight.previous),
      report(key, hugePower, 'genesis'),
      report(key, 1, 'unknown'),
    ]),
    report(strangersKey, 1, vscOfHeight.previous),
  ];
}
