/**
 * One worker's part in a search that several share: it takes states of the present level, a batch at a time, and adds
 * what they lead to to the shared visited set. Its tables and its memory of what checks it has looked at are its own;
 * only the numbers of local states and of states are common to all.
 */
import type { System } from '../../system/define-system.ts';
import type { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import { CheckWatch } from '../explicit/check-watch.ts';
import { Expansion } from '../explicit/expansion.ts';
import { isOutOfMemory } from '../explicit/machine-failure.ts';
import { StateLayout } from '../explicit/state-layout.ts';
import { SuccessorTables } from '../explicit/successors.ts';
import type { Pass } from '../explicit/passes.ts';
import type { Answers, FoundFailure, FoundHit, SearchMemory } from './messages.ts';
import { packError } from './sent-error.ts';
import { SharedStateStore, type StoreMemory } from './shared-state-store.ts';
import { StopSignal } from './stop-signal.ts';
import type { SteppersByNumber } from './team.ts';
import { WitnessLists } from './witness-lists.ts';

export interface Membership {
  readonly system: System;
  readonly pass: Pass;
  readonly memory: SearchMemory;
  readonly member: number;
  readonly members: number;
}

export class TeamMember {
  readonly #stepper: TabulatedStepper;
  readonly #steppers: SteppersByNumber;
  readonly #store: SharedStateStore;
  readonly #watch: CheckWatch;
  readonly #witnesses = new WitnessLists();
  readonly #successors: SuccessorTables;
  readonly #expansion: Expansion;
  readonly #stop: StopSignal;
  readonly #cursor: Int32Array;
  readonly #generated: Float64Array;
  readonly #member: number;
  readonly #members: number;
  /** States taken and not expanded yet. */
  #next = 0;
  #end = 0;
  #deadlock = -1;
  #exhausted = '';
  readonly #told = new Set<number>();
  readonly #vector: Int32Array;

  constructor(steppers: SteppersByNumber, { system, pass, memory, member, members }: Membership) {
    this.#steppers = steppers;
    this.#stepper = steppers.make(system, pass.observers);
    this.#store = new SharedStateStore(memory.store);
    const { width, budgetPositions } = new StateLayout(this.#stepper, system.budgets);
    const checks = pass.members.map(({ check }) => check);
    this.#watch = new CheckWatch(this.#stepper, checks, width, this.#witnesses);
    this.#successors = new SuccessorTables(this.#stepper, budgetPositions);
    this.#stop = new StopSignal(memory.stop);
    this.#cursor = new Int32Array(memory.cursor);
    this.#generated = new Float64Array(memory.generated);
    this.#member = member;
    this.#members = members;
    this.#vector = new Int32Array(width);
    this.#expansion = new Expansion(this.#stepper, this.#store, this.#successors, this.#watch, (parent) =>
      this.#store.settle(parent),
    );
    if (member > 0) return;
    this.#store.load(0, this.#vector);
    this.#watch.lookAtState(0, this.#vector);
  }

  /** Expands states until the level ends or all are to rest; what was left over is gone on with the next time. */
  expandLevel(levelEnd: number, batch: number, maxStates: number): Answers['expand'] {
    this.#store.viewAgain();
    this.#deadlock = -1;
    do {
      this.#expandTaken(maxStates);
    } while (!this.#stop.raised && this.#takeBatch(levelEnd, batch));
    return {
      hits: this.#newHits(),
      deadlock: this.#deadlock,
      failure: this.#failure(),
      exhausted: this.#exhausted,
      left: this.#end - this.#next,
    };
  }

  /** Enters this worker's share of the pairs of tables whose slots have been emptied. */
  reindex(tables: readonly number[]): void {
    this.#store.viewAgain();
    for (const index of tables) {
      const table = this.#store.tables[index];
      if (table === undefined) continue;
      const share = Math.ceil(table.size / this.#members);
      table.reindex(this.#member * share, Math.min(table.size, (this.#member + 1) * share));
    }
  }

  /** Witnesses come across, by list. */
  lists(): Answers['list'] {
    return this.#witnesses.sizes(this.#watch);
  }

  /** How many witnesses of a list no other worker has counted, by check. */
  count(list: number, memory: StoreMemory): Answers['count'] {
    const events = this.#steppers.dictionary.numbering('event');
    const into = new SharedStateStore(memory);
    this.#store.viewAgain();
    return this.#witnesses.count(list, into, this.#watch, this.#store, this.#stepper, events);
  }

  #takeBatch(levelEnd: number, batch: number): boolean {
    const from = Atomics.add(this.#cursor, 0, batch);
    if (from >= levelEnd) return false;
    this.#next = from;
    this.#end = Math.min(levelEnd, from + batch);
    return true;
  }

  #expandTaken(maxStates: number): void {
    let generated = 0;
    while (this.#next < this.#end && !this.#stop.raised) {
      const successors = this.#expandIfRoom(this.#next);
      if (successors < 0) break;
      generated += successors;
      this.#next++;
      // The size is what all threads write; it is best left alone.
      if (maxStates < Infinity && this.#store.size >= maxStates) this.#stop.raise();
    }
    this.#generated[this.#member] = (this.#generated[this.#member] ?? 0) + generated;
  }

  /** Successors generated, or -1 if there was no room for one: then the state has to be expanded once more. */
  #expandIfRoom(state: number): number {
    try {
      const generated = this.#expansion.expand(state);
      if (this.#expansion.failure !== undefined) this.#stop.raise();
      if (this.#store.isFull) {
        this.#stop.raise();
        return -1;
      }
      if (generated === 0 && this.#deadlock < 0 && !this.#waitsForBudget(state)) this.#deadlock = state;
      return generated;
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      this.#exhausted = `there is no more memory to be had: ${String(error)}`;
      this.#stop.raise();
      return -1;
    }
  }

  #waitsForBudget(state: number): boolean {
    this.#store.load(state, this.#vector);
    return this.#successors.waitForBudget(this.#vector);
  }

  #failure(): FoundFailure | undefined {
    if (this.#expansion.failure === undefined) return undefined;
    const { state, component, event, error } = this.#expansion.failure;
    return { state, attempt: this.#stepper.chosenEvent(component, event), error: packError(error) };
  }

  #newHits(): readonly FoundHit[] {
    const hits: FoundHit[] = [];
    for (let check = 0; check < this.#watch.witnesses.length; check++) {
      const hit = this.#watch.hit(check);
      if (hit === undefined || this.#told.has(check)) continue;
      this.#told.add(check);
      hits.push({ check, ...hit });
    }
    return hits;
  }
}
