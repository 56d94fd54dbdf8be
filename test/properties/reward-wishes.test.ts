/** What validators and owners may ask for about rewards: the promises on it, on situations made by hand and with faults. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import type { ConsumerInstance } from '../../model/instance.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { ConsumerCommission, RewardMember, Signer } from '../../model/vocabulary.ts';
import { commissionRates, type CommissionRates } from '../../properties/observers/commission-rates.ts';
import { propertyById } from '../../properties/index.ts';
import { note, send } from '../../src/system/authoring.ts';
import { assertJudgement, checkOf, judgeState, judgeStep } from './judge.ts';
import { follow, snapshot, step } from './slashing-situations.ts';

const instance = loadInstance('rewards');
const ics = createIcsSystem(instance);
const [c1] = instance.consumers as [ConsumerInstance];

const gold = (amount: number) => ({ denom: 'gold', amount });
const due = ({
  rewards = [],
  members = [],
  commissions = [],
  allowlist = [],
}: {
  readonly rewards?: readonly object[];
  readonly members?: readonly RewardMember[];
  readonly commissions?: readonly ConsumerCommission[];
  readonly allowlist?: readonly string[];
}) => snapshot({ rewards, members, commissions, allowlist }, 'launched');

const asked = (validator: string, rate: string, signer: Signer = 'operator', consumer = 'c1') => ({
  component: 'provider',
  event: { type: 'setCommission', consumer, validator, rate, signer },
});
const decided = (validator: string, rate: string) => ({
  component: 'allocation-c1',
  event: { type: 'commissionSubmitted', validator, rate },
});
const phase = (name: string) => ({
  component: 'allocation-c1',
  event: { type: 'phaseChanged', phase: name },
});

test('consent: a commission is for the operator to ask for, of what is admissible', (t) => {
  const states = follow<CommissionRates>(commissionRates(instance, c1), [
    asked('v1', '0.5'),
    decided('v1', '0.5'),
    asked('v2', '0.5', 'somebody else'),
    decided('v2', '0.5'),
    asked('v2', '0.02'),
    decided('v2', '0.02'),
    asked('v2', '0.5', 'operator', 'c2'),
    phase('stopped'),
    asked('v2', '0.5'),
    decided('v2', '0.5'),
    phase('deleted'),
  ]);
  const own = [{ validator: 'v1', rate: '0.5' }];
  t.deepEqual(
    states.map(({ agreed }) => agreed),
    [[], own, own, own, own, own, own, own, own, own, []],
  );
  const check = checkOf(ics, 'consent', 'c1: commission');
  assertJudgement(t, judgeState(check, [due({ commissions: own }), states[1]]), 'holds, seen');
  assertJudgement(
    t,
    judgeState(check, [due({ commissions: [...own, { validator: 'v2', rate: '0.5' }] }), states[3]]),
    /v1 0\.5, v2 0\.5; asked for by the operators themselves, and admissible: v1 0\.5$/,
  );
});

test('reward-proportional: the commission is the one asked for on the consumer', (t) => {
  const check = checkOf(ics, 'reward-proportional', 'c1');
  const shares = (commission: string) => [{ validator: 'v1', tokens: '2.000000000000000000', commission }];
  const distribution = (commission: string) => {
    const after = due({
      members: [{ validator: 'v1', power: 2, blocks: 4 }],
      commissions: [{ validator: 'v1', rate: '0.5' }],
    });
    const distributed = { denom: 'gold', toValidators: 2, toCommunity: 0, shares: shares(commission) };
    const event = { type: 'distributeRewards', blocks: 1, denoms: ['gold'], validators: ['v1'] };
    return step(due({}), event, after, note('rewardsDistributed', distributed));
  };
  assertJudgement(t, judgeStep(check, distribution('1.000000000000000000')), 'holds');
  assertJudgement(t, judgeStep(check, distribution('0.200000000000000000')), /a commission of 0\.2/);
});

test('reward-proportional: no commission is less than staking admits', (t) => {
  const check = checkOf(ics, 'reward-proportional', 'c1: least commission');
  const { event } = decided('v1', '0.02');
  const low = due({ commissions: [{ validator: 'v1', rate: '0.02' }] });
  assertJudgement(t, judgeStep(check, step(due({}), event, due({}))), 'holds, seen');
  assertJudgement(t, judgeStep(check, step(due({}), event, low)), /v1 takes a commission of 0\.02 on c1/);
});

test('reward-allowed-denoms-only: by governance or by the owner, and nothing else', (t) => {
  const check = checkOf(ics, 'reward-allowed-denoms-only', 'c1');
  const event = { type: 'distributeRewards', blocks: 1, denoms: ['silver'], validators: [] };
  const paid = note('rewardsDistributed', { ...gold(0), toValidators: 2, toCommunity: 0, shares: [] });
  const owing = (allowlist: readonly string[]) => due({ rewards: [gold(3)], allowlist });
  assertJudgement(t, judgeStep(check, step(owing([]), event, owing([]))), 'holds, seen');
  assertJudgement(t, judgeStep(check, step(owing(['gold']), event, due({}), paid)), 'holds');
  assertJudgement(t, judgeStep(check, step(owing([]), event, due({}), paid)), /distributed in gold, which/);
});

test('reward-allowed-denoms-only: the pool asks for what governance has registered', (t) => {
  const check = checkOf(ics, 'reward-allowed-denoms-only', 'governance');
  const pool = snapshot({ balances: [gold(2), { denom: 'tin', amount: 1 }], registeredDenoms: ['gold'] });
  const asking = (...denoms: readonly string[]) =>
    step(
      pool,
      { type: 'rewardsBlockBegan', blocks: 1, validators: [] },
      pool,
      send('allocations', { type: 'distributeRewards', blocks: 1, denoms, validators: [] }),
    );
  assertJudgement(t, judgeStep(check, asking('gold')), 'holds, seen');
  assertJudgement(t, judgeStep(check, asking('gold', 'tin')), /distributed in gold, tin; governance has/);
});

test('no rates are asked for where the instance names none', (t) => {
  const { rewards } = instance.provider;
  if (rewards === undefined) throw new Error('expected rewards on the provider');
  const provider = { ...instance.provider, rewards: { ...rewards, commissionRates: [] } };
  const system = createIcsSystem({ ...instance, provider });
  t.is(propertyById('consent').expected(system), 'not-applicable');
  t.throws(() => checkOf(system, 'reward-proportional', 'c1: least commission'));
});

test('consumer-never-halts: nor does the expiry of a client halt one that pays', (t) => {
  const check = checkOf(ics, 'consumer-never-halts', 'c1');
  const accounts = snapshot({ feeCollector: [], toSend: [gold(3)], blocksToTransmission: 1 });
  const channel = (providerClientExpiresIn: number) => snapshot({ providerClientExpiresIn });
  const chain = (value: string) => snapshot({}, value);
  assertJudgement(t, judgeState(check, [chain('running'), accounts, channel(1)]), 'holds');
  assertJudgement(t, judgeState(check, [chain('running'), accounts, channel(0)]), 'holds, seen');
  assertJudgement(t, judgeState(check, [chain('halted'), accounts, channel(0)]), /c1 has halted/);
});
