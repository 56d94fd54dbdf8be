/**
 * The hunt for mutants: each is given to the random engine first, which kills most of them within seconds, and what survives
 * to exhaustive searches within limits, those that remember nothing of the past first.
 *
 * Sound for: `killed` (a violation, a model error, or an expectation that a complete search no longer meets). A survivor
 * is only what these runs and searches did not tell from the sound machines.
 * Reproducible: the same seed, sizes and systems give the same verdicts, unless the time runs out.
 */
import { CheckerError } from '../../errors/checker-error.ts';
import type { PropertyDefinition } from '../../property/definition.ts';
import type { ClosingSchedule } from '../../system/closing.ts';
import { Coverage } from '../../system/coverage.ts';
import type { System } from '../../system/define-system.ts';
import { MachineTables } from '../../system/machine-tables.ts';
import type { SearchScope } from '../explicit/explicit-options.ts';
import type { SearchLimits } from '../explicit/search.ts';
import { firstViolation, type FirstViolation } from '../random/first-violation.ts';
import { Baselines } from './baseline.ts';
import { exercised } from './exercise.ts';
import { killBySearch, type Kill } from './kill.ts';
import { concerns, mutate, type Mutant } from './mutant.ts';
import { searchChecks } from './search-checks.ts';

/** One system on which mutants are tried. */
export interface HuntingGround<Subject> {
  readonly name: string;
  readonly system: System;
  readonly subject: Subject;
  readonly closings: Readonly<Record<string, ClosingSchedule>>;
  readonly budgetBounds: Readonly<Record<string, number>>;
  readonly scopes: readonly SearchScope<Subject>[];
}

export interface HuntOptions<Subject> {
  readonly grounds: readonly HuntingGround<Subject>[];
  readonly properties: readonly PropertyDefinition<Subject>[];
  readonly mutants: readonly Mutant[];
  /** Random runs of each mutant on each ground, and steps of each run before it is closed. */
  readonly runs: number;
  readonly steps: number;
  readonly seed: number;
  /** Distinct states of one pass of an exhaustive search. */
  readonly maxStates: number;
  /** Asked now and then; true ends the hunt with what is known. */
  readonly shouldStop: () => boolean;
  readonly onProgress?: (progress: HuntProgress) => void;
  /** Told of each mutant as soon as it is known. */
  readonly onOutcome?: (outcome: MutantOutcome) => void;
}

export interface HuntProgress {
  /** What is being done. */
  readonly stage: 'sound machines' | 'random runs' | 'searches';
  /** Mutants of which it is known what became of them. */
  readonly settled: number;
  readonly total: number;
  readonly killed: number;
  /** Of the mutant or the scope that is looked at. */
  readonly at: string;
}

export interface MutantOutcome {
  readonly mutant: Mutant;
  /** `not-exercised`: runs of the sound machines never come to where it differs. `not-tried`: the hunt ended before. */
  readonly verdict: 'killed' | 'survived' | 'not-exercised' | 'not-tried';
  readonly kill?: Kill;
}

/**
 * One outcome a mutant, in order.
 * @throws CheckerError MODEL_EXCEPTION if the sound machines violate what they are expected to keep
 */
export async function huntMutants<Subject>(options: HuntOptions<Subject>): Promise<readonly MutantOutcome[]> {
  return new Hunt(options).run();
}

class Hunt<Subject> {
  readonly #options: HuntOptions<Subject>;
  /** Of runs and searches of the sound machines. */
  readonly #coverage = new Coverage();
  readonly #outcomes = new Map<Mutant, MutantOutcome>();
  readonly #baselines: Baselines<Subject>;

