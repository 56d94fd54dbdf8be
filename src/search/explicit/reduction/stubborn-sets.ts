/**
 * Partial-order reduction by stubborn sets (Valmari, "Stubborn sets for reduced state space generation", 1990): in each
 * state a set of choices such that whatever the others do, they neither disable a member nor fail to commute with it, nor
 * enable a disabled member without a member being made before. Then the enabled members are enough: any run from the
 * state either has a member, which may as well be made first, or goes on after any member.
 *
 * A set is found by closure: with an enabled choice, all that depend on it; with a disabled one, all of which one must
 * be made before it is enabled. Kept: states in which nothing can happen, every local step, every local state and every
 * tuple that a check reads (which counts as one that is touched, see `dependence.ts`); provided that no choice is put off
 * for ever, which is for the search to see to.
 */
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import type { LocalSuccessors } from '../successors.ts';
import type { EnabledSteps } from './enabled-steps.ts';
import type { AbstractBehaviour } from './abstract-behaviour.ts';
import { addAll, addBit, emptySet, hasBit, type BitSet } from './bit-set.ts';
import type { Dependence } from './dependence.ts';

/** What the choices of a component need in one of its local states, by number of the choice. */
interface LocalPart {
  /** Number of the choice of each of the local state's successors. */
  readonly choiceOf: Int32Array;
  /** If it is enabled: what depends on it. */
  readonly dependent: (BitSet | undefined)[];
  /** If the machine takes it and the world does not allow it: what may change that. */
  readonly blocking: (BitSet | undefined)[];
}

/** After so many states in a row in which all had to be taken, only now and then another one is tried. */
const patience = 1024;
const longestPause = 63;

export class StubbornSets {
  readonly #dependence: Dependence;
  readonly #behaviour: AbstractBehaviour;
  readonly #stepper: TabulatedStepper;
  /** By component and local state. */
  readonly #parts: (LocalPart | undefined)[][];
  /** By component, for the state at hand. */
  readonly #present: (LocalPart | undefined)[];
  readonly #enabled: BitSet;
  readonly #components: Int32Array;
  readonly #stack: Int32Array;
  #set: BitSet;
  #best: BitSet;
  #chosen = new Uint8Array(64);
  #failures = 0;
  #pause = 0;
  #paused = 0;

  constructor(dependence: Dependence, behaviour: AbstractBehaviour, stepper: TabulatedStepper) {
    this.#dependence = dependence;
    this.#behaviour = behaviour;
    this.#stepper = stepper;
    const size = dependence.choices.length;
    this.#parts = stepper.system.components.map(() => []);
    this.#present = stepper.system.components.map(() => undefined);
    this.#enabled = emptySet(size);
    this.#set = emptySet(size);
    this.#best = emptySet(size);
    this.#components = Int32Array.from(dependence.choices, ({ component }) => component);
    this.#stack = new Int32Array(size);
  }

  /** Chooses among the enabled steps of a state: 1 for those to take, 0 for the others; undefined if all must be taken. */
  choose(vector: Int32Array, { count, components, indices, present }: EnabledSteps): Uint8Array | undefined {
    if (this.#paused > 0) {
      this.#paused--;
      return undefined;
    }
    this.#enabled.fill(0);
    for (let component = 0; component < this.#present.length; component++) {
      const local = vector[component] ?? 0;
      this.#present[component] =
        this.#parts[component]?.[local] ?? this.#compile(component, local, present[component]);
    }
    let total = 0;
    for (let i = 0; i < count; i++) {
      const choice = this.#choiceAt(components, indices, i);
      if (!hasBit(this.#enabled, choice)) total++;
      addBit(this.#enabled, choice);
    }
    let least = total;
    // Choices of one component depend on each other, so that its first one leads to the same set as the others.
    for (let i = 0; i < count; i++) {
      if (i > 0 && components[i] === components[i - 1]) continue;
      const size = this.#close(this.#choiceAt(components, indices, i), least);
      if (size >= least) continue;
      least = size;
      [this.#best, this.#set] = [this.#set, this.#best];
    }
    if (least === total) {
      if (++this.#failures < patience) return undefined;
      this.#pause = Math.min(longestPause, this.#pause * 2 + 1);
      this.#paused = this.#pause;
      return undefined;
    }
    this.#failures = 0;
    this.#pause = 0;
    if (count > this.#chosen.length) this.#chosen = new Uint8Array(count * 2);
    const chosen = this.#chosen;
    for (let i = 0; i < count; i++)
      chosen[i] = hasBit(this.#best, this.#choiceAt(components, indices, i)) ? 1 : 0;
    return chosen;
  }

  #choiceAt(components: Int32Array, indices: Int32Array, i: number): number {
    return this.#present[components[i] ?? 0]?.choiceOf[indices[i] ?? 0] ?? 0;
  }

  /** Closes the set that has one enabled member; how many are enabled, or `most` as soon as there are so many. */
  #close(start: number, most: number): number {
    const set = this.#set;
    const stack = this.#stack;
    set.fill(0);
    addBit(set, start);
    stack[0] = start;
    let depth = 1;
    let enabled = 0;
    while (depth > 0) {
      const choice = stack[--depth] ?? 0;
      let needed: BitSet | undefined;
      const part = this.#present[this.#components[choice] ?? 0];
      if (hasBit(this.#enabled, choice)) {
        if (++enabled >= most) return most;
        needed = part?.dependent[choice];
      } else {
        needed = part?.blocking[choice] ?? this.#enablersOf(choice);
      }
      if (needed === undefined) continue;
      for (let word = 0; word < set.length; word++) {
        const before = set[word] ?? 0;
        let added = ((needed[word] ?? 0) & ~before) >>> 0;
        set[word] = before | added;
        while (added !== 0) {
          const bit = 31 - Math.clz32(added);
          added = (added & ~(1 << bit)) >>> 0;
          stack[depth++] = word * 32 + bit;
        }
      }
    }
    return enabled;
  }

  #enablersOf(choice: number): BitSet | undefined {
    const known = this.#dependence.choices[choice];
    return known === undefined ? undefined : this.#dependence.enablersOf(known);
  }

  #compile(component: number, local: number, successors: LocalSuccessors | undefined): LocalPart {
    const snapshot = this.#stepper.table(component).snapshotOf(local);
    const here = this.#behaviour.localOf(component, snapshot);
    if (this.#behaviour.locals[component]?.has(here) !== true)
      throw new TypeError('a local state that the analysis of components has not found');
    const size = this.#dependence.choices.length;
    const dependent: (BitSet | undefined)[] = [];
    const blocking: (BitSet | undefined)[] = [];
    const compiledHere = this.#behaviour.choices(component, here);
    const choiceOf = Int32Array.from(successors?.events ?? [], (event) => {
      const choice = this.#dependence.choiceOf(component, this.#stepper, event);
      const needs = (dependent[choice.index] ??= emptySet(size));
      const blocks = (blocking[choice.index] ??= emptySet(size));
      for (const compiled of compiledHere) {
        if (compiled.event !== choice.event) continue;
        addAll(needs, this.#dependence.dependentOn(component, here, compiled));
        addAll(blocks, this.#dependence.touchersOf[component] ?? blocks);
        for (const requirement of compiled.choice.requires ?? []) {
          const required = this.#stepper.system.indexOf(requirement.component);
          addAll(blocks, this.#dependence.touchersOf[required] ?? blocks);
        }
      }
      return choice.index;
    });
    const part: LocalPart = { choiceOf, dependent, blocking };
    const cache = this.#parts[component];
    if (cache !== undefined) cache[local] = part;
    return part;
  }
}
