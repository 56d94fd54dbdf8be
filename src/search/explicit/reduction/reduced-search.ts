/**
 * Breadth-first search that leaves out states by symmetry (one of each class of symmetric states is visited), by partial
 * order (of independent choices one order is enough), or both.
 *
 * Symmetry keeps the number of steps to each class, so runs are shortest; partial order does not. That no choice is put
 * off for ever is ensured in the manner of Bosnacki, Leue and Lluch-Lafuente ("Partial-order reduction for general state
 * exploring algorithms", 2006): where a reduced set leads to no state that is still to be expanded, all is taken. So
 * from every state a chain of states, each expanded after the one before, leads to one in which all is taken.
 */
import type { CheckerError } from '../../../errors/checker-error.ts';
import type { Check } from '../../../property/definition.ts';
import type { ChosenEvent } from '../../../system/chosen-event.ts';
import type { TabulatedStepper } from '../../../system/tabulated-stepper.ts';
import { expandLevels, type LevelSearch } from '../expand-levels.ts';
import { machineFailure } from '../machine-failure.ts';
import type { FailedStep, FinishedSearch, SearchLimits, SearchProgress } from '../search.ts';
import { StateLayout } from '../state-layout.ts';
import { StateStore } from '../state-store.ts';
import { pay, SuccessorTables, type LocalSuccessors } from '../successors.ts';
import type { AbstractBehaviour } from './abstract-behaviour.ts';
import { Dependence } from './dependence.ts';
import { EnabledSteps } from './enabled-steps.ts';
import { IdColumn } from './id-column.ts';
import type { NamePermutation } from './name-permutations.ts';
import { OrbitWatch } from './orbit-watch.ts';
import { rebuildRun, type VisitedStates } from './rebuild-run.ts';
import { StubbornSets } from './stubborn-sets.ts';
import { SymmetryGroup } from './symmetry-group.ts';
import { SymmetryGuard } from './symmetry-guard.ts';

/** What a search may leave out. */
export interface ReductionPlan {
  /** Generators of the symmetry; empty for none. */
  readonly permutations: readonly NamePermutation[];
  /** For partial order: what components may do. */
  readonly behaviour?: AbstractBehaviour;
}

export class ReducedSearch implements FinishedSearch, VisitedStates, LevelSearch {
  readonly stepper: TabulatedStepper;
  readonly watch: OrbitWatch;
  readonly store: StateStore;
  readonly successors: SuccessorTables;
  readonly group: SymmetryGroup | undefined;
  readonly layout: StateLayout;
  generated = 0;
  depth = 0;
  expanded = 0;
  levelEnd = 0;
  complete = false;
  stopped = '';
  /** States that the visited ones stand for under the symmetry. */
  represents = 0;
  /** Visited states of which only some successors were taken. */
  partlyExpanded = 0;
  readonly #guard: SymmetryGuard | undefined;
  readonly #stubborn: StubbornSets | undefined;
  readonly #parents = new IdColumn();
  readonly #vector: Int32Array;
  readonly #successor: Int32Array;
  readonly #enabled: EnabledSteps;
  #deadlock = -1;
  #failure:
    | {
        readonly state: number;
        readonly choice: { readonly component: number; readonly event: number };
        readonly error: CheckerError;
      }
    | undefined;

