/**
 * The tables of machines, for several steppers to use and add to. What XState says of a machine does not depend on who
 * watches it or on how often the environment may act, so searches of one protocol with other observers, or within other
 * bounds, need not ask again. Memory is given back only when the last stepper is dropped.
 */
import type { AnyStateMachine } from 'xstate';
import { Coverage } from './coverage.ts';
import { LocalTable } from './local-table.ts';
import type { Numbering } from './numbering.ts';
import { ValueInterner } from './value-interner.ts';

export class MachineTables {
  readonly values: ValueInterner;
  readonly coverage: Coverage;
  readonly #capacity: number;
  readonly #tables = new Map<AnyStateMachine, LocalTable>();

  readonly #base: MachineTables | undefined;

  /**
   * @param capacity initial capacity of every table, a power of two.
   * @param base tables to use, and to add to, for machines that it knows already; what is counted of these is counted there.
   */
  constructor(coverage = new Coverage(), capacity = 1024, base?: MachineTables) {
    this.coverage = coverage;
    this.#capacity = capacity;
    this.#base = base;
    this.values = base?.values ?? new ValueInterner();
  }

  /** Tables for machines that are not here yet, to be dropped without these. */
  fork(): MachineTables {
    return new MachineTables(new Coverage(), this.#capacity, this);
  }

  /** The machine's table; equal components of one system, and of different ones, share it. */
  tableOf(machine: AnyStateMachine, numbering: () => Numbering | undefined): LocalTable {
    const known = this.knownTableOf(machine);
    if (known !== undefined) return known;
    const table = new LocalTable(machine, this.values, this.coverage, this.#capacity, numbering());
    this.#tables.set(machine, table);
    return table;
  }

  knownTableOf(machine: AnyStateMachine): LocalTable | undefined {
    return this.#tables.get(machine) ?? this.#base?.knownTableOf(machine);
  }
}
