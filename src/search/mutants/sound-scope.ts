/** What the sound machines do within one scope: what searches of mutants are compared with. */
import type { Check, PropertyDefinition } from '../../property/definition.ts';
import type { Coverage } from '../../system/coverage.ts';
import { MachineTables } from '../../system/machine-tables.ts';
import type { SearchScope } from '../explicit/explicit-options.ts';
import { mergePasses, unitedPass } from '../explicit/merge-passes.ts';
import { type Pass, passesOf } from '../explicit/passes.ts';
import type { SearchLimits } from '../explicit/search.ts';
import { exercised } from './exercise.ts';
import type { Mutant } from './mutant.ts';
import { searchPass, type SearchedPass } from './search-pass.ts';

export class SoundScope<Subject> {
  readonly scope: SearchScope<Subject>;
  /** Distinct states of the system alone, as far as they were visited. */
  readonly states: number;
  /** Whether the system alone was searched to its end. */
  readonly complete: boolean;
  /** Whether the mutant would make a difference to some run that was looked at. */
  readonly isExercised: (mutant: Mutant) => boolean;
  readonly plain: Pass;
  readonly #rest: readonly Pass[];
  readonly #outcomes = new Map<Pass, Promise<SearchedPass>>();
  #groups: Promise<readonly Pass[]> | undefined;

  private constructor(
    scope: SearchScope<Subject>,
    [plain = { observers: [], members: [] }, ...rest]: readonly Pass[],
    searched: SearchedPass,
    coverage: Coverage,
  ) {
    this.scope = scope;
    this.plain = plain;
    this.#rest = rest;
    this.#outcomes.set(plain, Promise.resolve(searched));
    this.states = searched.summary.distinct;
    this.complete = searched.summary.complete;
    const isExercised = exercised(coverage, [scope.system]);
    this.isExercised = isExercised;
  }

  static async search<Subject>(
    scope: SearchScope<Subject>,
    properties: readonly PropertyDefinition<Subject>[],
    limits: SearchLimits,
    coverage: Coverage,
  ): Promise<SoundScope<Subject>> {
    const passes = passesOf(properties, scope.subject);
    const [plain = { observers: [], members: [] }] = passes;
    // Tables of its own, since they do not count again what another search has asked of them before.
    const searched = await searchPass(scope, plain, limits, new MachineTables(coverage), () => false);
    return new SoundScope(scope, passes, searched, coverage);
  }

  /** All checks of the property, whatever observers they need. */
  checksOf(property: number): readonly Check[] {
    return [this.plain, ...this.#rest].flatMap(({ members }) =>
      members.filter((member) => member.property === property).map(({ check }) => check),
    );
  }

  /** Whether some check of the property needs observers. */
  observes(property: number): boolean {
    return this.#rest.some(({ members }) => members.some((member) => member.property === property));
  }

  /** Passes with observers, likely to be searched quickly first. Together with the plain one they have all checks. */
  async observed(tables: MachineTables): Promise<readonly Pass[]> {
    this.#groups ??= mergePasses(
      this.scope,
      this.#rest.map((pass) => [pass]),
      tables,
    ).then((groups) => groups.map(unitedPass));
    return this.#groups;
  }

  /** What became of the pass, which is one of this scope. */
  async outcomesOf(pass: Pass, limits: SearchLimits, tables: MachineTables): Promise<SearchedPass> {
    const known = this.#outcomes.get(pass) ?? searchPass(this.scope, pass, limits, tables, () => false);
    this.#outcomes.set(pass, known);
    return known;
  }
}
