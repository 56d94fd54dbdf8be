import test from 'ava';
import { createChannelMachine } from '../../../model/channel/channel-machine.ts';
import type { ChannelContext, ChannelEnds, ToChannel, ChannelChoice } from '../../../model/vocabulary.ts';
import { play, start } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';

const { instance, consumer } = smallInstance();
const machine = createChannelMachine(instance, consumer);

type Event = ChannelChoice | ToChannel;
interface Row {
  readonly title: string;
  readonly ends?: Partial<ChannelEnds>;
  readonly context?: Partial<ChannelContext>;
  readonly events: readonly Event[];
  readonly then: {
    readonly ends?: Partial<ChannelEnds>;
    readonly context?: Partial<ChannelContext>;
    readonly sent?: readonly (readonly [string, string])[];
    readonly refused?: readonly string[];
  };
}

const update = (key: string, power: number) => ({ key, power });
const change = (vsc: number) => ({ vsc, updates: [update('a', vsc)], slashAcks: [] });
const vsc = (age: number, timesOutIn: number) => ({ ...change(age), timesOutIn });
const report = { key: 'a', power: 3, vsc: 1 } as const;
const slash = (timesOutIn: number) => ({ ...report, timesOutIn });
const closed = 'closed';

const rows: readonly Row[] = [
  {
    title: 'a VSC sent while the consumer is ahead has less time there',
    context: { drift: 2 },
    events: [{ type: 'sendVscs', packets: [change(1), change(0)] }],
    then: { context: { toConsumer: [vsc(1, 5), vsc(0, 5)] }, sent: [['record', 'vscsSent']] },
  },
  {
    title: 'a VSC sent while the consumer is behind has more time there',
    context: { drift: -2 },
    events: [{ type: 'sendVscs', packets: [change(0)] }],
    then: { context: { toConsumer: [vsc(0, 9)] }, sent: [['record', 'vscsSent']] },
  },
  {
    title: 'a slash packet sent while the consumer is ahead has more time on the provider',
    context: { drift: 2 },
    events: [{ type: 'sendSlash', report }],
    then: { context: { toProvider: [slash(7)] }, sent: [['consumer', 'slashSent']] },
  },
  {
    title: 'time on the consumer brings VSCs, not slash packets, closer to their timeout',
    context: { toConsumer: [vsc(0, 3)], toProvider: [slash(3)] },
    events: [{ type: 'consumerTimePassed', seconds: 2 }],
    then: {
      context: {
        drift: 2,
        toConsumer: [vsc(0, 1)],
        toProvider: [slash(3)],
        providerClientExpiresIn: 2,
        consumerClientExpiresIn: 3,
      },
    },
  },
  {
    title: 'time on the provider brings slash packets closer to their timeout and commits acknowledgements',
    context: {
      toConsumer: [vsc(0, 3)],
      toProvider: [slash(3)],
      slashAcks: [{ result: 'handled', committed: false }],
    },
    events: [{ type: 'providerTimePassed', seconds: 2 }],
    then: {
      context: {
        drift: -2,
        toConsumer: [vsc(0, 3)],
        toProvider: [slash(1)],
        slashAcks: [{ result: 'handled', committed: true }],
        providerClientExpiresIn: 4,
        consumerClientExpiresIn: 1,
      },
    },
  },
  {
    title: 'VSCs are received oldest first, and each receipt updates the client of the provider',
    context: { drift: 1, toConsumer: [vsc(1, 2), vsc(0, 2)], providerClientExpiresIn: 1 },
    events: [{ type: 'relayVsc' }],
    then: {
      context: { toConsumer: [vsc(0, 2)], providerClientExpiresIn: 3, consumerClientExpiresIn: 3 },
      sent: [['consumer', 'vscReceived']],
    },
  },
  {
    title:
      'at its timeout a VSC can be timed out but not received: the provider end closes, later VSCs are lost',
    context: { drift: 1, toConsumer: [vsc(1, 0), vsc(0, 1)], consumerClientExpiresIn: 1 },
    events: [{ type: 'relayVsc' }, { type: 'timeoutVsc' }],
    then: {
      ends: { providerEnd: closed, consumerEnd: 'open' },
      context: { toConsumer: [], consumerClientExpiresIn: 4 },
      sent: [['record', 'vscTimedOut']],
      refused: ['relayVsc'],
    },
  },
  {
    title: 'a second before its timeout a VSC can be received but not timed out',
    context: { toConsumer: [vsc(0, 1)] },
    events: [{ type: 'timeoutVsc' }, { type: 'relayVsc' }],
    then: { context: { toConsumer: [] }, sent: [['consumer', 'vscReceived']], refused: ['timeoutVsc'] },
  },
  {
    title:
      'a slash packet at its timeout closes the consumer end, and acknowledgements on their way are lost',
    context: { toProvider: [slash(0)], slashAcks: [{ result: 'bounced', committed: true }] },
    events: [{ type: 'relaySlash' }, { type: 'timeoutSlash' }],
    then: {
      ends: { providerEnd: 'open', consumerEnd: closed },
      context: { toProvider: [], slashAcks: [] },
      sent: [['consumer', 'slashTimedOut']],
      refused: ['relaySlash'],
    },
  },
  {
    title:
      'a slash packet in time is handed to the record, whose acknowledgement waits for the block to be committed',
    context: { toProvider: [slash(1)] },
    events: [
      { type: 'timeoutSlash' },
      { type: 'relaySlash' },
      { type: 'writeSlashAck', result: 'handled' },
      { type: 'relaySlashAck' },
      { type: 'providerTimePassed', seconds: 1 },
      { type: 'relaySlashAck' },
    ],
    then: {
      context: { toProvider: [], slashAcks: [] },
      sent: [
        ['slash-inbox', 'slashPacketReceived'],
        ['consumer', 'slashAcknowledged'],
      ],
      refused: ['timeoutSlash', 'relaySlashAck'],
    },
  },
  {
    title: 'an expired client of the consumer stops everything that the provider needs it for',
    context: { consumerClientExpiresIn: 0, toConsumer: [vsc(0, 0)], toProvider: [slash(1)] },
    events: [
      { type: 'sendVscs', packets: [change(0)] },
      { type: 'relaySlash' },
      { type: 'timeoutVsc' },
      { type: 'updateClientOnProvider' },
    ],
    then: {
      context: { toConsumer: [vsc(0, 0)], toProvider: [slash(1)], consumerClientExpiresIn: 0 },
      sent: [['record', 'sendRefusedClientExpired']],
      refused: ['relaySlash', 'timeoutVsc', 'updateClientOnProvider'],
    },
  },
  {
    title: 'an expired client of the provider stops everything that the consumer needs it for',
    context: {
      providerClientExpiresIn: 0,
      toConsumer: [vsc(0, 1)],
      toProvider: [slash(0)],
      slashAcks: [{ result: 'handled', committed: true }],
    },
    events: [
      { type: 'sendSlash', report },
      { type: 'relayVsc' },
      { type: 'relaySlashAck' },
      { type: 'timeoutSlash' },
      { type: 'updateClientOnConsumer' },
    ],
    then: {
      context: { toProvider: [slash(0)], providerClientExpiresIn: 0 },
      sent: [['consumer', 'slashKept']],
      refused: ['relayVsc', 'relaySlashAck', 'timeoutSlash', 'updateClientOnConsumer'],
    },
  },
  {
    title: 'clients are updated to the newest header of the other clock, and only if it is newer',
    context: { drift: 1, consumerClientExpiresIn: 2, providerClientExpiresIn: 3 },
    events: [
      { type: 'updateClientOnProvider' },
      { type: 'updateClientOnProvider' },
      { type: 'updateClientOnConsumer' },
    ],
    then: {
      context: { consumerClientExpiresIn: 4, providerClientExpiresIn: 3 },
      refused: ['updateClientOnProvider', 'updateClientOnConsumer'],
    },
  },
  {
    title: 'governance recovers expired clients only',
    context: { drift: -1, consumerClientExpiresIn: 0, providerClientExpiresIn: 1 },
    events: [{ type: 'recoverClientOnProvider' }, { type: 'recoverClientOnConsumer' }],
    then: {
      context: { consumerClientExpiresIn: 2, providerClientExpiresIn: 1 },
      refused: ['recoverClientOnConsumer'],
    },
  },
  {
    title: 'an expired client cannot be recovered with a header that is itself too old',
    context: { drift: -3, consumerClientExpiresIn: 0 },
    events: [{ type: 'recoverClientOnProvider' }],
    then: { context: { consumerClientExpiresIn: 0 }, refused: ['recoverClientOnProvider'] },
  },
  {
    title: 'when the consumer closes, VSCs in flight cannot arrive, and proving that stops the consumer',
    context: { toConsumer: [vsc(0, 3)], slashAcks: [{ result: 'handled', committed: true }] },
    events: [{ type: 'closeFromConsumer' }, { type: 'relayVsc' }, { type: 'timeoutVsc' }],
    then: {
      ends: { providerEnd: closed, consumerEnd: closed },
      context: { toConsumer: [], slashAcks: [] },
      sent: [['record', 'vscTimedOut']],
      refused: ['relayVsc'],
    },
  },
  {
    title: 'the provider end closed by confirmation still times out a VSC, and then sends no more',
    ends: { consumerEnd: closed },
    context: { toConsumer: [vsc(0, 3)] },
    events: [
      { type: 'relayClose' },
      { type: 'relayClose' },
      { type: 'timeoutVsc' },
      { type: 'sendVscs', packets: [change(0)] },
    ],
    then: {
      ends: { providerEnd: closed, consumerEnd: closed },
      context: { toConsumer: [] },
      sent: [
        ['record', 'channelCloseConfirmed'],
        ['record', 'vscTimedOut'],
        ['record', 'sendFailedChannelClosed'],
      ],
      refused: ['relayClose'],
    },
  },
  {
    title: 'a closed provider end comes before an expired client as the reason not to send',
    ends: { providerEnd: closed },
    context: { consumerClientExpiresIn: 0 },
    events: [{ type: 'sendVscs', packets: [change(0)] }],
    then: { context: { toConsumer: [] }, sent: [['record', 'sendFailedChannelClosed']] },
  },
  {
    title: 'the consumer end closed by confirmation sends no more',
    ends: { providerEnd: closed },
    context: { toProvider: [slash(4)] },
    events: [{ type: 'relaySlash' }, { type: 'relayClose' }, { type: 'sendSlash', report }],
    then: {
      ends: { providerEnd: closed, consumerEnd: closed },
      context: { toProvider: [] },
      sent: [
        ['consumer', 'channelCloseConfirmed'],
        ['consumer', 'slashKept'],
      ],
      refused: ['relaySlash'],
    },
  },
  {
    title: 'a slash packet towards a closed provider end is timed out before its time',
    ends: { providerEnd: closed },
    context: { toProvider: [slash(4)] },
    events: [{ type: 'timeoutSlash' }],
    then: {
      ends: { providerEnd: closed, consumerEnd: closed },
      context: { toProvider: [] },
      sent: [['consumer', 'slashTimedOut']],
    },
  },
  {
    title: 'neither end closes by confirmation while the other is open',
    events: [{ type: 'relayClose' }],
    then: { ends: { providerEnd: 'open', consumerEnd: 'open' }, refused: ['relayClose'] },
  },
  {
    title: 'closed at both ends with a VSC to time out, the clocks still run',
    ends: { providerEnd: closed, consumerEnd: closed },
    context: { toConsumer: [vsc(0, 3)] },
    events: [{ type: 'providerTimePassed', seconds: 1 }],
    then: { context: { drift: -1, consumerClientExpiresIn: 2, providerClientExpiresIn: 4 } },
  },
  ...(['providerTimePassed', 'consumerTimePassed'] as const).map((type) => ({
    title: `closed at both ends with nothing in flight, the clocks rest (${type})`,
    ends: { providerEnd: closed, consumerEnd: closed } as const,
    context: { drift: 2, consumerClientExpiresIn: 0, providerClientExpiresIn: 1 },
    events: [
      { type, seconds: 1 },
      { type: 'recoverClientOnProvider' },
      { type: 'updateClientOnConsumer' },
    ] as const,
    then: {
      context: { drift: 0, consumerClientExpiresIn: 3, providerClientExpiresIn: 4 },
      refused: ['recoverClientOnProvider', 'updateClientOnConsumer'],
    },
  })),
  {
    title:
      'references in flight grow older up to the oldest age, except the genesis and ids that do not exist',
    context: {
      toConsumer: [vsc(5, 1), vsc(0, 1)],
      toProvider: [slash(1), { ...slash(1), vsc: 'genesis' }, { ...slash(1), vsc: 'unknown' }],
    },
    events: [{ type: 'vscIdAdvanced' }],
    then: {
      context: {
        toConsumer: [
          { ...vsc(5, 1), vsc: 5 },
          { ...vsc(0, 1), vsc: 1 },
        ],
        toProvider: [
          { ...slash(1), vsc: 2 },
          { ...slash(1), vsc: 'genesis' },
          { ...slash(1), vsc: 'unknown' },
        ],
      },
    },
  },
];

