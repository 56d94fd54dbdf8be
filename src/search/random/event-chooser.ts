/**
 * Chooses the next event of a random run among those that are enabled: first an event class by weight, then one of its
 * events. Whether the machine takes it is found out by taking it, so nothing is computed for events never picked.
 */
import type { CompiledChoice, TabulatedStepper } from '../../system/tabulated-stepper.ts';
import { tasteFactors } from './schedule.ts';
import { textHash } from './text-hash.ts';

interface ClassPool {
  readonly classHash: number;
  /** Weight of the whole class, however many events it has. */
  readonly weight: number;
  readonly choices: readonly CompiledChoice[];
}

export class EventChooser {
  readonly #stepper: TabulatedStepper;
  readonly #pools: (readonly ClassPool[] | undefined)[][];
  #tastes: readonly number[] = [];
  #budgets: Record<string, number> = {};
  #offered: ClassPool[] = [];
  #weights: number[] = [];

  constructor(stepper: TabulatedStepper) {
    this.#stepper = stepper;
    this.#pools = stepper.system.components.map(() => []);
  }

  startRun(tastes: readonly number[], budgets: Readonly<Record<string, number>>): void {
    this.#tastes = tastes;
    this.#budgets = { ...budgets };
  }

  /**
   * Takes a step chosen by `pick`, in place. A class that turns out to be refused drops out and the others keep their
   * relative weights, so a class is never more likely because many heavier ones happen to be disabled.
   * Undefined if no event is enabled at all.
   */
  takeStep(vector: Int32Array, pick: number): CompiledChoice | undefined {
    let total = this.#gather(vector);
    let random = pick >>> 0;
    while (this.#offered.length > 0) {
      random = scramble(random);
      let rest = (random / 0x100000000) * total;
      let at = 0;
      while (at < this.#offered.length - 1 && rest >= (this.#weights[at] ?? 0))
        rest -= this.#weights[at++] ?? 0;
      random = scramble(random);
      const choice = this.#takeAnyOf(this.#offered[at]?.choices ?? [], vector, random);
      if (choice !== undefined) return choice;
      total -= this.#weights[at] ?? 0;
      this.#offered.splice(at, 1);
      this.#weights.splice(at, 1);
    }
    return undefined;
  }

  /** One of the choices, the first one that is enabled from a random place on. */
  #takeAnyOf(
    choices: readonly CompiledChoice[],
    vector: Int32Array,
    random: number,
  ): CompiledChoice | undefined {
    for (let i = 0; i < choices.length; i++) {
      const choice = choices[(random + i) % choices.length];
      if (choice !== undefined && this.#take(vector, choice)) return choice;
    }
    return undefined;
  }

  #take(vector: Int32Array, compiled: CompiledChoice): boolean {
    if (!this.#isAffordable(compiled)) return false;
    if (!this.#stepper.requirementsHold(compiled.choice, vector)) return false;
    if (!this.#stepper.step(vector, compiled.component, compiled.event)) return false;
    for (const [budget, amount] of compiled.cost) {
      this.#budgets[budget] = (this.#budgets[budget] ?? Infinity) - amount;
    }
    return true;
  }

  #isAffordable({ cost }: CompiledChoice): boolean {
    for (const [budget, amount] of cost) if ((this.#budgets[budget] ?? Infinity) < amount) return false;
    return true;
  }

  #gather(vector: Int32Array): number {
    let total = 0;
    let count = 0;
    for (let component = 0; component < this.#pools.length; component++) {
      for (const pool of this.#poolsAt(component, vector[component] ?? 0)) {
        const taste = this.#tastes[pool.classHash % this.#tastes.length] ?? 2;
        const weight = pool.weight * (tasteFactors[taste] ?? 1);
        this.#offered[count] = pool;
        this.#weights[count] = weight;
        total += weight;
        count++;
      }
    }
    this.#offered.length = count;
    this.#weights.length = count;
    return total;
  }

  #poolsAt(component: number, local: number): readonly ClassPool[] {
    const cache = this.#pools[component];
    const known = cache?.[local];
    if (known !== undefined) return known;
    const byClass = new Map<string, CompiledChoice[]>();
    for (const choice of this.#stepper.candidates(component, local)) {
      const members = byClass.get(choice.eventClass);
      if (members === undefined) byClass.set(choice.eventClass, [choice]);
      else members.push(choice);
    }
    const pools = [...byClass].map(([eventClass, choices]) => ({
      classHash: textHash(eventClass),
      weight: choices[0]?.choice.weight ?? 1,
      choices,
    }));
    if (cache !== undefined) cache[local] = pools;
    return pools;
  }
}

/** A bijective scrambling of 32 bits, so that neighbouring picks are unrelated. */
function scramble(value: number): number {
  let x = (value + 0x9e3779b9) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}
