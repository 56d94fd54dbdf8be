/**
 * A bounded budget makes choices impossible once it is spent. The bounded system is judged as it stands, but a fairness
 * class that is disabled for no other reason makes fairness ask less than its author meant, which has to be said.
 */
import { refused } from '../../system/local-table.ts';
import type { CompiledChoice } from '../../system/tabulated-stepper.ts';
import type { SafetySearch } from '../explicit/safety-search.ts';
import type { FairnessSet } from './fairness-set.ts';

export class SpentBudgets {
  readonly #search: SafetySearch;
  readonly #fairness: FairnessSet;
  readonly #position: ReadonlyMap<string, number>;
  readonly #vector: Int32Array;
  /** Per class: whether taking it ever costs anything. */
  readonly #costs: (boolean | undefined)[] = [];

  constructor(search: SafetySearch, fairness: FairnessSet) {
    this.#search = search;
    this.#fairness = fairness;
    this.#position = search.layout.budgetPositions;
    this.#vector = new Int32Array(search.store.width);
  }

  /** Whether some choice of the class takes from a bounded budget in some state. */
  everCosts(index: number): boolean {
    return (this.#costs[index] ??= this.#findCost(index));
  }

  #findCost(index: number): boolean {
    const given = this.#fairness.classes[index];
    if (given === undefined || this.#position.size === 0) return false;
    const { stepper } = this.#search;
    const component = stepper.system.indexOf(given.component);
    for (let local = 0; local < stepper.table(component).localCount; local++) {
      for (const { eventClass, cost } of stepper.candidates(component, local)) {
        const taken = (this.#fairness.takenBy(component, eventClass) & (1 << index)) !== 0;
        if (taken && cost.some(([name]) => this.#position.has(name))) return true;
      }
    }
    return false;
  }

  /** Budgets for want of which a class that is disabled in the state is disabled; empty if it would be anyway. */
  disabling(state: number, index: number): readonly string[] {
    const given = this.#fairness.classes[index];
    if (given === undefined || !this.everCosts(index)) return [];
    const { stepper, store } = this.#search;
    const vector = this.#vector;
    store.load(state, vector);
    const bit = 1 << index;
    if ((this.#fairness.openIn(vector) & bit) === 0) return [];
    const component = stepper.system.indexOf(given.component);
    const local = vector[component] ?? 0;
    const names = new Set<string>();
    for (const candidate of stepper.candidates(component, local)) {
      if ((this.#fairness.takenBy(component, candidate.eventClass) & bit) === 0) continue;
      const missing = this.#missing(candidate, vector);
      if (missing.length === 0 || stepper.table(component).stepOf(local, candidate.event) === refused)
        continue;
      if (stepper.requirementsHold(candidate.choice, vector)) missing.forEach((name) => names.add(name));
    }
    return [...names];
  }

  #missing({ cost }: CompiledChoice, vector: Int32Array): readonly string[] {
    return cost.flatMap(([name, amount]) => {
      const position = this.#position.get(name);
      return position !== undefined && (vector[position] ?? 0) < amount ? [name] : [];
    });
  }
}
