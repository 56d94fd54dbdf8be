/** The environment's choices in the local states of one component, with their names resolved once. */
import type { Component } from './define-system.ts';
import type { LocalTable } from './local-table.ts';
import { putAt } from './put-at.ts';
import type { ValueInterner } from './value-interner.ts';
import type { Choice } from './vocabulary.ts';

/** A choice with its names resolved. */
export interface CompiledChoice {
  readonly choice: Choice;
  readonly component: number;
  readonly event: number;
  readonly eventClass: string;
  /** What it takes from which budgets; empty if nothing. */
  readonly cost: readonly (readonly [budget: string, amount: number])[];
}

export class ChoiceTable {
  readonly #component: Component;
  readonly #table: LocalTable;
  readonly #values: ValueInterner;
  readonly #byLocal: (readonly CompiledChoice[] | undefined)[] = [];
  readonly #compiled = new WeakMap<Choice, CompiledChoice>();

  constructor(component: Component, table: LocalTable, values: ValueInterner) {
    this.#component = component;
    this.#table = table;
    this.#values = values;
  }

  /** Choices that there may be in the local state; the machine may still refuse them. */
  of(local: number): readonly CompiledChoice[] {
    const known = this.#byLocal[local];
    if (known !== undefined) return known;
    const choices = this.#component.candidates(this.#table.snapshotOf(local));
    const list = choices.map((choice) => this.#compile(choice));
    putAt(this.#byLocal, local, list);
    return list;
  }

  #compile(choice: Choice): CompiledChoice {
    const known = this.#compiled.get(choice);
    if (known !== undefined) return known;
    const compiled: CompiledChoice = {
      choice,
      component: this.#component.index,
      event: this.#values.idOf(choice.event),
      eventClass: choice.eventClass ?? choice.event.type,
      cost: Object.entries(choice.cost ?? {}),
    };
    this.#compiled.set(choice, compiled);
    return compiled;
  }
}