for (const { title, ends, context, events, then } of rows) {
  test(title, (t) => {
    const from = start(machine, context, { providerEnd: 'open', consumerEnd: 'open', ...ends });
    const { snapshot, sent, refused } = play(machine, from, events);
    if (then.ends !== undefined) t.like(snapshot.value, then.ends);
    const actual = snapshot.context as ChannelContext;
    for (const [field, expected] of Object.entries(then.context ?? {})) {
      t.deepEqual(actual[field as keyof ChannelContext], expected, field);
    }
    t.deepEqual(
      sent.map(([to, { type }]) => [to, type]),
      (then.sent ?? []).map((pair) => [...pair]),
    );
    t.deepEqual(refused, then.refused ?? []);
  });
}

test('what is delivered is what was sent, without the timeout', (t) => {
  const from = start(machine, { toConsumer: [vsc(1, 2)], toProvider: [slash(2)] });
  const { sent } = play(machine, from, [{ type: 'relayVsc' }, { type: 'relaySlash' }]);
  t.deepEqual(sent, [
    ['consumer', { type: 'vscReceived', ...change(1) }],
    ['slash-inbox', { type: 'slashPacketReceived', ...report }],
  ]);
});

test('channels of consumers that differ only in their id are equal', (t) => {
  const other = createChannelMachine(instance, { ...consumer, id: 'other' });
  t.deepEqual(start(other).context, start(machine).context);
  t.deepEqual(other.config.id, machine.config.id);
});
