/** Goal: what single steps do with rewards is judged, and named where it is wrong. */
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { Emitted, LocalSnapshot, MachineEvent } from '../../src/system/vocabulary.ts';
import type { Expected } from './judge.ts';
import { testStep } from './test-step.ts';

const rewards = createIcsSystem(loadInstance('rewards'));

interface Step {
  readonly before?: object;
  readonly event: MachineEvent;
  readonly after?: object;
  readonly emitted?: readonly Emitted[];
  readonly expected: Expected;
}

const state = (context: object): LocalSnapshot<never> =>
  ({ value: 'launched', context }) as unknown as LocalSnapshot<never>;

function judged(property: string, scope: string, steps: Readonly<Record<string, Step>>): void {
  for (const [title, { before = {}, event, after = before, emitted = [], expected }] of Object.entries(
    steps,
  )) {
    const step = { before: state(before), event, after: state(after), emitted };
    testStep({ system: rewards, property, scope }, title, step, expected);
  }
}

const gold = (amount: number) => ({ denom: 'gold', amount });
const block = { type: 'nextBlock', seconds: 1 };

judged('reward-blocks-count', 'provider', {
  'the pool and the transfers hear of a block': {
    event: block,
    emitted: [
      send('reward-pool', { type: 'rewardsBlockBegan' }),
      send('transfers', { type: 'transferTimePassed', seconds: 1 }),
    ],
    expected: 'holds, seen',
  },
  'the pool hears nothing': { event: block, expected: /the reward pool is not told/ },
  'the transfers hear nothing': {
    event: block,
    emitted: [send('reward-pool', { type: 'rewardsBlockBegan' })],
    expected: /transfers are not told/,
  },
});

judged('reward-blocks-count', 'c1: block', {
  'the accounts hear nothing': { event: block, expected: /the accounts for rewards are not told/ },
});

const ending = { type: 'rewardsBlockEnding' };
judged('reward-blocks-count', 'c1: fees', {
  'fees are divided': {
    before: { feeCollector: [gold(10)], toSend: [gold(1)] },
    event: ending,
    after: { feeCollector: [], toSend: [gold(4)] },
    emitted: [note('feesRedistributed', gold(7))],
    expected: 'holds, seen',
  },
  'too much of them stays': {
    before: { feeCollector: [gold(10)], toSend: [gold(1)] },
    event: ending,
    after: { feeCollector: [], toSend: [gold(3)] },
    emitted: [note('feesRedistributed', gold(8))],
    expected: /of 10 gold stay 8 instead of 7/,
  },
  'fees stay': {
    before: { feeCollector: [gold(10)], toSend: [] },
    event: ending,
    expected: /left undivided/,
  },
  'fees are lost': {
    before: { feeCollector: [gold(10)], toSend: [] },
    event: ending,
    after: { feeCollector: [], toSend: [gold(2)] },
    expected: /the fees in gold/,
  },
});

const inFlight = (timesOutIn: number) => ({ inFlight: [{ ...gold(2), timesOutIn }], refused: [] });
judged('reward-blocks-count', 'c1: transfers', {
  'time does not pass for them': {
    before: inFlight(1),
    event: { type: 'transferTimePassed', seconds: 1 },
    expected: /do not come closer/,
  },
});

judged('reward-blocks-count', 'c1: members', {
  'the block does not count': {
    before: { members: [{ validator: 'v1', power: 1, blocks: 0 }] },
    event: { type: 'distributeRewards', blocks: 1 },
    expected: /does not count for its members/,
  },
});

judged('reward-coins-booked', 'c1: arrival', {
  'it is credited': {
    before: inFlight(2),
    event: { type: 'relayTransfer', index: 0 },
    emitted: [
      send('reward-pool', { type: 'coinsReceived', ...gold(2) }),
      send('allocation', { type: 'rewardsCredited', ...gold(2) }),
    ],
    expected: 'holds, seen',
  },
  'it is not': {
    before: inFlight(2),
    event: { type: 'relayTransfer', index: 0 },
    emitted: [send('reward-pool', { type: 'coinsReceived', ...gold(2) })],
    expected: /c1 is not credited/,
  },
});

judged('reward-coins-booked', 'c1: credit', {
  'nothing is owed': {
    before: { rewards: [gold(1)] },
    event: { type: 'rewardsCredited', ...gold(2) },
    expected: /does not grow/,
  },
});

judged('reward-coins-booked', 'c1: return', {
  'it waits': {
    before: { toSend: [] },
    event: { type: 'transfersKept', coins: [gold(2)] },
    after: { toSend: [gold(2)] },
    expected: 'holds, seen',
  },
  'it is gone': {
    before: { toSend: [] },
    event: { type: 'transferRefunded', ...gold(2) },
    expected: /does not wait/,
  },
});

const pay = (consumer: string) => ({ type: 'payIntoPool', consumer, ...gold(2) });
judged('reward-memo-heeded', '', {
  'whom the memo names is credited': {
    event: pay('c1'),
    emitted: [send('allocation', { type: 'rewardsCredited', ...gold(2) })],
    expected: 'holds, seen',
  },
  'whom the memo names is not': { event: pay('c1'), expected: /c1 is not credited/ },
  'somebody is whom it does not name': {
    event: pay(''),
    emitted: [send('allocation', { type: 'rewardsCredited', ...gold(2) })],
    expected: /coins for nobody/,
  },
});

judged('reward-denom-registered', '', {
  'it is on the list': {
    before: { registeredDenoms: ['gold'] },
    event: { type: 'addRewardDenom', denom: 'silver' },
    after: { registeredDenoms: ['gold', 'silver'] },
    expected: 'holds, seen',
  },
  'it is not': {
    before: { registeredDenoms: ['gold'] },
    event: { type: 'addRewardDenom', denom: 'silver' },
    expected: /\[gold\] are registered instead of \[gold, silver\]/,
  },
});

judged('reward-denom-struck-off', '', {
  'it stays': {
    before: { registeredDenoms: ['gold'] },
    event: { type: 'removeRewardDenom', denom: 'gold' },
    expected: /\[gold\] are registered instead of \[\]/,
  },
});
