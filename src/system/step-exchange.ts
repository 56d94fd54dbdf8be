/**
 * How a table learns of steps that other threads have computed, and tells them of its own: by the numbers of values in
 * this thread, of which it remembers the numbers that all threads share.
 * A refusal is not worth telling: it is found out as fast as it is looked up.
 */
import { IntColumn } from './int-column.ts';
import type { SharedSteps } from './numbering.ts';
import type { ValueInterner } from './value-interner.ts';

export class StepExchange {
  readonly #steps: SharedSteps;
  readonly #values: ValueInterner;
  /** By number in this thread, the shared one plus 1; and the other way round. 0 where it has not been asked for. */
  readonly #shared = new IntColumn();
  readonly #own = new IntColumn();

  constructor(steps: SharedSteps, values: ValueInterner) {
    this.#steps = steps;
    this.#values = values;
  }

  /** Where to find what an event does in a local state; -1 if no thread has told. */
  find(local: number, event: number): number {
    return this.#steps.find(local, this.#sharedOf(event));
  }

  /** Local state after a step that was found. */
  nextOf(found: number): number {
    return this.#steps.nextOf(found);
  }

  /** Interned list of what a step that was found emitted. */
  emittedOf(found: number): number {
    const shared = this.#steps.emittedOf(found);
    const known = this.#own.get(shared);
    if (known > 0) return known - 1;
    const own = this.#values.idOf(this.#steps.dataOf(shared));
    this.#own.set(shared, own + 1);
    return own;
  }

  tell(local: number, event: number, next: number, emitted: number): void {
    this.#steps.tell(local, this.#sharedOf(event), next, this.#sharedOf(emitted));
  }

  #sharedOf(own: number): number {
    const known = this.#shared.get(own);
    if (known > 0) return known - 1;
    const shared = this.#steps.dataNumberOf(this.#values.valueOf(own) as object);
    this.#shared.set(own, shared + 1);
    return shared;
  }
}
