/** Goal: each promise about common validators fails where it should, and its true form speaks only where it may. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { ConsumerContext, ProviderContext } from '../../model/vocabulary.ts';
import type { ConsumerSnapshot, ProviderSnapshot } from '../../properties/ics-property.ts';
import { propertyById } from '../../properties/index.ts';
import {
  createSetLifetimes,
  type ProviderMoment,
  type SetLifetimes,
} from '../../properties/observers/set-lifetimes.ts';
import { send, note } from '../../src/system/authoring.ts';
import { assertJudgement, checkOf, judgeState, type Expected } from './judge.ts';
import { observed, powers, recordIn } from './situations.ts';

const overlap = createIcsSystem(loadInstance('overlap'));

type Powers = Readonly<Record<string, number>>;

/** The provider in mid-epoch unless said otherwise, with these powers. */
function providerWith(bonded: Powers, blockOfEpoch = 0): ProviderSnapshot {
  const validators = Object.entries(bonded).map(([id, lastPower]) => ({
    id,
    tokens: lastPower,
    status: 'Bonded' as const,
    unbondsIn: 0,
    unbondingSince: 0,
    lastPower,
    jailed: false,
    jailedFor: 0,
    tombstoned: false,
  }));
  return { value: 'running', context: { validators, blockOfEpoch } as unknown as ProviderContext };
}

/** A consumer whose present block is signed by some, and the next one by others. */
function consumerWith(signers: Powers, set: Powers = signers): ConsumerSnapshot {
  return {
    value: 'running',
    context: { signers: powers(signers), set: powers(set) } as unknown as ConsumerContext,
  };
}

const everybody = { v1: 3, v2: 2, v3: 2, v4: 3 };
const members = { k1: 3, v2: 2, v3: 2 };
const allMembers = { v1: 3, v2: 2, v3: 2, k4: 3 };

const states: readonly (readonly [
  property: string,
  scope: string,
  provider: Powers,
  consumer: Powers,
  Expected,
])[] = [
  ['common-threshold', 'c1', everybody, members, 'holds, seen'],
  [
    'common-threshold',
    'c1',
    { v2: 2, v3: 2, v4: 3 },
    members,
    /4\/7 of the provider and 4\/7 of the consumer/,
  ],
  [
    'common-threshold',
    'c2',
    { v1: 3, v2: 2, v3: 2, v4: 9 },
    { v1: 3, v2: 2, v3: 2 },
    /7\/16 of the provider/,
  ],
  ['common-threshold', 'c1', {}, members, 'holds'],
  ['quorum-intersection-honest', 'c1', everybody, members, 'holds, seen'],
  ['quorum-intersection-honest', 'c1', { v2: 2, v3: 2, v4: 3 }, members, /only 2\/7 of the provider/],
  ['quorum-intersection-honest', 'c1', { v1: 1, v2: 1, v3: 1, v4: 3 }, members, 'holds, seen'],
  ['quorum-intersection-honest-in-proportion', 'c1', everybody, members, 'holds, seen'],
  ['quorum-intersection-honest-in-proportion', 'c1', { v1: 3, v2: 2, v3: 2, v4: 8 }, members, 'holds'],
  ['quorum-intersection-honest-in-proportion', 'c2', everybody, allMembers, 'holds'],
  ['consumer-header-trust', 'c1', everybody, members, 'holds, seen'],
  ['consumer-header-trust', 'c1', { v1: 1, v2: 1, v3: 1, v4: 3 }, members, /only 2\/6 of the provider/],
  ['consumer-header-trust-in-proportion', 'c1', everybody, members, 'holds, seen'],
  ['no-fork-inherits', 'c1', everybody, members, /only 3\/10 of the provider in common/],
  ['no-fork-inherits', 'c2', everybody, allMembers, 'holds, seen'],
  ['no-fork-inherits', 'c1', { v2: 2, v3: 2, v4: 3 }, members, 'holds'],
  ['no-fork-inherits-from-equal-sets', 'c2', everybody, allMembers, 'holds, seen'],
  ['no-fork-inherits-from-equal-sets', 'c1', everybody, members, 'holds'],
  ['synchronous-commit-safe', 'c1', everybody, members, /7\/10 of the provider and 7\/7 of the consumer/],
  ['synchronous-commit-safe', 'c2', everybody, allMembers, 'holds, seen'],
  ['synchronous-commit-safe-from-equal-sets', 'c2', everybody, allMembers, 'holds, seen'],
  ['synchronous-commit-safe-from-equal-sets', 'c2', { ...everybody, v1: 2 }, allMembers, 'holds'],
];