  constructor(options: HuntOptions<Subject>) {
    this.#options = options;
    const sources = options.grounds.map(({ name, scopes }) => ({ instance: name, scopes }));
    this.#baselines = new Baselines(sources, {
      properties: options.properties,
      limits: this.#limits(),
      coverage: this.#coverage,
      onScope: (instance, scope) => {
        this.#progress('sound machines', `${instance} ${scope}`);
      },
    });
  }

  async run(): Promise<readonly MutantOutcome[]> {
    const { grounds, mutants } = this.#options;
    const systems = grounds.flatMap(({ system, scopes }) => [system, ...scopes.map((scope) => scope.system)]);
    await this.#soundRuns();
    const isExercised = exercised(this.#coverage, systems);
    for (const mutant of mutants)
      if (!isExercised(mutant)) this.#settle({ mutant, verdict: 'not-exercised' });

    await this.#each('random runs', async (mutant) => {
      const kill = await this.#killAtRandom(mutant);
      if (kill !== undefined) this.#settle({ mutant, verdict: 'killed', kill });
    });
    await this.#each('searches', async (mutant) => {
      const kill = await this.#killBySearching(mutant);
      if (kill !== undefined) this.#settle({ mutant, verdict: 'killed', kill });
      else if (!this.#options.shouldStop()) this.#settle({ mutant, verdict: 'survived' });
    });
    return mutants.map((mutant) => this.#outcomes.get(mutant) ?? { mutant, verdict: 'not-tried' });
  }

  /**
   * What the sound machines do, so that it is known what mutants may change.
   * @throws CheckerError MODEL_EXCEPTION if they are not sound themselves
   */
  async #soundRuns(): Promise<void> {
    const { grounds, properties, shouldStop } = this.#options;
    for (const ground of grounds) {
      if (shouldStop()) return;
      this.#progress('sound machines', ground.name);
      const failure = await firstViolation({
        ...this.#sizes(),
        ...ground,
        properties: sampledOn(ground, properties),
        coverage: this.#coverage,
      });
      if (failure !== undefined) throw notSound(ground.name, failure);
    }
    for await (const _ of this.#baselines.plain()) if (shouldStop()) return;
  }

  async #killAtRandom(mutant: Mutant): Promise<Kill | undefined> {
    for (const ground of this.#options.grounds) {
      if (!concerns(mutant, ground.system)) continue;
      const found = await firstViolation({
        ...this.#sizes(),
        ...ground,
        system: mutate(ground.system, mutant),
        properties: sampledOn(ground, this.#options.properties),
        coverage: new Coverage(),
      });
      if (found === undefined) continue;
      const base = { engine: 'random', instance: ground.name, within: '' } as const;
      if (found.kind === 'model-error') {
        const { message } = found;
        return { ...base, way: 'model-error', property: 'messages-handled', message, length: 0 };
      }
      const { property, scope, length, path } = found;
      const message = `run ${path}${scope === '' ? '' : `, ${scope}`}`;
      return { ...base, way: 'violation', property, message, length };
    }
    return undefined;
  }

  async #killBySearching(mutant: Mutant): Promise<Kill | undefined> {
    const { grounds, properties, shouldStop } = this.#options;
    for await (const baseline of this.#baselines.all()) {
      const { instance, scope, group } = baseline;
      if (shouldStop()) return undefined;
      const ground = grounds.find(({ name }) => name === instance);
      if (ground === undefined || !concerns(mutant, scope.system)) continue;
      const mutated = { ...scope, system: mutate(scope.system, mutant) };
      const expected = (property: number) =>
        properties[property]?.expected(ground.subject) ?? 'not-applicable';
      for await (const pass of searchChecks(mutated, group, this.#limits(), new MachineTables())) {
        const kill = killBySearch(baseline, pass, properties, expected);
        if (kill !== undefined) return kill;
      }
    }
    return undefined;
  }

  async #each(stage: HuntProgress['stage'], work: (mutant: Mutant) => Promise<void>): Promise<void> {
    const open = this.#options.mutants.filter((mutant) => !this.#outcomes.has(mutant));
    for (const mutant of open) {
      if (this.#options.shouldStop()) return;
      this.#progress(stage, mutant.id);
      await work(mutant);
    }
  }

  #settle(outcome: MutantOutcome): void {
    this.#outcomes.set(outcome.mutant, outcome);
    this.#options.onOutcome?.(outcome);
  }

  #progress(stage: HuntProgress['stage'], at: string): void {
    const outcomes = [...this.#outcomes.values()];
    const killed = outcomes.filter(({ verdict }) => verdict === 'killed').length;
    this.#options.onProgress?.({
      stage,
      settled: outcomes.length,
      total: this.#options.mutants.length,
      killed,
      at,
    });
  }

  #sizes(): { runs: number; steps: number; seed: number; shouldStop: () => boolean } {
    const { runs, steps, seed, shouldStop } = this.#options;
    return { runs, steps, seed, shouldStop };
  }

  #limits(): SearchLimits {
    const { maxStates, shouldStop } = this.#options;
    return { maxStates, stopReason: () => (shouldStop() ? 'the hunt was stopped' : undefined) };
  }
}

/** Properties that no run on this ground may violate. */
function sampledOn<Subject>(
  { subject }: HuntingGround<Subject>,
  properties: readonly PropertyDefinition<Subject>[],
): readonly PropertyDefinition<Subject>[] {
  return properties.filter(({ expected, kind }) => kind !== 'reachable' && expected(subject) === 'holds');
}

/** A mutant is told from the sound machines by what these do not do. */
function notSound(instance: string, failure: FirstViolation): CheckerError {
  const what = failure.kind === 'violation' ? `"${failure.property}" is violated` : failure.message;
  return new CheckerError('MODEL_EXCEPTION', `the machines without any mutant are not sound: ${what}`, {
    at: instance,
    hint: `ics-check test --instance ${instance} says more`,
  });
}
