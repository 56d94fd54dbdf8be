/** The promises about rewards, on situations made by hand: each holds where it should and is broken where it should be. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import type { ConsumerInstance, Instance } from '../../model/instance.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { ModelNote, RewardMember, RewardShare } from '../../model/vocabulary.ts';
import { poolLedger } from '../../properties/observers/pool-ledger.ts';
import { rewardJoiners, type RewardJoiners } from '../../properties/observers/reward-joiners.ts';
import { rewardLedger, type RewardLedger } from '../../properties/observers/reward-ledger.ts';
import { propertyById } from '../../properties/index.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { Emitted, MachineEvent } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeObligation, judgeState, judgeStep } from './judge.ts';
import { follow, snapshot, step } from './slashing-situations.ts';

const instance: Instance = loadInstance('rewards');
const ics = createIcsSystem(instance);
const [c1] = instance.consumers as [ConsumerInstance];

const coin = (denom: string, amount: number) => ({ denom, amount });
const gold = (amount: number) => coin('gold', amount);
const home = (toSend: readonly object[], feeCollector: readonly object[] = []) =>
  snapshot({ feeCollector, toSend, blocksToTransmission: 1 });
const carried = (inFlight: readonly object[], refused: readonly object[] = []) =>
  snapshot({ inFlight, refused });
const flying = (amount: number, timesOutIn: number | null = 2) => ({ ...gold(amount), timesOutIn });
const poolWith = (...balances: readonly object[]) => snapshot({ balances, registeredDenoms: ['gold'] });
const dueFor = (rewards: readonly object[], members: readonly RewardMember[] = [], value = 'launched') =>
  snapshot({ rewards, members, commissions: [], allowlist: [] }, value);

const sent = (type: string, fields: object): Emitted => send('any', { type, ...fields });
const noted = ({ type, ...fields }: ModelNote): Emitted => note(type, fields);
const share = (validator: string, tokens: string, commission = '0.000000000000000000'): RewardShare => ({
  validator,
  tokens,
  commission,
});
const distributed = (toValidators: number, toCommunity: number, ...shares: readonly RewardShare[]): Emitted =>
  noted({ type: 'rewardsDistributed', denom: 'gold', toValidators, toCommunity, shares });
const fairly = [
  share('v1', '1.333333333333333332', '0.133333333333333333'),
  share('v2', '0.666666666666666666'),
];

const distributeEvent: MachineEvent = {
  type: 'distributeRewards',
  blocks: 1,
  denoms: ['gold'],
  validators: ['v1', 'v2'],
};

test('the books follow fees, transfers, refunds, and distributions', (t) => {
  const put = { type: 'transfersPut', transfers: [flying(3)] };
  const states = follow<RewardLedger>(rewardLedger(instance, c1), [
    { component: 'rewards-c1', event: { type: 'payFees', ...gold(10) } },
    {
      component: 'rewards-c1',
      event: { type: 'rewardsBlockEnding' },
      emitted: [noted({ type: 'feesRedistributed', ...gold(7) })],
    },
    { component: 'transfers-c1', event: put },
    {
      component: 'transfers-c1',
      event: { type: 'timeoutTransfer', index: 0 },
      emitted: [sent('transferRefunded', gold(3))],
    },
    { component: 'transfers-c1', event: put },
    {
      component: 'transfers-c1',
      event: { type: 'relayTransfer', index: 0 },
      emitted: [sent('coinsReceived', gold(3))],
    },
    { component: 'allocation-c1', event: { type: 'rewardsCredited', ...gold(3) } },
    { component: 'allocation-c1', event: distributeEvent, emitted: [distributed(2, 1)] },
  ]);
  const books = (atHome: number, away: number, owed: number): RewardLedger => ({
    atHome: atHome === 0 ? [] : [gold(atHome)],
    away: away === 0 ? [] : [gold(away)],
    owed: owed === 0 ? [] : [gold(owed)],
  });
  t.deepEqual(states, [
    books(10, 0, 0),
    books(3, 0, 0),
    books(0, 3, 0),
    books(3, 0, 0),
    books(0, 3, 0),
    books(0, 0, 0),
    books(0, 0, 3),
    books(0, 0, 0),
  ]);
});

test('reward-token-conservation: coins that vanish or double on a consumer', (t) => {
  const check = checkOf(ics, 'reward-token-conservation', 'c1');
  const books: RewardLedger = { atHome: [gold(3)], away: [gold(2)], owed: [] };
  const rows = [
    [home([gold(3)]), carried([flying(2)]), 'holds'],
    [home([gold(1)], [gold(2)]), carried([flying(1)], [gold(1)]), 'holds, seen'],
    [home([gold(3)]), carried([flying(2, 0)]), 'holds, seen'],
    [home([gold(6)]), carried([flying(2)]), /c1 should have 3 gold and has 6 gold/],
    [home([gold(3)]), carried([]), /should be in flight 2 gold, is nothing/],
  ] as const;
  for (const [accounts, transfers, expected] of rows) {
    assertJudgement(t, judgeState(check, [accounts, transfers, books]), expected);
  }
});

test('reward-token-conservation: the pool holds what was paid into it and not out', (t) => {
  const check = checkOf(ics, 'reward-token-conservation', 'provider');
  const received = { type: 'relayTransfer', index: 0 };
  const states = follow<readonly object[]>(poolLedger(instance), [
    { component: 'reward-pool', event: { type: 'payIntoPool', ...gold(2), consumer: '' } },
    { component: 'transfers-c2', event: received, emitted: [sent('coinsReceived', gold(3))] },
    { component: 'allocation-c1', event: distributeEvent, emitted: [distributed(2, 1, ...fairly)] },
  ]);
  t.deepEqual(states, [[gold(2)], [gold(5)], [gold(2)]]);
  assertJudgement(t, judgeState(check, [poolWith(gold(2)), [gold(2)]]), 'holds, seen');
  assertJudgement(t, judgeState(check, [poolWith(), [gold(2)]]), /should hold 2 gold and holds nothing/);
});

test('reward-pool-solvent', (t) => {
  const check = checkOf(ics, 'reward-pool-solvent', '');
  const owed = [dueFor([gold(2)]), dueFor([gold(1)]), dueFor([gold(1)])];
  assertJudgement(t, judgeState(check, [poolWith(gold(4)), ...owed]), 'holds, seen');
  assertJudgement(
    t,
    judgeState(check, [poolWith(gold(4)), dueFor([gold(2)]), dueFor([]), dueFor([])]),
    'holds',
  );
  assertJudgement(t, judgeState(check, [poolWith(gold(2)), ...owed]), /holds 2 gold, but 4 gold are owed/);
});

test('reward-no-double-payment', (t) => {
  const check = checkOf(ics, 'reward-no-double-payment', 'c1');
  const books = (amount: number): RewardLedger => ({
    atHome: [],
    away: [],
    owed: amount === 0 ? [] : [gold(amount)],
  });
  assertJudgement(t, judgeState(check, [dueFor([gold(2)]), books(2)]), 'holds, seen');
  assertJudgement(
    t,
    judgeState(check, [dueFor([gold(2)]), books(0)]),
    /nothing have not been paid, but 2 gold/,
  );
  assertJudgement(t, judgeState(check, [dueFor([]), books(-1)]), /-1 gold have not been paid/);
});

test('reward-attribution: by transfers, and by others', (t) => {
  const relayed = { type: 'relayTransfer', index: 0 };
  const own = send('allocation', { type: 'rewardsCredited', ...gold(3) });
  const foreign = send('allocation-c2', { type: 'rewardsCredited', ...gold(3) });
  for (const id of ['reward-attribution', 'reward-attribution-of-transfers']) {
    const check = checkOf(ics, id, 'c1');
    const before = carried([flying(3)]);
    assertJudgement(t, judgeStep(check, step(before, relayed, carried([]), own)), 'holds, seen');
    assertJudgement(
      t,
      judgeStep(check, step(before, relayed, carried([]), foreign)),
      /a transfer of c1 is credited to allocation-c2/,
    );
  }
  const others = checkOf(ics, 'reward-attribution', 'others');
  const pays = (consumer: string) => ({ type: 'payIntoPool', ...gold(2), consumer });
  assertJudgement(t, judgeStep(others, step(poolWith(), pays(''), poolWith(gold(2)))), 'holds, seen');
  assertJudgement(
    t,
    judgeStep(others, step(poolWith(), pays('c1'), poolWith(gold(2)), sent('rewardsCredited', gold(2)))),
    /2 gold that came from no consumer are taken for rewards of c1/,
  );
});

const members = (...blocks: readonly number[]): readonly RewardMember[] =>
  blocks.map((each, index) => ({ validator: `v${String(index + 1)}`, power: 2 - index, blocks: each }));
const distribution = (after: readonly RewardMember[], ...emitted: readonly Emitted[]) =>
  step(dueFor([gold(3)]), distributeEvent, dueFor([], after), ...emitted);

test('reward-eligible-only: blocks are counted from the moment of joining', (t) => {
  const joins = (...ids: readonly string[]) => ({
    component: 'allocation-c1',
    event: {
      type: 'storedSetChanged',
      members: ids.map((validator) => ({ validator, power: 1 })),
    },
  });
  const block = (...paid: readonly RewardShare[]) => ({
    component: 'allocation-c1',
    event: distributeEvent,
    emitted: paid.length === 0 ? [] : [distributed(2, 0, ...paid)],
  });
  const states = follow<RewardJoiners>(rewardJoiners(instance, c1), [
    ...Array.from({ length: 5 }, () => block()),
    joins('v1'),
    joins('v1', 'v2'),
    block(share('v1', '2.000000000000000000')),
    block(share('v2', '2.000000000000000000')),
  ]);
  t.deepEqual(
    states.slice(4).map(({ members: counted }) => counted.map(({ blocks }) => blocks)),
    [[4, 4], [4], [4, 0], [4, 1], [4, 2]],
  );
  t.deepEqual(
    states.slice(-2).map(({ unfit }) => unfit),
    ['', 'v2'],
  );
  const check = checkOf(ics, 'reward-eligible-only', 'c1: paid');
  const owed = dueFor([gold(1)]);
  assertJudgement(t, judgeState(check, [states[7], owed]), 'holds, seen');
  assertJudgement(t, judgeState(check, [states[8], owed]), /v2 was paid rewards of c1/);
});

test('reward-eligible-only: the members are those of the stored set', (t) => {
  const check = checkOf(ics, 'reward-eligible-only', 'c1: members');
  const stored = (...ids: readonly string[]) =>
    snapshot({ stored: ids.map((validator) => ({ validator, key: validator, power: 2 })) }, 'launched');
  const due = dueFor([], members(4));
  assertJudgement(t, judgeState(check, [stored('v1'), due]), 'holds');
  assertJudgement(t, judgeState(check, [stored('v2'), due]), /go to \{v1:2\}, its stored set is \{v2:2\}/);
});

test('reward-eligible-only: shares of a distribution', (t) => {
  const check = checkOf(ics, 'reward-eligible-only', 'c1: shares');
  const all = share('v1', '2.000000000000000000', '0.200000000000000000');
  assertJudgement(t, judgeStep(check, distribution(members(4, 1), distributed(2, 0, all))), 'holds, seen');
  assertJudgement(t, judgeStep(check, distribution(members(4, 4), distributed(2, 0, ...fairly))), 'holds');
  assertJudgement(
    t,
    judgeStep(check, distribution(members(4, 3), distributed(2, 0, ...fairly))),
    /paid to v1, v2; members: \{v1 since 4 blocks, v2 since 3 blocks\}/,
  );
});

test('reward-proportional', (t) => {
  const check = checkOf(ics, 'reward-proportional', 'c1');
  const judged = (...shares: readonly RewardShare[]) =>
    judgeStep(check, distribution(members(4, 4), distributed(2, 0, ...shares)));
  const [first = share('', '0'), second = share('', '0')] = fairly;
  assertJudgement(t, judged(first, second), 'holds, seen');
  assertJudgement(t, judged(first), /1 shares for 2 eligible members/);
  assertJudgement(t, judged(first, { ...second, validator: 'v3' }), /no share for v2/);
  assertJudgement(
    t,
    judged(first, { ...second, tokens: '0.666666666666666667' }),
    /0.666666666666666667 for v2, which has 1 of 3/,
  );
  assertJudgement(t, judged(first, { ...second, tokens: '0.666666666666666660' }), /for v2/);
  assertJudgement(
    t,
    judged({ ...first, commission: '0.133333333333333335' }, second),
    /a commission of 0.133333333333333335 for v1/,
  );
  assertJudgement(t, judgeStep(check, distribution(members(0, 0), distributed(0, 3))), 'holds');
});

test('reward-dust-bound and reward-dust-owned', (t) => {
  const bound = checkOf(ics, 'reward-dust-bound', 'c1');
  const owned = checkOf(ics, 'reward-dust-owned', 'c1');
  const fair = distribution(members(4, 4), distributed(2, 0, ...fairly));
  const exact = distribution(members(4, 1), distributed(2, 0, share('v1', '2.000000000000000000')));
  const short = distribution(members(4, 4), distributed(2, 0, ...fairly.slice(0, 1)));
  const over = distribution(members(4, 1), distributed(2, 0, share('v1', '2.000000000000000001')));
  assertJudgement(t, judgeStep(bound, fair), 'holds, seen');
  assertJudgement(t, judgeStep(bound, exact), 'holds');
  assertJudgement(t, judgeStep(bound, short), /666666666666666668 parts of 10\^-18 are credited to nobody/);
  assertJudgement(t, judgeStep(bound, over), /-1 parts/);
  assertJudgement(t, judgeStep(owned, exact), 'holds, seen');
  assertJudgement(t, judgeStep(owned, fair), /of 2 gold of c1 that were moved for validators, 2 parts/);
});

test('reward-tax-bound, and what holds where somebody is eligible', (t) => {
  const any = checkOf(ics, 'reward-tax-bound', 'c1');
  const withEligible = checkOf(ics, 'reward-tax-bound-with-eligible-members', 'c1');
  const taxed = distribution(members(4, 4), distributed(4, 1, ...fairly));
  const nobody = distribution(members(3, 0), distributed(0, 3));
  const greedy = distribution(members(4, 0), distributed(0, 3));
  assertJudgement(t, judgeStep(any, taxed), 'holds, seen');
  assertJudgement(t, judgeStep(any, nobody), /2 tokens of rewards of c1 beyond the tax/);
  assertJudgement(t, judgeStep(withEligible, taxed), 'holds, seen');
  assertJudgement(t, judgeStep(withEligible, nobody), 'holds');
  const untaxed = distribution(members(4, 4), distributed(8, 0, ...fairly));
  assertJudgement(t, judgeStep(any, untaxed), 'holds, seen');
  assertJudgement(t, judgeStep(withEligible, untaxed), /lacks \d+ tokens of the tax/);
  assertJudgement(t, judgeStep(withEligible, greedy), /members: \{v1 since 4 blocks, v2 since 0 blocks\}/);
});

const channel = (consumerClientExpiresIn = 1) =>
  snapshot({ consumerClientExpiresIn, providerClientExpiresIn: 1 });
const running = snapshot({});

test('reward-liveness: from the consumer to distribution', (t) => {
  const check = checkOf(ics, 'reward-liveness', 'c1: gold');
  const judged = (...values: readonly unknown[]) => judgeObligation(check, [...values, channel(), running]);
  t.like(judged(home([gold(3)]), carried([]), dueFor([])), { from: true, to: false });
  t.like(judged(home([]), carried([flying(3)]), dueFor([])), { from: true, to: false });
  t.like(judged(home([]), carried([], [gold(3)]), dueFor([])), { from: true, to: false });
  t.like(judged(home([]), carried([]), dueFor([gold(2)])), { from: true, to: false });
  t.like(judged(home([coin('silver', 3)]), carried([]), dueFor([gold(1)])), { from: false, to: true });
  t.true(judgeObligation(check, [home([]), carried([]), dueFor([]), channel(0), running]).excluded);
  t.true(
    judgeObligation(check, [home([]), carried([]), dueFor([]), channel(), snapshot({}, 'halted')]).excluded,
  );
  t.regex(
    judged(home([gold(3)]), carried([flying(1)]), dueFor([gold(2)])).message,
    /4 gold of c1 never arrive, and 2 that did/,
  );
});

test('reward-liveness-of-sent-denoms: up to the provider, of what is sent at all', (t) => {
  const check = checkOf(ics, 'reward-liveness-of-sent-denoms', 'c1: gold');
  const judged = (...values: readonly unknown[]) => judgeObligation(check, [...values, channel(), running]);
  t.like(judged(home([gold(3)]), carried([])), { from: true, to: false, excluded: false });
  t.like(judged(home([]), carried([flying(3, 0)])), { from: true, to: false });
  t.like(judged(home([]), carried([])), { from: false, to: true });
  t.throws(() => checkOf(ics, 'reward-liveness-of-sent-denoms', 'c2: bronze'));
});

test('consumer-rewards-distribution, as published and where the denomination is allowed', (t) => {
  const published = checkOf(ics, 'consumer-rewards-distribution', 'c1: silver');
  const allowed = checkOf(ics, 'consumer-rewards-distribution-of-allowed-denoms', 'c1: silver');
  const due = dueFor([coin('silver', 2)]);
  t.like(judgeObligation(published, [poolWith(), due]), { from: true, to: false });
  t.like(judgeObligation(published, [poolWith(), dueFor([coin('silver', 1)])]), { from: false, to: true });
  t.like(judgeObligation(allowed, [poolWith(), due]), { from: false, to: true });
  const registered = snapshot({ balances: [], registeredDenoms: ['gold', 'silver'] });
  t.like(judgeObligation(allowed, [registered, due]), { from: true, to: false });
  const deleted = dueFor([coin('silver', 2)], [], 'deleted');
  t.like(judgeObligation(allowed, [registered, deleted]), { from: false, to: true });
});

test('rewards-of-deleted-consumer', (t) => {
  const [first, ...rest] = instance.consumers as [ConsumerInstance, ...ConsumerInstance[]];
  const managed = { ...first, lifecycle: { start: 'launched' as const, spawnSeconds: [1] } };
  const budgets = { ...instance.budgets, lifecycleActions: 1 };
  const system = createIcsSystem({ ...instance, consumers: [managed, ...rest], budgets });
  const check = checkOf(system, 'rewards-of-deleted-consumer', 'c1');
  assertJudgement(t, judgeState(check, [dueFor([gold(3)])]), 'holds');
  assertJudgement(t, judgeState(check, [dueFor([], [], 'deleted')]), 'holds, seen');
  assertJudgement(
    t,
    judgeState(check, [dueFor([gold(3)], [], 'deleted')]),
    /c1 is deleted, and 3 gold are owed/,
  );
  t.is(propertyById('rewards-of-deleted-consumer').expected(system), 'violated');
});

test('nothing is claimed of rewards where nobody pays any', (t) => {
  const pair = createIcsSystem(loadInstance('pair'));
  for (const id of [
    'reward-token-conservation',
    'reward-attribution',
    'reward-liveness',
    'reach-reward-split',
  ]) {
    t.is(propertyById(id).expected(pair), 'not-applicable', id);
    t.deepEqual(propertyById(id).checks(pair), []);
  }
});

test('findings are expected only where the environment may do what they take', (t) => {
  const budgets = Object.fromEntries(Object.keys(instance.budgets).map((name) => [name, 0]));
  const idle = createIcsSystem({ ...instance, budgets: budgets as Instance['budgets'] });
  for (const id of [
    'reward-attribution',
    'reward-dust-owned',
    'reward-tax-bound',
    'reward-liveness',
    'consumer-rewards-distribution',
  ]) {
    t.is(propertyById(id).expected(ics), 'violated', id);
    t.is(propertyById(id).expected(idle), 'holds', id);
  }
});
