/** Runs observers over a recorded run, one delivery after the other, with no tables and no sharing. */
import type { ObserverDefinition } from '../system/vocabulary.ts';
import type { RecordedRun } from './recorded-run.ts';

/** State of one observer in every state of the run: index 0 is the initial state, index i the state after step i. */
export type ObserverHistory = readonly unknown[];

/** Histories by observer id. The length of each is the number of steps plus one. */
export function observeRun(
  observers: readonly ObserverDefinition<never>[],
  run: Pick<RecordedRun, 'steps'>,
): ReadonlyMap<string, ObserverHistory> {
  const histories = new Map<string, ObserverHistory>();
  for (const observer of observers) {
    if (!histories.has(observer.id)) histories.set(observer.id, historyOf(observer, run));
  }
  return histories;
}

function historyOf(definition: ObserverDefinition<never>, run: Pick<RecordedRun, 'steps'>): ObserverHistory {
  // An observer's state is its own business; here it is only carried from one call to the next.
  const observer = definition as unknown as ObserverDefinition;
  const wanted = new Set(observer.observes);
  let state = observer.initial;
  const history = [state];
  for (const step of run.steps) {
    for (const { component, event, emitted } of step.deliveries) {
      if (wanted.has(component)) state = observer.reduce(state, { component, event, emitted });
    }
    history.push(state);
  }
  return history;
}
