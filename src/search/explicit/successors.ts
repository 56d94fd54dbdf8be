/**
 * What can happen in a component's local state, compiled for the inner loop of the explicit engine: the events that the
 * machine takes, and for those that touch nothing else the local state they lead to.
 */
import type { ChosenEvent } from '../../system/chosen-event.ts';
import type { CompiledRequirement } from '../../system/compiled-requirement.ts';
import { refused } from '../../system/local-table.ts';
import { putAt } from '../../system/put-at.ts';
import type { CompiledChoice, TabulatedStepper } from '../../system/tabulated-stepper.ts';
import type { Choice } from '../../system/vocabulary.ts';
import { machineFailure } from './machine-failure.ts';

/** Steps of one local state; parallel arrays. */
export interface LocalSuccessors {
  readonly count: number;
  readonly events: Int32Array;
  readonly choices: readonly CompiledChoice[];
  /** Local state after the event if it causes no message and no observer looks; -1 if it must be routed. */
  readonly alone: Int32Array;
  /** Number of the local step; -1 if it cannot be taken, which whoever tries is told. */
  readonly steps: Int32Array;
  /** Local state after the event. */
  readonly nexts: Int32Array;
  /** The other component that gets its only message, if no observer looks at either; else -1. */
  readonly targets: Int32Array;
  /** Event id of that message. */
  readonly messages: Int32Array;
  /** Index into `conditions`, or -1 for an event that needs nothing. */
  readonly condition: Int32Array;
  readonly conditions: readonly StepCondition[];
}

/** What a choice needs beyond its own machine. */
export interface StepCondition {
  readonly choice: Choice;
  readonly requires: readonly CompiledRequirement[];
  /** Positions of budgets in the state vector, each followed by the amount. */
  readonly cost: Int32Array;
}

/** One step in the words of `LocalSuccessors`. */
interface CompiledStep {
  readonly step: number;
  readonly next: number;
  readonly alone: number;
  readonly target: number;
  readonly message: number;
}

const unknownStep: CompiledStep = { step: -1, next: -1, alone: -1, target: -1, message: -1 };

export class SuccessorTables {
  readonly #stepper: TabulatedStepper;
  readonly #budgetPosition: ReadonlyMap<string, number>;
  readonly #byLocal: (LocalSuccessors | undefined)[][];

  /** @param budgetPosition where in the vector each bounded budget's remainder is kept. */
  constructor(stepper: TabulatedStepper, budgetPosition: ReadonlyMap<string, number>) {
    this.#stepper = stepper;
    this.#budgetPosition = budgetPosition;
    this.#byLocal = stepper.system.components.map(() => []);
  }

  of(component: number, local: number): LocalSuccessors {
    return this.#byLocal[component]?.[local] ?? this.#compile(component, local);
  }

  /** Whether the budgets cover the cost and what the choice requires of other components holds. */
  allowed({ requires, cost }: StepCondition, vector: Int32Array): boolean {
    for (let i = 0; i < cost.length; i += 2) {
      if ((vector[cost[i] ?? 0] ?? 0) < (cost[i + 1] ?? 0)) return false;
    }
    for (let i = 0; i < requires.length; i++) {
      if (requires[i]?.isMet(vector) === false) return false;
    }
    return true;
  }

