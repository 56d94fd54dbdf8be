/** What the owner of a consumer may do about its infraction parameters. */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { recordOf } from '../component-ids.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import type { PenaltiesChoice } from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { weightsFor } from './weights.ts';

export function penaltiesChoices(
  instance: Instance,
  { id, infractionUpdates }: ConsumerInstance,
): readonly Choice[] {
  const isLaunched: Requirement = {
    component: recordOf(id),
    name: `${id} is launched`,
    holds: ({ value }: LocalSnapshot) => value === 'launched',
  };
  // The first choice are the parameters of the launch, to which the owner may return.
  return Array.from({ length: infractionUpdates.length + 1 }, (_, choice): Choice => {
    const event: PenaltiesChoice = environmentEvent({ type: 'updateInfractionParameters', choice });
    return {
      event,
      weight: weightsFor(instance).penalties[event.type],
      cost: { infractionUpdates: 1 },
      requires: [isLaunched],
    };
  });
}
