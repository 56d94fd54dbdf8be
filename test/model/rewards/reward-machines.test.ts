/** The machines that rewards pass through, one by one. */
import test from 'ava';
import type { Instance } from '../../../model/instance.ts';
import { loadInstance } from '../../../model/load-instance.ts';
import { createAllocationMachine } from '../../../model/rewards/allocation-machine.ts';
import { createConsumerRewardsMachine } from '../../../model/rewards/consumer-rewards-machine.ts';
import { hasRewards, type ConsumerWithRewards } from '../../../model/rewards/has-rewards.ts';
import { createRewardPoolMachine } from '../../../model/rewards/reward-pool-machine.ts';
import { createTransfersMachine } from '../../../model/rewards/transfers-machine.ts';
import type {
  AllocationContext,
  RewardChoice,
  RewardMember,
  RewardMessage,
} from '../../../model/vocabulary.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { play, start } from '../play-machine.ts';

type Event = (RewardChoice | RewardMessage) & MachineEvent;

const instance: Instance = loadInstance('rewards');

function paying(id: string): ConsumerWithRewards {
  const consumer = instance.consumers.find((each) => each.id === id);
  if (consumer === undefined || !hasRewards(consumer)) throw new Error(`expected ${id} to pay rewards`);
  return consumer;
}

const coin = (denom: string, amount: number) => ({ denom, amount });
const gold = (amount: number) => coin('gold', amount);
const fees = (amount: number, denom = 'gold'): Event => ({ type: 'payFees', denom, amount });
const blockEnds: Event = { type: 'rewardsBlockEnding' };

const onC1 = createConsumerRewardsMachine(paying('c1'));
const onC2 = createConsumerRewardsMachine(paying('c2'));

test('fees of a block are added up, split with the rest for the provider, and sent', (t) => {
  const { snapshot, sent, notes } = play(onC1, start(onC1), [fees(5), fees(5), blockEnds]);
  t.deepEqual(notes, [{ type: 'feesRedistributed', ...gold(7) }]);
  t.deepEqual(sent, [['channel', { type: 'sendTransfers', coins: [gold(3)] }]]);
  t.deepEqual(snapshot.context, { feeCollector: [], toSend: [], blocksToTransmission: 1 });
});

test('what cannot be split goes to the provider', (t) => {
  const { notes, sent } = play(onC1, start(onC1), [fees(1), blockEnds]);
  t.deepEqual(notes, []);
  t.deepEqual(sent, [['channel', { type: 'sendTransfers', coins: [gold(1)] }]]);
});

test('between transmissions coins wait, and go out together', (t) => {
  const { snapshot, sent } = play(onC2, start(onC2), [fees(10), blockEnds, fees(10), blockEnds]);
  t.deepEqual(sent, [['channel', { type: 'sendTransfers', coins: [gold(6)] }]]);
  t.is(snapshot.context.blocksToTransmission, 2);
});

test('a denomination that the consumer does not list is split, but never sent', (t) => {
  const { snapshot, sent } = play(onC2, start(onC2), [fees(2, 'bronze'), blockEnds, blockEnds, blockEnds]);
  t.deepEqual(sent, []);
  t.deepEqual(snapshot.context.toSend, [coin('bronze', 1)]);
});

test('what comes back, and what could not be sent, joins the next transmission unsplit', (t) => {
  const refund: Event = { type: 'transferRefunded', ...gold(3) };
  const kept: Event = { type: 'transfersKept', coins: [gold(2)] };
  const { sent, notes } = play(onC1, start(onC1), [refund, kept, blockEnds]);
  t.deepEqual(notes, []);
  t.deepEqual(sent, [['channel', { type: 'sendTransfers', coins: [gold(5)] }]]);
});

const transfers = createTransfersMachine();
const put = (...timesOutIn: readonly (number | null)[]): Event => ({
  type: 'transfersPut',
  transfers: timesOutIn.map((left, index) => ({ ...gold(index + 1), timesOutIn: left })),
});

