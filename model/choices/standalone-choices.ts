/** What may happen on a chain that has a staking of its own, before it changes over and after. */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import type { StandaloneConsumer } from '../changeover/is-standalone.ts';
import { consumerOf } from '../component-ids.ts';
import type { BudgetName, Instance } from '../instance.ts';
import type { StandaloneChoice, StandaloneContext } from '../vocabulary.ts';
import { consumerMayAdvance } from './drift-requirements.ts';
import { environmentEvent } from './environment-events.ts';
import { weightsFor } from './weights.ts';

/** Choices in a snapshot of the chain. */
export function standaloneChoices(
  instance: Instance,
  consumer: StandaloneConsumer,
): (snapshot: LocalSnapshot<StandaloneContext>) => readonly Choice[] {
  const { id, standalone, blockSeconds } = consumer;
  const weights = weightsFor(instance).standalone;
  const choice = (
    event: StandaloneChoice,
    cost?: BudgetName,
    requires: readonly Requirement[] = [],
  ): Choice => ({
    event: environmentEvent(event),
    weight: weights[event.type],
    requires,
    ...(cost === undefined ? {} : { cost: { [cost]: 1 } }),
  });
  const notHalted: Requirement = {
    component: consumerOf(id),
    name: `${id} produces blocks`,
    holds: ({ value }: LocalSnapshot) => value !== 'halted',
  };
  const blocks = blockSeconds.map((seconds) =>
    choice({ type: 'nextBlock', seconds }, undefined, [
      consumerMayAdvance(id, seconds, instance.maxClockDriftSeconds),
    ]),
  );
  const upgrade = choice({ type: 'upgrade' });
  const keys = Object.keys(standalone.validators).toSorted();
  const undelegations = keys.map((key) =>
    choice({ type: 'undelegateAtHome', key }, 'ownUndelegations', [notHalted]),
  );
  const doubleSigns = keys.map((key) => choice({ type: 'signTwiceAtHome', key }, 'ownDoubleSigns'));
  const reports = keys.map((key) => choice({ type: 'reportOldDoubleSign', key }, undefined, [notHalted]));
  return ({ value, context }) => [
    ...(value === 'changedOver' ? [] : [...blocks, ...doubleSigns]),
    ...(value === 'awaitingUpgrade' ? [upgrade] : []),
    ...undelegations,
    ...(context.infractions.length > 0 ? reports : []),
  ];
}
