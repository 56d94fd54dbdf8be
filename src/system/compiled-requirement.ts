/** A requirement with its component's position, and what it answered for each local state so far. */
import { ByteColumn } from './byte-column.ts';
import type { LocalTable } from './local-table.ts';
import type { LocalSnapshot, Requirement } from './vocabulary.ts';

const yes = 1;
const no = 2;

export class CompiledRequirement {
  /** In the state vector. */
  readonly position: number;
  readonly #holds: (snapshot: LocalSnapshot<never>) => boolean;
  readonly #table: LocalTable;
  readonly #answers = new ByteColumn();

  constructor({ holds }: Requirement, position: number, table: LocalTable) {
    this.position = position;
    this.#holds = holds;
    this.#table = table;
  }

  /** Whether it holds in the state. */
  isMet(vector: Int32Array): boolean {
    const local = vector[this.position] ?? 0;
    const answer = this.#answers.get(local);
    return answer === 0 ? this.#ask(local) : answer === yes;
  }

  #ask(local: number): boolean {
    const holds = this.#holds(this.#table.snapshotOf(local) as LocalSnapshot<never>);
    this.#answers.set(local, holds ? yes : no);
    return holds;
  }
}
