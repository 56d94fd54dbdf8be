/** Each fault of the channel and the consumer, in the smallest situation where it makes a difference. */
import test from 'ava';
import type { AnyStateMachine } from 'xstate';
import { createChannelMachine } from '../../../model/channel/channel-machine.ts';
import { createConsumerMachine } from '../../../model/consumer/consumer-machine.ts';
import { faultById } from '../../../model/faults/index.ts';
import type { ChannelChoice, ConsumerChoice, ToChannel, ToConsumer } from '../../../model/vocabulary.ts';
import { play, start } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';

const { instance, consumer } = smallInstance();

interface Row {
  readonly fault: string;
  readonly context?: object;
  readonly events: readonly (ChannelChoice | ToChannel | ConsumerChoice | ToConsumer)[];
  readonly field: string;
  readonly sound: unknown;
  readonly faulty: unknown;
}

const block = { type: 'nextBlock', seconds: 1 } as const;
const report = (key: string) => ({ key, power: 1, vsc: 'genesis' }) as const;
const change = (power: number) => ({ vsc: 1, updates: [{ key: 'a', power }], slashAcks: ['b'] });
const inFlight = (power: number) => ({ ...change(power), timesOutIn: 7 });
const waiting = { waiting: true, retryIn: -1 };
const handled = { type: 'slashAcknowledged', result: 'handled' } as const;

const rows: readonly Row[] = [
  {
    fault: 'M05',
    events: [
      { type: 'vscReceived', vsc: 1, updates: [{ key: 'b', power: 0 }], slashAcks: [] },
      { type: 'vscReceived', ...change(5) },
    ],
    field: 'pendingChanges',
    sound: [
      { key: 'a', power: 5 },
      { key: 'b', power: 0 },
    ],
    faulty: [{ key: 'a', power: 5 }],
  },
  {
    fault: 'M07',
    context: { toConsumer: [inFlight(1)] },
    events: [{ type: 'sendVscs', packets: [change(2)] }],
    field: 'toConsumer',
    sound: [inFlight(1), inFlight(2)],
    faulty: [inFlight(2), inFlight(1)],
  },
  {
    fault: 'M20',
    events: [{ type: 'vscReceived', ...change(5) }],
    field: 'vscOfHeight',
    sound: { previous: 'genesis', current: 'genesis', next: 1 },
    faulty: { previous: 'genesis', current: 1, next: 1 },
  },
  {
    fault: 'M24',
    context: { channelEstablished: false },
    events: [{ type: 'stopSigning', key: 'c' }, block, block, block, block, block, block],
    field: 'queue',
    sound: [report('c')],
    faulty: [report('c'), report('c')],
  },
  {
    fault: 'M27',
    context: { queue: [report('b')], slashRecord: waiting, outstanding: ['a', 'b'] },
    events: [handled],
    field: 'outstanding',
    sound: ['a', 'b'],
    faulty: ['a'],
  },
  {
    fault: 'M27',
    context: { outstanding: ['a', 'b'] },
    events: [{ type: 'vscReceived', ...change(5) }],
    field: 'outstanding',
    sound: ['a'],
    faulty: ['a', 'b'],
  },
  {
    fault: 'M28',
    context: { queue: [report('a'), report('b')], slashRecord: waiting },
    events: [{ type: 'slashAcknowledged', result: 'bounced' }],
    field: 'queue',
    sound: [report('a'), report('b')],
    faulty: [report('b')],
  },
  {
    fault: 'M29',
    context: { queue: [report('a')], slashRecord: waiting },
    events: [handled],
    field: 'slashRecord',
    sound: null,
    faulty: waiting,
  },
  {
    fault: 'M30',
    context: { queue: [report('a')], slashRecord: waiting },
    events: [block],
    field: 'slashRecord',
    sound: waiting,
    faulty: { waiting: true, retryIn: 1 },
  },
  {
    fault: 'M48',
    context: { queue: [report('a')], slashRecord: { waiting: false, retryIn: 0 } },
    events: [block],
    field: 'slashRecord',
    sound: { waiting: false, retryIn: -1 },
    faulty: { waiting: true, retryIn: 1 },
  },
  {
    fault: 'F19',
    context: { pendingChanges: [{ key: 'z', power: 0 }], set: [{ key: 'a', power: 1 }] },
    events: [block],
    field: 'set',
    sound: [{ key: 'a', power: 1 }],
    faulty: [
      { key: 'a', power: 1 },
      { key: 'z', power: 0 },
    ],
  },
];

for (const { fault: id, context, events, field, sound, faulty } of rows) {
  test(`${id} changes ${field} after ${events.map(({ type }) => type).join(', ')}`, (t) => {
    const fault = faultById(id);
    const machine: AnyStateMachine =
      fault.machine === 'channel'
        ? createChannelMachine(instance, consumer)
        : createConsumerMachine(instance, consumer);
    const outcome = (tried: AnyStateMachine): unknown => {
      const played = play(
        tried,
        start(tried, context),
        events.map((event) => ({ ...event })),
      );
      t.deepEqual(played.refused, []);
      return (played.snapshot.context as Record<string, unknown>)[field];
    };
    t.deepEqual(outcome(machine), sound);
    t.deepEqual(outcome(machine.provide(fault.overrides(instance, consumer) as never)), faulty);
  });
}
