/**
 * Known findings that random runs did not come upon: their recorded traces are told again on the very system that was
 * tested. A story that is too rare to be met at random is no less true, and one that can no longer be told, or that breaks
 * nothing any more, stays open.
 */
import { CheckerError } from '../errors/checker-error.ts';
import type { PropertyDefinition } from '../property/definition.ts';
import { judge } from '../report/judgement.ts';
import type { ReportedProperty, TestReport } from '../report/test-report.ts';
import { explainRun } from '../trace/explain.ts';
import { formatTrace, parseTrace } from '../trace/itf-document.ts';
import { recordTrace } from '../trace/record-trace.ts';
import { replayTrace } from '../trace/replay-trace.ts';
import type { Catalogue, Checkable, RecordedTrace } from './catalogue.ts';
import { loopProblems } from './loop-problems.ts';
import type { OutputFolder } from './output-files.ts';

/**
 * The report with every finding that is expected, was not met, and can be told from its record. Traces are written as
 * they went on this system.
 * @throws CheckerError FILE_UNUSABLE, TRACE_INVALID if a recorded trace cannot be read
 */
export function rehearseFindings<Subject>(
  catalogue: Catalogue<Subject>,
  checkable: Checkable<Subject>,
  report: TestReport,
  folder: OutputFolder,
): TestReport {
  if (checkable.faults.length > 0) return report;
  const properties = report.properties.map((property) => {
    const { result } = property;
    if (result.verdict !== 'not-violated' || judge(result, report.faulty) !== 'open') return property;
    const definition = catalogue.properties.find(({ id }) => id === property.definition.id);
    if (definition === undefined) return property;
    return rehearsed(catalogue, checkable, definition, folder)(property) ?? property;
  });
  return { ...report, properties };
}

function rehearsed<Subject>(
  catalogue: Catalogue<Subject>,
  checkable: Checkable<Subject>,
  definition: PropertyDefinition<Subject>,
  folder: OutputFolder,
): (property: ReportedProperty) => ReportedProperty | undefined {
  return (property) => {
    for (const record of catalogue.findings.recorded(definition.finding?.id ?? '', definition.id)) {
      const told = tellAgain(checkable, definition, record);
      if (told === undefined) continue;
      const file = folder.write(`${definition.id}.itf.json`, told.text);
      const reason = `these runs did not come upon it: told from its record ${record.file}`;
      const { result } = property;
      return {
        ...property,
        result: { ...result, verdict: 'violated', reasons: [...result.reasons, reason] },
        counterexample: { ...told.counterexample, file },
      };
    }
    return undefined;
  };
}

/** The recorded events on this system, with what they come to; undefined if they cannot be taken or break nothing. */
function tellAgain<Subject>(
  { system, subject, instance, features, story }: Checkable<Subject>,
  definition: PropertyDefinition<Subject>,
  { file, text }: RecordedTrace,
): { readonly text: string; readonly counterexample: Omit<Counterexample, 'file'> } | undefined {
  const recorded = parseTrace(text, file);
  const { meta, loopsTo } = recorded;
  const { system: _system, machines: _machines, ...kept } = meta;
  const checks = definition.checks(subject).filter(({ scope }) => scope === meta.scope);
  const events = recorded.steps.map(({ chosen }) => chosen);
  try {
    const options = { loopsTo, clock: story.clock };
    const trace = recordTrace(system, { ...kept, instance, features }, events, options);
    const { reproduced, run } = replayTrace(system, trace, checks);
    if (!reproduced || loopProblems(system, trace, checks).length > 0) return undefined;
    const explanation = checks.map((check) => explainRun(run, check, story)).find(({ violated }) => violated);
    if (explanation === undefined) return undefined;
    const { fairness } = meta;
    return {
      text: formatTrace(trace),
      counterexample: { explanation, ...(fairness === undefined ? {} : { fairness }) },
    };
  } catch (error) {
    // An event that a component of this system refuses, or does not know.
    if (error instanceof CheckerError) return undefined;
    throw error;
  }
}

type Counterexample = NonNullable<ReportedProperty['counterexample']>;
