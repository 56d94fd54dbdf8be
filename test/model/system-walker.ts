/**
 * Walks over a system with the plain stepper, for tests of the model: no tables, so a snapshot that is shared or mutated
 * by mistake cannot hide.
 */
import type { IcsSystem } from '../../model/ics-system.ts';
import { defineSystem, type System } from '../../src/system/define-system.ts';
import { PlainStepper, type PlainState, type PlainStep } from '../../src/system/plain-stepper.ts';
import type {
  Choice,
  ComponentId,
  LocalSnapshot,
  MachineEvent,
  Requirement,
} from '../../src/system/vocabulary.ts';

export interface EnabledStep {
  readonly to: ComponentId;
  readonly choice: Choice;
}

export class SystemWalker {
  readonly system: System;
  readonly stepper: PlainStepper;
  state: PlainState;

  constructor({ definition }: IcsSystem) {
    this.system = defineSystem(definition);
    this.stepper = new PlainStepper(this.system);
    this.state = this.stepper.initial();
  }

  read<Context>(component: ComponentId): LocalSnapshot<Context> {
    return this.state.snapshots[this.system.indexOf(component)] as LocalSnapshot<Context>;
  }

  context<Context>(component: ComponentId): Context {
    return this.read<Context>(component).context;
  }

  /** Choices of the environment whose requirements hold; machines may still refuse them. */
  offered(): readonly EnabledStep[] {
    return this.system.components.flatMap(({ id, index, candidates }) => {
      const snapshot = this.state.snapshots[index];
      if (snapshot === undefined) return [];
      return candidates(snapshot)
        .filter(({ requires = [] }) => requires.every((requirement) => this.#holds(requirement)))
        .map((choice) => ({ to: id, choice }));
    });
  }

  /** The step, in place; undefined if the machine refuses the event. */
  take(to: ComponentId, event: MachineEvent): PlainStep | undefined {
    const step = this.stepper.step(this.state, to, event);
    if (step !== undefined) this.state = step.after;
    return step;
  }

  /** Takes the event or fails. */
  must(to: ComponentId, event: MachineEvent): PlainStep {
    const step = this.take(to, event);
    if (step === undefined) {
      throw new Error(`${to} refuses ${JSON.stringify(event)} in ${JSON.stringify(this.read(to))}`);
    }
    return step;
  }

  /** Tells whether requirements allow the event, and takes it if so: what a closing schedule may do. */
  takeIfAllowed(to: ComponentId, event: MachineEvent): boolean {
    const component = this.system.components[this.system.indexOf(to)];
    const choice = component?.candidates(this.read(to)).find((offered) => offered.event === event);
    if (choice?.requires?.some((requirement) => !this.#holds(requirement)) === true) return false;
    return this.take(to, event) !== undefined;
  }

  #holds(requirement: Requirement): boolean {
    return requirement.holds(this.read<never>(requirement.component));
  }
}

/** A reproducible stream of numbers in [0, 1) (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}
