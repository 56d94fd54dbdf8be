/** Runs a search with reductions beside the full one and tells where they differ. */
import type { Check } from '../../../../src/property/definition.ts';
import { AbstractBehaviour } from '../../../../src/search/explicit/reduction/abstract-behaviour.ts';
import { generatingPermutations } from '../../../../src/search/explicit/reduction/name-permutations.ts';
import { ReducedSearch } from '../../../../src/search/explicit/reduction/reduced-search.ts';
import { SafetySearch } from '../../../../src/search/explicit/safety-search.ts';
import type { ChosenEvent } from '../../../../src/system/chosen-event.ts';
import { defineSystem, type System } from '../../../../src/system/define-system.ts';
import { PlainStepper } from '../../../../src/system/plain-stepper.ts';
import { TabulatedStepper } from '../../../../src/system/tabulated-stepper.ts';
import type {
  Delivery,
  LocalSnapshot,
  ObserverDefinition,
  SystemDefinition,
} from '../../../../src/system/vocabulary.ts';

export type Mode = 'symmetry' | 'partial-order' | 'both';

const unlimited = { maxStates: Infinity, stopReason: () => undefined };

const behaviourLimits = { maxPairs: 50_000, maxCharacters: 50_000_000, maxSeconds: 60 };

export async function fullSearch(
  definition: SystemDefinition,
  checks: readonly Check[],
): Promise<SafetySearch> {
  const stepper = new TabulatedStepper(defineSystem(definition), { observers: observersOf(checks) });
  const search = new SafetySearch(stepper, checks, definition.budgets ?? {});
  await search.run(unlimited);
  return search;
}

export async function reducedSearch(
  definition: SystemDefinition,
  checks: readonly Check[],
  mode: Mode,
): Promise<ReducedSearch> {
  const system = defineSystem(definition);
  const observers = observersOf(checks);
  const stepper = new TabulatedStepper(system, { observers, tableCapacity: 2 });
  const ids = observers.map(({ id }) => id);
  const permutations = mode === 'partial-order' ? [] : generatingPermutations(system.symmetry, ids);
  const behaviour = mode === 'symmetry' ? undefined : new AbstractBehaviour(system, behaviourLimits);
  if (behaviour !== undefined && behaviour.gaveUp !== '') throw new Error(behaviour.gaveUp);
  const plan = { permutations, ...(behaviour === undefined ? {} : { behaviour }) };
  const search = new ReducedSearch(stepper, checks, definition.budgets ?? {}, plan);
  await search.run(unlimited);
  return search;
}

/** What the searches do not agree on; empty if all is well. */
export function differences(full: SafetySearch, reduced: ReducedSearch, mode: Mode): readonly string[] {
  const found: string[] = [];
  const compare = (what: string, inFull: unknown, inReduced: unknown): void => {
    if (inFull !== inReduced) found.push(`${what}: ${String(inFull)} in full, ${String(inReduced)} reduced`);
  };
  const { system } = full.stepper;
  full.checks.forEach((check, index) => {
    const what = `check ${String(index)} (${check.kind})`;
    const ofFull = full.report(index);
    const ofReduced = reduced.report(index);
    compare(`${what} hit`, ofFull !== undefined, ofReduced !== undefined);
    compare(`${what} witnesses`, full.witnesses[index], reduced.witnesses[index]);
    if (ofFull === undefined || ofReduced === undefined) return;
    const steps = ofReduced.events.length;
    if (mode === 'symmetry') compare(`${what} steps`, ofFull.events.length, steps);
    else if (steps < ofFull.events.length) found.push(`${what}: an impossibly short run`);
    if (!isHitBy(system, check, ofReduced.events)) found.push(`${what}: the run does not show it`);
  });
  const deadlock = reduced.deadlockRun();
  compare('deadlock', full.deadlock >= 0, deadlock !== undefined);
  if (deadlock !== undefined) {
    if (mode === 'symmetry') compare('steps to a deadlock', full.deadlockRun()?.length, deadlock.length);
    played(system, deadlock);
  }
  if (mode === 'symmetry') {
    compare('states', full.distinct, reduced.represents);
    compare('depth', full.depth, reduced.depth);
  }
  return found;
}

function observersOf(checks: readonly Check[]): readonly ObserverDefinition<never>[] {
  const observers = new Map<string, ObserverDefinition<never>>();
  for (const check of checks) for (const each of check.observers ?? []) observers.set(each.id, each);
  return [...observers.values()];
}

/** The deliveries of a run, each event allowed where it is taken. Budgets are not looked at. */
function played(system: System, events: readonly ChosenEvent[]) {
  const plain = new PlainStepper(system);
  let state = plain.initial();
  const deliveries: Delivery[] = [];
  let last: readonly Delivery[] = [];
  for (const { to, event } of events) {
    const component = system.indexOf(to);
    const offered = system.components[component]
      ?.candidates(state.snapshots[component] as LocalSnapshot)
      .some(
        (choice) =>
          JSON.stringify(choice.event) === JSON.stringify(event) &&
          (choice.requires ?? []).every((required) =>
            required.holds(state.snapshots[system.indexOf(required.component)] as LocalSnapshot<never>),
          ),
      );
    const step = offered === true ? plain.step(state, to, event) : undefined;
    if (step === undefined) throw new Error(`${to} cannot take ${JSON.stringify(event)}`);
    state = step.after;
    last = step.deliveries;
    deliveries.push(...last);
  }
  return { state, deliveries, last };
}

/** Whether the plain stepper finds the check violated (or reached) at the end of the run. */
function isHitBy(system: System, check: Check, events: readonly ChosenEvent[]): boolean {
  const { state, deliveries, last } = played(system, events);
  const valueOf = (id: string): unknown => {
    const observer = (check.observers ?? []).find((each) => each.id === id);
    if (observer === undefined) return state.snapshots[system.indexOf(id)];
    return deliveries
      .filter(({ component }) => observer.observes.includes(component))
      .reduce<unknown>((value, delivery) => observer.reduce(value as never, delivery), observer.initial);
  };
  if (check.kind === 'always') return !check.holds(...(check.reads.map(valueOf) as never[]));
  if (check.kind === 'step')
    return last.some((delivery) => delivery.component === check.on && !check.holds(delivery as never));
  if (check.kind !== 'reachable') return false;
  if ('reads' in check) return check.when(...(check.reads.map(valueOf) as never[]));
  return last.some((delivery) => delivery.component === check.on && check.whenStep(delivery as never));
}
