/** Searches of one mutant on one ground, scope by scope, and what they add up to. */
import type { Check } from '../../property/definition.ts';
import type { System } from '../../system/define-system.ts';
import type { CheckOutcome } from '../explicit/judge-checks.ts';
import type { Pass } from '../explicit/passes.ts';
import type { SearchLimits } from '../explicit/search.ts';
import type { SoundGround } from './sound-ground.ts';
import type { SoundScope } from './sound-scope.ts';
import { isLoss, killByItself, type Kill } from './kill.ts';
import { mutator, type Mutant } from './mutant.ts';
import { sameSteps } from './same-steps.ts';
import { searchPass, type Judged } from './search-pass.ts';

export class Trial<Subject> {
  /** Whether any step that was looked at is not one of the sound machines. */
  differs = false;
  /** States of all searches. */
  visited = 0;
  readonly #mutant: Mutant;
  readonly #ground: SoundGround<Subject>;
  readonly #mutated: (system: System) => System;
  readonly #limits: SearchLimits;
  /** Checks may be the same ones in several scopes. */
  readonly #outcomes = new Map<SoundScope<Subject>, Map<Check, CheckOutcome>>();
  /** Scopes in which the mutant, as far as it was searched, did nothing but what the sound machines do. */
  readonly #same = new Set<SoundScope<Subject>>();

  constructor(mutant: Mutant, ground: SoundGround<Subject>, limits: SearchLimits) {
    this.#mutant = mutant;
    this.#ground = ground;
    this.#mutated = mutator(mutant);
    this.#limits = limits;
  }

  /** Whether nothing that was seen of it within the scope differs from the sound machines. */
  isLikeSound(scope: SoundScope<Subject>): boolean {
    return !scope.isExercised(this.#mutant) || this.#same.has(scope);
  }

  get scopes(): readonly SoundScope<Subject>[] {
    return this.#ground.scopes;
  }

  async observedPasses(sound: SoundScope<Subject>): Promise<readonly Pass[]> {
    return sound.observed(this.#ground.tables);
  }

  /** Random runs of the whole ground. */
  async runAtRandom(): Promise<Kill | undefined> {
    const ground = this.#ground;
    if (!ground.isExercisedInRuns(this.#mutant)) return undefined;
    const found = await ground.firstViolation(this.#mutated, ground.tables.fork());
    if (found === undefined) return undefined;
    const base = { engine: 'random', instance: ground.name, within: '' } as const;
    if (found.kind === 'model-error') {
      const { message } = found;
      return { ...base, way: 'model-error', property: 'messages-handled', message, length: 0 };
    }
    const { property, scope, length, path } = found;
    const message = `run ${String(path)}${scope === '' ? '' : `, ${scope}`}`;
    return { ...base, way: 'violation', property, message, length };
  }

  /** Searches a pass of the scope. */
  async search(sound: SoundScope<Subject>, pass: Pass): Promise<Kill | undefined> {
    const { scope } = sound;
    const ground = this.#ground;
    const system = this.#mutated(scope.system);
    const tables = ground.tables.fork();
    const isPromise = (property: number): boolean => ground.expected(property) === 'holds';
    const searched = await searchPass({ ...scope, system }, pass, this.#limits, tables, isPromise);
    this.visited += searched.summary.distinct;
    const within = { instance: ground.name, scope: scope.name, mayEnd: system.mayEnd };
    const kill = killByItself(searched, within, (property) =>
      isPromise(property) ? ground.idOf(property) : undefined,
    );
    if (kill !== undefined) return kill;
    if (pass === sound.plain) {
      if (sameSteps(scope.system, system, tables)) {
        this.#same.add(sound);
        return undefined;
      }
      this.differs = true;
    }
    const suspects = new Set<number>();
    const outcomes = this.#outcomes.get(sound) ?? new Map<Check, CheckOutcome>();
    this.#outcomes.set(sound, outcomes);
    for (const { property, check, outcome } of searched.judged) {
      outcomes.set(check, outcome);
      if (this.#isLoss(property, outcome)) suspects.add(property);
    }
    for (const property of suspects) {
      if (await this.#isLost(property)) return this.#loss(property);
    }
    return undefined;
  }

  /**
   * Whether no search of the ground, all of them complete, gives the property the verdict that it is expected to have,
   * while one of the sound machines does.
   */
  async #isLost(property: number): Promise<boolean> {
    const { scopes } = this.#ground;
    const alike = scopes.filter((sound) => this.isLikeSound(sound));
    const others = scopes.filter((sound) => !alike.includes(sound));
    const isLost = ({ outcome }: Judged): boolean => this.#isLoss(property, outcome);
    for (const sound of others) {
      const outcomes = this.#outcomes.get(sound);
      const checks = sound.checksOf(property);
      if (!checks.every((check) => this.#isLoss(property, outcomes?.get(check)))) return false;
    }
    for (const sound of alike) {
      if (!(await this.#ground.soundOutcomes(sound, property)).every(isLost)) return false;
    }
    for (const sound of others) {
      if (!(await this.#ground.soundOutcomes(sound, property)).every(isLost)) return true;
    }
    return false;
  }

  #isLoss(property: number, outcome: CheckOutcome | undefined): boolean {
    return outcome !== undefined && isLoss(outcome, this.#ground.expected(property));
  }

  #loss(property: number): Kill {
    const ground = this.#ground;
    const message =
      ground.expected(property) === 'violated'
        ? 'its known violation is gone'
        : 'no situation of which it says something is in reach';
    const base = { engine: 'explicit', instance: ground.name, within: '', length: 0 } as const;
    return { ...base, way: 'expectation', property: ground.idOf(property), message };
  }
}
