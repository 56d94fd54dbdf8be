/** Findings for programs: JSON, CI servers and code scanning. */
import type { JsonRecord } from '../system/json.ts';
import { lengthOf, type FindingOutcome, type FindingsSummary } from './findings-summary.ts';
import { judge, reasonsOf } from './judgement.ts';
import { junitText, type JunitCase } from './junit-suite.ts';
import { codeFlowOf, sarifLog } from './sarif-log.ts';

export function findingsJson({ outcomes, unshown, questions }: FindingsSummary): JsonRecord {
  return {
    findings: outcomes.map((outcome) => ({
      id: outcome.id,
      property: outcome.property.definition.id,
      instance: outcome.instance,
      verdict: outcome.property.result.verdict,
      recorded: outcome.recorded,
      trace: outcome.property.counterexample?.file ?? null,
      length: lengthOf(outcome) ?? 0,
      assumption: outcome.assumption,
      restoredBy: outcome.restoredBy,
      restoredVerdict: outcome.restoredVerdict,
      restoredAsExpected: outcome.restoredAsExpected,
    })),
    notShown: unshown.map(({ id, title, why }) => ({ id, title, why })),
    openQuestions: questions.map(({ id, question, answer, because, shownBy }) => ({
      id,
      question,
      answer,
      because,
      shownBy,
    })),
  };
}

/** Two test cases a finding: the claim, which passes when its violation is found again, and what holds instead. */
export function findingsJunit(
  outcomes: readonly FindingOutcome[],
  where: string,
  seconds: number,
  seed: number,
): string {
  return junitText({
    name: `ics-check findings ${where}`,
    seconds,
    settings: { seed: String(seed) },
    cases: outcomes.flatMap((outcome): readonly JunitCase[] => {
      const { id, property, instance, restoredBy, restoredVerdict, restoredAsExpected, assumption } = outcome;
      const classname = `ics-check.findings.${instance}`;
      const { verdict } = property.result;
      const claim = { classname, name: `${id} ${property.definition.id}` };
      const restored = { classname, name: `${id} ${restoredBy}` };
      return [
        verdict === 'violated'
          ? { ...claim, status: 'passed' }
          : {
              ...claim,
              status: 'error',
              type: verdict,
              message: `${verdict}: ${reasonsOf(property, false).join('; ')}`,
              body: property.definition.statement,
            },
        restoredAsExpected
          ? { ...restored, status: 'passed' }
          : {
              ...restored,
              status: restoredVerdict === 'violated' ? 'failure' : 'error',
              type: restoredVerdict,
              message: `${restoredVerdict}: expected to hold if ${assumption}`,
            },
      ];
    }),
  });
}

/** @param version of this program */
export function findingsSarif(
  outcomes: readonly FindingOutcome[],
  version: string,
  seed: number,
): JsonRecord {
  return sarifLog(
    version,
    { engine: 'random', seed },
    outcomes.map(({ id, property, instance, restoredBy, restoredVerdict, restoredAsExpected }) => {
      const { definition, result, counterexample } = property;
      const asExpected = judge(result, false) === 'as-expected' && restoredAsExpected;
      const wrong = restoredVerdict === 'violated' ? ('error' as const) : ('warning' as const);
      return {
        rule: {
          id: definition.id,
          title: definition.title,
          description: definition.statement,
          help: ['Stated in:', ...definition.source].join('\n'),
        },
        level: asExpected ? ('note' as const) : wrong,
        text: `${id} on ${instance}: ${counterexample?.explanation.message ?? result.verdict}; ${restoredBy}: ${restoredVerdict}`,
        ...codeFlowOf(counterexample),
      };
    }),
  );
}
