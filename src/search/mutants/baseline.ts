/** What the sound machines do within a scope: what a mutant's search is compared with. */
import type { Check, PropertyDefinition } from '../../property/definition.ts';
import type { Coverage } from '../../system/coverage.ts';
import { MachineTables } from '../../system/machine-tables.ts';
import type { SearchScope } from '../explicit/explicit-options.ts';
import type { CheckOutcome } from '../explicit/judge-checks.ts';
import { mergePasses, type PassGroup } from '../explicit/merge-passes.ts';
import { passesOf } from '../explicit/passes.ts';
import type { SearchLimits } from '../explicit/search.ts';
import { searchChecks } from './search-checks.ts';

export interface Baseline<Subject> {
  readonly instance: string;
  readonly scope: SearchScope<Subject>;
  /** The passes, as they are searched together. */
  readonly groups: readonly PassGroup[];
  readonly outcomes: ReadonlyMap<Check, CheckOutcome>;
  readonly seconds: number;
}

export async function baselineOf<Subject>(
  instance: string,
  scope: SearchScope<Subject>,
  properties: readonly PropertyDefinition<Subject>[],
  limits: SearchLimits,
  coverage: Coverage,
): Promise<Baseline<Subject>> {
  const started = performance.now();
  const tables = new MachineTables(coverage);
  const [plain, ...others] = passesOf(properties, scope.subject);
  const units = others.map((pass) => [pass]);
  const groups = [...(plain === undefined ? [] : [[plain]]), ...(await mergePasses(scope, units, tables))];
  const outcomes = new Map<Check, CheckOutcome>();
  for await (const { judged } of searchChecks(scope, groups, limits, tables)) {
    for (const { check, outcome } of judged) outcomes.set(check, outcome);
  }
  return { instance, scope, groups, outcomes, seconds: (performance.now() - started) / 1000 };
}
