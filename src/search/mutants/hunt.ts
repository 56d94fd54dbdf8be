/**
 * The hunt for mutants: what is quickest comes first. Random runs kill most mutants within a fraction of a second; then small
 * scopes are searched, then larger ones, at last with observers. Only where the mutated guard or action makes a difference to
 * the sound machines is anything tried.
 *
 * Sound for: `killed` (a violation, a model error, or an expectation that complete searches no longer meet). A survivor
 * is only what these runs and searches did not tell from the sound machines.
 * Reproducible: the same seed, sizes and systems give the same verdicts, unless the time runs out.
 */
import type { PropertyDefinition } from '../../property/definition.ts';
import type { SearchLimits } from '../explicit/search.ts';
import type { Kill } from './kill.ts';
import type { Mutant } from './mutant.ts';
import { SoundGround, type HuntingGround } from './sound-ground.ts';
import type { SoundScope } from './sound-scope.ts';
import { Trial } from './trial.ts';

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

type Stage =
  'sound machines' | 'small searches' | 'random runs' | 'large searches' | 'searches with observers';

export interface HuntProgress {
  /** What is being done. */
  readonly stage: Stage;
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
  /** Of a survivor: whether any step within the scopes differed from one of the sound machines. */
  readonly differs?: boolean;
}

/**
 * One outcome a mutant, in order.
 * @throws CheckerError MODEL_EXCEPTION if the sound machines violate what they are expected to keep
 */
export async function huntMutants<Subject>(options: HuntOptions<Subject>): Promise<readonly MutantOutcome[]> {
  return new Hunt(options).run();
}

/** States of a scope that is searched in no time. */
const fewStates = 6_000;

/**
 * So many times the states of one pass are visited of one mutant before large scopes, or those with observers, are given up:
 * a mutant that nothing in them tells from the sound machines would take longer than a hundred others.
 */
const mostPasses = { large: 10, observed: 6 };

/** Grounds on which random runs of one mutant are made at most. */
const mostGrounds = 6;

/** A mutant on a scope in which it makes a difference. */
interface Unit<Subject> {
  readonly trial: Trial<Subject>;
  readonly sound: SoundScope<Subject>;
}

class Hunt<Subject> {
  readonly #options: HuntOptions<Subject>;
  readonly #outcomes = new Map<Mutant, MutantOutcome>();
  readonly #grounds: SoundGround<Subject>[] = [];
  readonly #trials = new Map<Mutant, readonly Trial<Subject>[]>();

  constructor(options: HuntOptions<Subject>) {
    this.#options = options;
  }

