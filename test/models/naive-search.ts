/**
 * Counts states by a breadth-first search over plain XState snapshots kept as JSON: the oracle for models without
 * published figures. Knows requirements of choices, but no budgets.
 */
import { defineSystem } from '../../src/system/define-system.ts';
import { PlainStepper } from '../../src/system/plain-stepper.ts';
import type { LocalSnapshot, SystemDefinition } from '../../src/system/vocabulary.ts';

export interface Counts {
  /** Distinct states. */
  readonly distinct: number;
  /** Successors produced, duplicates included, plus the initial state. */
  readonly generated: number;
  /** Levels of the breadth-first search, the initial state being the first. */
  readonly depth: number;
}

export function naiveCounts(definition: SystemDefinition): Counts {
  const system = defineSystem(definition);
  const stepper = new PlainStepper(system);
  const visited = new Set([JSON.stringify(stepper.initial().snapshots)]);
  let level = [stepper.initial()];
  let generated = 1;
  let depth = 0;
  while (level.length > 0) {
    depth++;
    const next = [];
    for (const state of level) {
      for (const { id, index, candidates } of system.components) {
        const snapshot = state.snapshots[index];
        if (snapshot === undefined) continue;
        for (const { event, requires = [] } of candidates(snapshot)) {
          const possible = requires.every(({ component, holds }) =>
            holds(state.snapshots[system.indexOf(component)] as LocalSnapshot<never>),
          );
          const step = possible ? stepper.step(state, id, event) : undefined;
          if (step === undefined) continue;
          generated++;
          const key = JSON.stringify(step.after.snapshots);
          if (visited.has(key)) continue;
          visited.add(key);
          next.push(step.after);
        }
      }
    }
    level = next;
  }
  return { distinct: visited.size, generated, depth };
}
