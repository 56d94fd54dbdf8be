/**
 * What the sound machines do within the scopes: what the searches of mutants are compared with. Passes are searched only when
 * somebody asks for them, those without observers first: they are quick, and tell most mutants from the sound machines.
 */
import type { Check, PropertyDefinition } from '../../property/definition.ts';
import type { Coverage } from '../../system/coverage.ts';
import { MachineTables } from '../../system/machine-tables.ts';
import type { SearchScope } from '../explicit/explicit-options.ts';
import type { CheckOutcome } from '../explicit/judge-checks.ts';
import { mergePasses, type PassGroup } from '../explicit/merge-passes.ts';
import { passesOf } from '../explicit/passes.ts';
import type { SearchLimits } from '../explicit/search.ts';
import { searchChecks } from './search-checks.ts';

/** Some passes of a scope, searched together, and what the sound machines do in them. */
export interface Baseline<Subject> {
  readonly instance: string;
  readonly scope: SearchScope<Subject>;
  readonly group: PassGroup;
  readonly outcomes: ReadonlyMap<Check, CheckOutcome>;
}

interface Source<Subject> {
  readonly instance: string;
  readonly scopes: readonly SearchScope<Subject>[];
}

interface Settings<Subject> {
  readonly properties: readonly PropertyDefinition<Subject>[];
  readonly limits: SearchLimits;
  /** Told of everything that the sound machines take. */
  readonly coverage: Coverage;
  readonly onScope: (instance: string, scope: string) => void;
}

export class Baselines<Subject> {
  readonly #settings: Settings<Subject>;
  readonly #sources: readonly Source<Subject>[];
  readonly #known: Baseline<Subject>[] = [];
  readonly #coming: AsyncGenerator<Baseline<Subject>>;

  constructor(sources: readonly Source<Subject>[], settings: Settings<Subject>) {
    this.#sources = sources;
    this.#settings = settings;
    this.#coming = this.#search();
  }

  /** All of them, in an order that is always the same. */
  async *all(): AsyncGenerator<Baseline<Subject>> {
    for (let index = 0; ; index++) {
      if (index === this.#known.length) {
        const next = await this.#coming.next();
        if (next.done === true) return;
        this.#known.push(next.value);
      }
      const baseline = this.#known[index];
      if (baseline !== undefined) yield baseline;
    }
  }

  /** Those without observers. */
  async *plain(): AsyncGenerator<Baseline<Subject>> {
    let left = this.#sources.reduce((sum, { scopes }) => sum + scopes.length, 0);
    for await (const baseline of this.all()) {
      yield baseline;
      if (--left === 0) return;
    }
  }

  async *#search(): AsyncGenerator<Baseline<Subject>> {
    const { properties, coverage } = this.#settings;
    const units = this.#sources.flatMap(({ instance, scopes }) =>
      scopes.map((scope) => ({ instance, scope })),
    );
    for (const { instance, scope } of units) {
      const [plain] = passesOf(properties, scope.subject);
      if (plain !== undefined) yield await this.#baseline(instance, scope, [plain]);
    }
    for (const { instance, scope } of units) {
      const [, ...others] = passesOf(properties, scope.subject);
      const alone = others.map((pass) => [pass]);
      for (const group of await mergePasses(scope, alone, new MachineTables(coverage)))
        yield await this.#baseline(instance, scope, group);
    }
  }

  async #baseline(
    instance: string,
    scope: SearchScope<Subject>,
    group: PassGroup,
  ): Promise<Baseline<Subject>> {
    const { limits, coverage, onScope } = this.#settings;
    onScope(instance, scope.name);
    const outcomes = new Map<Check, CheckOutcome>();
    for await (const { judged } of searchChecks(scope, group, limits, new MachineTables(coverage))) {
      for (const { check, outcome } of judged) outcomes.set(check, outcome);
    }
    return { instance, scope, group, outcomes };
  }
}
