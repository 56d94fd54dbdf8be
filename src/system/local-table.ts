/**
 * The tabulated behaviour of one machine: snapshots and events are small integers, and what XState says of a
 * (snapshot, event) pair is computed once and kept. Components with the same machine share one table.
 */
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { Coverage } from './coverage.ts';
import { enabledTransitions, localSnapshot, takeLocalStep } from './local-step.ts';
import { PairTable } from './pair-table.ts';
import type { LocalSnapshot, MachineEvent } from './vocabulary.ts';
import type { ValueInterner } from './value-interner.ts';

/** The step number that stands for "refused". */
export const refused = -1;

export class LocalTable {
  readonly machine: AnyStateMachine;
  readonly #values: ValueInterner;
  readonly #coverage: Coverage;
  /** Dense local ids by interned snapshot. */
  readonly #localOf = new Map<number, number>();
  readonly #machineSnapshots: AnyMachineSnapshot[] = [];
  readonly #snapshots: LocalSnapshot[] = [];
  /** (local id, event id) -> pair id, in the order in which pairs were first asked for. */
  readonly #pairs: PairTable;
  /** By pair id: local id after the event, or -1 if refused. */
  readonly #next: number[] = [];
  /** By pair id: interned list of what was emitted. */
  readonly #emitted: number[] = [];

  constructor(machine: AnyStateMachine, values: ValueInterner, coverage: Coverage, capacity: number) {
    this.machine = coverage.instrument(machine);
    this.#values = values;
    this.#coverage = coverage;
    this.#pairs = new PairTable(capacity);
  }

  /** Number of distinct snapshots seen. */
  get localCount(): number {
    return this.#snapshots.length;
  }

  /** Number of (snapshot, event) pairs for which XState was asked. */
  get pairCount(): number {
    return this.#pairs.size;
  }

  /** Local id of a snapshot. */
  localIdOf(machineSnapshot: AnyMachineSnapshot): number {
    const snapshot = localSnapshot(machineSnapshot);
    const interned = this.#values.idOf(snapshot);
    const known = this.#localOf.get(interned);
    if (known !== undefined) return known;
    const local = this.#snapshots.length;
    this.#localOf.set(interned, local);
    this.#snapshots.push(this.#values.valueOf(interned) as LocalSnapshot);
    this.#machineSnapshots.push(machineSnapshot);
    return local;
  }

  snapshotOf(local: number): LocalSnapshot {
    const snapshot = this.#snapshots[local];
    if (snapshot === undefined) throw new RangeError(`local state ${String(local)} of ${this.machine.id}`);
    return snapshot;
  }

  machineSnapshotOf(local: number): AnyMachineSnapshot {
    const snapshot = this.#machineSnapshots[local];
    if (snapshot === undefined) throw new RangeError(`local state ${String(local)} of ${this.machine.id}`);
    return snapshot;
  }

  /** The step's number (dense, stable), or `refused`. */
  stepOf(local: number, event: number): number {
    const known = this.#pairs.find(local, event);
    const step = known >= 0 ? known : this.#compute(local, event);
    return (this.#next[step] ?? refused) < 0 ? refused : step;
  }

  /** Local state before a step. */
  beforeOf(step: number): number {
    return this.#pairs.firstOf(step);
  }

  /** Event id of a step. */
  eventOf(step: number): number {
    return this.#pairs.secondOf(step);
  }

  /** Local state after a step. */
  nextOf(step: number): number {
    return this.#next[step] ?? refused;
  }

  /** Interned list of what the step emitted. */
  emittedOf(step: number): number {
    return this.#emitted[step] ?? refused;
  }

  #compute(local: number, event: number): number {
    const snapshot = this.machineSnapshotOf(local);
    const machineEvent = this.#values.valueOf(event) as MachineEvent;
    const transitions = enabledTransitions(this.machine, snapshot, machineEvent);
    let next = refused;
    let emitted = refused;
    if (transitions.length > 0) {
      this.#coverage.record(transitions);
      const result = takeLocalStep(this.machine, snapshot, machineEvent);
      next = this.localIdOf(result.snapshot);
      emitted = this.#values.idOf(result.emitted);
    }
    const step = this.#pairs.idOf(local, event);
    this.#next[step] = next;
    this.#emitted[step] = emitted;
    return step;
  }
}
