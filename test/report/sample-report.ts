/** A report with one property of every kind of outcome. */
import type { Verdict } from '../../src/property/definition.ts';
import type { ReportedProperty, TestReport } from '../../src/report/test-report.ts';
import type { Explanation } from '../../src/trace/explain.ts';

const sampleExplanation: Explanation = {
  scope: 'c1',
  kind: 'leadsTo',
  violated: true,
  message: 'v1 is "down" & never <jailed>',
  owedSince: 1,
  loopFrom: 3,
  steps: [
    {
      number: 1,
      place: 'c1',
      sentence: 'v1 stops signing',
      consequences: [{ place: 'provider', component: 'record-c1', sentence: 'takes note' }],
      changes: [
        { component: 'consumer-c1', path: 'down', kind: 'changed', before: [], after: ['v1'] },
        { component: 'consumer-c1', path: 'queue[v1]', kind: 'added', after: { key: 'v1' } },
        { component: 'consumer-c1', path: 'queue[v2]', kind: 'removed', before: { key: 'v2' } },
      ],
      passed: 2,
      clock: {},
      matters: true,
      inLoop: false,
    },
    {
      number: 2,
      place: 'provider',
      sentence: 'a delegator stakes 1 token',
      consequences: [],
      changes: [{ component: 'provider', path: 'tokens', kind: 'changed', before: 1, after: 2 }],
      passed: 0,
      clock: {},
      matters: false,
      inLoop: false,
    },
    {
      number: 3,
      place: 'provider',
      sentence: 'block 1 ends',
      consequences: [],
      changes: [],
      passed: 0,
      clock: {},
      matters: true,
      inLoop: true,
    },
  ],
};

export function sampleProperty(
  id: string,
  verdict: Verdict,
  expected: 'holds' | 'violated' | 'not-applicable',
): ReportedProperty {
  const violated = verdict === 'violated';
  return {
    definition: {
      id,
      title: `Title of ${id}`,
      statement: `Statement of ${id}.`,
      source: ['ICS-28'],
      ...(expected === 'violated'
        ? { finding: { id: 'N13', restoredBy: 'other', assumption: 'something changes' } }
        : {}),
    },
    result: {
      id,
      kind: 'leadsTo',
      verdict,
      expected,
      reasons: verdict === 'vacuous' ? ['never seen: a report'] : [],
      witnesses: verdict === 'vacuous' ? 0 : 5,
      excludedRuns: 0,
      ...(violated
        ? {
            violation: { property: id, scope: 'c1', message: sampleExplanation.message, events: [], path: 0 },
          }
        : {}),
    },
    ...(violated
      ? { counterexample: { explanation: sampleExplanation, file: `out dir/${id}.itf.json` } }
      : {}),
  };
}

export const sampleReport: TestReport = {
  instance: 'pair',
  features: { epochs: true },
  faults: ['F12'],
  faulty: false,
  engine: 'random',
  result: {
    seed: 1,
    runs: { count: 10, steps: 200, distinct: 50 },
    seconds: 1.25,
    stepsPerSecond: 160,
    coverage: {
      transitions: { covered: 9, total: 10, missing: ['provider: unjail'] },
      guards: { covered: 4, total: 4, missing: [] },
    },
    interrupted: false,
  },
  properties: [
    sampleProperty('kept', 'not-violated', 'holds'),
    sampleProperty('broken', 'violated', 'holds'),
    sampleProperty('finding', 'violated', 'violated'),
    sampleProperty('silent', 'vacuous', 'holds'),
    sampleProperty('elsewhere', 'not-applicable', 'not-applicable'),
    sampleProperty('unseen', 'not-violated', 'violated'),
  ],
};
