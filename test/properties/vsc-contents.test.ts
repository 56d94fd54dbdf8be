import test from 'ava';
import { note, send } from '../../src/system/authoring.ts';
import { propertyById } from '../../properties/index.ts';
import { assertJudgement, checkOf, judgeState, judgeStep, type Expected } from './judge.ts';
import { channelIn, ics, powers, providerIn, recordIn, stepOf, validatorsWith, vsc } from './situations.ts';

const bonded = [
  { validator: 'a', power: 3 },
  { validator: 'b', power: 2 },
  { validator: 'c', power: 1 },
];
const withoutC = bonded.slice(0, 2);
const storedWithoutC = [
  { validator: 'a', key: 'ka', power: 3 },
  { validator: 'b', key: 'b', power: 2 },
];
const provided = (updates: Readonly<Record<string, number>>) =>
  note('vscProvided', { change: vsc(0, updates), set: powers({ b: 2, ka: 3 }) });

const recordSteps: readonly (readonly [
  title: string,
  step: ReturnType<typeof stepOf>,
  expected: Expected,
])[] = [
  [
    'no VSC for a set that stays as it is',
    stepOf(recordIn(), { type: 'epochEnded', bonded }, recordIn()),
    'holds',
  ],
  [
    'a removal for a validator that left',
    stepOf(
      recordIn(),
      { type: 'epochEnded', bonded: withoutC },
      recordIn({ stored: storedWithoutC, pending: [vsc(0, { c: 0 })] }),
      [provided({ c: 0 })],
    ),
    'holds',
  ],
  [
    'two updates at once',
    stepOf(
      recordIn({ stored: [...storedWithoutC.slice(0, 1), { validator: 'c', key: 'c', power: 1 }] }),
      { type: 'epochEnded', bonded: withoutC },
      recordIn({ stored: storedWithoutC, pending: [vsc(0, { b: 2, c: 0 })] }),
      [provided({ b: 2, c: 0 })],
    ),
    'holds, seen',
  ],
  [
    'no removal for a validator that left',
    stepOf(
      recordIn(),
      { type: 'epochEnded', bonded: withoutC },
      recordIn({ stored: storedWithoutC, pending: [vsc(0, {})] }),
      [provided({})],
    ),
    /its VSC says \{\} where the set changes by \{c:0\}/,
  ],
  [
    'a stored set that is not updated',
    stepOf(recordIn(), { type: 'epochEnded', bonded: withoutC }, recordIn({ pending: [vsc(0, { c: 0 })] }), [
      provided({ c: 0 }),
    ]),
    /stores a set that is not the one due: c has 1 instead of nothing/,
  ],
  [
    'a changed set without a VSC',
    stepOf(recordIn(), { type: 'epochEnded', bonded: withoutC }, recordIn({ stored: storedWithoutC })),
    /queues no VSC although the set changes by \{c:0\}/,
  ],
  [
    'a VSC for an unchanged set',
    stepOf(recordIn(), { type: 'epochEnded', bonded }, recordIn({ pending: [vsc(0, {})] })),
    /queues a VSC although the set did not change/,
  ],
  [
    'anything at a stopped consumer',
    stepOf(recordIn({}, 'stopped'), { type: 'epochEnded', bonded: withoutC }, recordIn({}, 'stopped')),
    'holds',
  ],
];
for (const [title, step, expected] of recordSteps) {
  test(`vsc-validity: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(ics, 'vsc-validity', 'c1'), step), expected);
  });
}

const announcing = (announced: typeof bonded, beyond = 0) => [
  send('records', {
    type: 'epochEnded',
    bonded: announced.map((each) => ({ ...each, tokens: each.power + beyond })),
  }),
];
const jailedC = providerIn({
  validators: validatorsWith({ c: { jailed: true, lastPower: 0, status: 'Unbonding' } }),
});
const providerSteps: readonly (readonly [title: string, announced: typeof bonded, expected: Expected])[] = [
  ['the bonded validators without the jailed one', withoutC, 'holds, seen'],
  [
    'a jailed validator with power',
    bonded,
    /unjailed validators are \{a:3,b:2\}, but VSCs are computed from \{a:3,b:2,c:1\}/,
  ],
];
for (const [title, announced, expected] of providerSteps) {
  test(`vsc-validity, provider: ${title}`, (t) => {
    const step = stepOf(providerIn(), { type: 'nextBlock', seconds: 1 }, jailedC, announcing(announced));
    assertJudgement(t, judgeStep(checkOf(ics, 'vsc-validity', 'provider'), step), expected);
  });
}

test('vsc-validity, provider: validators with other tokens than they have', (t) => {
  const step = stepOf(providerIn(), { type: 'nextBlock', seconds: 1 }, jailedC, announcing(withoutC, 1));
  const check = checkOf(ics, 'vsc-validity', 'provider');
  assertJudgement(t, judgeStep(check, step), /computed from \{a:3 \(4 tokens\),b:2 \(3 tokens\)\}/);
});

const launch = { vsc: 'genesis', set: 'b:2,c:1,ka:3', updates: [] };
const journey = (first: number, second: number, overtaking = '') => ({
  provided: [
    launch,
    { vsc: 2, set: '', updates: powers({ b: first }) },
    { vsc: 1, set: '', updates: powers({ b: second }) },
  ],
  current: 0,
  next: 0,
  unprovided: '',
  overtaking,
});
const inFlight = channelIn({ toConsumer: [{ ...vsc(2, { b: 5 }), timesOutIn: 5 }] });
const pending = recordIn({ pending: [vsc(1, { b: 4 })] });

const orders: readonly (readonly [title: string, values: readonly unknown[], expected: Expected])[] = [
  ['updates under way as provided', [pending, inFlight, journey(5, 4)], 'holds, seen'],
  ['updates under way the other way round', [pending, inFlight, journey(4, 5)], /b gets 5 4 instead of 4 5/],
  [
    'an update received before an older one',
    [pending, inFlight, journey(5, 4, 'VSC of age 1')],
    /before an older one/,
  ],
  ['nothing under way', [recordIn(), channelIn(), { ...journey(5, 4), next: 2 }], 'holds'],
];
for (const [title, values, expected] of orders) {
  test(`vsc-update-order: ${title}`, (t) => {
    assertJudgement(t, judgeState(checkOf(ics, 'vsc-update-order', 'c1'), values), expected);
  });
}

test('same-vsc-sequence: equal so far, or different', (t) => {
  const check = checkOf(ics, 'same-vsc-sequence', 'c1, c2');
  const lead = [
    { vsc: 2, updates: 'b:5' },
    { vsc: 1, updates: 'b:4' },
  ];
  const equal = { ahead: 'c1', lead, difference: '', over: false };
  assertJudgement(t, judgeState(check, [equal]), 'holds, seen');
  assertJudgement(
    t,
    judgeState(check, [{ ...equal, difference: 'c2 received VSC of age 2' }]),
    /c2 received/,
  );
});

test('same-vsc-sequence does not apply to consumers of different shapes', (t) => {
  const [c1, c2] = ics.instance.consumers;
  const consumers = [c1, { ...c2, optedIn: ['a'] }] as typeof ics.instance.consumers;
  const checks = [{ ...ics, instance: { ...ics.instance, consumers } }].map((system) => checkCount(system));
  t.deepEqual(checks, [0]);
});

function checkCount(system: typeof ics): number {
  return propertyById('same-vsc-sequence').checks(system).length;
}
