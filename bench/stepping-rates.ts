/** Rates of stepping along random runs: with tables and without, over the very same events. */
import fc from 'fast-check';
import { createIcsSystem } from '../model/ics-system.ts';
import { randomBudgetBounds } from '../model/instance.ts';
import { loadInstance } from '../model/load-instance.ts';
import { properties } from '../properties/index.ts';
import { EventChooser } from '../src/search/random/event-chooser.ts';
import { schedules } from '../src/search/random/schedule.ts';
import { testRandomly } from '../src/search/random-engine.ts';
import { defineSystem } from '../src/system/define-system.ts';
import { PlainStepper } from '../src/system/plain-stepper.ts';
import { TabulatedStepper } from '../src/system/tabulated-stepper.ts';
import { cpuSeconds } from './cpu-seconds.ts';
import type { RateRow } from './rate-row.ts';

const seed = 1;

/** Steps with all properties watched, closings included: the runs of `ics-check test` by default. */
export async function testingRate(name: string, runs: number, steps: number): Promise<RateRow> {
  const instance = loadInstance(name);
  const subject = createIcsSystem(instance);
  const started = cpuSeconds();
  const result = await testRandomly({
    system: defineSystem(subject.definition),
    subject,
    properties,
    closings: subject.closings,
    budgetBounds: randomBudgetBounds(instance),
    runs,
    steps,
    seed,
  });
  return {
    unit: 'steps',
    what: `${name}: test, all properties`,
    count: result.runs.steps,
    seconds: cpuSeconds() - started,
  };
}

/** The same runs, stepped with tables (from empty ones, and again when they are full) and without. */
export function steppingRates(name: string, runs: number, steps: number): readonly RateRow[] {
  const instance = loadInstance(name);
  const system = defineSystem(createIcsSystem(instance).definition);
  const recorder = new TabulatedStepper(system);
  const chooser = new EventChooser(recorder);
  const sequences = fc
    .sample(schedules(steps, randomBudgetBounds(instance)), { numRuns: runs, seed })
    .map(({ tastes, budgets, picks }) => {
      chooser.startRun(tastes, budgets);
      const vector = recorder.initial();
      return picks.flatMap((pick) => {
        const taken = chooser.takeStep(vector, pick);
        return taken === undefined ? [] : [recorder.chosenEvent(taken.component, taken.event)];
      });
    });
  const total = sequences.reduce((sum, sequence) => sum + sequence.length, 0);

  const tabulated = new TabulatedStepper(system);
  const numbered = () =>
    sequences.map((sequence) =>
      sequence.map(({ to, event }) => [system.indexOf(to), tabulated.eventId(event)] as const),
    );
  const replayTabulated = () => {
    for (const sequence of encoded) {
      const vector = tabulated.initial();
      for (const [component, event] of sequence) tabulated.step(vector, component, event);
    }
  };
  const encoded = numbered();
  const cold = secondsOf(replayTabulated);
  const warm = secondsOf(replayTabulated);
  const plain = new PlainStepper(system);
  const plainSeconds = secondsOf(() => {
    for (const sequence of sequences) {
      let state = plain.initial();
      for (const { to, event } of sequence) state = plain.step(state, to, event)?.after ?? state;
    }
  });
  return [
    { unit: 'steps', what: `${name}: plain XState stepping`, count: total, seconds: plainSeconds, ratio: 1 },
    {
      unit: 'steps',
      what: `${name}: tabulated, tables empty at first`,
      count: total,
      seconds: cold,
      ratio: plainSeconds / cold,
    },
    {
      unit: 'steps',
      what: `${name}: tabulated, tables full`,
      count: total,
      seconds: warm,
      ratio: plainSeconds / warm,
    },
  ];
}

function secondsOf(work: () => void): number {
  const started = cpuSeconds();
  work();
  return cpuSeconds() - started;
}
