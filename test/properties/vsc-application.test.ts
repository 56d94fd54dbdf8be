import test from 'ava';
import { assertJudgement, checkOf, judgeObligation, judgeState, judgeStep, type Expected } from './judge.ts';
import { channelIn, consumerIn, ics, powers, recordIn, stepOf } from './situations.ts';

/** c1 has received two VSCs in this block, of which the second corrects the first. */
const twoReceived = {
  provided: [
    { vsc: 'genesis', set: '', updates: [] },
    { vsc: 2, set: '', updates: powers({ b: 5, c: 0 }) },
    { vsc: 1, set: '', updates: powers({ b: 4 }) },
  ],
  current: 0,
  next: 2,
  unprovided: '',
  overtaking: '',
};
const about = (changes: Readonly<Record<string, number>>) => consumerIn({ pendingChanges: powers(changes) });
const later = consumerIn({
  pendingChanges: powers({ b: 4 }),
  vscOfHeight: { previous: 'genesis', current: 3, next: 1 },
});

const states: readonly (readonly [
  title: string,
  property: string,
  values: readonly unknown[],
  expected: Expected,
])[] = [
  ['changes that VSCs say', 'apply-vsc-validity', [about({ b: 4, c: 0 }), twoReceived], 'holds, seen'],
  [
    'a change that no VSC says',
    'apply-vsc-validity',
    [about({ b: 4, ka: 9 }), twoReceived],
    /ka is to get 9, which no VSC/,
  ],
  [
    'changes left from an earlier block',
    'apply-vsc-validity',
    [about({ b: 5 }), { ...twoReceived, current: 2 }],
    /b is to get 5/,
  ],
  [
    'a VSC that was not under way',
    'apply-vsc-validity',
    [consumerIn(), { ...twoReceived, unprovided: 'VSC of age 1' }],
    /c1 received VSC of age 1, which the provider did not provide/,
  ],
  ['nothing to apply', 'apply-vsc-validity', [consumerIn(), twoReceived], 'holds'],
  ['the newest VSC decides', 'apply-vsc-order', [about({ b: 4, c: 0 }), twoReceived], 'holds'],
  ['another VSC after one was applied', 'apply-vsc-order', [later, twoReceived], 'holds, seen'],
  [
    'the older VSC decides',
    'apply-vsc-order',
    [about({ b: 5, c: 0 }), twoReceived],
    /b is to get 5, the newest VSC says 4/,
  ],
  [
    'a VSC arrives before an older one',
    'apply-vsc-order',
    [consumerIn(), { ...twoReceived, overtaking: 'VSC of age 1' }],
    /before an older VSC/,
  ],
];
for (const [title, property, values, expected] of states) {
  test(`${property}: ${title}`, (t) => {
    assertJudgement(t, judgeState(checkOf(ics, property, 'c1'), values), expected);
  });
}

const obligations: readonly (readonly [
  title: string,
  journey: object,
  phase: string,
  from: boolean,
  to: boolean,
])[] = [
  ['received, not applied', twoReceived, 'launched', true, false],
  ['provided, not received', { ...twoReceived, next: 0 }, 'launched', true, false],
  ['all applied', { ...twoReceived, current: 2 }, 'launched', false, true],
  ['stopped', { ...twoReceived, next: 0 }, 'stopped', false, true],
];
for (const [title, journey, phase, from, to] of obligations) {
  test(`apply-vsc-liveness: ${title}`, (t) => {
    const check = checkOf(ics, 'apply-vsc-liveness', 'c1');
    t.like(judgeObligation(check, [recordIn({}, phase), channelIn(), journey]), { from, to });
  });
}

test('apply-vsc-liveness counts what is owed and is not claimed of an expired client', (t) => {
  const check = checkOf(ics, 'apply-vsc-liveness', 'c1');
  const journey = { ...twoReceived, next: 1 };
  const judged = judgeObligation(check, [recordIn(), channelIn({ consumerClientExpiresIn: 0 }), journey]);
  t.true(judged.excluded);
  t.regex(judged.message, /never applies 2 provided VSCs, of which 1 have not arrived/);
});

test('first-vsc-establishes: who has received a VSC knows its channel', (t) => {
  const check = checkOf(ics, 'first-vsc-establishes', 'c1');
  const received = { type: 'vscReceived' };
  const [knows, not] = [consumerIn({ channelEstablished: true }), consumerIn({ channelEstablished: false })];
  assertJudgement(t, judgeStep(check, stepOf(not, received, knows)), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(not, received, not)), /does not know its channel/);
});
