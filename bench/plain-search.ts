/**
 * What a search costs without tables: breadth-first, every step by XState's pure `transition`, states visited in a Map by
 * their JSON. It finds the same states in the same order as the explicit engine.
 */
import type { System } from '../src/system/define-system.ts';
import { PlainStepper, type PlainState } from '../src/system/plain-stepper.ts';
import type { Choice, LocalSnapshot } from '../src/system/vocabulary.ts';

interface Node {
  readonly state: PlainState;
  /** What is left of each bounded budget. */
  readonly left: Readonly<Record<string, number>>;
}

/** Expands states until `maxStates` are visited or there are no more; distinct and generated count like the engine's. */
export function searchPlainly(
  system: System,
  maxStates: number,
): { readonly distinct: number; readonly generated: number } {
  const stepper = new PlainStepper(system);
  const left = Object.fromEntries(
    Object.entries(system.budgets).flatMap(([name, amount]) =>
      amount === 'unlimited' ? [] : [[name, amount]],
    ),
  );
  const initial: Node = { state: stepper.initial(), left };
  const visited = new Map([[keyOf(initial), initial]]);
  let generated = 1;
  for (const node of visited.values()) {
    if (visited.size >= maxStates) break;
    for (const { id, index, candidates } of system.components) {
      for (const choice of candidates(node.state.snapshots[index] as LocalSnapshot)) {
        if (!isAllowed(system, choice, node)) continue;
        const step = stepper.step(node.state, id, choice.event);
        if (step === undefined) continue;
        generated++;
        const next = { state: step.after, left: pay(node.left, choice) };
        const key = keyOf(next);
        if (!visited.has(key)) visited.set(key, next);
      }
    }
  }
  return { distinct: visited.size, generated };
}

function keyOf({ state, left }: Node): string {
  return JSON.stringify([state.snapshots, left]);
}

function isAllowed(system: System, { cost = {}, requires = [] }: Choice, { state, left }: Node): boolean {
  return (
    Object.entries(cost).every(([name, amount]) => (left[name] ?? Infinity) >= amount) &&
    requires.every(({ component, holds }) =>
      holds(state.snapshots[system.indexOf(component)] as LocalSnapshot<never>),
    )
  );
}

function pay(left: Node['left'], { cost }: Choice): Node['left'] {
  if (cost === undefined) return left;
  return Object.fromEntries(Object.entries(left).map(([name, amount]) => [name, amount - (cost[name] ?? 0)]));
}
