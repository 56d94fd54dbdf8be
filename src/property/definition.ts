/**
 * What a property is: data plus small pure functions, the same for every engine. A property is stated once and
 * instantiated for a given system as one or more *checks* (one per consumer chain, say).
 */
import type {
  ComponentId,
  Emitted,
  LocalSnapshot,
  MachineEvent,
  ObserverDefinition,
} from '../system/vocabulary.ts';

/** `vacuous`: the witness never occurred, so the property said nothing. `not-violated`: sampled, not exhaustive. */
export type Verdict = 'holds' | 'not-violated' | 'violated' | 'vacuous' | 'inconclusive' | 'not-applicable';

export type PropertyKind = 'always' | 'step' | 'leadsTo' | 'eventually' | 'reachable';

interface CheckBase {
  /** Which part of the system this check speaks of (`c1`, `c1 v2`), or empty for the whole. */
  readonly scope: string;
  /** Observers that must run for this check; `reads` may name them. */
  readonly observers?: readonly ObserverDefinition<never>[];
}

/** One (before, event, after) of one component, with what it emitted. */
export interface LocalStep<Context = never> {
  readonly before: LocalSnapshot<Context>;
  readonly event: MachineEvent;
  readonly after: LocalSnapshot<Context>;
  readonly emitted: readonly Emitted[];
}

/** Holds in every reachable state. Evaluated once for each distinct tuple of what it reads. */
export interface AlwaysCheck extends CheckBase {
  readonly kind: 'always';
  readonly reads: readonly string[];
  readonly holds: (...values: never[]) => boolean;
  /** The situation in which the check says something. */
  readonly witness: (...values: never[]) => boolean;
  /** Why it fails on these values, naming them; called only on a violation. */
  readonly explain?: (...values: never[]) => string;
}

/** Holds of every step of one component. */
export interface StepCheck extends CheckBase {
  readonly kind: 'step';
  readonly on: ComponentId;
  readonly holds: (step: LocalStep) => boolean;
  readonly witness: (step: LocalStep) => boolean;
  readonly explain?: (step: LocalStep) => string;
}

/** Whenever `from`, eventually `to`, on every fair execution. The witness is `from` itself. */
export interface LeadsToCheck extends CheckBase {
  readonly kind: 'leadsTo';
  readonly reads: readonly string[];
  readonly from: (...values: never[]) => boolean;
  readonly to: (...values: never[]) => boolean;
  /** True where an assumption of the property is broken for good; the run is then excluded for this check and counted. */
  readonly excluded?: (...values: never[]) => boolean;
  /** Which closing schedule judges it in random runs; `quiet` unless given. */
  readonly closing?: string;
  /** Which of the system's fairness sets it assumes; `F1` unless given, or the first where there is no `F1`. */
  readonly fairness?: string;
  readonly explain?: (...values: never[]) => string;
}

/** `goal` is reached on every fair execution. */
export interface EventuallyCheck extends CheckBase {
  readonly kind: 'eventually';
  readonly reads: readonly string[];
  readonly goal: (...values: never[]) => boolean;
  readonly excluded?: (...values: never[]) => boolean;
  readonly closing?: string;
  readonly fairness?: string;
  readonly explain?: (...values: never[]) => string;
}

/** Some execution gets there: in a state (`reads` + `when`) or by a step of one component (`on` + `whenStep`). */
export type ReachableCheck = CheckBase & { readonly kind: 'reachable' } & (
    | { readonly reads: readonly string[]; readonly when: (...values: never[]) => boolean }
    | { readonly on: ComponentId; readonly whenStep: (step: LocalStep) => boolean }
  );

export type Check = AlwaysCheck | StepCheck | LeadsToCheck | EventuallyCheck | ReachableCheck;

export interface PropertyDefinition<Subject = never> {
  readonly id: string;
  readonly title: string;
  readonly kind: PropertyKind;
  /** One sentence. */
  readonly statement: string;
  /** Specification sections, ADRs, models and issues it comes from. */
  readonly source: readonly string[];
  /** Short names of `properties` assumptions under which it is claimed (SB, LB, CR, NX, ...); empty if none. */
  readonly assumptions: readonly string[];
  /** What the witness is, in words. */
  readonly witness: string;
  /** Verdict expected of the protocol as it is. `violated` marks a finding. */
  readonly expected: (subject: Subject) => 'holds' | 'violated' | 'not-applicable';
  /** For a finding: its id (N13) and the property that states what holds instead. */
  readonly finding?: { readonly id: string; readonly restoredBy: string; readonly assumption: string };
  /** Instantiates the property; an empty list means it does not apply. */
  readonly checks: (subject: Subject) => readonly Check[];
}
