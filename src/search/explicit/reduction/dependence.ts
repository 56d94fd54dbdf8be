/**
 * Which choices of the environment may get in each other's way, from footprints: what a choice may ever touch (the
 * components that it and what it sends reach, observers that look at them, budgets that it takes), and what it reads
 * (components that it requires something of). Two choices are independent if neither touches what the other touches or
 * reads; then they commute and neither enables nor disables the other.
 *
 * A check that reads several positions counts as touched by whatever touches one of them: like an observer that records
 * what it reads. So each value that it may ever read is kept, as each local state is.
 */
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import type { CompiledChoice } from '../../../system/tabulated-stepper.ts';
import { refused } from '../../../system/local-table.ts';
import type { AbstractBehaviour, EventNode } from './abstract-behaviour.ts';
import { addAll, addBit, emptySet, hasBit, intersect, type BitSet } from './bit-set.ts';

/** A choice as the static analysis knows it: an event that the environment may send to a component in some local state. */
export interface StaticChoice {
  readonly index: number;
  readonly component: number;
  readonly event: number;
  /** Resources it may touch and read, in whichever local state. */
  readonly touches: BitSet;
  readonly reads: BitSet;
  /** Event nodes it may cause, its own included. */
  readonly causes: BitSet;
}

export class Dependence {
  readonly choices: readonly StaticChoice[];
  /** By component: choices that may deliver something to it. */
  readonly touchersOf: readonly BitSet[];
  readonly #behaviour: AbstractBehaviour;
  /** Components, observers, groups of positions that a check reads, bounded budgets. */
  readonly #resources: number;
  readonly #byEvent: readonly Map<number, StaticChoice>[];
  /** By component: what a delivery to it touches. */
  readonly #touchedAt: readonly BitSet[];
  readonly #budgets: readonly string[];
  readonly #firstBudget: number;
  readonly #enabling = new Map<StaticChoice, BitSet>();

