/**
 * Which keys operators may ask for: every watched validator each spare key of a consumer, also such as others have or as
 * it has already, since the provider must refuse those.
 */
import type { Choice } from '../../src/system/vocabulary.ts';
import type { Instance } from '../instance.ts';
import type { ProviderContext, ValidatorId } from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { watchedValidators } from './watched-validators.ts';
import { weightsFor } from './weights.ts';

/** Choices concerning keys in a context of the provider. */
export function keyChoices(instance: Instance): (context: ProviderContext) => readonly Choice[] {
  const weight = weightsFor(instance).provider.assignKey;
  const prepared = new Map<ValidatorId, readonly Choice[]>(
    watchedValidators(instance).map(({ id: validator }) => [
      validator,
      instance.consumers.flatMap(({ id: consumer, spareKeys = [] }) =>
        spareKeys.map((key): Choice => ({
          event: environmentEvent({ type: 'assignKey', consumer, validator, key }),
          weight,
          cost: { keyAssignments: 1 },
        })),
      ),
    ]),
  );
  return ({ validators }) => validators.flatMap(({ id }) => prepared.get(id) ?? []);
}
