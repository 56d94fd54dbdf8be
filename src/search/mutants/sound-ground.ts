/** What is known of the sound machines of one system on which mutants are tried. */
import { CheckerError } from '../../errors/checker-error.ts';
import type { PropertyDefinition } from '../../property/definition.ts';
import type { ClosingSchedule } from '../../system/closing.ts';
import { Coverage } from '../../system/coverage.ts';
import type { System } from '../../system/define-system.ts';
import { MachineTables } from '../../system/machine-tables.ts';
import type { SearchScope } from '../explicit/explicit-options.ts';
import type { SearchLimits } from '../explicit/search.ts';
import {
  firstViolation,
  type FirstViolation,
  type FirstViolationOptions,
} from '../random/first-violation.ts';
import { exercised } from './exercise.ts';
import type { Mutant } from './mutant.ts';
import type { Judged } from './search-pass.ts';
import { SoundScope } from './sound-scope.ts';

/** One system on which mutants are tried. */
export interface HuntingGround<Subject> {
  readonly name: string;
  readonly system: System;
  readonly subject: Subject;
  readonly closings: Readonly<Record<string, ClosingSchedule>>;
  readonly budgetBounds: Readonly<Record<string, number>>;
  readonly scopes: readonly SearchScope<Subject>[];
}

type Expected = ReturnType<PropertyDefinition['expected']>;

export interface GroundSettings<Subject> {
  readonly properties: readonly PropertyDefinition<Subject>[];
  readonly limits: SearchLimits;
  readonly sizes: Pick<FirstViolationOptions<Subject>, 'runs' | 'steps' | 'seed' | 'shouldStop'>;
  readonly onScope: (instance: string, scope: string) => void;
}

/** Values that tables may hold before they are made anew, so that what mutants leave there does not fill the heap. */
const mostValues = 250_000;

export class SoundGround<Subject> {
  readonly name: string;
  /** In the order of their sizes. */
  readonly scopes: readonly SoundScope<Subject>[];
  readonly #ground: HuntingGround<Subject>;
  readonly #settings: GroundSettings<Subject>;
  readonly #expected: readonly Expected[];
  #tables = new MachineTables();
  #inRuns: (mutant: Mutant) => boolean = () => false;

  private constructor(
    ground: HuntingGround<Subject>,
    settings: GroundSettings<Subject>,
    scopes: readonly SoundScope<Subject>[],
  ) {
    this.name = ground.name;
    this.#ground = ground;
    this.#settings = settings;
    this.#expected = settings.properties.map(({ expected }) => expected(ground.subject));
    this.scopes = [...scopes].sort((a, b) => a.states - b.states);
  }

  /**
   * Looks at what the sound machines do, so that it is known what mutants may change.
   * @throws CheckerError MODEL_EXCEPTION if they are not sound themselves
   */
  static async explore<Subject>(
    ground: HuntingGround<Subject>,
    settings: GroundSettings<Subject>,
  ): Promise<SoundGround<Subject>> {
    const { properties, limits, onScope } = settings;
    const scopes: SoundScope<Subject>[] = [];
    for (const scope of ground.scopes) {
      onScope(ground.name, scope.name);
      scopes.push(await SoundScope.search(scope, properties, limits, new Coverage()));
    }
    onScope(ground.name, 'random runs');
    const tables = new MachineTables(new Coverage());
    const known = new SoundGround(ground, settings, scopes);
    const failure = await known.firstViolation((system) => system, tables);
    if (failure !== undefined) throw notSound(ground.name, failure);
    known.#inRuns = exercised(tables.coverage, [ground.system]);
    return known;
  }

  /** Random runs of the system, which is the ground's own or that of a mutant. */
  async firstViolation(
    mutated: (system: System) => System,
    tables: MachineTables,
  ): Promise<FirstViolation | undefined> {
    const { properties, sizes } = this.#settings;
    const { subject, closings, budgetBounds } = this.#ground;
    const promises = properties.filter(
      ({ kind }, property) => kind !== 'reachable' && this.#expected[property] === 'holds',
    );
    return firstViolation({
      ...sizes,
      system: mutated(this.#ground.system),
      subject,
      properties: promises,
      closings,
      budgetBounds,
      tables,
    });
  }

  /** Whether the mutant would make a difference to some random run of the sound machines. */
  isExercisedInRuns(mutant: Mutant): boolean {
    return this.#inRuns(mutant);
  }

  /** Whether the mutant would make a difference to anything that was looked at. */
  isExercised(mutant: Mutant): boolean {
    return this.#inRuns(mutant) || this.scopes.some((scope) => scope.isExercised(mutant));
  }

  /** Of the sound machines. Machines that are not in them are to be put into a fork. */
  get tables(): MachineTables {
    if (this.#tables.values.size > mostValues) this.#tables = new MachineTables();
    return this.#tables;
  }

  expected(property: number): Expected {
    return this.#expected[property] ?? 'not-applicable';
  }

  idOf(property: number): string {
    return this.#settings.properties[property]?.id ?? '';
  }

  /** What becomes of the property's checks within the scope. */
  async soundOutcomes(sound: SoundScope<Subject>, property: number): Promise<readonly Judged[]> {
    const passes = [sound.plain, ...(sound.observes(property) ? await sound.observed(this.tables) : [])];
    const found: Judged[] = [];
    for (const pass of passes.filter(({ members }) => members.some((each) => each.property === property))) {
      const { judged } = await sound.outcomesOf(pass, this.#settings.limits, this.tables);
      found.push(...judged.filter((each) => each.property === property));
    }
    return found;
  }
}

/** A mutant is told from the sound machines by what these do not do. */
function notSound(instance: string, failure: FirstViolation): CheckerError {
  const what = failure.kind === 'violation' ? `"${failure.property}" is violated` : failure.message;
  return new CheckerError('MODEL_EXCEPTION', `the machines without any mutant are not sound: ${what}`, {
    at: instance,
    hint: `ics-check test --instance ${instance} says more`,
  });
}
