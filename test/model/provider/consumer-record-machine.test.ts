/** The provider's record of a consumer: VSCs, slash acks and the checks of a slash packet, in the order of the code. */
import test from 'ava';
import { createConsumerRecordMachine } from '../../../model/provider/consumer-record-machine.ts';
import { featurePresets } from '../../../model/features.ts';
import type { ConsumerRecordContext, SlashAckResult, ToConsumerRecord } from '../../../model/vocabulary.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { play, start, type Play } from '../play-machine.ts';
import { firstConsumer, providerInstance } from './provider-instance.ts';

const instance = providerInstance({
  consumers: [{ id: 'c1', assignedKeys: { a: 'k' }, downtimeSlashFraction: '0.25', downtimeJailSeconds: 7 }],
});
const machine = createConsumerRecordMachine(instance, firstConsumer(instance));
const genesis = [
  { validator: 'a', key: 'k', power: 3 },
  { validator: 'b', key: 'b', power: 2 },
];

const run = (...events: readonly ToConsumerRecord[]): Play =>
  play(
    machine,
    start(machine),
    events.map((event): MachineEvent => ({ ...event })),
  );
const contextOf = ({ snapshot }: Play): ConsumerRecordContext => snapshot.context as ConsumerRecordContext;
const onlyA: ToConsumerRecord = { type: 'epochEnded', bonded: [{ validator: 'a', power: 4 }] };
const both: ToConsumerRecord = {
  type: 'epochEnded',
  bonded: [
    { validator: 'a', power: 3 },
    { validator: 'b', power: 2 },
  ],
};
const packet = (
  key: string,
  fields: Partial<Extract<ToConsumerRecord, { type: 'slashPacketReceived' }>> = {},
) => ({ type: 'slashPacketReceived', key, power: 1, vsc: 1, ...fields }) as const;
const handled = (key: string, decision: Extract<ToConsumerRecord, { type: 'reportHandled' }>['decision']) =>
  ({ type: 'reportHandled', key, validator: key === 'k' ? 'a' : key, decision }) as const;
const ack = (result: SlashAckResult) => ['channel', { type: 'writeSlashAck', result }] as const;

test('a record starts launched with the genesis set', (t) => {
  const played = run();
  t.is(played.snapshot.value, 'launched');
  t.deepEqual(contextOf(played), {
    consumer: 'c1',
    hasChannel: true,
    stored: genesis,
    pending: [],
    slashAcks: [],
  });
});

test('an epoch that changes nothing makes no VSC, and slash acks go on waiting', (t) => {
  const played = run(handled('k', 'executed'), both);
  t.deepEqual(contextOf(played).pending, []);
  t.deepEqual(contextOf(played).slashAcks, ['k']);
  t.false(played.notes.some(({ type }) => type === 'vscProvided'));
});

test('an epoch that changes the set makes a VSC with the difference and all slash acks', (t) => {
  const played = run(handled('k', 'executed'), handled('b', 'absorbedJailed'), onlyA);
  const change = {
    vsc: 0,
    updates: [
      { key: 'b', power: 0 },
      { key: 'k', power: 4 },
    ],
    slashAcks: ['k', 'b'],
  };
  t.deepEqual(contextOf(played).pending, [change]);
  t.deepEqual(contextOf(played).slashAcks, []);
  t.deepEqual(contextOf(played).stored, [{ validator: 'a', key: 'k', power: 4 }]);
  t.deepEqual(played.notes.at(-1), { type: 'vscProvided', change, set: [{ key: 'k', power: 4 }] });
});

test('what is pending grows older, is sent in order, and is forgotten when the channel took it', (t) => {
  const waiting = run(
    onlyA,
    { type: 'vscIdAdvanced' },
    both,
    { type: 'vscIdAdvanced' },
    { type: 'sendPendingVscs' },
  );
  t.deepEqual(
    contextOf(waiting).pending.map(({ vsc }) => vsc),
    [2, 1],
  );
  t.deepEqual(waiting.sent, [['channel', { type: 'sendVscs', packets: contextOf(waiting).pending }]]);
  t.deepEqual(contextOf(run(onlyA, { type: 'vscsSent' })).pending, []);
  t.is(contextOf(run(onlyA, { type: 'sendRefusedClientExpired' })).pending.length, 1);
  t.deepEqual(run({ type: 'sendPendingVscs' }).sent, []);
});

test('ages of pending VSCs stop at the oldest', (t) => {
  const advanced = Array.from({ length: 9 }, () => ({ type: 'vscIdAdvanced' }) as const);
  t.deepEqual(
    contextOf(run(onlyA, ...advanced)).pending.map(({ vsc }) => vsc),
    [3],
  );
});

