import test from 'ava';
import { assertJudgement, checkOf, judgeObligation, judgeState, type Expected } from './judge.ts';
import {
  channelIn,
  consumerIn,
  ics,
  launchSet,
  powers,
  providerIn,
  recordIn,
  validatorsWith,
  vsc,
} from './situations.ts';

/** What the journey of c1's VSCs looks like after one VSC that makes b 5 strong. */
const afterOneVsc = {
  provided: [
    { vsc: 'genesis', set: 'b:2,c:1,ka:3', updates: [] },
    { vsc: 2, set: 'b:5,c:1,ka:3', updates: [] },
  ],
  current: 1,
  next: 1,
  unprovided: '',
  overtaking: '',
} as const;
const newSet = powers({ b: 5, c: 1, ka: 3 });
const heights = { previous: 'genesis', current: 2, next: 2 } as const;

const states: readonly (readonly [
  title: string,
  property: string,
  scope: string,
  values: readonly unknown[],
  expected: Expected,
])[] = [
  [
    'a consumer with a set that was provided',
    'validator-set-replication',
    'c1: set in force',
    [consumerIn({ set: newSet, vscOfHeight: heights }), afterOneVsc],
    'holds, seen',
  ],
  [
    'a consumer that removed nobody',
    'validator-set-replication',
    'c1: set in force',
    [consumerIn({ set: powers({ b: 5, ka: 3 }), vscOfHeight: heights }), afterOneVsc],
    /c1 has the set \{b:5,ka:3\}, which the provider never gave it.*VSC of age 2.*\{b:5,c:1,ka:3\}/,
  ],
  [
    'a set that was provided but not received yet',
    'validator-set-replication',
    'c1: set in force',
    [consumerIn({ set: newSet }), { ...afterOneVsc, current: 0, next: 0 }],
    /never gave it/,
  ],
  [
    'a stored set that is the provider’s own at the start of an epoch',
    'validator-set-replication',
    'c1: set provided',
    [providerIn(), recordIn()],
    'holds, seen',
  ],
  [
    'a stored set that still has a removed validator at the start of an epoch',
    'validator-set-replication',
    'c1: set provided',
    [providerIn({ validators: validatorsWith({ a: { lastPower: 0 } }) }), recordIn()],
    /ka has 3 instead of nothing/,
  ],
  [
    'a stored set that lags behind in mid-epoch',
    'validator-set-replication',
    'c1: set provided',
    [providerIn({ blockOfEpoch: 0, validators: validatorsWith({ a: { lastPower: 0 } }) }), recordIn()],
    'holds',
  ],
  [
    'heights mapped to the sets that rule them',
    'replication-height-exact',
    'c1',
    [consumerIn({ set: newSet, signers: launchSet, vscOfHeight: heights }), afterOneVsc],
    'holds',
  ],
  [
    'a VSC mapped to the height that receives it',
    'replication-height-exact',
    'c1',
    [
      consumerIn({
        pendingChanges: powers({ b: 5 }),
        vscOfHeight: { previous: 'genesis', current: 2, next: 2 },
      }),
      { ...afterOneVsc, current: 0 },
    ],
    /current height: mapped to VSC of age 2 instead of the genesis set/,
  ],
  [
    'signers of another set than their height says',
    'replication-height-exact',
    'c1',
    [consumerIn({ set: newSet, signers: newSet, vscOfHeight: heights }), afterOneVsc],
    /previous height \(signs now\): has other powers: b has 5 instead of 2/,
  ],
  [
    'a stored set that two VSCs under way lead to',
    'stored-tracks-consumer',
    'c1',
    [
      recordIn({
        stored: [
          { validator: 'a', key: 'ka', power: 4 },
          { validator: 'b', key: 'b', power: 2 },
        ],
        pending: [vsc(1, { ka: 4 })],
      }),
      channelIn({ toConsumer: [{ ...vsc(2, { c: 0 }), timesOutIn: 5 }] }),
      consumerIn(),
    ],
    'holds, seen',
  ],
  [
    'a stored set that nothing under way leads to',
    'stored-tracks-consumer',
    'c1',
    [recordIn(), channelIn({ toConsumer: [{ ...vsc(2, { c: 0 }), timesOutIn: 5 }] }), consumerIn()],
    /c has nothing instead of 1/,
  ],
  [
    'anything, once the channel has closed',
    'stored-tracks-consumer',
    'c1',
    [recordIn({ stored: [] }), channelIn({}, { consumerEnd: 'closed' }), consumerIn()],
    'holds',
  ],
];

for (const [title, property, scope, values, expected] of states) {
  test(`${property}: ${title}`, (t) => {
    assertJudgement(t, judgeState(checkOf(ics, property, scope), values), expected);
  });
}

test('valsets-converge: nothing is owed when the sets agree and nothing is under way', (t) => {
  const check = checkOf(ics, 'valsets-converge', 'c1');
  t.like(judgeObligation(check, [providerIn(), recordIn(), channelIn(), consumerIn()]), {
    from: false,
    to: true,
    excluded: false,
  });
});

test('valsets-converge: a different set is owed, unless staking is about to change it', (t) => {
  const check = checkOf(ics, 'valsets-converge', 'c1');
  const changed = providerIn({ validators: validatorsWith({ a: { lastPower: 2, tokens: 2 } }) });
  const judged = judgeObligation(check, [changed, recordIn(), channelIn(), consumerIn()]);
  t.like(judged, { from: true, to: false, excluded: false });
  t.regex(judged.message, /ka has 3 instead of 2/);
  const unsettled = providerIn({ validators: validatorsWith({ a: { lastPower: 2, tokens: 3 } }) });
  t.true(judgeObligation(check, [unsettled, recordIn(), channelIn(), consumerIn()]).to);
  const jailed = providerIn({ validators: validatorsWith({ a: { jailed: true } }) });
  t.true(judgeObligation(check, [jailed, recordIn(), channelIn(), consumerIn()]).to);
});

test('valsets-converge: a VSC under way is owed', (t) => {
  const check = checkOf(ics, 'valsets-converge', 'c1');
  const inFlight = channelIn({ toConsumer: [{ ...vsc(1, { ka: 3 }), timesOutIn: 5 }] });
  t.like(judgeObligation(check, [providerIn(), recordIn(), inFlight, consumerIn()]), {
    from: true,
    to: false,
  });
});

const severed = [
  ['a stopped consumer', recordIn({}, 'stopped'), channelIn()],
  ['a closed end', recordIn(), channelIn({}, { providerEnd: 'closed' })],
  ['an expired client', recordIn(), channelIn({ providerClientExpiresIn: 0 })],
  ['an overdue packet', recordIn(), channelIn({ toConsumer: [{ ...vsc(1, { ka: 2 }), timesOutIn: 0 }] })],
] as const;
for (const [title, record, channel] of severed) {
  test(`liveness is not expected of ${title}`, (t) => {
    const check = checkOf(ics, 'valsets-converge', 'c1');
    t.true(judgeObligation(check, [providerIn(), record, channel, consumerIn()]).excluded);
  });
}