  constructor(
    stepper: TabulatedStepper,
    checks: readonly Check[],
    budgets: Readonly<Record<string, number | 'unlimited'>>,
    { permutations, behaviour }: ReductionPlan,
  ) {
    this.stepper = stepper;
    this.layout = new StateLayout(stepper, budgets);
    const { width, budgetPositions } = this.layout;
    this.store = new StateStore(width);
    this.successors = new SuccessorTables(stepper, budgetPositions);
    this.#enabled = new EnabledSteps(stepper, this.successors);
    if (permutations.length > 0) {
      this.group = new SymmetryGroup(stepper, permutations, width);
      this.#guard = new SymmetryGuard(stepper, this.group, permutations, width);
    }
    this.watch = new OrbitWatch(stepper, checks, width, this.group);
    if (behaviour !== undefined) {
      const dependence = new Dependence(behaviour, stepper, this.#readTogether(), [
        ...budgetPositions.keys(),
      ]);
      this.#stubborn = new StubbornSets(dependence, behaviour, stepper);
    }
    this.#vector = new Int32Array(width);
    this.#successor = new Int32Array(width);
  }

  /**
   * Searches until everything that matters is visited, a limit is reached or there is enough. Yields to the event loop
   * now and then.
   * @param enough asked after each level.
   * @throws CheckerError MODEL_NOT_SYMMETRIC, ObserverAsymmetry where the symmetry is not there.
   */
  async run(
    limits: SearchLimits,
    onProgress?: (progress: SearchProgress) => void,
    enough: () => boolean = () => false,
  ): Promise<void> {
    const initial = this.layout.initial();
    this.#guard?.meetInitial(initial);
    this.store.add(initial);
    this.generated = 1;
    this.represents = 1;
    this.watch.lookAtState(0, initial);
    await expandLevels(this, limits, onProgress, enough);
  }

  report(check: number): { readonly events: readonly ChosenEvent[]; readonly message: string } | undefined {
    const hit = this.watch.hit(check);
    if (hit === undefined) return undefined;
    return { events: rebuildRun(this, hit.state, hit.element, hit.choice), message: hit.message };
  }

  deadlockRun(): readonly ChosenEvent[] | undefined {
    return this.#deadlock < 0 ? undefined : rebuildRun(this, this.#deadlock);
  }

  failedStep(): FailedStep | undefined {
    if (this.#failure === undefined) return undefined;
    const { state, choice, error } = this.#failure;
    const run = rebuildRun(this, state, 0, choice);
    return {
      events: run.slice(0, -1),
      attempt: this.stepper.chosenEvent(choice.component, choice.event),
      error,
    };
  }

  /** The state from which the search first came to this one, -1 for the initial one. */
  parentOf(state: number): number {
    return this.#parents.get(state);
  }

  get machineError(): CheckerError | undefined {
    return this.#failure?.error;
  }

  get hasDeadlock(): boolean {
    return this.#deadlock >= 0;
  }

  get checks(): readonly Check[] {
    return this.watch.tables.checks;
  }

  get distinct(): number {
    return this.store.size;
  }

  get witnesses(): Float64Array {
    return this.watch.witnesses;
  }

  get bytes(): number {
    return this.store.bytes + this.#parents.bytes;
  }

  expand(state: number): void {
    const vector = this.#vector;
    const enabled = this.#enabled;
    this.store.load(state, vector);
    if (this.#guard !== undefined) {
      for (let component = 0; component < this.stepper.system.components.length; component++)
        this.#guard.meetLocal(component, vector[component] ?? 0);
    }
    enabled.collect(vector);
    if (enabled.count === 0) {
      if (this.#deadlock < 0 && !this.successors.waitForBudget(vector)) this.#deadlock = state;
      return;
    }
    const chosen = this.#stubborn?.choose(vector, enabled);
    let leadsOn = false;
    for (let i = 0; i < enabled.count && this.#failure === undefined; i++) {
      if (chosen?.[i] !== 0 && this.#take(state, vector, i) > state) leadsOn = true;
    }
    if (chosen === undefined || this.#failure !== undefined) return;
    if (leadsOn) {
      this.partlyExpanded++;
      return;
    }
    for (let i = 0; i < enabled.count && this.#failure === undefined; i++)
      if (chosen[i] === 0) this.#take(state, vector, i);
  }

  /** Takes an enabled step; the number of the state that it leads to, or -1 if the machines do not fit together. */
  #take(state: number, vector: Int32Array, number: number): number {
    const { stepper, store } = this;
    const component = this.#enabled.components[number] ?? 0;
    const index = this.#enabled.indices[number] ?? 0;
    const successors = this.#enabled.present[component] as LocalSuccessors;
    const event = successors.events[index] ?? 0;
    const next = this.#successor;
    this.generated++;
    const condition = successors.condition[index] ?? -1;
    const lone = successors.alone[index] ?? -1;
    if (lone >= 0 && condition < 0 && this.group === undefined) {
      this.watch.lookAtStep(component, successors.steps[index] ?? 0, state, component, event);
      if (lone === vector[component]) return state;
      const size = store.size;
      const to = store.addWithOne(component, lone);
      if (to === size) {
        next.set(vector);
        next[component] = lone;
        this.#meet(to, state, next, 1);
      }
      return to;
    }
    next.set(vector);
    try {
      stepper.step(next, component, event);
    } catch (error) {
      this.#failure = { state, choice: { component, event }, error: machineFailure(error) };
      return -1;
    }
    const conditions = successors.conditions[condition];
    if (conditions !== undefined) pay(conditions.cost, next);
    const changesOrder = this.#guard?.meetDeliveries(vector) ?? false;
    this.watch.lookAtDeliveries(state, component, event);
    if (changesOrder) this.#guard?.verifyWhole(vector, component, event, next);
    const standsFor = this.group?.canonicalize(next) ?? 1;
    const size = store.size;
    const to = store.addChanged(next);
    if (to === size) this.#meet(to, state, next, standsFor);
    return to;
  }

  /** A new state. */
  #meet(state: number, parent: number, vector: Int32Array, standsFor: number): void {
    this.#parents.set(state, parent);
    this.represents += standsFor;
    this.watch.lookAtState(state, vector);
  }

  /** Positions that some check reads together, and their images: a check is asked about every image of a state. */
  #readTogether(): readonly (readonly number[])[] {
    const lists = new Map<string, readonly number[]>();
    for (const { positions } of this.watch.tables.stateGroups) {
      for (let element = 0; element < (this.group?.size ?? 1); element++) {
        const images = positions.map((position) => this.group?.placeOf(element, position) ?? position);
        lists.set(JSON.stringify(images.sort((a, b) => a - b)), images);
      }
    }
    return [...lists.values()];
  }
}
