/**
 * Looks for the findings: each claim is tested on the first instance that leaves room for its violation, together with
 * the property that states what holds instead, and its recorded trace is played again. The shorter story wins.
 */
import type { PropertyDefinition } from '../property/definition.ts';
import { exitCode, judge } from '../report/judgement.ts';
import type { FindingOutcome } from '../report/findings-summary.ts';
import type { ReportedProperty, TestReport } from '../report/test-report.ts';
import type { Catalogue, Checkable } from './catalogue.ts';
import { selectByIds } from './nearest-name.ts';
import { recordedFinding } from './recorded-finding.ts';
import { runTest, type TestSettings } from './run-test.ts';

/** What is tested on one instance. */
export interface FindingsGroup<Subject> {
  readonly name: string;
  readonly checkable: Checkable<Subject>;
  readonly claims: readonly PropertyDefinition<Subject>[];
  /** What restores these claims, or others for which this is the first instance to which it applies. */
  readonly restoring: readonly PropertyDefinition<Subject>[];
}

export interface FoundDeviations {
  readonly outcomes: readonly FindingOutcome[];
  readonly reports: readonly TestReport[];
  readonly exitCode: 0 | 1 | 3;
}

/** Where to look; `instance` and `features` as on the command line. */
export interface FindingsPlace {
  readonly instance?: string;
  readonly features?: string;
}

/** @throws CheckerError for an instance, or features, that do not exist */
export function findingsGroups<Subject>(
  catalogue: Catalogue<Subject>,
  { instance, features }: FindingsPlace,
): readonly FindingsGroup<Subject>[] {
  const names = instance === undefined ? catalogue.findings.instances() : [instance];
  const opened = names.map((name) => ({
    name,
    checkable: catalogue.open(name, { faults: [], features }),
    claims: new Set<PropertyDefinition<Subject>>(),
    restoring: new Set<PropertyDefinition<Subject>>(),
  }));
  for (const claim of catalogue.properties) {
    if (claim.finding === undefined) continue;
    const home = opened.find(({ checkable }) => claim.expected(checkable.subjectAtRandom) === 'violated');
    if (home === undefined) continue;
    home.claims.add(claim);
    for (const restored of restoringOf(catalogue, claim)) {
      const applies = ({ checkable }: (typeof opened)[number]): boolean =>
        restored.expected(checkable.subjectAtRandom) !== 'not-applicable';
      // Where random runs cannot judge it on the claim's own instance, they may on another.
      for (const place of [home, opened.find(applies)])
        if (place !== undefined && applies(place)) place.restoring.add(restored);
    }
  }
  return opened
    .filter(({ claims, restoring }) => claims.size + restoring.size > 0)
    .map((group) => ({ ...group, claims: [...group.claims], restoring: [...group.restoring] }));
}

function restoringOf<Subject>(
  { properties }: Catalogue<Subject>,
  { finding }: PropertyDefinition<Subject>,
): readonly PropertyDefinition<Subject>[] {
  return finding === undefined ? [] : selectByIds(properties, [finding.restoredBy], 'property', 'properties');
}

/**
 * @param settings of the test on each instance
 * @throws CheckerError as `runTest` does
 */
export async function findDeviations<Subject>(
  catalogue: Catalogue<Subject>,
  place: FindingsPlace,
  groups: readonly FindingsGroup<Subject>[],
  settings: (group: FindingsGroup<Subject>) => TestSettings,
): Promise<FoundDeviations> {
  const reports: TestReport[] = [];
  const tested: { readonly instance: string; readonly property: ReportedProperty }[] = [];
  for (const group of groups) {
    const { checkable, claims, restoring } = group;
    const report = await runTest(checkable, [...new Set([...claims, ...restoring])], settings(group));
    reports.push(report);
    tested.push(...report.properties.map((property) => ({ instance: group.name, property })));
    if (report.result.interrupted) break;
  }
  const resultOn = (id: string, instance?: string): (typeof tested)[number] | undefined =>
    tested.find(
      ({ property, instance: where }) =>
        property.definition.id === id && (instance === undefined || instance === where),
    );
  const outcomes = groups.flatMap(({ name, checkable, claims }) =>
    claims.flatMap((claim): readonly FindingOutcome[] => {
      const own = resultOn(claim.id, name);
      if (own === undefined || claim.finding === undefined) return [];
      const { id, restoredBy, assumption } = claim.finding;
      const restored =
        [resultOn(restoredBy, name), resultOn(restoredBy)].find(
          (found) => found !== undefined && isAsExpected(found.property),
        ) ??
        resultOn(restoredBy, name) ??
        resultOn(restoredBy);
      const { property, instance, recorded } = withRecorded(catalogue, place, claim, checkable, own);
      return [
        {
          id,
          property,
          instance,
          recorded,
          restoredBy,
          assumption,
          restoredVerdict: restored?.property.result.verdict ?? 'not-applicable',
          restoredAsExpected: restored !== undefined && isAsExpected(restored.property),
        },
      ];
    }),
  );
  return { outcomes, reports, exitCode: overallExitCode(outcomes, reports) };
}

function isAsExpected({ result }: ReportedProperty): boolean {
  return judge(result, false) === 'as-expected';
}

/** The claim's result, with the recorded trace in place of what was found if that is no longer. */
function withRecorded<Subject>(
  catalogue: Catalogue<Subject>,
  { instance, features }: FindingsPlace,
  claim: PropertyDefinition<Subject>,
  { instanceName, features: present }: Checkable<Subject>,
  own: { readonly instance: string; readonly property: ReportedProperty },
): Pick<FindingOutcome, 'property' | 'instance' | 'recorded'> {
  const { property } = own;
  const known = recordedFinding(catalogue, claim, {
    instance: instance === undefined ? undefined : instanceName,
    features: features === undefined ? undefined : present,
  });
  const found = property.counterexample?.explanation.steps.length ?? Infinity;
  if (known === undefined || known.counterexample.explanation.steps.length > found)
    return { ...own, recorded: false };
  const { violation: _longer, ...result } = property.result;
  return {
    property: {
      definition: property.definition,
      result: { ...result, verdict: 'violated', reasons: [] },
      counterexample: known.counterexample,
    },
    instance: known.instance,
    recorded: true,
  };
}

/**
 * A claim counts with its recorded trace. Of what restores one it is enough that some instance shows it, unless it is
 * violated on another.
 */
function overallExitCode(outcomes: readonly FindingOutcome[], reports: readonly TestReport[]): 0 | 1 | 3 {
  const claims = new Map(outcomes.map(({ property }) => [property.definition.id, property]));
  const tested = reports.flatMap(({ properties }) => properties);
  const shown = new Set(tested.filter(isAsExpected).map(({ definition }) => definition.id));
  return exitCode({
    faulty: false,
    properties: tested
      .map((property) => claims.get(property.definition.id) ?? property)
      .filter(
        ({ definition, result }) =>
          result.verdict === 'violated' || isAsExpected({ definition, result }) || !shown.has(definition.id),
      ),
    result: { interrupted: reports.some(({ result }) => result.interrupted) },
  });
}
