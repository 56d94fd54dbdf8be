/** What the main thread asks of its workers, and what they answer. Everything is plain data or shared memory. */
import type { ChosenEvent } from '../../system/chosen-event.ts';
import type { CoverageRecord } from '../../system/coverage.ts';
import type { PassSummary, Reduction } from '../explicit/explicit-options.ts';
import type { PassResult } from '../explicit/run-pass.ts';
import type { FailedStep } from '../explicit/search.ts';
import type { Recipe } from './recipe.ts';
import type { SentError } from './sent-error.ts';
import type { StoreMemory } from './shared-state-store.ts';

/** Makes systems and properties; all that follows is about them. */
interface OpenRequest {
  readonly kind: 'open';
  readonly recipe: Recipe;
  /** Ids of the properties verified, in order. */
  readonly properties: readonly string[];
  readonly dictionary: SharedArrayBuffer;
  readonly tableCapacity: number;
}

/** Passes of a verification, as a worker finds them: by their places among those of the scope. */
export interface PassAddress {
  readonly scope: number;
  readonly passes: readonly number[];
}

/** Memory of a search that several workers share. */
export interface SearchMemory {
  readonly store: StoreMemory;
  readonly stop: SharedArrayBuffer;
  /** One cell: the first state of the level that no worker has taken yet. */
  readonly cursor: SharedArrayBuffer;
  /** By worker: successors generated so far, a 64-bit number each. */
  readonly generated: SharedArrayBuffer;
}

/** Takes part in a search of the passes united, from now on. */
interface JoinRequest {
  readonly kind: 'join';
  readonly address: PassAddress;
  readonly memory: SearchMemory;
  /** This worker's place among those that share the search, and how many they are. */
  readonly member: number;
  readonly members: number;
}

/** Expands states of a level until none is left or the signal to rest is raised. */
interface ExpandRequest {
  readonly kind: 'expand';
  /** The level ends before this state. */
  readonly levelEnd: number;
  /** States to take at once. */
  readonly batch: number;
  /** Rests once there are so many. */
  readonly maxStates: number;
}

/** Enters this worker's share of the pairs of tables whose slots have been emptied. */
interface ReindexRequest {
  readonly kind: 'reindex';
  readonly tables: readonly number[];
}

/** Tells how many witnesses are in each of its lists. */
interface ListRequest {
  readonly kind: 'list';
}

/** Adds the witnesses of a list to a set that all workers share, and counts those that were not in it yet. */
interface CountRequest {
  readonly kind: 'count';
  readonly list: number;
  readonly store: StoreMemory;
}

/** Takes part no longer. */
interface LeaveRequest {
  readonly kind: 'leave';
}

/** Searches a group of passes alone, from beginning to end. */
interface GroupRequest {
  readonly kind: 'group';
  readonly address: PassAddress;
  readonly plainStates: number | undefined;
  readonly maxStates: number;
  /** Reductions to leave out. */
  readonly without: readonly Reduction[];
  readonly stop: SharedArrayBuffer;
  /** Where to leave how far it is, see `shared-progress.ts`. */
  readonly progress: SharedArrayBuffer;
}

export type Request =
  | OpenRequest
  | JoinRequest
  | ExpandRequest
  | ReindexRequest
  | ListRequest
  | CountRequest
  | LeaveRequest
  | GroupRequest;

/** A check's violation (or a reachable check's witness), as in `CheckWatch`. */
export interface FoundHit {
  readonly check: number;
  readonly state: number;
  readonly last: ChosenEvent | undefined;
  readonly message: string;
}

/** A step that cannot be taken to its end. */
export interface FoundFailure {
  readonly state: number;
  readonly attempt: ChosenEvent;
  readonly error: SentError;
}

/** A pass that was searched: as many members of the group as it has outcomes, in their order. */
export interface FoundPass {
  readonly outcomes: PassResult['outcomes'];
  /** Without the failure, whose error would not survive the journey. */
  readonly summary: Omit<PassSummary, 'failure'>;
  readonly failure: (Omit<FailedStep, 'error'> & { readonly error: SentError }) | undefined;
}

export interface Answers {
  readonly open: undefined;
  readonly join: undefined;
  readonly expand: {
    readonly hits: readonly FoundHit[];
    /** A state in which nothing can happen that was found since the last answer, or -1. */
    readonly deadlock: number;
    /** The step that makes this worker rest because the machines do not fit together. */
    readonly failure: FoundFailure | undefined;
    /** Why this worker cannot go on otherwise; empty if it can. */
    readonly exhausted: string;
    /** States that this worker has taken and not expanded. */
    readonly left: number;
  };
  readonly reindex: undefined;
  /** Each list's length, and how many numbers tell a witness of it. */
  readonly list: readonly { readonly length: number; readonly width: number }[];
  /** By check. */
  readonly count: Float64Array;
  readonly leave: { readonly coverage: CoverageRecord };
  readonly group: { readonly passes: readonly FoundPass[]; readonly coverage: CoverageRecord };
}

export type Answer = { readonly answer: Answers[keyof Answers] } | { readonly failure: SentError };
