/**
 * The fast stepper. A global state is a vector of small integers, one per component and then one per observer; a step
 * is a few table look-ups. XState runs once for each distinct (local state, event) pair, and never again.
 *
 * Sound for every system whose machines are pure (the plain stepper is the reference; a property test compares the two).
 * Memory grows with the number of distinct local states and pairs, and is never given back before the stepper is dropped.
 */
import { ChoiceTable, type CompiledChoice } from './choice-table.ts';
import type { ChosenEvent } from './chosen-event.ts';
import { CompiledRequirement } from './compiled-requirement.ts';
import type { Coverage } from './coverage.ts';
import type { System } from './define-system.ts';
import { IntColumn } from './int-column.ts';
import { type LocalTable, refused } from './local-table.ts';
import { MachineTables } from './machine-tables.ts';
import type { Numbering } from './numbering.ts';
import { ObserverTable } from './observer-table.ts';
import { PairTable } from './pair-table.ts';
import { endlessStep, maxDeliveriesPerStep, unhandledMessage, unknownAddress } from './plain-stepper.ts';
import { putAt } from './put-at.ts';
import type { ValueInterner } from './value-interner.ts';
import type {
  Choice,
  Emitted,
  LocalSnapshot,
  MachineEvent,
  ObservedDelivery,
  ObserverDefinition,
  Requirement,
} from './vocabulary.ts';

export type { CompiledChoice } from './choice-table.ts';

export interface TabulatedOptions {
  readonly observers?: readonly ObserverDefinition<never>[];
  readonly coverage?: Coverage;
  /** Tables to use and add to, with their coverage; new ones unless given. */
  readonly tables?: MachineTables;
  /** Initial capacity of every table, a power of two. Tests use 2, so that growth happens constantly. */
  readonly tableCapacity?: number;
  /** By position of the state vector: local numbers that other threads share. Components with one machine share one. */
  readonly numbering?: (position: number) => Numbering;
}

export class TabulatedStepper {
  readonly system: System;
  readonly coverage: Coverage;
  readonly values: ValueInterner;
  /** Length of a state vector: components, then observers. */
  readonly width: number;
  readonly observers: readonly ObserverTable[];
  /** Deliveries of the last step taken: how many, in which component, and the number of the local step. */
  deliveryCount = 0;
  readonly deliveryComponents: number[] = [];
  readonly deliverySteps: number[] = [];

  readonly #tables: readonly LocalTable[];
  readonly #observersOf: readonly (readonly number[])[];
  /** Per component, by emission: components to deliver to, each followed by the event. */
  readonly #routes: readonly (Int32Array | undefined)[][];
  readonly #signatures: PairTable;
  /** Per component, by step: its signature plus 1. */
  readonly #signatureOfStep: readonly IntColumn[];
  readonly #choices: readonly ChoiceTable[];
  readonly #requirements = new Map<Requirement, CompiledRequirement>();

