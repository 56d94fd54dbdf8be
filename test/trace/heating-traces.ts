/** Runs of the heating system that several tests record and replay. */
import { always } from '../../src/property/constructors.ts';
import type { Check, PropertyDefinition } from '../../src/property/definition.ts';
import type { ChosenEvent } from '../../src/system/chosen-event.ts';
import type { LocalSnapshot } from '../../src/system/vocabulary.ts';
import type { RecordingMeta } from '../../src/trace/record-trace.ts';
import type { ThermostatContext } from '../models/heating.ts';

export const warm: ChosenEvent = { to: 'thermostat', event: { type: 'warm', by: 1 } };
export const cool: ChosenEvent = { to: 'thermostat', event: { type: 'cool' } };
export const switchOn: ChosenEvent = { to: 'heater', event: { type: 'switchOn' } };

/** A hot room switches the heater off: violated where the heater is broken. */
export const offWhenHot: PropertyDefinition<unknown> = always({
  id: 'off-when-hot',
  statement: 'A hot room has its heater off.',
  reads: ['thermostat', 'heater'],
  holds: ({ context }: LocalSnapshot<ThermostatContext>, heater: LocalSnapshot) =>
    context.degrees < 2 || heater.value === 'off',
  witness: ({ context }: LocalSnapshot<ThermostatContext>) => context.degrees >= 2,
  explain: ({ context }: LocalSnapshot<ThermostatContext>) =>
    `${context.degrees} degrees and the heater is on`,
});

export function onlyCheckOf(property: PropertyDefinition<unknown>): Check {
  const [check] = property.checks(undefined);
  if (check === undefined) throw new Error(`${property.id} has no check`);
  return check;
}

export const violatedMeta: RecordingMeta = {
  instance: { name: 'room', size: 3 },
  features: { epochs: true },
  faults: ['heater-stays-on'],
  engine: 'random',
  seed: 7,
  property: 'off-when-hot',
  scope: '',
  verdict: 'violated',
  message: '2 degrees and the heater is on',
};
