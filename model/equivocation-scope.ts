/** Whether equivocation, and what goes with it, is part of an instance: machines and transitions exist only where it is. */
import { isStandalone } from './changeover/is-standalone.ts';
import type { ConsumerInstance, Instance } from './instance.ts';
import { featuresOf } from './vsc-age.ts';

/** Evidence may be handed in at the provider. */
export function hasEvidence(instance: Instance): boolean {
  const { equivocations, evidenceForgeries, twinVotes } = instance.budgets;
  return (
    featuresOf(instance).equivocationEvidence &&
    ([equivocations, evidenceForgeries, twinVotes].some((budget) => budget !== 0) ||
      showsOwnDoubleSigns(instance))
  );
}

/**
 * Evidence of what own validators of a standalone chain signed before it changed over may be handed in too. The provider
 * takes it where the chain keeps its connection, with a client that was there before the upgrade (v6.4+, as are infraction
 * parameters).
 */
export function showsOwnDoubleSigns(instance: Instance): boolean {
  const { equivocationEvidence, infractionParameters } = featuresOf(instance);
  const { ownDoubleSigns, evidenceSubmissions } = instance.budgets;
  return (
    equivocationEvidence &&
    infractionParameters &&
    ownDoubleSigns !== 0 &&
    evidenceSubmissions !== 0 &&
    instance.consumers.some(isStandalone)
  );
}

/** Validators may sign twice on a consumer, so that its own evidence module may report it. */
export function hasEquivocations({ budgets }: Instance): boolean {
  return budgets.equivocations !== 0;
}

/** A consumer may report a double sign to a provider that has its author punished for it. */
export function executesDoubleSigns(instance: Instance): boolean {
  return (
    featuresOf(instance).doubleSignReportsExecuted &&
    hasEquivocations(instance) &&
    instance.budgets.doubleSignReports !== 0
  );
}

/** Equivocations may be punished, by whatever way they come before the provider. */
export function punishesEquivocations(instance: Instance): boolean {
  return hasEvidence(instance) || executesDoubleSigns(instance);
}

/** Some consumer may be in the hands of attackers. */
export function hasByzantineConsumers({ consumers }: Pick<Instance, 'consumers'>): boolean {
  return consumers.some(({ byzantine }) => byzantine);
}

/** The owner of the consumer may change what infractions on it cost. */
export function hasPenaltyUpdates(instance: Instance, consumer: ConsumerInstance): boolean {
  return (
    featuresOf(instance).infractionParameters &&
    instance.budgets.infractionUpdates !== 0 &&
    consumer.infractionUpdates.length > 0
  );
}

/** In every vote; other consumers may carry the same one. */
export function chainIdOf({ id, chainId }: Pick<ConsumerInstance, 'id' | 'chainId'>): string {
  return chainId ?? id;
}