test('any transfer in time may arrive: vouchers for the pool, credit for the consumer', (t) => {
  const { snapshot, sent } = play(transfers, start(transfers), [
    put(2, null),
    { type: 'relayTransfer', index: 1 },
  ]);
  t.deepEqual(sent, [
    ['reward-pool', { type: 'coinsReceived', ...gold(2) }],
    ['allocation', { type: 'rewardsCredited', ...gold(2) }],
  ]);
  t.deepEqual(snapshot.context.inFlight, [{ ...gold(1), timesOutIn: 2 }]);
});

test('at its timeout a transfer can be refunded, and not delivered; before, the other way round', (t) => {
  const early = play(transfers, start(transfers), [put(1), { type: 'timeoutTransfer', index: 0 }]);
  t.deepEqual(early.refused, ['timeoutTransfer']);
  const late = play(transfers, start(transfers), [
    put(1, null),
    { type: 'transferTimePassed', seconds: 5 },
    { type: 'relayTransfer', index: 0 },
    { type: 'relayRefusedTransfer', index: 0 },
    { type: 'timeoutTransfer', index: 1 },
    { type: 'timeoutTransfer', index: 0 },
  ]);
  t.deepEqual(late.refused, ['relayTransfer', 'relayRefusedTransfer', 'timeoutTransfer']);
  t.deepEqual(late.sent, [['rewards', { type: 'transferRefunded', ...gold(1) }]]);
  t.deepEqual(late.snapshot.context.inFlight, [{ ...gold(2), timesOutIn: null }]);
});

test('a refused transfer is refunded when the error acknowledgement comes back', (t) => {
  const refused = play(transfers, start(transfers), [put(2), { type: 'relayRefusedTransfer', index: 0 }]);
  t.deepEqual(refused.sent, []);
  t.deepEqual(refused.snapshot.context, { inFlight: [], refused: [gold(1)] });
  const { snapshot, sent } = play(transfers, refused.snapshot, [{ type: 'relayTransferError', index: 0 }]);
  t.deepEqual(sent, [['rewards', { type: 'transferRefunded', ...gold(1) }]]);
  t.deepEqual(snapshot.context, { inFlight: [], refused: [] });
});

test('equal transfers in different order are equal states', (t) => {
  const one = play(transfers, start(transfers), [put(2), put(1)]).snapshot.context;
  const other = play(transfers, start(transfers), [put(1), put(2)]).snapshot.context;
  t.deepEqual(one, other);
});

const pool = createRewardPoolMachine(instance);

test('a memo that names a consumer credits it; without one the coins are owed for nobody', (t) => {
  const pay = (consumer: string): Event => ({ type: 'payIntoPool', ...gold(2), consumer });
  const { snapshot, sent } = play(pool, start(pool), [pay('c1'), pay('')]);
  t.deepEqual(sent, [['allocation-c1', { type: 'rewardsCredited', ...gold(2) }]]);
  t.deepEqual(snapshot.context.balances, [gold(4)]);
});

test('every block has the registered denominations distributed, as governance has them then', (t) => {
  const begins: Event = { type: 'rewardsBlockBegan', blocks: 1, validators: ['v1'] };
  const distribute = (...denoms: readonly string[]) => [
    'allocations',
    { type: 'distributeRewards', blocks: 1, denoms, validators: ['v1'] },
  ];
  const { sent, refused } = play(pool, start(pool), [
    begins,
    { type: 'addRewardDenom', denom: 'silver' },
    { type: 'addRewardDenom', denom: 'silver' },
    begins,
    { type: 'removeRewardDenom', denom: 'gold' },
    { type: 'removeRewardDenom', denom: 'gold' },
    begins,
  ]);
  t.deepEqual(refused, ['addRewardDenom', 'removeRewardDenom']);
  t.deepEqual(sent, [distribute('gold'), distribute('gold', 'silver'), distribute('silver')] as never);
});

const allocation = createAllocationMachine(instance, paying('c1'));
const allocationOfC2 = createAllocationMachine(instance, paying('c2'));

/** v1 and v2 with the given blocks; 4 make eligible. */
const members = (...blocks: readonly number[]): readonly RewardMember[] =>
  blocks.map((each, index) => ({ validator: `v${String(index + 1)}`, power: 2 - index, blocks: each }));

