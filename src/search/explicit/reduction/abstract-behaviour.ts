/**
 * Everything that could ever happen in each component, if the components did not constrain each other: its local states
 * closed under every event that it may be offered there and every message that any component might send it at all. This
 * contains all real behaviour, and is found without looking at states of the whole system.
 *
 * A machine may throw, or send to nobody, for a local state and event: then it leads nowhere. If the pair is one that
 * really occurs, the search meets it too (partial-order reduction keeps every local step) and fails there; if it is not,
 * it is of no interest. The same goes for choices that cannot be enumerated in a local state.
 */
import type { System } from '../../../system/define-system.ts';
import { refused } from '../../../system/local-table.ts';
import { TabulatedStepper, type CompiledChoice } from '../../../system/tabulated-stepper.ts';
import type { LocalSnapshot } from '../../../system/vocabulary.ts';

/** Stands for the number of a step that a machine fails to take. */
const failing = -2;

/** An event that may be delivered to a component, as a choice or as a message. */
export interface EventNode {
  readonly index: number;
  readonly component: number;
  readonly event: number;
  /** What the component may send when it takes the event, in whichever local state. */
  readonly sends: Set<EventNode>;
}

export interface AbstractStep {
  readonly before: number;
  readonly after: number;
  readonly event: number;
}

export interface AbstractLimits {
  /** Pairs of a local state and an event to ask the machines about. */
  readonly maxPairs: number;
  /** Characters of the local states as JSON: where queues feed on themselves, few states may fill all memory. */
  readonly maxCharacters: number;
  readonly maxSeconds: number;
}

export class AbstractBehaviour {
  readonly stepper: TabulatedStepper;
  /** By component: its local states, numbered as in `stepper`. */
  readonly locals: readonly Set<number>[];
  /** By component: steps between local states. */
  readonly steps: readonly AbstractStep[][];
  readonly nodes: EventNode[] = [];
  /** Why there is no telling what can happen; empty if there is. */
  readonly gaveUp: string;
  readonly #nodeOf: readonly Map<number, EventNode>[];
  /** By component: events that are messages, and so may come in any local state. */
  readonly #messages: readonly Set<number>[];
  readonly #pending: (readonly [component: number, local: number, event: number])[] = [];

  #characters = 0;

  constructor(system: System, { maxPairs, maxCharacters, maxSeconds }: AbstractLimits) {
    // A stepper of its own: what only happens here must not count as covered.
    this.stepper = new TabulatedStepper(system);
    this.locals = system.components.map(() => new Set());
    this.steps = system.components.map(() => []);
    this.#nodeOf = system.components.map(() => new Map());
    this.#messages = system.components.map(() => new Set());
    const started = performance.now();
    this.stepper.initial().forEach((local, component) => {
      this.#meetLocal(component, local);
    });
    let pairs = 0;
    let gaveUp = '';
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      this.#take(...next);
      pairs++;
      if (pairs + this.#pending.length > maxPairs)
        gaveUp = `components may do too much: more than ${String(maxPairs)} pairs of local states and events`;
      if (this.#characters > maxCharacters)
        gaveUp = `components may grow too large: their states come to more than ${String(maxCharacters)} characters`;
      if (pairs % 256 === 0 && performance.now() - started > maxSeconds * 1000)
        gaveUp = `what components may do was not known after ${String(maxSeconds)} seconds`;
      if (gaveUp !== '') break;
    }
    this.gaveUp = gaveUp;
  }

  /** Choices that the component may have in a local state. */
  choices(component: number, local: number): readonly CompiledChoice[] {
    try {
      return this.stepper.candidates(component, local);
    } catch {
      return [];
    }
  }

  /** The local step, or `refused`, or `failing`. */
  stepOf(component: number, local: number, event: number): number {
    try {
      const step = this.stepper.table(component).stepOf(local, event);
      if (step !== refused) this.stepper.routeOf(component, step);
      return step;
    } catch {
      return failing;
    }
  }

  /** Local state here of a snapshot that another stepper numbered. */
  localOf(component: number, snapshot: LocalSnapshot): number {
    return this.stepper.table(component).localOf(snapshot);
  }

  /** What a local step sends. */
  sentBy(component: number, step: number): readonly EventNode[] {
    const route = this.stepper.routeOf(component, step);
    const sent: EventNode[] = [];
    for (let i = 0; i < route.length; i += 2) sent.push(this.node(route[i] ?? 0, route[i + 1] ?? 0));
    return sent;
  }

  node(component: number, event: number): EventNode {
    const nodes = this.#nodeOf[component];
    const known = nodes?.get(event);
    if (known !== undefined) return known;
    const node: EventNode = { index: this.nodes.length, component, event, sends: new Set() };
    this.nodes.push(node);
    nodes?.set(event, node);
    return node;
  }

  #meetLocal(component: number, local: number): void {
    const locals = this.locals[component];
    if (locals === undefined || locals.has(local)) return;
    locals.add(local);
    this.#characters += JSON.stringify(this.stepper.table(component).snapshotOf(local)).length;
    for (const { event } of this.choices(component, local)) {
      if (this.#messages[component]?.has(event) !== true) this.#pending.push([component, local, event]);
    }
    for (const event of this.#messages[component] ?? []) this.#pending.push([component, local, event]);
  }

  #meetMessage(component: number, event: number): void {
    const messages = this.#messages[component];
    if (messages === undefined || messages.has(event)) return;
    messages.add(event);
    for (const local of this.locals[component] ?? []) this.#pending.push([component, local, event]);
  }

  #take(component: number, local: number, event: number): void {
    const node = this.node(component, event);
    const step = this.stepOf(component, local, event);
    if (step < 0) return;
    const after = this.stepper.table(component).nextOf(step);
    this.steps[component]?.push({ before: local, after, event });
    for (const sent of this.sentBy(component, step)) {
      node.sends.add(sent);
      this.#meetMessage(sent.component, sent.event);
    }
    this.#meetLocal(component, after);
  }
}
