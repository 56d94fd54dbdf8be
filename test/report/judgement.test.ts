import test from 'ava';
import type { Verdict } from '../../src/property/definition.ts';
import { exitCode, judge, reasonsOf, type Judgement } from '../../src/report/judgement.ts';
import { sampleProperty, sampleReport } from './sample-report.ts';

type Expected = 'holds' | 'violated' | 'not-applicable';

/** Verdict, what is expected, the judgement, and the judgement with a fault. */
const rows: readonly (readonly [Verdict, Expected, Judgement, Judgement])[] = [
  ['not-violated', 'holds', 'as-expected', 'as-expected'],
  ['holds', 'holds', 'as-expected', 'as-expected'],
  ['violated', 'holds', 'unexpected', 'unexpected'],
  ['violated', 'violated', 'as-expected', 'unexpected'],
  ['violated', 'not-applicable', 'unexpected', 'unexpected'],
  ['not-violated', 'violated', 'open', 'as-expected'],
  ['holds', 'violated', 'unexpected', 'as-expected'],
  ['vacuous', 'holds', 'open', 'open'],
  ['vacuous', 'violated', 'open', 'open'],
  ['inconclusive', 'holds', 'open', 'open'],
  ['not-applicable', 'not-applicable', 'as-expected', 'as-expected'],
  ['not-applicable', 'holds', 'unexpected', 'unexpected'],
  ['not-violated', 'not-applicable', 'unexpected', 'unexpected'],
  ['holds', 'not-applicable', 'unexpected', 'unexpected'],
];
for (const [verdict, expected, sound, faulty] of rows) {
  test(`${verdict} where ${expected} is expected`, (t) => {
    t.is(judge({ verdict, expected }, false), sound);
    t.is(judge({ verdict, expected }, true), faulty);
  });
}

const kept = sampleProperty('kept', 'not-violated', 'holds');
const broken = sampleProperty('broken', 'violated', 'holds');
const finding = sampleProperty('finding', 'violated', 'violated');
const silent = sampleProperty('silent', 'vacuous', 'holds');
const unseen = sampleProperty('unseen', 'not-violated', 'violated');

const codes = [
  { title: 'nothing tested', properties: [], code: 0 },
  { title: 'all held', properties: [kept], code: 0 },
  { title: 'a finding found', properties: [kept, finding], code: 0 },
  { title: 'a violation', properties: [kept, broken], code: 1 },
  { title: 'a vacuous property', properties: [kept, silent], code: 3 },
  { title: 'a violation and a vacuous property', properties: [silent, broken], code: 1 },
  { title: 'a finding not found', properties: [unseen], code: 3 },
  { title: 'a finding, with a fault', properties: [finding], faulty: true, code: 1 },
  { title: 'a finding not found, with a fault', properties: [unseen], faulty: true, code: 0 },
  { title: 'stopped early', properties: [kept], interrupted: true, code: 3 },
  { title: 'stopped early after a violation', properties: [broken], interrupted: true, code: 1 },
] as const;
for (const { title, code, properties, ...rest } of codes) {
  test(`exit code ${code}: ${title}`, (t) => {
    const { faulty = false, interrupted = false } = { faulty: undefined, interrupted: undefined, ...rest };
    t.is(exitCode({ properties, faulty, result: { ...sampleReport.result, interrupted } }), code);
  });
}

test('reasons say what is wrong where, and why a verdict is not the expected one', (t) => {
  t.deepEqual(reasonsOf(broken, false), ['c1: v1 is "down" & never <jailed>']);
  t.deepEqual(reasonsOf(silent, false), ['never seen: a report']);
  t.deepEqual(reasonsOf(unseen, false), ['finding N13 not rediscovered: more runs may find it']);
  t.deepEqual(reasonsOf(unseen, true), []);
  t.deepEqual(reasonsOf(sampleProperty('x', 'not-applicable', 'holds'), false), ['expected holds']);
});