  /**
   * @param readTogether positions that some check reads, one list a check.
   * @param budgets names of the bounded budgets.
   */
  constructor(
    behaviour: AbstractBehaviour,
    stepper: TabulatedStepper,
    readTogether: readonly (readonly number[])[],
    budgets: readonly string[],
  ) {
    this.#behaviour = behaviour;
    this.#budgets = budgets;
    const { components } = stepper.system;
    const several = readTogether.filter((positions) => new Set(positions).size > 1);
    this.#firstBudget = stepper.width + several.length;
    this.#resources = this.#firstBudget + budgets.length;
    this.#touchedAt = components.map(({ index }) => {
      const touched = emptySet(this.#resources);
      addBit(touched, index);
      for (const observer of stepper.observersOf(index)) addBit(touched, components.length + observer);
      several.forEach((positions, at) => {
        if (positions.some((position) => hasBit(touched, position))) addBit(touched, stepper.width + at);
      });
      return touched;
    });
    const choices: StaticChoice[] = [];
    this.#byEvent = components.map(() => new Map<number, StaticChoice>());
    behaviour.locals.forEach((locals, component) => {
      for (const local of locals) {
        for (const compiled of behaviour.choices(component, local)) {
          const byEvent = this.#byEvent[component];
          const known = byEvent?.get(compiled.event) ?? this.#newChoice(component, compiled.event, choices);
          byEvent?.set(compiled.event, known);
          this.#addNeeds(compiled, known.touches, known.reads);
        }
      }
    });
    this.choices = choices;
    this.touchersOf = components.map(({ index }) =>
      this.#choicesWhere(({ touches }) => hasBit(touches, index)),
    );
    this.#findEnabling();
  }

  /** @throws TypeError if the analysis has overlooked the choice, which would be a mistake in it. */
  choiceOf(component: number, snapshotOwner: TabulatedStepper, event: number): StaticChoice {
    const here = this.#behaviour.stepper.values.idOf(snapshotOwner.values.valueOf(event));
    const choice = this.#byEvent[component]?.get(here);
    if (choice === undefined) throw new TypeError('a choice that the analysis of components has not found');
    return choice;
  }

  /** Choices that may get in the way of one that a component has in a local state (numbered as in the behaviour). */
  dependentOn(component: number, local: number, compiled: CompiledChoice): BitSet {
    const touches = emptySet(this.#resources);
    const reads = emptySet(this.#resources);
    addAll(touches, this.#touchedAt[component] ?? touches);
    const step = this.#behaviour.stepOf(component, local, compiled.event);
    if (step >= 0) {
      for (const node of this.#causedBy(this.#behaviour.sentBy(component, step)))
        addAll(touches, this.#touchedAt[node.component] ?? touches);
    }
    this.#addNeeds(compiled, touches, reads);
    return this.#choicesWhere(
      (other) =>
        intersect(touches, other.touches) ||
        intersect(touches, other.reads) ||
        intersect(reads, other.touches),
    );
  }

  /**
   * Choices of which one must be made before the component can take this one, if it does not in its local state: those
   * that may lead it from a local state that does not take it to one that does.
   */
  enablersOf(choice: StaticChoice): BitSet {
    return this.#enabling.get(choice) ?? emptySet(this.choices.length);
  }

  #newChoice(component: number, event: number, choices: StaticChoice[]): StaticChoice {
    const touches = emptySet(this.#resources);
    const causes = emptySet(this.#behaviour.nodes.length);
    for (const node of this.#causedBy([this.#behaviour.node(component, event)])) {
      addAll(touches, this.#touchedAt[node.component] ?? touches);
      addBit(causes, node.index);
    }
    const index = choices.length;
    const choice = { index, component, event, touches, reads: emptySet(this.#resources), causes };
    choices.push(choice);
    return choice;
  }

  #addNeeds({ choice, cost }: CompiledChoice, touches: BitSet, reads: BitSet): void {
    for (const { component } of choice.requires ?? [])
      addBit(reads, this.#behaviour.stepper.system.indexOf(component));
    for (const [budget] of cost) {
      const at = this.#budgets.indexOf(budget);
      if (at >= 0) addBit(touches, this.#firstBudget + at);
    }
  }

  #causedBy(first: readonly EventNode[]): ReadonlySet<EventNode> {
    const caused = new Set(first);
    for (const node of caused) for (const sent of node.sends) caused.add(sent);
    return caused;
  }

  #choicesWhere(accept: (choice: StaticChoice) => boolean): BitSet {
    const set = emptySet(this.choices.length);
    for (const choice of this.choices) if (accept(choice)) addBit(set, choice.index);
    return set;
  }

  #findEnabling(): void {
    this.#behaviour.steps.forEach((steps, component) => {
      const choices = [...(this.#byEvent[component]?.values() ?? [])];
      if (choices.length === 0) return;
      const taken = new Map<number, BitSet>();
      for (const local of this.#behaviour.locals[component] ?? [])
        taken.set(local, this.#takenIn(component, local));
      const events = new Map(choices.map((choice) => [choice, new Set<number>()]));
      for (const { before, after, event } of steps) {
        if (before === after) continue;
        for (const choice of choices) {
          const was = taken.get(before);
          const is = taken.get(after);
          if (was === undefined || is === undefined) continue;
          if (hasBit(is, choice.index) && !hasBit(was, choice.index)) events.get(choice)?.add(event);
        }
      }
      for (const [choice, enabling] of events) {
        const nodes = emptySet(this.#behaviour.nodes.length);
        for (const event of enabling) addBit(nodes, this.#behaviour.node(component, event).index);
        this.#enabling.set(
          choice,
          this.#choicesWhere(({ causes }) => intersect(causes, nodes)),
        );
      }
    });
  }

  /** Choices that the component has and takes in a local state. */
  #takenIn(component: number, local: number): BitSet {
    const set = emptySet(this.choices.length);
    for (const { event } of this.#behaviour.choices(component, local)) {
      const choice = this.#byEvent[component]?.get(event);
      if (choice !== undefined && this.#behaviour.stepOf(component, local, event) !== refused)
        addBit(set, choice.index);
    }
    return set;
  }
}
