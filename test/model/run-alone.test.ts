/** A run of a test is the same when it is played alone, as `--path` does: nothing about it depends on the runs before. */
import test from 'ava';
import fc from 'fast-check';
import { createIcsSystem } from '../../model/ics-system.ts';
import { randomBudgetBounds } from '../../model/instance.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { EventChooser } from '../../src/search/random/event-chooser.ts';
import { schedules } from '../../src/search/random/schedule.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import { TabulatedStepper } from '../../src/system/tabulated-stepper.ts';

const { definition, instance } = createIcsSystem(loadInstance('whole'));
const system = defineSystem(definition);

/** The events of each run that the arbitrary generates under these settings, chosen by one chooser. */
function eventsOfRuns(settings: { readonly numRuns: number; readonly path?: string }): readonly string[] {
  const stepper = new TabulatedStepper(system);
  const chooser = new EventChooser(stepper);
  const runs: string[] = [];
  const property = fc.property(
    schedules(60, randomBudgetBounds(instance)),
    ({ tastes, budgets, picks }): void => {
      const vector = stepper.initial();
      chooser.startRun(tastes, budgets);
      const taken = picks.map((pick) => chooser.takeStep(vector, pick)?.choice.event);
      runs.push(JSON.stringify(taken));
    },
  );
  fc.assert(property, { seed: 3, ...settings });
  return runs;
}

test('the path of a run leads to the same run', (t) => {
  const together = eventsOfRuns({ numRuns: 12 });
  for (const [path, run] of together.entries()) {
    t.deepEqual(eventsOfRuns({ numRuns: 1, path: String(path) }), [run]);
  }
});
