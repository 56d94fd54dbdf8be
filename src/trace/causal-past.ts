/**
 * Which steps of a run can have contributed to what a check saw: a slice by components, taken backwards from what the
 * check reads. A step belongs to it if it changed a component of the slice; whoever sent the messages that made the
 * change joins the slice. An over-approximation (a component's state counts as a whole): a step outside it certainly had
 * no part in the violation. O(deliveries of the run).
 */
import type { Check } from '../property/definition.ts';
import { observeRun } from '../property/observe-run.ts';
import type { RecordedRun, RecordedStep } from '../property/recorded-run.ts';
import { equalData } from '../system/equal-data.ts';

/** For each step of the run, in order, whether it is in the causal past of the state or step that the check judges last. */
export function causalPast(run: RecordedRun, check: Check): readonly boolean[] {
  const reads: readonly string[] = 'on' in check ? [] : check.reads;
  const slice = new Set(reads.filter((name) => run.components.includes(name)));
  const observers = (check.observers ?? []).filter(({ id }) => reads.includes(id));
  const histories = observeRun(observers, run);
  const past = run.steps.map(() => false);
  for (let index = run.steps.length - 1; index >= 0; index--) {
    const step = run.steps[index];
    if (step === undefined) continue;
    const isJudged = 'on' in check && index === run.steps.length - 1;
    const observed = observers.flatMap(({ id, observes }) => {
      const history = histories.get(id);
      return equalData(history?.[index], history?.[index + 1]) ? [] : observes;
    });
    past[index] = extendSlice(slice, step, new Set([...observed, ...(isJudged ? [check.on] : [])]));
  }
  return past;
}

/** Adds to the slice who had a part in the step's effects on it; tells whether anybody had. */
function extendSlice(
  slice: Set<string>,
  { deliveries }: RecordedStep,
  watched: ReadonlySet<string>,
): boolean {
  const needed = new Set<number>();
  for (let index = deliveries.length - 1; index >= 0; index--) {
    const delivery = deliveries[index];
    if (delivery === undefined) continue;
    const { component, sender, before, after } = delivery;
    const changesSlice = slice.has(component) && !equalData(before, after);
    if (!changesSlice && !watched.has(component) && !needed.has(index)) continue;
    needed.add(index);
    slice.add(component);
    for (let cause = index - 1; cause >= 0; cause--) {
      if (deliveries[cause]?.component !== sender) continue;
      needed.add(cause);
      break;
    }
  }
  return needed.size > 0;
}
