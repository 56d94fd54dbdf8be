/**
 * The threads of one verification: a pool of workers that all make the same systems from a recipe, and the dictionary by
 * which they and the main thread number local states. Tables of machines last as long as the team, for all its searches.
 */
import type { AnyStateMachine } from 'xstate';
import type { Coverage } from '../../system/coverage.ts';
import type { System } from '../../system/define-system.ts';
import { MachineTables } from '../../system/machine-tables.ts';
import { TabulatedStepper } from '../../system/tabulated-stepper.ts';
import type { ObserverDefinition } from '../../system/vocabulary.ts';
import type { SearchScope } from '../explicit/explicit-options.ts';
import type { Recipe } from './recipe.ts';
import { dictionaryMemory, SharedDictionary } from './shared-dictionary.ts';
import type { WorkerPool } from './worker-pool.ts';

/** What a team works on. */
export interface TeamTask {
  readonly recipe: Recipe;
  /** As the recipe makes them. */
  readonly scopes: readonly SearchScope<unknown>[];
  /** Ids of the properties to verify, in order. */
  readonly properties: readonly string[];
}

/** Initial sizes. Tests make them tiny, so that everything grows all the time. */
export interface TeamCapacities {
  /** States that there is room for in the visited set. */
  readonly store?: number;
  readonly dictionaryBytes?: number;
  /** Of the tables of each thread, a power of two. */
  readonly tables?: number;
}

export class Team {
  readonly pool: WorkerPool;
  /** Tables of machines of this thread; their coverage becomes that of all threads. */
  readonly tables: MachineTables;
  readonly storeCapacity: number;
  readonly #steppers: SteppersByNumber;

  private constructor(pool: WorkerPool, storeCapacity: number, steppers: SteppersByNumber) {
    this.pool = pool;
    this.tables = steppers.tables;
    this.storeCapacity = storeCapacity;
    this.#steppers = steppers;
  }

  /**
   * Sets the workers to the task; whatever they worked on before is forgotten.
   * @throws what the recipe throws
   */
  static async gather(
    pool: WorkerPool,
    { recipe, scopes, properties }: TeamTask,
    coverage: Coverage,
    capacities: TeamCapacities = {},
  ): Promise<Team> {
    const dictionary = dictionaryMemory(capacities.dictionaryBytes);
    const tableCapacity = capacities.tables ?? 1024;
    await pool.askAll(() => ({ kind: 'open', recipe, properties, dictionary, tableCapacity }));
    const steppers = new SteppersByNumber(scopes, dictionary, coverage, tableCapacity);
    return new Team(pool, capacities.store ?? 4096, steppers);
  }

  /** A stepper of this thread, with the numbers of the team. */
  stepper(system: System, observers: readonly ObserverDefinition<never>[]): TabulatedStepper {
    return this.#steppers.make(system, observers);
  }
}

/** Makes steppers whose local numbers are those of all threads that were given the same scopes and dictionary. */
export class SteppersByNumber {
  readonly dictionary: SharedDictionary;
  readonly tables: MachineTables;
  readonly #nameOf = new Map<AnyStateMachine, string>();
  readonly #tableCapacity: number;

  constructor(
    scopes: readonly SearchScope<unknown>[],
    dictionary: SharedArrayBuffer,
    coverage: Coverage,
    tableCapacity: number,
  ) {
    this.dictionary = new SharedDictionary(dictionary);
    this.tables = new MachineTables(coverage, tableCapacity);
    this.#tableCapacity = tableCapacity;
    for (const { system } of scopes) {
      for (const { machine } of system.components) {
        if (this.#nameOf.has(machine)) continue;
        const name = `machine ${String(this.#nameOf.size)}`;
        this.#nameOf.set(machine, name);
        // All tables are made here, so that whoever uses them profits from what other threads tell.
        this.tables.tableOf(machine, () => this.dictionary.numbering(name));
      }
    }
  }

  make(system: System, observers: readonly ObserverDefinition<never>[]): TabulatedStepper {
    return new TabulatedStepper(system, {
      observers,
      tables: this.tables,
      tableCapacity: this.#tableCapacity,
      numbering: (position) => this.dictionary.numbering(this.#nameAt(position, system, observers)),
    });
  }

  #nameAt(position: number, { components }: System, observers: readonly ObserverDefinition<never>[]): string {
    const machine = components[position]?.machine;
    if (machine === undefined) return `observer ${observers[position - components.length]?.id ?? ''}`;
    const name = this.#nameOf.get(machine);
    if (name === undefined) throw new TypeError('a machine that is in no scope');
    return name;
  }
}