for (const [description, event, expected] of [
  ['an unknown VSC id is refused before anything else', packet('z', { vsc: 'unknown' }), ack('error')],
  ['a report without power is refused', packet('k', { power: 0 }), ack('error')],
  ['a key of a stranger is dropped and acknowledged', packet('z'), ack('handled')],
] as const) {
  test(description, (t) => {
    const { sent } = run(event);
    t.deepEqual(sent, [expected]);
  });
}

test('a report about a validator that left the stored set is dropped, with a slash ack', (t) => {
  const played = run(onlyA, packet('b'));
  t.deepEqual(contextOf(played).slashAcks, ['b']);
  t.deepEqual(played.notes.at(-1), {
    type: 'reportDecided',
    key: 'b',
    validator: 'b',
    decision: 'droppedNotInSet',
    acked: true,
  });
});

test('a report that passes goes to the meter with its owner and its price', (t) => {
  t.deepEqual(run(packet('k', { power: 5, vsc: 'genesis' })).sent, [
    [
      'slash-meter',
      {
        type: 'throttleReport',
        consumer: 'c1',
        key: 'k',
        validator: 'a',
        power: 5,
        vsc: 'genesis',
        slashFraction: { numerator: 25, denominator: 100 },
        jailSeconds: 7,
      },
    ],
  ]);
});

test('the provider key stands for its validator even where another key is assigned', (t) => {
  t.like(run(packet('a')).sent[0]?.[1], { type: 'throttleReport', key: 'a', validator: 'a' });
});

test('features decide whether membership is checked and what downtime costs', (t) => {
  const features = { ...featurePresets.v7, membershipCheck: false, infractionParameters: false };
  const old = providerInstance({ features, consumers: [{ id: 'c1', downtimeSlashFraction: '0.25' }] });
  const { sent } = play(
    createConsumerRecordMachine(old, firstConsumer(old)),
    start(createConsumerRecordMachine(old, firstConsumer(old))),
    [packet('z')],
  );
  t.like(sent[0]?.[1], {
    type: 'throttleReport',
    validator: 'z',
    slashFraction: { numerator: 0, denominator: 1 },
    jailSeconds: old.provider.downtimeJailSeconds,
  });
});

for (const [decision, acked] of [
  ['executed', true],
  ['absorbedJailed', true],
  ['droppedUnbonded', false],
  ['droppedTombstoned', false],
  ['droppedUnknownValidator', false],
] as const) {
  test(`${decision}: ${acked ? 'a' : 'no'} slash ack, packet handled`, (t) => {
    const played = run(handled('k', decision));
    t.deepEqual(contextOf(played).slashAcks, acked ? ['k'] : []);
    t.deepEqual(played.sent, [ack('handled')]);
    t.deepEqual(played.notes, [{ type: 'reportDecided', key: 'k', validator: 'a', decision, acked }]);
  });
}

test('a bounce changes nothing here', (t) => {
  const played = run({ type: 'reportBounced', key: 'k', validator: 'a' });
  t.deepEqual(contextOf(played), contextOf(run()));
  t.deepEqual(played.sent, [ack('bounced')]);
  t.like(played.notes[0], { decision: 'bounced', acked: false });
});

test('the provider takes no notice of a close that the other side made', (t) => {
  t.is(run({ type: 'channelCloseConfirmed' }).snapshot.value, 'launched');
});

for (const [type, reason] of [
  ['vscTimedOut', 'vscTimeout'],
  ['sendFailedChannelClosed', 'sendFailed'],
] as const) {
  test(`${type} stops the consumer: no VSCs, reports dropped but acknowledged`, (t) => {
    const stopped = run({ type });
    t.is(stopped.snapshot.value, 'stopped');
    t.deepEqual(stopped.notes, [{ type: 'consumerStopped', reason }]);
    const after = run(
      { type },
      onlyA,
      { type: 'sendPendingVscs' },
      { type: 'vscTimedOut' },
      packet('k'),
      packet('z'),
    );
    t.is(after.snapshot.value, 'stopped');
    t.deepEqual(after.refused, []);
    t.deepEqual(contextOf(after).pending, []);
    t.deepEqual(contextOf(after).slashAcks, ['k', 'z']);
    t.deepEqual(after.sent, [
      ['phase-listeners', { type: 'phaseChanged', phase: 'stopped' }],
      ack('handled'),
      ack('handled'),
    ]);
    t.deepEqual(
      after.notes.slice(1).map(({ decision }) => decision),
      ['droppedStopped', 'droppedStopped'],
    );
    t.deepEqual(run({ type }, packet('k', { vsc: 'unknown' })).sent.slice(1), [ack('error')]);
  });
}
