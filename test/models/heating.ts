/**
 * A heater and a thermostat: the smallest system with a message, a note, a guard, a requirement and a queue of data.
 * The thermostat tells the heater when the room has become too hot.
 */
import { assign, emit, enqueueActions, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { note, send } from '../../src/system/authoring.ts';
import type { LocalSnapshot, SystemDefinition } from '../../src/system/vocabulary.ts';

export interface ThermostatContext {
  readonly degrees: number;
  /** Degrees at the last readings, newest last. */
  readonly readings: readonly { readonly at: number }[];
  readonly lastAlarm: number | null;
}

const limit = 2;

const thermostat = setup({
  types: { context: {} as ThermostatContext },
  guards: {
    roomHasHeat: ({ context }) => context.degrees > 0,
    isBelowMaximum: ({ context }) => context.degrees < 4,
  },
  actions: {
    rise: assign(({ context, event }) => ({
      degrees: context.degrees + Number((event as { by?: number }).by ?? 1),
    })),
    fall: assign(({ context }) => ({ degrees: context.degrees - 1 })),
    takeReading: assign(({ context }) => ({
      readings: [...context.readings, { at: context.degrees }].slice(-2),
    })),
    alarmIfTooHot: enqueueActions(({ context, enqueue }) => {
      if (context.degrees < limit) return;
      enqueue.assign({ lastAlarm: context.degrees });
      enqueue.emit(note('alarmRaised', { degrees: context.degrees }));
      enqueue.emit(send('heater', { type: 'tooHot', degrees: context.degrees }));
    }),
  },
}).createMachine({
  id: 'thermostat',
  context: { degrees: 0, readings: [], lastAlarm: null },
  initial: 'measuring',
  states: {
    measuring: {
      on: {
        warm: {
          guard: 'isBelowMaximum',
          actions: ['rise', 'takeReading', 'alarmIfTooHot'],
          description: 'The room gets warmer.',
        },
        cool: { guard: 'roomHasHeat', actions: 'fall', description: 'The room loses heat.' },
      },
    },
  },
});

const heater = setup({
  guards: { obeys: () => true },
  actions: { confirm: emit(() => note('switchedOff')) },
}).createMachine({
  id: 'heater',
  initial: 'off',
  states: {
    off: { on: { switchOn: { target: 'on' }, tooHot: { description: 'It is off already.' } } },
    on: {
      on: {
        tooHot: [
          { guard: 'obeys', target: 'off', actions: 'confirm', description: 'Switches off.' },
          { description: 'A broken heater stays on.' },
        ],
      },
    },
  },
});

export type HeatingFault = 'none' | 'heater-stays-on';

/** The system; with a fault the heater ignores the alarm. */
export function heating(fault: HeatingFault = 'none'): SystemDefinition {
  const faulty: AnyStateMachine = heater.provide({ guards: { obeys: () => false } });
  return {
    name: 'heating',
    components: { thermostat, heater: fault === 'none' ? heater : faulty },
    choices: {
      thermostat: [{ type: 'warm', by: 1 }, { type: 'cool' }],
      heater: [
        {
          event: { type: 'switchOn' },
          requires: [
            {
              component: 'thermostat',
              name: 'the room is not hot',
              holds: (snapshot: LocalSnapshot<ThermostatContext>) => snapshot.context.degrees < limit,
            },
          ],
        },
      ],
    },
  };
}