  constructor(system: System, options: TabulatedOptions = {}) {
    const capacity = options.tableCapacity ?? 1024;
    this.system = system;
    const tables = options.tables ?? new MachineTables(options.coverage, capacity);
    this.coverage = tables.coverage;
    this.values = tables.values;
    this.#tables = system.components.map(({ machine, index }) =>
      tables.tableOf(machine, () => options.numbering?.(index)),
    );
    const definitions = (options.observers ??
      []) as readonly unknown[] as readonly ObserverDefinition<unknown>[];
    this.observers = definitions.map((definition, index) => {
      const position = system.components.length + index;
      return new ObserverTable(definition, this.values, capacity, options.numbering?.(position));
    });
    this.width = system.components.length + definitions.length;
    this.#observersOf = system.components.map(({ id }) =>
      definitions.flatMap((definition, index) => (definition.observes.includes(id) ? [index] : [])),
    );
    this.#routes = system.components.map(() => []);
    this.#signatures = new PairTable(capacity);
    this.#signatureOfStep = system.components.map(() => new IntColumn());
    this.#choices = system.components.map(
      (component) => new ChoiceTable(component, this.table(component.index), this.values),
    );
  }

  /** The initial state; a new vector. */
  initial(): Int32Array {
    const vector = new Int32Array(this.width);
    for (const { index, initialSnapshot } of this.system.components) {
      const table = this.table(index);
      vector[index] = table.begin(initialSnapshot(table.machine));
    }
    this.observers.forEach((observer, index) => {
      vector[this.system.components.length + index] = observer.initialLocal;
    });
    return vector;
  }

  table(component: number): LocalTable {
    const table = this.#tables[component];
    if (table === undefined) throw new RangeError(`component ${String(component)}`);
    return table;
  }

  /** Id of an event, for `step`. */
  eventId(event: MachineEvent): number {
    return this.values.idOf(event);
  }

  snapshotAt(vector: Int32Array, component: number): LocalSnapshot {
    return this.table(component).snapshotOf(vector[component] ?? 0);
  }

  /** A component's snapshot or an observer's state, by position in the vector. */
  valueAt(position: number, local: number): unknown {
    const components = this.system.components.length;
    if (position < components) return this.table(position).snapshotOf(local);
    return this.observers[position - components]?.stateOf(local);
  }

  /** Position in the vector of a component or observer. */
  positionOf(id: string): number {
    const observer = this.observers.findIndex(({ definition }) => definition.id === id);
    return observer >= 0 ? this.system.components.length + observer : this.system.indexOf(id);
  }

  /** Choices the environment may have for the component in its present local state; the machine may still refuse them. */
  candidates(component: number, local: number): readonly CompiledChoice[] {
    const choices = this.#choices[component];
    if (choices === undefined) throw new RangeError(`component ${String(component)}`);
    return choices.of(local);
  }

  /** Whether what the choice requires of other components holds in the state. */
  requirementsHold(choice: Choice, vector: Int32Array): boolean {
    if (choice.requires === undefined) return true;
    for (const requirement of choice.requires) {
      if (!this.requirement(requirement).isMet(vector)) return false;
    }
    return true;
  }

  /** The requirement, ready to be asked of many states. */
  requirement(requirement: Requirement): CompiledRequirement {
    const known = this.#requirements.get(requirement);
    if (known !== undefined) return known;
    const component = this.system.indexOf(requirement.component);
    const compiled = new CompiledRequirement(requirement, component, this.table(component));
    this.#requirements.set(requirement, compiled);
    return compiled;
  }

  /**
   * Takes the atomic step that the event causes, in place. False, and nothing changed, if the component refuses it.
   * @throws CheckerError MODEL_UNHANDLED_MESSAGE, MODEL_BAD_EMISSION, MODEL_ENDLESS_STEP
   */
  step(vector: Int32Array, component: number, event: number): boolean {
    this.deliveryCount = 0;
    const step = this.table(component).stepOf(vector[component] ?? 0, event);
    if (step === refused) return false;
    this.takeStep(vector, component, step);
    return true;
  }

  /**
   * Takes the atomic step that begins with a local step known by its number; the component is in the state before it.
   * @throws CheckerError like `step`
   */
  takeStep(vector: Int32Array, component: number, step: number): void {
    this.deliveryCount = 0;
    this.#deliver(vector, component, step);
    if (this.observers.length > 0) this.#observe(vector);
  }

  /** Whether a step of the component sends nothing and is of no interest to any observer, so that it changes one position. */
  actsAlone(component: number, step: number): boolean {
    return this.routeOf(component, step).length === 0 && !this.isObserved(component);
  }

  /** Whether any observer is interested in what happens in the component. */
  isObserved(component: number): boolean {
    return (this.#observersOf[component]?.length ?? 0) > 0;
  }

  /** What a step of the component sends: indices of components in the order of delivery, each followed by the event. */
  routeOf(component: number, step: number): Int32Array {
    const emission = this.table(component).emissionOf(step);
    return this.#routes[component]?.[emission] ?? this.#findRoute(component, emission);
  }

  /** Observers, by number, that look at the component's deliveries. */
  observersOf(component: number): readonly number[] {
    return this.#observersOf[component] ?? [];
  }

  /** State of an observer after the delivery that is the component's local step. */
  observe(observer: number, local: number, component: number, step: number): number {
    const table = this.observers[observer];
    if (table === undefined) throw new RangeError(`observer ${String(observer)}`);
    const signature = this.#signatureOf(component, step);
    const known = table.find(local, signature);
    return known >= 0 ? known : table.compute(local, signature, this.#observed(component, step));
  }

  /** The event of the choice as the run that leads to a state lists it. */
  chosenEvent(component: number, event: number): ChosenEvent {
    return {
      to: this.system.componentIds[component] ?? '',
      event: this.values.valueOf(event) as MachineEvent,
    };
  }

  emittedBy(component: number, step: number): readonly Emitted[] {
    return this.values.valueOf(this.table(component).emittedOf(step)) as readonly Emitted[];
  }

  /** Total of distinct local states, and of pairs for which XState was asked. */
  sizes(): { readonly locals: number; readonly pairs: number } {
    let locals = 0;
    let pairs = 0;
    for (const table of new Set(this.#tables)) {
      locals += table.localCount;
      pairs += table.pairCount;
    }
    return { locals, pairs };
  }

  #deliver(vector: Int32Array, component: number, step: number): void {
    vector[component] = this.table(component).nextOf(step);
    const position = this.deliveryCount++;
    this.deliveryComponents[position] = component;
    this.deliverySteps[position] = step;
    if (position >= maxDeliveriesPerStep) throw this.#endless(component, step);
    const route = this.routeOf(component, step);
    for (let i = 0; i < route.length; i += 2) {
      const target = route[i] ?? 0;
      const event = route[i + 1] ?? 0;
      const answer = this.table(target).stepOf(vector[target] ?? 0, event);
      if (answer === refused) throw this.#unhandled(vector, target, event, component);
      this.#deliver(vector, target, answer);
    }
  }

  #findRoute(component: number, emission: number): Int32Array {
    const definition = this.system.components[component];
    const emitted = this.values.valueOf(this.table(component).emittedAs(emission)) as readonly Emitted[];
    const flat: number[] = [];
    for (const effect of emitted) {
      if (effect.type === 'note') continue;
      const targets = definition?.resolve(effect.to);
      if (targets === undefined) throw unknownAddress(definition?.id ?? '', effect.to);
      for (const target of targets) flat.push(target, this.values.idOf(effect.event));
    }
    const route = Int32Array.from(flat);
    const routes = this.#routes[component];
    if (routes !== undefined) putAt(routes, emission, route);
    return route;
  }

  #observe(vector: Int32Array): void {
    const base = this.system.components.length;
    for (let i = 0; i < this.deliveryCount; i++) {
      const component = this.deliveryComponents[i] ?? 0;
      const interested = this.#observersOf[component];
      if (interested === undefined || interested.length === 0) continue;
      const step = this.deliverySteps[i] ?? 0;
      const signature = this.#signatureOf(component, step);
      for (const index of interested) {
        const observer = this.observers[index];
        if (observer === undefined) continue;
        const local = vector[base + index] ?? 0;
        const known = observer.find(local, signature);
        vector[base + index] =
          known >= 0 ? known : observer.compute(local, signature, this.#observed(component, step));
      }
    }
  }

  /** A number for (component, event, emitted): what observers may depend on, and no more, so that tables stay small. */
  #signatureOf(component: number, step: number): number {
    const ofStep = this.#signatureOfStep[component];
    const known = ofStep?.get(step) ?? 0;
    if (known > 0) return known - 1;
    const table = this.table(component);
    const said = this.#signatures.idOf(table.eventOf(step), table.emittedOf(step));
    // Components are told apart by a second, negative-free pair in the same table: event ids are never that large.
    const signature = this.#signatures.idOf(0x40000000 + component, said);
    ofStep?.set(step, signature + 1);
    return signature;
  }

  #observed(component: number, step: number): ObservedDelivery {
    return {
      component: this.system.componentIds[component] ?? '',
      event: this.values.valueOf(this.table(component).eventOf(step)) as MachineEvent,
      emitted: this.emittedBy(component, step),
    };
  }

  #unhandled(vector: Int32Array, target: number, event: number, sender: number): Error {
    return unhandledMessage(
      this.system.componentIds[target] ?? '',
      this.snapshotAt(vector, target),
      this.values.valueOf(event) as MachineEvent,
      this.system.componentIds[sender] ?? '',
    );
  }

  #endless(component: number, step: number): Error {
    const event = this.values.valueOf(this.table(component).eventOf(step)) as MachineEvent;
    return endlessStep(this.system.componentIds[component] ?? '', event);
  }
}
