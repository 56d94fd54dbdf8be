import test from 'ava';
import { createChannelTraffic } from '../../../properties/observers/channel-traffic.ts';
import { send } from '../../../src/system/authoring.ts';
import type { Emitted, MachineEvent } from '../../../src/system/vocabulary.ts';
import { ics, observed, vsc } from '../situations.ts';

const [c1] = ics.instance.consumers;
if (c1 === undefined) throw new Error('expected a consumer');
const traffic = createChannelTraffic(ics.instance, c1);

type Scripted = readonly [component: string, event: MachineEvent, ...emitted: Emitted[]];
const sendVscs = (...packets: readonly ReturnType<typeof vsc>[]): Scripted => [
  'channel-c1',
  { type: 'sendVscs', packets },
  send('record', { type: 'vscsSent' }),
];
const receiveVsc = (packet: ReturnType<typeof vsc>): Scripted => [
  'consumer-c1',
  { type: 'vscReceived', ...packet },
];
const report = { key: 'b', power: 2, vsc: 1 };
const sendSlash: Scripted = [
  'channel-c1',
  { type: 'sendSlash', report },
  send('consumer', { type: 'slashSent' }),
];
const receiveSlash: Scripted = ['record-c1', { type: 'slashPacketReceived', ...report }];
const answer = (result: string): Scripted => [
  'record-c1',
  { type: 'reportHandled' },
  send('channel', { type: 'writeSlashAck', result }),
];
const acknowledge = (result: string): Scripted => ['consumer-c1', { type: 'slashAcknowledged', result }];

test('what is sent is in flight until it is received', (t) => {
  const sent = observed(traffic, [sendVscs(vsc(2, { b: 5 }), vsc(1, { b: 4 }))]);
  t.is(sent.toConsumer.length, 2);
  const received = observed(traffic, [receiveVsc(vsc(2, { b: 5 })), receiveVsc(vsc(1, { b: 4 }))], sent);
  t.deepEqual(received, { ...traffic.initial, arrived: ['vsc'] });
});

test('what is refused is not in flight', (t) => {
  const refused: Scripted = [
    'channel-c1',
    { type: 'sendVscs', packets: [vsc(1, {})] },
    send('record', { type: 'sendRefusedClientExpired' }),
  ];
  t.is(observed(traffic, [refused]), traffic.initial);
  const kept: Scripted = [
    'channel-c1',
    { type: 'sendSlash', report },
    send('consumer', { type: 'slashKept' }),
  ];
  t.is(observed(traffic, [kept]), traffic.initial);
});

test('packets in flight grow older', (t) => {
  const sent = observed(traffic, [
    sendVscs(vsc(1, { b: 5 })),
    sendSlash,
    ['channel-c1', { type: 'vscIdAdvanced' }],
  ]);
  t.is(sent.toConsumer[0]?.vsc, 2);
  t.is(sent.toProvider[0]?.vsc, 2);
});

test('a packet received twice, or changed on the way, was not in flight', (t) => {
  const once = observed(traffic, [sendVscs(vsc(1, { b: 5 })), receiveVsc(vsc(1, { b: 5 }))]);
  t.is(once.forged, '');
  t.regex(observed(traffic, [receiveVsc(vsc(1, { b: 5 }))], once).forged, /VSC of age 1, updates b:5/);
  t.regex(
    observed(traffic, [sendVscs(vsc(1, { b: 5 })), receiveVsc(vsc(1, { b: 5 }, ['b']))]).forged,
    /acks b/,
  );
  t.regex(observed(traffic, [receiveSlash]).forged, /report of b with power 2/);
});

test('a packet received before an older one is noticed', (t) => {
  const state = observed(traffic, [
    sendVscs(vsc(2, { b: 5 }), vsc(1, { b: 4 })),
    receiveVsc(vsc(1, { b: 4 })),
  ]);
  t.regex(state.overtaking, /VSC of age 1/);
  t.is(state.toConsumer.length, 1);
});

test('a slash packet is answered once, and the answer arrives as written', (t) => {
  const asked = observed(traffic, [sendSlash, receiveSlash]);
  t.like(asked, { toProvider: [], unanswered: 1 });
  const answered = observed(traffic, [answer('bounced')], asked);
  t.like(answered, { unanswered: 0, answers: ['bounced'] });
  const acknowledged = observed(traffic, [acknowledge('bounced')], answered);
  t.deepEqual(acknowledged, { ...traffic.initial, arrived: ['ack', 'slash'] });
  t.deepEqual(
    observed(traffic, [['channel-c1', { type: 'providerTimePassed', seconds: 1 }]], acknowledged),
    traffic.initial,
  );
  t.regex(
    observed(traffic, [acknowledge('handled')], answered).misanswered,
    /received "handled", the provider's next answer was bounced/,
  );
  t.regex(
    observed(traffic, [answer('handled')], answered).misanswered,
    /wrote "handled" although no slash packet/,
  );
  t.regex(observed(traffic, [acknowledge('handled')]).misanswered, /next answer was none/);
});

test('a timeout empties its direction', (t) => {
  const both = observed(traffic, [sendVscs(vsc(1, {})), sendSlash]);
  const timedOut: Scripted = ['channel-c1', { type: 'timeoutVsc' }, send('record', { type: 'vscTimedOut' })];
  t.like(observed(traffic, [timedOut], both), { toConsumer: [], toProvider: both.toProvider });
});

const consumerEndings: readonly (readonly [name: string, delivery: Scripted])[] = [
  ['a timeout', ['channel-c1', { type: 'timeoutSlash' }, send('consumer', { type: 'slashTimedOut' })]],
  [
    'a confirmed close',
    ['channel-c1', { type: 'relayClose' }, send('consumer', { type: 'channelCloseConfirmed' })],
  ],
  ['the consumer itself', ['channel-c1', { type: 'closeFromConsumer' }]],
];
for (const [name, delivery] of consumerEndings) {
  test(`when ${name} closes the consumer’s end, its packets and answers are over`, (t) => {
    const state = observed(traffic, [
      sendVscs(vsc(1, {})),
      sendSlash,
      receiveSlash,
      answer('handled'),
      sendSlash,
    ]);
    t.like(observed(traffic, [delivery], state), {
      toConsumer: state.toConsumer,
      toProvider: [],
      answers: [],
    });
  });
}

test('when the provider’s end closes, packets of the consumer stay until they time out', (t) => {
  const state = observed(traffic, [sendSlash]);
  const closed: Scripted = [
    'channel-c1',
    { type: 'relayClose' },
    send('record', { type: 'channelCloseConfirmed' }),
  ];
  t.is(observed(traffic, [closed], state), state);
});