  async run(): Promise<readonly MutantOutcome[]> {
    const { mutants, maxStates, shouldStop } = this.#options;
    await this.#explore();
    if (!shouldStop()) this.#begin();
    await this.#each('random runs', (mutant) => this.#runAtRandom(mutant));
    await this.#each('small searches', (mutant) => this.#search(mutant, ({ states }) => states <= fewStates));
    const large = ({ states }: SoundScope<Subject>): boolean => states > fewStates;
    await this.#each('large searches', (mutant) => this.#search(mutant, large, mostPasses.large * maxStates));
    await this.#each('searches with observers', async (mutant) => {
      const kill = await this.#searchObserved(mutant, mostPasses.observed * maxStates);
      if (kill === undefined && !shouldStop()) {
        const differs = this.#trialsOf(mutant).some((trial) => trial.differs);
        this.#settle({ mutant, verdict: 'survived', differs });
      }
      return kill;
    });
    return mutants.map((mutant) => this.#outcomes.get(mutant) ?? { mutant, verdict: 'not-tried' });
  }

  /** @throws CheckerError MODEL_EXCEPTION if the machines are not sound by themselves */
  async #explore(): Promise<void> {
    const { grounds, properties, runs, steps, seed, shouldStop } = this.#options;
    for (const ground of grounds) {
      if (shouldStop()) return;
      const settings = {
        properties,
        limits: this.#limits(),
        sizes: { runs, steps, seed, shouldStop },
        onScope: (instance: string, scope: string) => {
          this.#progress('sound machines', `${instance} ${scope}`);
        },
      };
      this.#grounds.push(await SoundGround.explore(ground, settings));
    }
  }

  #begin(): void {
    for (const mutant of this.#options.mutants) {
      const grounds = this.#grounds.filter((ground) => ground.isExercised(mutant));
      if (grounds.length === 0) this.#settle({ mutant, verdict: 'not-exercised' });
      const trials = grounds.map((ground) => new Trial(mutant, ground, this.#limits()));
      this.#trials.set(mutant, trials);
    }
  }

  async #search(
    mutant: Mutant,
    wanted: (sound: SoundScope<Subject>) => boolean,
    mostStates = Infinity,
  ): Promise<Kill | undefined> {
    const before = this.#visited(mutant);
    for (const { trial, sound } of this.#groundByGround(mutant, wanted)) {
      if (this.#options.shouldStop() || this.#visited(mutant) - before >= mostStates) return undefined;
      const kill = await trial.search(sound, sound.plain);
      if (kill !== undefined) return kill;
    }
    return undefined;
  }

  /** On the first few grounds; those whose scopes are all too large only where nothing else shows the mutant. */
  async #runAtRandom(mutant: Mutant): Promise<Kill | undefined> {
    const trials = this.#trialsOf(mutant);
    const small = trials.filter(({ scopes }) => scopes.some(({ complete }) => complete));
    for (const trial of (small.length > 0 ? small : trials).slice(0, mostGrounds)) {
      if (this.#options.shouldStop()) return undefined;
      const kill = await trial.runAtRandom();
      if (kill !== undefined) return kill;
    }
    return undefined;
  }

  async #searchObserved(mutant: Mutant, mostStates: number): Promise<Kill | undefined> {
    const before = this.#visited(mutant);
    for (const { trial, sound } of this.#unitsOf(mutant)) {
      if (trial.isLikeSound(sound)) continue;
      for (const pass of await trial.observedPasses(sound)) {
        if (this.#options.shouldStop() || this.#visited(mutant) - before >= mostStates) return undefined;
        const kill = await trial.search(sound, pass);
        if (kill !== undefined) return kill;
      }
    }
    return undefined;
  }

  #visited(mutant: Mutant): number {
    return this.#trialsOf(mutant).reduce((sum, { visited }) => sum + visited, 0);
  }

  #trialsOf(mutant: Mutant): readonly Trial<Subject>[] {
    return this.#trials.get(mutant) ?? [];
  }

  /**
   * Smallest scopes first. Those that are too large to be searched to the end are left out: a search that a limit ends takes
   * longest and says least.
   */
  #unitsOf(mutant: Mutant): readonly Unit<Subject>[] {
    return this.#trialsOf(mutant)
      .flatMap((trial) =>
        trial.scopes
          .filter((sound) => sound.complete && sound.isExercised(mutant))
          .map((sound) => ({ trial, sound })),
      )
      .sort((a, b) => a.sound.states - b.sound.states);
  }

  /**
   * One ground after the other: whether something is lost is known only when all of a ground has been searched. So those
   * come first of which that can be done, and of these those with the least to search.
   */
  #groundByGround(mutant: Mutant, wanted: (sound: SoundScope<Subject>) => boolean): readonly Unit<Subject>[] {
    const units = this.#unitsOf(mutant).filter(({ sound }) => wanted(sound));
    const work = new Map<Trial<Subject>, number>();
    for (const { trial, sound } of units) work.set(trial, (work.get(trial) ?? 0) + sound.states);
    for (const trial of work.keys())
      if (trial.scopes.some((sound) => !sound.complete && sound.isExercised(mutant)))
        work.set(trial, Infinity);
    const before = (a: number, b: number): number => (a === b ? 0 : a - b);
    return units.toSorted((a, b) => before(work.get(a.trial) ?? 0, work.get(b.trial) ?? 0));
  }

  async #each(stage: Stage, work: (mutant: Mutant) => Promise<Kill | undefined>): Promise<void> {
    const open = this.#options.mutants.filter((mutant) => !this.#outcomes.has(mutant));
    for (const mutant of open) {
      if (this.#options.shouldStop()) return;
      this.#progress(stage, mutant.id);
      const kill = await work(mutant);
      if (kill !== undefined) this.#settle({ mutant, verdict: 'killed', kill });
    }
  }

  #settle(outcome: MutantOutcome): void {
    this.#outcomes.set(outcome.mutant, outcome);
    this.#trials.delete(outcome.mutant);
    this.#options.onOutcome?.(outcome);
  }

  #progress(stage: Stage, at: string): void {
    const outcomes = [...this.#outcomes.values()];
    const killed = outcomes.filter(({ verdict }) => verdict === 'killed').length;
    const total = this.#options.mutants.length;
    this.#options.onProgress?.({ stage, settled: outcomes.length, total, killed, at });
  }

  #limits(): SearchLimits {
    const { maxStates, shouldStop } = this.#options;
    return { maxStates, stopReason: () => (shouldStop() ? 'the hunt was stopped' : undefined) };
  }
}