for (const [index, [property, scope, provider, consumer, expected]] of states.entries()) {
  test(`${property}, situation ${index}`, (t) => {
    const values = [providerWith(provider), consumerWith(consumer)];
    assertJudgement(t, judgeState(checkOf(overlap, property, scope), values), expected);
  });
}

test('cap-breaks-proportionality: powers that a cap evened out are not in proportion', (t) => {
  const check = checkOf(overlap, 'cap-breaks-proportionality', 'c1');
  const stored = (power: number) => [
    { validator: 'v1', key: 'k1', power },
    { validator: 'v2', key: 'v2', power: 2 },
  ];
  const given = (power: number, blockOfEpoch: number) =>
    judgeState(check, [providerWith(everybody, blockOfEpoch), recordIn({ stored: stored(power) })]);
  assertJudgement(t, given(3, 1), 'holds, seen');
  assertJudgement(t, given(2, 1), /c1 is given \{v1:2,v2:2\} of validators with \{v1:3,v2:2,v3:2,v4:3\}/);
  assertJudgement(t, given(2, 0), 'holds');
});

test('churn-per-vsc-bound: more than a third of the old power has to stay', (t) => {
  const check = checkOf(overlap, 'churn-per-vsc-bound', 'c1');
  const change = (from: Powers, to: Powers) => judgeState(check, [consumerWith(from, to)]);
  assertJudgement(t, change(members, { k1: 3 }), 'holds, seen');
  assertJudgement(t, change(members, { v2: 7 }), /only 2\/7 of the power remains/);
  assertJudgement(t, change({ k1: 3, v2: 2, v3: 1 }, { v2: 2 }), /only 2\/6/);
});

const moment = (bonded: Powers): ProviderMoment => ({
  bonded: Object.entries(bonded).map(([validator, power]) => ({ validator, power })),
});

function lifetimes(
  given: Powers,
  worst: Powers,
  now: Powers = worst,
  set: Powers = allMembers,
): SetLifetimes {
  const lifetime = { set: powers(set), given: moment(given), worst: moment(worst) };
  return { lifetimes: [lifetime], applied: 0, received: 0, now: moment(now), over: false };
}

const half = { v1: 3, v2: 2 };
const lifetimeStates: readonly (readonly [property: string, state: SetLifetimes, Expected])[] = [
  ['common-threshold-within-churn', lifetimes(everybody, half, { v1: 3, v2: 2, v4: 3 }), 'holds, seen'],
  ['common-threshold-within-churn', lifetimes(everybody, half), 'holds'],
  // Powers say that little has moved, the set that too little is common: no run gets there.
  [
    'common-threshold-within-churn',
    lifetimes(everybody, everybody, everybody, { v9: 9, ...allMembers }),
    /10\/19 of the consumer/,
  ],
  ['common-threshold-under-lag', lifetimes(everybody, half, everybody), /5\/10 of the consumer/],
  ['common-threshold-under-lag', lifetimes(everybody, everybody), 'holds, seen'],
  ['common-threshold-under-lag-within-churn', lifetimes(everybody, half, everybody), 'holds'],
  ['common-threshold-under-lag-within-churn', lifetimes(everybody, { ...everybody, v4: 2 }), 'holds, seen'],
];

for (const [index, [property, state, expected]] of lifetimeStates.entries()) {
  test(`${property}, lifetime ${index}`, (t) => {
    assertJudgement(t, judgeState(checkOf(overlap, property, 'c2'), [state]), expected);
  });
}

