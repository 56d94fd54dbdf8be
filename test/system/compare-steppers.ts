/** Plays the same events with the plain and the tabulated stepper and compares every delivery and snapshot. */
import { defineSystem } from '../../src/system/define-system.ts';
import { PlainStepper } from '../../src/system/plain-stepper.ts';
import { TabulatedStepper } from '../../src/system/tabulated-stepper.ts';
import type { ObserverDefinition, SystemDefinition } from '../../src/system/vocabulary.ts';

const heard: ObserverDefinition<number> = {
  id: 'heard',
  initial: 0,
  observes: ['c0', 'c1', 'c2'],
  reduce: (count, { emitted }) => (count + emitted.filter(({ type }) => type === 'note').length) % 7,
};

/** How many events were taken, or what differs. Picks choose among the candidates of a component. */
export function agreeOn(
  definition: SystemDefinition,
  picks: readonly { readonly component: number; readonly event: number }[],
) {
  const system = defineSystem(definition);
  const plain = new PlainStepper(system);
  const observers = (system.componentIds.includes('c2')
    ? [heard]
    : []) as unknown as ObserverDefinition<never>[];
  const tabulated = new TabulatedStepper(system, { tableCapacity: 2, observers });
  let state = plain.initial();
  const vector = tabulated.initial();
  let observed = heard.initial;
  let taken = 0;
  for (const { component, event } of picks) {
    const index = component % system.components.length;
    const id = system.componentIds[index] ?? '';
    const candidates = tabulated.candidates(index, vector[index] ?? 0);
    const choice = candidates[event % candidates.length];
    if (choice === undefined) continue;
    const before = vector.slice();
    const step = plain.step(state, id, choice.choice.event);
    const took = tabulated.step(vector, index, choice.event);
    if (took !== (step !== undefined)) return 'one stepper refuses what the other takes';
    if (step === undefined) {
      if (before.some((value, at) => value !== vector[at])) return 'a refused event changed the state';
      continue;
    }
    taken++;
    state = step.after;
    if (step.deliveries.length !== tabulated.deliveryCount) return 'different numbers of deliveries';
    for (const [at, delivery] of step.deliveries.entries()) {
      const target = tabulated.deliveryComponents[at] ?? -1;
      const local = tabulated.deliverySteps[at] ?? -1;
      const table = tabulated.table(target);
      const same =
        system.componentIds[target] === delivery.component &&
        JSON.stringify(tabulated.values.valueOf(table.eventOf(local))) === JSON.stringify(delivery.event) &&
        JSON.stringify(tabulated.emittedBy(target, local)) === JSON.stringify(delivery.emitted) &&
        JSON.stringify(table.snapshotOf(table.nextOf(local))) === JSON.stringify(delivery.after);
      if (!same) return `delivery ${String(at)} differs`;
      if (observers.length > 0) observed = heard.reduce(observed, delivery);
    }
    for (const component of system.components) {
      const expected = JSON.stringify(state.snapshots[component.index]);
      if (JSON.stringify(tabulated.snapshotAt(vector, component.index)) !== expected)
        return 'snapshots differ';
    }
    if (
      observers.length > 0 &&
      tabulated.valueAt(system.components.length, vector[system.components.length] ?? 0) !== observed
    ) {
      return 'observers differ';
    }
  }
  return taken;
}