  /** Whether something could happen in the state if only no budget were spent: then the bounds end the run there. */
  waitForBudget(vector: Int32Array): boolean {
    const components = this.#stepper.system.components.length;
    for (let component = 0; component < components; component++) {
      const { conditions } = this.of(component, vector[component] ?? 0);
      if (conditions.some(({ choice }) => this.#stepper.requirementsHold(choice, vector))) return true;
    }
    return false;
  }

  /**
   * Calls `visit` for every step from the state, self-loops included, in a fixed order, until it returns true. `next` is
   * the successor's vector, valid during the call.
   * @param failing a step that cannot be taken: it and those after it are left out.
   * @throws CheckerError MODEL_... where the machines do not fit together
   */
  forEachStep(
    vector: Int32Array,
    visit: (component: number, event: number, next: Int32Array, choice: CompiledChoice) => boolean | void,
    failing?: { readonly component: number; readonly event: number },
  ): void {
    const stepper = this.#stepper;
    const next = new Int32Array(vector.length);
    for (let component = 0; component < stepper.system.components.length; component++) {
      const { count, conditions, condition, events, choices } = this.of(component, vector[component] ?? 0);
      for (let i = 0; i < count; i++) {
        const needs = conditions[condition[i] ?? -1];
        if (needs !== undefined && !this.allowed(needs, vector)) continue;
        const event = events[i] ?? 0;
        const choice = choices[i];
        if (choice === undefined || (failing?.component === component && failing.event === event)) return;
        next.set(vector);
        stepper.step(next, component, event);
        if (needs !== undefined) pay(needs.cost, next);
        if (visit(component, event, next, choice) === true) return;
      }
    }
  }

  /**
   * The first event that leads from one state to the other.
   * @throws TypeError if none does
   */
  eventBetween(from: Int32Array, to: Int32Array): ChosenEvent {
    let found: ChosenEvent | undefined;
    this.forEachStep(from, (component, event, next) => {
      if (!next.every((value, position) => value === to[position])) return false;
      found = this.#stepper.chosenEvent(component, event);
      return true;
    });
    if (found === undefined) throw new TypeError('a state without a step from its parent');
    return found;
  }

  #compile(component: number, local: number): LocalSuccessors {
    const events: number[] = [];
    const choices: CompiledChoice[] = [];
    const alone: number[] = [];
    const steps: number[] = [];
    const nexts: number[] = [];
    const targets: number[] = [];
    const messages: number[] = [];
    const condition: number[] = [];
    const conditions: StepCondition[] = [];
    for (const candidate of this.#stepper.candidates(component, local)) {
      const taken = this.#localStep(component, local, candidate.event);
      if (taken === undefined) continue;
      events.push(candidate.event);
      choices.push(candidate);
      steps.push(taken.step);
      nexts.push(taken.next);
      alone.push(taken.alone);
      targets.push(taken.target);
      messages.push(taken.message);
      const cost = candidate.cost.flatMap(([budget, amount]) => {
        const position = this.#budgetPosition.get(budget);
        return position === undefined ? [] : [position, amount];
      });
      const { choice } = candidate;
      const requires = (choice.requires ?? []).map((each) => this.#stepper.requirement(each));
      const needsNothing = cost.length === 0 && requires.length === 0;
      condition.push(needsNothing ? -1 : conditions.length);
      if (!needsNothing) conditions.push({ choice, requires, cost: Int32Array.from(cost) });
    }
    const compiled: LocalSuccessors = {
      count: events.length,
      events: Int32Array.from(events),
      choices,
      alone: Int32Array.from(alone),
      steps: Int32Array.from(steps),
      nexts: Int32Array.from(nexts),
      targets: Int32Array.from(targets),
      messages: Int32Array.from(messages),
      condition: Int32Array.from(condition),
      conditions,
    };
    const cache = this.#byLocal[component];
    if (cache !== undefined) putAt(cache, local, compiled);
    return compiled;
  }

  /** What there is to know of the step; undefined if the machine refuses the event. */
  #localStep(component: number, local: number, event: number): CompiledStep | undefined {
    const stepper = this.#stepper;
    const table = stepper.table(component);
    try {
      const step = table.stepOf(local, event);
      if (step === refused) return undefined;
      const next = table.nextOf(step);
      const route = stepper.routeOf(component, step);
      if (stepper.isObserved(component)) return { ...unknownStep, step, next };
      if (route.length === 0) return { ...unknownStep, step, next, alone: next };
      const [target = -1, message = -1] = route;
      const simple = route.length === 2 && target !== component && !stepper.isObserved(target);
      return simple ? { ...unknownStep, step, next, target, message } : { ...unknownStep, step, next };
    } catch (error) {
      machineFailure(error);
      // A machine that emits nonsense is at fault only where the choice is allowed: whoever takes the step will be told.
      return unknownStep;
    }
  }
}

/** Takes the cost from the budgets in the vector. */
export function pay(cost: Int32Array, vector: Int32Array): void {
  for (let i = 0; i < cost.length; i += 2) {
    const position = cost[i] ?? 0;
    vector[position] = (vector[position] ?? 0) - (cost[i + 1] ?? 0);
  }
}
