/** Which faults are caught, for CI servers and code scanning. */
import type { JsonRecord } from '../system/json.ts';
import { faultVerdicts, isWrong, type FaultOutcome } from './faults-text.ts';
import { junitText } from './junit-suite.ts';
import { sarifLog } from './sarif-log.ts';

/** One test case a fault: one that is not caught, and a control that is reported, is a failure. */
export function faultsJunit(outcomes: readonly FaultOutcome[], instance: string, seconds: number): string {
  return junitText({
    name: `ics-check faults ${instance}`,
    seconds,
    settings: {},
    cases: outcomes.map((outcome) => {
      const { fault, verdict } = outcome;
      const shared = { classname: `ics-check.faults.${instance}`, name: `${fault.id} ${fault.name}` };
      return isWrong(verdict)
        ? { ...shared, status: 'failure', type: verdict, message: sentence(outcome), body: fault.description }
        : { ...shared, status: 'passed' };
    }),
  });
}

/** @param version of this program */
export function faultsSarif(outcomes: readonly FaultOutcome[], version: string): JsonRecord {
  const wrong = outcomes.filter(({ verdict }) => isWrong(verdict));
  return sarifLog(
    version,
    {},
    wrong.map((outcome) => {
      const { fault, verdict, by } = outcome;
      const [shortest] = by;
      return {
        rule: {
          id: fault.id,
          title: fault.name,
          description: fault.description,
          help: ['Source:', ...fault.source].join('\n'),
        },
        level: verdict === 'control-reported' ? ('error' as const) : ('warning' as const),
        text: sentence(outcome),
        ...(shortest === undefined ? {} : { file: shortest.trace }),
      };
    }),
  );
}

function sentence({ fault, verdict, by }: FaultOutcome): string {
  const names = verdict === 'missed' ? fault.caughtBy : by.map(({ property }) => property);
  const of = verdict === 'missed' ? ', expected of ' : ' ';
  return `${fault.name}: ${faultVerdicts[verdict]}${names.length === 0 ? '' : of + names.join(', ')}`;
}
