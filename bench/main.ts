/**
 * `npm run bench`: rates, and the ratio of tabulated to plain stepping over the very same events in one process, so the
 * ratio holds even where the machine's speed drifts. Rates are of this machine, now; compare ratios, not rates.
 */
import fc from 'fast-check';
import { createIcsSystem } from '../model/ics-system.ts';
import { loadInstance } from '../model/load-instance.ts';
import { properties } from '../properties/index.ts';
import { EventChooser } from '../src/search/random/event-chooser.ts';
import { schedules } from '../src/search/random/schedule.ts';
import { testRandomly } from '../src/search/random-engine.ts';
import { defineSystem } from '../src/system/define-system.ts';
import { PlainStepper } from '../src/system/plain-stepper.ts';
import { TabulatedStepper } from '../src/system/tabulated-stepper.ts';
import { randomBudgetBounds } from '../model/instance.ts';

interface Row {
  readonly what: string;
  readonly steps: number;
  readonly seconds: number;
  readonly ratio?: number;
}

const seed = 1;

/** Steps with all properties watched, closings included: the runs of `ics-check test` by default. */
async function testingRate(name: string, runs: number, steps: number): Promise<Row> {
  const instance = loadInstance(name);
  const subject = createIcsSystem(instance);
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
    what: `${name}: test, all properties`,
    steps: result.runs.steps,
    seconds: result.runs.steps / result.stepsPerSecond,
  };
}

/** The same runs, stepped with tables (from empty ones, and again when they are full) and without. */
function steppingRates(name: string, runs: number, steps: number): readonly Row[] {
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
    { what: `${name}: plain XState stepping`, steps: total, seconds: plainSeconds, ratio: 1 },
    {
      what: `${name}: tabulated, tables empty at first`,
      steps: total,
      seconds: cold,
      ratio: plainSeconds / cold,
    },
    { what: `${name}: tabulated, tables full`, steps: total, seconds: warm, ratio: plainSeconds / warm },
  ];
}

function secondsOf(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

function print(row: Row): void {
  const rate = Math.round(row.steps / row.seconds).toLocaleString('en');
  const ratio = row.ratio === undefined ? '' : `  ${row.ratio.toFixed(1)} x plain`;
  console.log(
    `${row.what.padEnd(40)} ${row.steps.toLocaleString('en').padStart(9)} steps ${row.seconds.toFixed(2).padStart(7)} s ${rate.padStart(12)} steps/s${ratio}`,
  );
}

for (const row of steppingRates('pair', 150, 400)) print(row);
print(await testingRate('pair', 1000, 80));
for (const row of steppingRates('hub', 4, 400)) print(row);
print(await testingRate('hub', 5, 400));
