/**
 * The words that every part of the checker shares about a *system*: components (XState machines), the events the
 * environment may choose, the messages and notes a machine emits, and what one atomic step consists of.
 * Nothing here knows of any particular protocol.
 */
import type { AnyStateMachine } from 'xstate';

/** Name of a component of a system, e.g. `provider` or `channel-c1`. */
export type ComponentId = string;

/** An event as XState understands it: a type and plain JSON payload. */
export interface MachineEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What a component's state consists of: XState's state value and its context, plain frozen JSON both. */
export interface LocalSnapshot<Context = unknown> {
  readonly value: string | { readonly [region: string]: unknown };
  readonly context: Context;
}

/** A message: delivered within the same atomic step, at once, with everything it causes, before the next one. */
export interface Send {
  readonly type: 'send';
  /** A role of the sender's `links`, or a component id. A role may stand for several components: all get it, in order. */
  readonly to: string;
  readonly event: MachineEvent;
}

/** Something worth telling observers and readers of a trace; no machine ever sees it. */
export interface Note {
  readonly type: 'note';
  readonly note: MachineEvent;
}

/** What a machine may emit with XState's `emit`. */
export type Emitted = Send | Note;

/** A condition on another component's snapshot under which the environment may make a choice (bounded clock drift, say). */
export interface Requirement {
  readonly component: ComponentId;
  /** Names the condition where a refused choice is explained. */
  readonly name: string;
  readonly holds: (snapshot: LocalSnapshot<never>) => boolean;
}

/** An event that the environment may send to a component, whenever the component's machine takes it. */
export interface Choice {
  readonly event: MachineEvent;
  /** Event class for weights, fairness and statistics; the event's type unless given. */
  readonly eventClass?: string;
  /** Relative weight in random runs; 1 unless given. */
  readonly weight?: number;
  /** What the choice takes from the instance's named budgets. */
  readonly cost?: Readonly<Record<string, number>>;
  readonly requires?: readonly Requirement[];
}

/** The choices of one component: a fixed list, or enumerated from its snapshot (return the same objects again for speed). */
export type Choices =
  readonly (Choice | MachineEvent)[] | ((snapshot: LocalSnapshot<never>) => readonly Choice[]);

export interface ComponentDefinition {
  readonly machine: AnyStateMachine;
  /** Input of the machine's initial context. */
  readonly input?: unknown;
  /** Roles this machine addresses, bound to components: machines need not know each other's ids. */
  readonly links?: Readonly<Record<string, ComponentId | readonly ComponentId[]>>;
}

/** A set of environment choices that the environment may not neglect for ever. */
export interface FairnessClass {
  readonly name: string;
  /** Weak: not neglected for ever while always enabled. Strong: not neglected for ever while enabled again and again. */
  readonly strength: 'weak' | 'strong';
  readonly component: ComponentId;
  /** Event classes (`Choice.eventClass`, by default the event's type) of the component that count as taking it. */
  readonly eventClasses: readonly string[];
  /** The class counts as enabled only where all of these hold too, and a step counts as taking it only from such a state. */
  readonly when?: readonly Requirement[];
}

/**
 * Where a renaming takes a text: a name to a name, the id of a component or observer that belongs to a name to the one
 * that belongs to the other name, any other text to itself.
 */
export type Naming = (text: string) => string;

/**
 * How data look once the names are exchanged. Unless given, every text that is a name, or the id of a component or
 * observer that belongs to one, is replaced, in values and in field names: in a snapshot's context, in an event's
 * payload, in an observer's state. Needed where data name somebody in another way (a number, a bit), and where arrays
 * are kept sorted by name.
 */
export interface Renaming {
  readonly snapshot: (snapshot: LocalSnapshot, to: Naming, component: ComponentId) => LocalSnapshot;
  readonly event: (event: MachineEvent, to: Naming, component: ComponentId) => MachineEvent;
  readonly observer: (state: unknown, to: Naming, observer: string) => unknown;
}

/** One set of names with the ways in which they may take each other's places. */
export interface Symmetry {
  readonly names: readonly string[];
  /** Any permutation, or only those that shift all names by the same number of places (processes on a ring). */
  readonly permutations: 'all' | 'rotations';
  /** Components that belong to a name, for every name equally many and in the same order: they move with it. */
  readonly components: (name: string) => readonly ComponentId[];
  /**
   * Those of some observers that belong to a name, by the role that they have for it: an observer moves to the place of
   * the one that has the same role for the other name. In a search without that one, the names keep their places.
   */
  readonly observers: (name: string, present: readonly string[]) => Readonly<Record<string, string>>;
  readonly renaming: Renaming;
}

export interface SystemDefinition {
  readonly name: string;
  readonly components: Readonly<Record<ComponentId, ComponentDefinition | AnyStateMachine>>;
  readonly choices: Readonly<Record<ComponentId, Choices>>;
  /** How often costly choices may be made in one execution; a choice whose cost is not covered is disabled. */
  readonly budgets?: Readonly<Record<string, number | 'unlimited'>>;
  /** Whether the system is one that may come to an end, so that a state in which nothing can happen is no deadlock. */
  readonly mayEnd?: boolean;
  /** Named sets of fairness classes (F0, F1...), of which a liveness property names the one that it needs. */
  readonly fairness?: Readonly<Record<string, readonly FairnessClass[]>>;
  /** Names that may take each other's places, see `interchangeable` and `rotating`. */
  readonly symmetry?: readonly Symmetry[];
  /** What must hold of the system, made by the constructors of properties; nothing here looks inside. */
  readonly properties?: readonly OwnProperty[];
}

/** A property as the system that brings it along sees it. */
export interface OwnProperty {
  readonly id: string;
}

/** One message or environment event taking effect in one component: the unit that observers and step properties see. */
export interface Delivery {
  readonly component: ComponentId;
  /** Who sent it: another component, or `environment`. */
  readonly sender: ComponentId | 'environment';
  readonly event: MachineEvent;
  readonly before: LocalSnapshot;
  readonly after: LocalSnapshot;
  readonly emitted: readonly Emitted[];
}

/**
 * Remembers what properties need of the past. A pure reducer over deliveries: it never influences a machine, and it
 * must stay bounded (forget what has been discharged), because its state joins the state of the system.
 */
export interface ObserverDefinition<State = unknown> {
  /** Unique; properties name it in `reads`. Two properties that share an observer share the object. */
  readonly id: string;
  readonly initial: State;
  /** Components whose deliveries it wants. */
  readonly observes: readonly ComponentId[];
  /** Returns the same object when nothing changed. Must not keep references to anything mutable. */
  readonly reduce: (state: State, delivery: ObservedDelivery) => State;
}

/** What an observer may depend on (no snapshots: what matters is said in events, messages and notes). */
export interface ObservedDelivery {
  readonly component: ComponentId;
  readonly event: MachineEvent;
  readonly emitted: readonly Emitted[];
}
