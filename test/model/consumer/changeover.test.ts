/** Misbehaviour on a chain that was not always a consumer: who is told of it, and from when on. */
import test from 'ava';
import { createConsumerMachine } from '../../../model/consumer/consumer-machine.ts';
import type { ConsumerContext } from '../../../model/vocabulary.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { play, start, type Play } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';

const { instance, consumer } = smallInstance({
  downtimeBlocks: 1,
  channelOpen: false,
  channelEstablished: false,
  lifecycle: { start: 'initialized', spawnSeconds: [1] },
  standalone: { validators: { s1: 1 }, slashFraction: '1' },
});
const budgets = { ...instance.budgets, equivocations: 1, doubleSignReports: 1 };
const machine = createConsumerMachine({ ...instance, skipQuietBlocks: false, budgets }, consumer);
const genesis: MachineEvent = {
  type: 'genesisMade',
  set: [
    { key: 'a', power: 3 },
    { key: 'b', power: 2 },
  ],
};
const block: MachineEvent = { type: 'nextBlock', seconds: 1 };
const down: MachineEvent = { type: 'stopSigning', key: 'b' };
const twice: MachineEvent = { type: 'equivocate', key: 'b', kind: 'doubleVote', noticed: true };
const old: MachineEvent = { type: 'oldInfractionFound', key: 's1', power: 1, expiresIn: 2 };

const after = (events: readonly MachineEvent[]): Play => play(machine, start(machine), [genesis, ...events]);
const toOwnStaking = ({ sent }: Play): readonly MachineEvent[] =>
  sent.flatMap(([role, message]) => (role === 'standalone' && message.type === 'slashOwn' ? [message] : []));
const queued = ({ snapshot }: Play): readonly string[] =>
  (snapshot.context as ConsumerContext).queue.map(({ key }) => key);

for (const [title, event, ending] of [
  ['downtime', down, [block]],
  ['a double sign', twice, []],
] as const) {
  test(`${title} in the first block is left to the old staking`, (t) => {
    const played = after([event, ...ending]);
    t.like(toOwnStaking(played), [{ key: 'b', power: 2, expiresIn: consumer.unbondingSeconds }]);
    t.deepEqual(queued(played), []);
    t.deepEqual((played.snapshot.context as ConsumerContext).outstanding, []);
  });

  test(`${title} in the second block is reported to the provider`, (t) => {
    const played = after([block, event, ...ending]);
    t.deepEqual(toOwnStaking(played), []);
    t.deepEqual(queued(played), ['b']);
  });
}

test('what was done before the changeover is left to the old staking at any time', (t) => {
  for (const blocks of [[], [block], [block, block]]) {
    const played = after([...blocks, old]);
    t.deepEqual(toOwnStaking(played), [{ type: 'slashOwn', key: 's1', power: 1, expiresIn: 2 }]);
    t.deepEqual(queued(played), []);
  }
});

test('the old staking hears of every block', (t) => {
  const told = after([block, block]).sent.filter(([role]) => role === 'standalone');
  t.deepEqual(told, [
    ['standalone', { type: 'ownTimePassed', seconds: 1 }],
    ['standalone', { type: 'ownTimePassed', seconds: 1 }],
  ]);
});
