/** The heating system as a catalogue: what the commands are tested on. */
import { readFileSync } from 'node:fs';
import type { Catalogue, CatalogueFault, Checkable, FindingsCatalogue } from '../../src/cli/catalogue.ts';
import { CheckerError } from '../../src/errors/checker-error.ts';
import type { MetricDefinition } from '../../src/property/metric.ts';
import { always, eventually, reachable } from '../../src/property/constructors.ts';
import type { PropertyDefinition } from '../../src/property/definition.ts';
import type { ClosingSchedule } from '../../src/system/closing.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import type { JsonRecord } from '../../src/system/json.ts';
import { plainPhrases } from '../../src/system/phrase-book.ts';
import { noClock } from '../../src/system/trace-clock.ts';
import type { LocalSnapshot } from '../../src/system/vocabulary.ts';
import { heating, type HeatingFault, type ThermostatContext } from '../models/heating.ts';
import { offWhenHot } from '../trace/heating-traces.ts';

type Thermostat = LocalSnapshot<ThermostatContext>;

const neverWarm = always({
  id: 'never-warm',
  statement: 'The room never has a degree.',
  expected: 'violated',
  reads: ['thermostat'],
  holds: ({ context }: Thermostat) => context.degrees === 0,
  explain: ({ context }: Thermostat) => `it has ${context.degrees}`,
});
const neverTooWarm = always({
  id: 'never-too-warm',
  statement: 'The room never has five degrees.',
  reads: ['thermostat'],
  holds: ({ context }: Thermostat) => context.degrees < 5,
});
const cools: PropertyDefinition<unknown> = eventually({
  id: 'cools-down',
  statement: 'The room ends without heat.',
  reads: ['thermostat'],
  goal: ({ context }: Thermostat) => context.degrees === 0,
});

const heatingProperties: readonly PropertyDefinition<unknown>[] = [
  offWhenHot,
  {
    ...neverWarm,
    finding: { id: 'H1', restoredBy: 'never-too-warm', assumption: 'four degrees are not called warm' },
  },
  neverTooWarm,
  cools,
  reachable({
    id: 'alarm-possible',
    statement: 'An alarm is possible.',
    reads: ['thermostat'],
    when: ({ context }: Thermostat) => context.lastAlarm !== null,
  }),
];

/** Says nothing: five degrees do not occur. */
export const vacuousProperty: PropertyDefinition<unknown> = always({
  id: 'boiling',
  statement: 'At five degrees the heater is off.',
  reads: ['thermostat'],
  holds: () => true,
  witness: ({ context }: Thermostat) => context.degrees >= 5,
});

const heatingFaults: readonly CatalogueFault[] = [
  {
    id: 'H01',
    name: 'heater-stays-on',
    kind: 'mutant',
    description: 'The heater ignores the alarm.',
    source: ['somewhere'],
    machine: 'heater',
    caughtBy: ['off-when-hot'],
  },
  {
    id: 'H02',
    name: 'painted-red',
    kind: 'control',
    description: 'The heater has another colour.',
    source: [],
    machine: 'heater',
    caughtBy: [],
  },
];

const heatingMetrics: readonly MetricDefinition<unknown>[] = [
  {
    id: 'warmth',
    title: 'share of five degrees',
    statement: 'How warm it gets.',
    keep: 'largest',
    measures: () => [
      {
        scope: '',
        reads: ['thermostat'],
        value: ({ context }: Thermostat) => ({ part: context.degrees, whole: 5 }),
        situation: ({ context }: Thermostat) => `it has ${context.degrees}`,
      },
    ],
  },
];

const quiet: ClosingSchedule = {
  id: 'quiet',
  description: 'The room loses its heat.',
  round: (run) => void run.take('thermostat', { type: 'cool' }),
  rounds: () => 10,
};

function checkable(instance: JsonRecord, faults: readonly string[]): Checkable<unknown> {
  const fault: HeatingFault = faults.includes('H01') ? 'heater-stays-on' : 'none';
  return {
    subject: undefined,
    subjectAtRandom: undefined,
    system: defineSystem(heating(fault)),
    closings: { quiet },
    budgetBounds: {},
    instanceName: 'room',
    instance,
    features: {},
    faults,
    story: { phrases: plainPhrases, clock: noClock },
    scopes: () => [],
  };
}

function heatingFindings(recorded: FindingsCatalogue['recorded']): FindingsCatalogue {
  return {
    deviations: [
      { id: 'H1', title: 'It gets warm', story: 'The heater heats.', concerns: 'rooms' },
      { id: 'H2', title: 'It smells', story: 'Dust burns.', concerns: 'noses', notChecked: 'No nose.' },
    ],
    questions: [
      { id: 'A1', question: 'Is it warm?', answer: 'confirmed', because: 'It is.', shownBy: ['H1'] },
    ],
    instances: () => ['room'],
    recorded,
  };
}

/**
 * @param extra properties besides the usual ones
 * @param recorded traces of findings
 */
export function heatingCatalogue(
  extra: readonly PropertyDefinition<unknown>[] = [],
  recorded: FindingsCatalogue['recorded'] = () => [],
): Catalogue<unknown> {
  return {
    defaultInstance: 'room',
    instances: () => [{ id: 'room', description: 'One room.' }],
    properties: [...heatingProperties, ...extra],
    faults: heatingFaults,
    faultsLeftOut: [],
    findings: heatingFindings(recorded),
    metrics: heatingMetrics,
    requirements: [
      { id: 'R1', title: 'it heats', properties: ['never-warm'] },
      { id: 'R2', title: 'it cools', leftOut: 'It is winter.' },
    ],
    mutationInstances: ['room'],
    equivalentMutants: [],
    foreignFormats: [],
    environmentEvents: new Set(['warm', 'cool', 'switchOn']),
    open: (name, { faults }) => {
      if (name === 'room') return checkable({ name }, faults);
      const text = readFileSync(name, 'utf8');
      throw new CheckerError('INSTANCE_INVALID', 'not a room', { at: name, received: text });
    },
    reopen: (instance, source, faults) => {
      if (instance['name'] !== 'room')
        throw new CheckerError('INSTANCE_INVALID', 'not a room', { at: source });
      return checkable(instance, faults);
    },
  };
}
