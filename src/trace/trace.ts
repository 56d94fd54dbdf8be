/**
 * A trace: a recorded run with what is needed to play it again and to understand it years later. This is the form in
 * memory; `itf-document.ts` writes and reads the file.
 */
import type { FairnessCertificate } from '../property/fairness-certificate.ts';
import type { ChosenEvent } from '../system/chosen-event.ts';
import type { JsonRecord } from '../system/json.ts';
import type { ComponentId, LocalSnapshot, MachineEvent } from '../system/vocabulary.ts';

/** One event taking effect in one component, and what the component remarked about it. */
export interface TraceMessage {
  readonly component: ComponentId;
  readonly sender: string;
  readonly event: MachineEvent;
  readonly notes: readonly MachineEvent[];
}

export interface TraceStep {
  readonly chosen: ChosenEvent;
  /** In order; the first is the chosen event itself. */
  readonly messages: readonly TraceMessage[];
  /** After the step, in the order of `Trace.components`. */
  readonly snapshots: readonly LocalSnapshot[];
  /** Absolute heights, ids and times after the step, for people. */
  readonly clock: JsonRecord;
}

/** Under which circumstances the trace came about. */
export interface TraceMeta {
  readonly system: string;
  /** The instance as written; `{}` for a system that has none. */
  readonly instance: JsonRecord;
  readonly features: JsonRecord;
  readonly faults: readonly string[];
  readonly engine: string;
  readonly seed: number | null;
  readonly property: string;
  /** Which of the property's checks (`c1`, say); empty for one that speaks of the whole system. */
  readonly scope: string;
  /** `violated`: the run breaks the property; `witnessed`: the situation it speaks of occurs. */
  readonly verdict: 'violated' | 'witnessed';
  readonly message: string;
  /** Liveness judged by a closing schedule: which, and the number of steps before it began. */
  readonly closing?: { readonly id: string; readonly from: number };
  /** Liveness, with a loop: why the loop is fair. */
  readonly fairness?: FairnessCertificate;
  /** For a trace of `messages-handled`: the choice after the last state that cannot be carried out to its end. */
  readonly attempt?: ChosenEvent;
  /** Digest of the machines (see machine-digest.ts). */
  readonly machines: string;
}

export interface Trace {
  readonly meta: TraceMeta;
  readonly components: readonly ComponentId[];
  readonly initial: readonly LocalSnapshot[];
  readonly initialClock: JsonRecord;
  readonly steps: readonly TraceStep[];
  /** Index of the state (0 = initial) to which the last state returns. */
  readonly loopsTo?: number;
}
