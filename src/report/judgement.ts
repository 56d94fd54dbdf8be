/**
 * Compares a verdict with what is expected of the protocol, and makes the exit code of all of them. A run fails on any
 * verdict other than the expected one, either way: an expected violation (a finding) that is found is as it should be.
 */
import type { PropertyResult } from '../search/result.ts';
import type { ReportedProperty } from './test-report.ts';
import type { Report } from './verify-report.ts';

/** `open`: nothing is wrong as far as one can tell, but one cannot tell far enough. */
export type Judgement = 'as-expected' | 'unexpected' | 'open';

/**
 * @param faulty whether the protocol was broken on purpose; then every violation is unexpected
 */
export function judge(result: Pick<PropertyResult, 'verdict' | 'expected'>, faulty: boolean): Judgement {
  const { verdict, expected } = result;
  switch (verdict) {
    case 'vacuous':
    case 'inconclusive':
      return 'open';
    case 'violated':
      return expected === 'violated' && !faulty ? 'as-expected' : 'unexpected';
    case 'not-applicable':
      return expected === 'not-applicable' ? 'as-expected' : 'unexpected';
    case 'not-violated':
      if (expected === 'not-applicable') return 'unexpected';
      // A sample that does not show a known violation proves nothing; with a fault, it was not even looked for.
      return expected === 'holds' || faulty ? 'as-expected' : 'open';
    case 'holds':
      return expected === 'holds' || (faulty && expected === 'violated') ? 'as-expected' : 'unexpected';
  }
}

/** The result's own reasons and those that follow from comparing it with the expected verdict. */
export function reasonsOf({ result, definition }: ReportedProperty, faulty: boolean): readonly string[] {
  const judgement = judge(result, faulty);
  const { violation } = result;
  const places = [violation?.within ?? '', violation?.scope ?? ''].filter((place) => place !== '');
  const where = places.length === 0 ? '' : `${places.join(', ')}: `;
  return [
    ...(violation === undefined ? [] : [`${where}${violation.message}`]),
    ...result.reasons,
    ...(judgement === 'open' && result.verdict === 'not-violated'
      ? [`finding ${definition.finding?.id ?? definition.id} not rediscovered: more runs may find it`]
      : []),
    ...(judgement === 'unexpected' && result.verdict !== 'violated' ? [`expected ${result.expected}`] : []),
  ];
}

/** What an exit code depends on. */
type ExitCodeGround = Pick<Report, 'faulty' | 'properties'> & {
  readonly result: { readonly interrupted: boolean };
};

/**
 * 0: every verdict is the expected one; 1: an unexpected verdict; 3: vacuous, inconclusive, not rediscovered, or stopped
 * early. An unexpected verdict outweighs what is open.
 */
export function exitCode(report: ExitCodeGround): 0 | 1 | 3 {
  const judgements = new Set(report.properties.map(({ result }) => judge(result, report.faulty)));
  if (judgements.has('unexpected')) return 1;
  return judgements.has('open') || report.result.interrupted ? 3 : 0;
}