const distribute = (denoms: readonly string[] = ['gold'], validators = ['v1', 'v2']): Event => ({
  type: 'distributeRewards',
  blocks: 1,
  denoms,
  validators,
});

const owing = (context: Partial<AllocationContext>, machine = allocation) => start(machine, context);

test('rewards are taxed and shared out by power; what rounding leaves stays owed', (t) => {
  const { snapshot, sent, notes } = play(allocation, owing({ rewards: [gold(3)], members: members(4, 4) }), [
    distribute(),
  ]);
  t.deepEqual(sent, [['reward-pool', { type: 'rewardsPaidOut', ...gold(2) }]]);
  t.deepEqual(notes, [
    {
      type: 'rewardsDistributed',
      denom: 'gold',
      toValidators: 2,
      toCommunity: 0,
      shares: [
        { validator: 'v1', tokens: '1.333333333333333332', commission: '0.133333333333333333' },
        { validator: 'v2', tokens: '0.666666666666666666', commission: '0.000000000000000000' },
      ],
    },
  ]);
  t.deepEqual(snapshot.context.rewards, [gold(1)]);
});

test('who is in the set for fewer blocks gets nothing, and with the last of them its share', (t) => {
  const short = play(allocation, owing({ rewards: [gold(5)], members: members(4, 2) }), [distribute()]);
  t.deepEqual(sharers(short), ['v1']);
  const enough = play(allocation, owing({ rewards: [gold(5)], members: members(4, 3) }), [distribute()]);
  t.deepEqual(sharers(enough), ['v1', 'v2']);
});

function sharers({ notes }: ReturnType<typeof play>): readonly unknown[] {
  return notes.flatMap(({ shares }) =>
    (shares as readonly { validator: string }[]).map((each) => each.validator),
  );
}

test('if nobody is eligible the community pool gets everything', (t) => {
  const { snapshot, notes } = play(allocation, owing({ rewards: [gold(3)], members: members(0, 0) }), [
    distribute(),
  ]);
  t.like(notes[0], { toValidators: 0, toCommunity: 3, shares: [] });
  t.deepEqual(snapshot.context.rewards, []);
});

test('an eligible member that no longer exists leaves everything for later', (t) => {
  const from = owing({ rewards: [gold(5), coin('silver', 5)], members: members(4, 4) });
  const { snapshot, sent } = play(allocation, from, [distribute(['gold', 'silver'], ['v1'])]);
  t.deepEqual(sent, []);
  t.deepEqual(snapshot.context.rewards, [gold(5), coin('silver', 5)]);
});

test('denominations that are not allowed stay owed; those on both lists are paid once', (t) => {
  const from = owing({ rewards: [gold(5), coin('silver', 5)], members: members(4, 4) }, allocationOfC2);
  const { snapshot, sent } = play(allocationOfC2, from, [distribute(['gold'])]);
  t.deepEqual(sent, [['reward-pool', { type: 'rewardsPaidOut', ...gold(5) }]]);
  t.deepEqual(snapshot.context.rewards, [coin('silver', 5)]);
});

test('whoever leaves the set begins anew when it returns, whoever stays keeps its time', (t) => {
  const set = (...ids: readonly string[]): Event => ({
    type: 'storedSetChanged',
    members: ids.map((validator) => ({ validator, power: 1 })),
  });
  const { snapshot } = play(allocation, owing({ members: members(4, 4) }), [set('v1'), set('v1', 'v2')]);
  t.deepEqual(
    (snapshot.context as AllocationContext).members.map(({ validator, blocks }) => [validator, blocks]),
    [
      ['v1', 4],
      ['v2', 0],
    ],
  );
});

test('the block that launches a consumer does not count', (t) => {
  const launched = createAllocationMachine(instance, {
    ...paying('c1'),
    lifecycle: { start: 'initialized', spawnSeconds: [1] },
  });
  const { snapshot } = play(launched, start(launched), [
    { type: 'storedSetChanged', members: [{ validator: 'v1', power: 1 }] },
    { type: 'phaseChanged', phase: 'launched' },
    distribute(),
  ]);
  t.deepEqual(snapshot.context.members, [{ validator: 'v1', power: 1, blocks: 0 }]);
});

