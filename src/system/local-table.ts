/**
 * The tabulated behaviour of one machine: snapshots and events are small integers, and what XState says of a
 * (snapshot, event) pair is computed once and kept. Components with the same machine share one table.
 */
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { Coverage } from './coverage.ts';
import { IntColumn } from './int-column.ts';
import { leanInterpreter } from './lean-interpreter.ts';
import { xstateInterpreter, type MachineInterpreter } from './machine-interpreter.ts';
import type { Numbering } from './numbering.ts';
import { PairTable } from './pair-table.ts';
import { StepExchange } from './step-exchange.ts';
import type { LocalSnapshot, MachineEvent } from './vocabulary.ts';
import type { ValueInterner } from './value-interner.ts';

/** The step number that stands for "refused". */
export const refused = -1;

export class LocalTable {
  readonly machine: AnyStateMachine;
  readonly #values: ValueInterner;
  readonly #coverage: Coverage;
  readonly #interpreter: MachineInterpreter;
  /** Dense local ids by interned snapshot. */
  readonly #localOf = new Map<number, number>();
  /** With a numbering of several threads, the numbers that only others have met so far are holes. */
  readonly #snapshots: (LocalSnapshot | undefined)[] = [];
  readonly #numbering: Numbering | undefined;
  readonly #exchange: StepExchange | undefined;
  /** (local id, event id) -> pair id, in the order in which pairs were first asked for. */
  readonly #pairs: PairTable;
  /** By pair id: local id after the event, or -1 if refused. */
  readonly #next: IntColumn;
  /** By pair id: which of the table's few emissions it is. */
  readonly #emission: IntColumn;
  /** By emission: interned list of what was emitted. */
  readonly #emitted: number[] = [];
  readonly #emissionOf = new Map<number, number>();

  constructor(
    machine: AnyStateMachine,
    values: ValueInterner,
    coverage: Coverage,
    capacity: number,
    numbering?: Numbering,
  ) {
    this.#numbering = numbering;
    this.#exchange = numbering && new StepExchange(numbering.steps, values);
    this.machine = coverage.instrument(machine);
    this.#interpreter = leanInterpreter(this.machine) ?? xstateInterpreter(this.machine);
    this.#values = values;
    this.#coverage = coverage;
    this.#pairs = new PairTable(capacity);
    this.#next = new IntColumn(capacity);
    this.#emission = new IntColumn(capacity);
  }

  /** Number of distinct snapshots seen (with a numbering of several threads: by any of them, as far as it is known). */
  get localCount(): number {
    return this.#snapshots.length;
  }

  /** Number of (snapshot, event) pairs for which XState was asked. */
  get pairCount(): number {
    return this.#pairs.size;
  }

  /** Which interpreter computes the steps. */
  get interpreter(): MachineInterpreter['kind'] {
    return this.#interpreter.kind;
  }

  /** Local id of a snapshot of the machine, to begin with. */
  begin(initial: AnyMachineSnapshot): number {
    return this.#localIdOf(this.#interpreter.begin(initial));
  }

  /** Local id of a snapshot that the machine need not have reached yet (the image of one under a symmetry, say). */
  localOf(snapshot: LocalSnapshot): number {
    return this.#localIdOf(snapshot, true);
  }

  snapshotOf(local: number): LocalSnapshot {
    return this.#snapshots[local] ?? this.#adopt(local);
  }

  /** The step's number (dense, stable), or `refused`. */
  stepOf(local: number, event: number): number {
    const known = this.#pairs.find(local, event);
    const step = known >= 0 ? known : this.#compute(local, event);
    return this.#next.get(step) < 0 ? refused : step;
  }

  /** The same, but `refused` too if XState has not been asked yet. */
  knownStep(local: number, event: number): number {
    const known = this.#pairs.find(local, event);
    return known < 0 || this.#next.get(known) < 0 ? refused : known;
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
    return this.#next.get(step);
  }

  /** Interned list of what the step emitted. */
  emittedOf(step: number): number {
    return this.emittedAs(this.emissionOf(step));
  }

  /** Which of the table's emissions a step has; dense, from 0, so that what follows from one can be kept in an array. */
  emissionOf(step: number): number {
    return this.#emission.get(step);
  }

  /** Interned list that an emission stands for. */
  emittedAs(emission: number): number {
    return this.#emitted[emission] ?? refused;
  }

  #localIdOf(snapshot: LocalSnapshot, foreign = false): number {
    const interned = this.#values.idOf(snapshot);
    const known = this.#localOf.get(interned);
    if (known !== undefined) return known;
    const local = this.#numbering?.numberOf(snapshot) ?? this.#snapshots.length;
    // Not the interned representative: an interpreter knows the snapshots that it made itself.
    this.#keep(local, interned, foreign ? this.#interpreter.adopt(snapshot) : snapshot);
    return local;
  }

  #keep(local: number, interned: number, snapshot: LocalSnapshot): void {
    this.#localOf.set(interned, local);
    // Holes are filled one by one: an array that is written far beyond its end becomes a slow one.
    while (this.#snapshots.length < local) this.#snapshots.push(undefined);
    this.#snapshots[local] = snapshot;
  }

  /** A local state that another thread has met first. */
  #adopt(local: number): LocalSnapshot {
    if (this.#numbering === undefined)
      throw new RangeError(`local state ${String(local)} of ${this.machine.id}`);
    const snapshot = this.#interpreter.adopt(this.#numbering.valueOf(local) as LocalSnapshot);
    this.#keep(local, this.#values.idOf(snapshot), snapshot);
    return snapshot;
  }

  #compute(local: number, event: number): number {
    const exchange = this.#exchange;
    const found = exchange === undefined ? -1 : exchange.find(local, event);
    if (exchange !== undefined && found >= 0)
      return this.#keepStep(local, event, exchange.nextOf(found), exchange.emittedOf(found));
    const result = this.#interpreter.step(
      this.snapshotOf(local),
      this.#values.valueOf(event) as MachineEvent,
    );
    if (result === undefined) return this.#keepStep(local, event, refused, refused);
    this.#coverage.record(result.transitions);
    const next = this.#localIdOf(result.snapshot);
    const emitted = this.#values.idOf(result.emitted);
    exchange?.tell(local, event, next, emitted);
    return this.#keepStep(local, event, next, emitted);
  }

  #keepStep(local: number, event: number, next: number, emitted: number): number {
    const emission = next < 0 ? 0 : this.#emissionIdOf(emitted);
    const step = this.#pairs.idOf(local, event);
    this.#next.set(step, next);
    this.#emission.set(step, emission);
    return step;
  }

  #emissionIdOf(emitted: number): number {
    const known = this.#emissionOf.get(emitted);
    if (known !== undefined) return known;
    const emission = this.#emitted.length;
    this.#emissionOf.set(emitted, emission);
    this.#emitted.push(emitted);
    return emission;
  }
}
