/**
 * Known findings that random runs did not come upon: their recorded traces are told again on the very system that was
 * tested. A story that is too rare to be met at random is no less true, and one that can no longer be told, or that breaks
 * nothing any more, stays open.
 */
import { CheckerError } from '../errors/checker-error.ts';
import type { PropertyDefinition } from '../property/definition.ts';
import { judge } from '../report/judgement.ts';
import type { ReportedProperty, TestReport } from '../report/test-report.ts';
import type { System } from '../system/define-system.ts';
import { offeredChoices } from '../trace/explain-refusal.ts';
import { formatTrace, parseTrace } from '../trace/itf-document.ts';
import { recordTrace } from '../trace/record-trace.ts';
import type { Trace } from '../trace/trace.ts';
import type { Catalogue, Checkable, RecordedTrace } from './catalogue.ts';
import { confirmTrace, type Story } from './confirm-trace.ts';
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
  const rehearse = (property: ReportedProperty): ReportedProperty => {
    const { definition, result } = property;
    const isMissed = result.verdict === 'not-violated' && judge(result, report.faulty) === 'open';
    const claim = isMissed ? catalogue.properties.find(({ id }) => id === definition.id) : undefined;
    if (claim === undefined) return property;
    for (const record of catalogue.findings.recorded(claim.finding?.id ?? '', claim.id)) {
      const told = tellAgain(checkable, claim, record);
      if (told === undefined) continue;
      const reason = `these runs did not come upon it: told from its record ${record.file}`;
      return {
        ...property,
        result: { ...result, verdict: 'violated', reasons: [...result.reasons, reason] },
        counterexample: { ...told.story, file: folder.write(`${claim.id}.itf.json`, told.text) },
      };
    }
    return property;
  };
  return { ...report, properties: report.properties.map(rehearse) };
}

/** The recorded events on this system; undefined if no random run could take them, or if they break nothing. */
function tellAgain<Subject>(
  checkable: Checkable<Subject>,
  claim: PropertyDefinition<Subject>,
  { file, text }: RecordedTrace,
): { readonly text: string; readonly story: Story } | undefined {
  const { system, subjectAtRandom: subject, instance, features, story, budgetBounds } = checkable;
  const recorded = parseTrace(text, file);
  const { loopsTo } = recorded;
  const { system: _system, machines: _machines, ...kept } = recorded.meta;
  try {
    const trace = recordTrace(
      system,
      { ...kept, instance, features },
      recorded.steps.map(({ chosen }) => chosen),
      { loopsTo, clock: story.clock },
    );
    if (!isAffordable(system, trace, budgetBounds)) return undefined;
    const confirmed = confirmTrace({ system, subject, story }, claim, trace);
    return confirmed === undefined ? undefined : { text: formatTrace(trace), story: confirmed };
  } catch (error) {
    // An event that a component of this system refuses, or does not know.
    if (error instanceof CheckerError) return undefined;
    throw error;
  }
}

/** Whether the events before the closing, if there is one, stay within the budgets; an event that is offered twice costs the first that can be paid. */
function isAffordable(
  system: System,
  { initial, steps, meta }: Trace,
  bounds: Readonly<Record<string, number>>,
): boolean {
  const left = new Map(Object.entries(bounds));
  const canPay = (cost: Readonly<Record<string, number>>): boolean =>
    Object.entries(cost).every(([budget, amount]) => (left.get(budget) ?? Infinity) >= amount);
  return steps.slice(0, meta.closing?.from).every(({ chosen: { to, event } }, index) => {
    const before = steps[index - 1]?.snapshots ?? initial;
    const choice = offeredChoices(system, before, to, event).find(({ cost = {} }) => canPay(cost));
    if (choice === undefined) return false;
    for (const [budget, amount] of Object.entries(choice.cost ?? {}))
      left.set(budget, (left.get(budget) ?? Infinity) - amount);
    return true;
  });
}