test('what is owed for a consumer that is deleted is never distributed', (t) => {
  const { snapshot, sent } = play(allocation, owing({ members: members(4, 4) }), [
    { type: 'phaseChanged', phase: 'stopped' },
    { type: 'rewardsCredited', ...gold(5) },
    distribute(),
    { type: 'phaseChanged', phase: 'deleted' },
    { type: 'rewardsCredited', ...gold(5) },
    distribute(),
  ]);
  t.deepEqual(sent, [['reward-pool', { type: 'rewardsPaidOut', ...gold(5) }]]);
  t.deepEqual(snapshot.context, { rewards: [gold(5)], members: [], commissions: [], allowlist: [] });
});

const asks = (validator: string, rate: string): Event => ({ type: 'commissionSubmitted', validator, rate });

test('a commission asked for on the consumer counts there, if staking admits it', (t) => {
  const from = owing({ rewards: [gold(5)], members: members(4, 4) });
  const { snapshot, notes } = play(allocation, from, [
    asks('v2', '0.5'),
    asks('v1', '0.04'),
    asks('v1', '0.05'),
    distribute(),
  ]);
  t.deepEqual(notes.slice(0, 3), [
    { type: 'commissionSet', validator: 'v2', rate: '0.5' },
    { type: 'commissionRefused', validator: 'v1', rate: '0.04' },
    { type: 'commissionSet', validator: 'v1', rate: '0.05' },
  ]);
  t.deepEqual(notes[3]?.['shares'], [
    { validator: 'v1', tokens: '2.666666666666666664', commission: '0.133333333333333333' },
    { validator: 'v2', tokens: '1.333333333333333332', commission: '0.666666666666666666' },
  ]);
  t.deepEqual((snapshot.context as AllocationContext).commissions, [
    { validator: 'v1', rate: '0.05' },
    { validator: 'v2', rate: '0.5' },
  ]);
});

test('a stopped consumer takes no wishes, and forgets commissions when it is deleted', (t) => {
  const stop = { type: 'phaseChanged', phase: 'stopped' } as const;
  const allow: Event = { type: 'allowDenoms', denoms: ['silver'] };
  const wished = [asks('v1', '0.5'), stop, asks('v1', '0.1'), asks('v2', '0.5'), allow] as const;
  const { snapshot, notes } = play(allocation, owing({}), wished);
  t.like(snapshot.context, { commissions: [{ validator: 'v1', rate: '0.5' }], allowlist: [] });
  t.is(notes.filter(({ type }) => type === 'commissionRefused').length, 2);
  const deleted = play(allocation, owing({}), [...wished, { type: 'phaseChanged', phase: 'deleted' }, allow]);
  t.deepEqual(deleted.snapshot.context, { rewards: [], members: [], commissions: [], allowlist: [] });
});

test('before v6 a launched consumer was deleted at once, with its set and with commissions', (t) => {
  const from = owing({ rewards: [gold(5)], members: members(4, 4) });
  const { snapshot } = play(allocation, from, [
    asks('v1', '0.5'),
    { type: 'phaseChanged', phase: 'deleted' },
  ]);
  t.is(snapshot.value, 'deleted');
  t.deepEqual(snapshot.context, { rewards: [gold(5)], members: [], commissions: [], allowlist: [] });
});

test('the owner replaces its list as a whole, before the launch too', (t) => {
  const allow = (...denoms: readonly string[]): Event => ({ type: 'allowDenoms', denoms });
  const from = owing({ rewards: [gold(5), coin('silver', 5)], members: members(4, 4) }, allocationOfC2);
  const { snapshot, sent } = play(allocationOfC2, from, [allow('silver'), distribute([])]);
  t.deepEqual(sent, [['reward-pool', { type: 'rewardsPaidOut', ...coin('silver', 5) }]]);
  t.like(snapshot.context, { rewards: [gold(5)], allowlist: ['silver'] });
  const early = createAllocationMachine(instance, {
    ...paying('c1'),
    lifecycle: { start: 'initialized', spawnSeconds: [1] },
  });
  t.like(play(early, start(early), [allow('tin', 'silver')]).snapshot.context, {
    allowlist: ['silver', 'tin'],
  });
});
