/**
 * What the command line can work on: instances, properties and faults by name, and how to make a system of them. The
 * commands know nothing of any protocol; `ics-catalogue.ts` is the one that the program ships with.
 */
import type { PropertyDefinition } from '../property/definition.ts';
import type { MetricDefinition } from '../property/metric.ts';
import type { MutantExplanation } from '../report/mutants-report.ts';
import type { Recipe } from '../search/parallel/recipe.ts';
import type { ClosingSchedule } from '../system/closing.ts';
import type { System } from '../system/define-system.ts';
import type { JsonRecord } from '../system/json.ts';
import type { Storytelling } from '../trace/tell-steps.ts';
import type { CatalogueRequirement } from './requirement-links.ts';

export interface CatalogueFault {
  readonly id: string;
  readonly name: string;
  /** A `control` changes nothing that matters: it must not be caught. */
  readonly kind: 'historical' | 'mutant' | 'control';
  readonly description: string;
  readonly source: readonly string[];
  readonly machine: string;
  /** The instance on which it is looked for; the default one unless given. */
  readonly preset?: string;
  /** Ids of the properties that catch it, the most telling one first. */
  readonly caughtBy: readonly string[];
}

/** A fault on record that no switch shows. */
export interface UnmodelledFault {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly source: readonly string[];
  /** Why there is no switch for it. */
  readonly because: string;
}

/** The same system within bounds of its own, in which an exhaustive search ends. */
export interface CheckableScope<Subject> {
  readonly name: string;
  /** What the environment may do in it. */
  readonly description: string;
  readonly checkable: Checkable<Subject>;
}

/** A system made of an instance, and what testing it takes. */
export interface Checkable<Subject> {
  /** What properties are instantiated for. */
  readonly subject: Subject;
  /** The same for random runs, which may have less room than an exhaustive search of the scopes. */
  readonly subjectAtRandom: Subject;
  readonly system: System;
  readonly closings: Readonly<Record<string, ClosingSchedule>>;
  /** Upper bounds from which random runs draw their budgets. */
  readonly budgetBounds: Readonly<Record<string, number>>;
  readonly instanceName: string;
  /** The instance as given, from which `reopen` makes the same system again. */
  readonly instance: JsonRecord;
  /** As they are under the faults. */
  readonly features: JsonRecord;
  readonly faults: readonly string[];
  readonly story: Storytelling;
  /** What an exhaustive search looks at; empty for the system as it is, within its own budgets. */
  readonly scopes: () => readonly CheckableScope<Subject>[];
  /** How another thread makes the same; without it, an exhaustive search has one thread. */
  readonly recipe?: Recipe;
}

/** Where the checked protocol is known, or suspected, to depart from what is claimed of it. */
export interface KnownDeviation {
  /** What the findings of properties refer to. */
  readonly id: string;
  readonly title: string;
  readonly story: string;
  /** Versions or texts that it is about. */
  readonly concerns: string;
  /** Why no property shows it, or none on the instances that are there; absent where one does. */
  readonly notChecked?: string;
}

/** What reading the protocol left open, with the answer that checking it gave. */
export interface AnsweredQuestion {
  readonly id: string;
  readonly question: string;
  readonly answer: 'confirmed' | 'partly' | 'refuted' | 'not modelled';
  readonly because: string;
  /** Ids of deviations, properties or faults. */
  readonly shownBy: readonly string[];
}

/** What is known of the findings beyond the properties themselves. */
export interface FindingsCatalogue {
  readonly deviations: readonly KnownDeviation[];
  readonly questions: readonly AnsweredQuestion[];
  /** Instances on which findings are looked for, each on the first that leaves room for it. */
  readonly instances: () => readonly string[];
  /** The traces that were recorded of a finding as this property shows it: the shortest, then those of other instances. */
  readonly recorded: (finding: string, property: string) => readonly RecordedTrace[];
}

export interface RecordedTrace {
  /** Where it is kept, as a user would name it. */
  readonly file: string;
  readonly text: string;
}

/** Where the replay of another program's trace ended before its last step. */
export interface ForeignDivergence {
  /** From 1; 0 is the initial state. */
  readonly step: number;
  /** As the trace names it; empty for the initial state. */
  readonly action: string;
  /** What was compared; empty if this model cannot do what the trace does. */
  readonly field: string;
  /** What the trace says, and what this model says or why it cannot follow. */
  readonly trace: string;
  readonly run: string;
}

export interface ForeignReplay {
  readonly steps: number;
  /** Steps after which everything compared was the same. */
  readonly followed: number;
  /** Events of the environment that this took here. */
  readonly events: number;
  /** How often which documented difference of abstraction had to be bridged. */
  readonly rules: Readonly<Record<string, number>>;
  readonly divergence?: ForeignDivergence;
}

/** Traces of another program's model of the same protocol. */
export interface ForeignFormat {
  /** As `replay --format` names it. */
  readonly id: string;
  /**
   * @param faults to switch on
   * @throws CheckerError TRACE_INVALID
   */
  readonly replay: (bytes: Uint8Array, source: string, faults: readonly string[]) => ForeignReplay;
}

export interface Catalogue<Subject> {
  readonly defaultInstance: string;
  readonly instances: () => readonly { readonly id: string; readonly description: string }[];
  readonly properties: readonly PropertyDefinition<Subject>[];
  readonly faults: readonly CatalogueFault[];
  readonly faultsLeftOut: readonly UnmodelledFault[];
  readonly findings: FindingsCatalogue;
  readonly metrics: readonly MetricDefinition<Subject>[];
  /** What is asked of the machines and of the properties. */
  readonly requirements: readonly CatalogueRequirement[];
  /** Names of instances on which mutants are tried: together they exercise all machines, and each is searched quickly. */
  readonly mutationInstances: readonly string[];
  /** Mutants that nothing can tell from the sound machines, with the reasons. */
  readonly equivalentMutants: readonly MutantExplanation[];
  readonly foreignFormats: readonly ForeignFormat[];
  /** Types of the events that the environment may choose; all others are messages between machines. */
  readonly environmentEvents: ReadonlySet<string>;
  /**
   * The system of an instance, given by name or by the path of a file.
   * @param features a preset, `name=true|false` switches, or both, separated by commas; the instance's own if undefined
   * @throws CheckerError USAGE_..., INSTANCE_INVALID, FILE_UNUSABLE
   */
  readonly open: (
    instance: string,
    options: { readonly faults: readonly string[]; readonly features?: string | undefined },
  ) => Checkable<Subject>;
  /**
   * The system of an instance that a trace carries.
   * @param source what to call it in errors
   * @throws CheckerError INSTANCE_INVALID, USAGE_UNKNOWN_NAME
   */
  readonly reopen: (instance: JsonRecord, source: string, faults: readonly string[]) => Checkable<Subject>;
}