test('churn-per-vsc-bound-within-churn: sets that were given close to each other keep enough', (t) => {
  const check = checkOf(overlap, 'churn-per-vsc-bound-within-churn', 'c2');
  const first = lifetimes(everybody, everybody);
  const next = (bonded: Powers, set: Powers): SetLifetimes => ({
    ...first,
    lifetimes: [...first.lifetimes, { set: powers(set), given: moment(bonded), worst: moment(bonded) }],
    applied: 1,
    received: 1,
  });
  const judge = (bonded: Powers, set: Powers) =>
    judgeState(check, [next(bonded, set), consumerWith(allMembers, set)]);
  assertJudgement(t, judge({ v1: 3, v4: 3 }, { v1: 3, k4: 3 }), 'holds, seen');
  assertJudgement(t, judge({ v3: 2 }, { v3: 2 }), 'holds');
  assertJudgement(t, judge(everybody, { v3: 2 }), /only 2\/10 of the power remains although/);
  assertJudgement(t, judgeState(check, [first, consumerWith(allMembers)]), 'holds');
});

test('the observer remembers what a set was given from, and the worst since, until the set is out of force', (t) => {
  const { instance } = overlap;
  const consumer = instance.consumers.find(({ id }) => id === 'c2');
  if (consumer === undefined) throw new Error('no consumer c2');
  const observer = createSetLifetimes(instance, consumer);
  const block = (bonded: Powers) =>
    [
      'provider',
      { type: 'nextBlock', seconds: 1 },
      note('providerBlockEnded', { blocks: 1, epoch: false, ...moment(bonded) }),
    ] as const;
  const own = ['consumer-c2', { type: 'nextBlock', seconds: 1 }] as const;
  const provided = (set: Powers) =>
    ['record-c2', { type: 'epochEnded' }, note('vscProvided', { change: {}, set: powers(set) })] as const;
  const received = ['consumer-c2', { type: 'vscReceived' }] as const;

  const afterLoss = observed(observer, [block({ v1: 3, v2: 2 }), block(everybody)]);
  t.deepEqual(afterLoss.lifetimes, [
    { set: powers(allMembers), given: moment(everybody), worst: moment({ v1: 3, v2: 2 }) },
  ]);
  t.deepEqual(afterLoss.now, moment(everybody));

  const underWay = observed(observer, [block({ v1: 3 }), provided({ v1: 3 }), block({ v2: 2 })], afterLoss);
  t.deepEqual(underWay.lifetimes.at(-1), {
    set: powers({ v1: 3 }),
    given: moment({ v1: 3 }),
    worst: moment({ v2: 2 }),
  });
  t.like(underWay, { applied: 0, received: 0 });

  const applied = observed(observer, [received, own], underWay);
  t.like(applied, { applied: 1, received: 1 });
  t.is(applied.lifetimes.length, 2);
  const signing = observed(observer, [own], applied);
  t.deepEqual(
    signing.lifetimes.map(({ set }) => set),
    [powers({ v1: 3 })],
  );
  const over = observed(
    observer,
    [['channel-c2', { type: 'timeoutVsc' }, send('record', { type: 'vscTimedOut' })]],
    signing,
  );
  t.deepEqual(over.lifetimes, []);
});

test('what is expected follows from whom the environment may take away', (t) => {
  const verdict = (id: string, steady: boolean, threshold?: string): string => {
    const instance = loadInstance('overlap');
    const changed = {
      ...instance,
      validators: instance.validators.map((validator) => ({
        ...validator,
        steady: validator.steady || steady,
      })),
      consumers: instance.consumers
        .filter(({ id: consumer }) => consumer === 'c2')
        .map(({ commonThreshold: _, ...consumer }) => ({
          ...consumer,
          ...(threshold === undefined ? {} : { commonThreshold: threshold }),
        })),
    };
    return propertyById(id).expected(createIcsSystem(changed));
  };
  t.is(verdict('common-threshold', false, '2/3'), 'holds');
  t.is(verdict('common-threshold', false, '3/4'), 'violated');
  t.is(verdict('common-threshold', true, '3/4'), 'holds');
  t.is(verdict('common-threshold', false), 'not-applicable');
  t.is(verdict('churn-per-vsc-bound', false, '2/3'), 'holds');
});
