/** Goal: stake that left between launch and channel opening is told from stake that left before or after. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { createLaunchClock } from '../../properties/observers/launch-clock.ts';
import { note } from '../../src/system/authoring.ts';
import { assertJudgement, checkOf, judgeState, type Expected } from './judge.ts';
import { observed, providerIn, undelegation } from './situations.ts';

const system = createIcsSystem(loadInstance('lifecycle'));
const { instance } = system;
const period = instance.provider.unbondingSeconds;

const situations: readonly (readonly [
  title: string,
  left: number,
  since: number | null,
  recentFor: number,
  Expected,
])[] = [
  ['what began after the opening', period, 2, period - 1, 'holds, seen'],
  [
    'what began between launch and opening',
    period - 1,
    2,
    period,
    /undelegation of 1 from v1 began after the launch of c2/,
  ],
  ['what began in the block of the launch', period - 1, 1, period, /a slash under VSC id 0 spares it/],
  ['what began before the launch', period - 2, 1, period, 'holds, seen'],
  ['anything before the launch', period - 1, null, period, 'holds'],
];
for (const [title, completesIn, since, recentFor, expected] of situations) {
  test(`replication-height-exact-at-launch: ${title}`, (t) => {
    const chain = providerIn({
      unbonding: [undelegation('v1', 1, { completesIn })],
      channelOpenings: [{ consumer: 'c2', recentFor }],
    });
    assertJudgement(
      t,
      judgeState(checkOf(system, 'replication-height-exact-at-launch', 'c2'), [chain, { since }]),
      expected,
    );
  });
}

test('replication-height-exact-at-launch: without an opening nothing is misdated', (t) => {
  const chain = providerIn({ unbonding: [undelegation('v1', 1, { completesIn: 1 })], channelOpenings: [] });
  assertJudgement(
    t,
    judgeState(checkOf(system, 'replication-height-exact-at-launch', 'c2'), [chain, { since: 3 }]),
    'holds',
  );
});

test('the clock runs from the launch, for an unbonding period at most', (t) => {
  const consumer = instance.consumers.find(({ id }) => id === 'c2');
  if (consumer === undefined) throw new Error('no consumer c2');
  const clock = createLaunchClock(instance, consumer);
  const block = ['provider', { type: 'nextBlock', seconds: 2 }] as const;
  const launch = ['record-c2', { type: 'launchMoment' }, note('consumerLaunched', { set: [] })] as const;
  t.is(observed(clock, [block]).since, null);
  t.is(observed(clock, [block, launch]).since, 0);
  t.is(observed(clock, [block, launch, block]).since, 2);
  t.is(observed(clock, [block, launch, block, block]).since, period);
});
