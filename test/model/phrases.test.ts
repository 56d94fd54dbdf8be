import test from 'ava';
import { absoluteClock, heightIn, secondsIn, vscName } from '../../model/absolute-clock.ts';
import { icsPhrases } from '../../model/phrases/ics-phrases.ts';
import type { JsonRecord } from '../../src/system/json.ts';
import type { MachineEvent } from '../../src/system/vocabulary.ts';
import { phraseFor } from '../../src/trace/phrase-event.ts';

const clock = absoluteClock({ consumers: [{ id: 'c1' }, { id: 'c2' }] as never });
const delivered = (
  component: string,
  event: MachineEvent,
): { component: string; event: MachineEvent; emitted: [] } => ({
  component,
  event,
  emitted: [],
});
const after = (...deliveries: readonly ReturnType<typeof delivered>[]): JsonRecord =>
  deliveries.reduce(clock.advance, clock.initial);

test('heights and times of each chain add up by themselves', (t) => {
  const figures = after(
    delivered('provider', { type: 'nextBlock', seconds: 5 }),
    delivered('provider', { type: 'quietBlocks', blocks: 10, seconds: 60 }),
    delivered('consumer-c1', { type: 'nextBlock', seconds: 2 }),
  );
  t.is(heightIn(figures, 'provider'), 12);
  t.is(secondsIn(figures, 'provider'), 65);
  t.is(heightIn(figures, 'c1'), 2);
  t.is(secondsIn(figures, 'c2'), 0);
});

test('a new VSC id counts once, although everyone is told of it', (t) => {
  const told = ['record-c1', 'channel-c1', 'consumer-c1', 'record-c2'];
  const figures = after(...told.map((component) => delivered(component, { type: 'vscIdAdvanced' })));
  t.is(vscName(0, figures), 'VSC 2');
  t.is(vscName(1, figures), 'VSC 1');
  t.is(vscName(3, figures), 'a VSC from before the run (2 ids earlier)');
  t.is(vscName('genesis', figures), 'the genesis set');
});

test('nothing moves the clock but blocks and ids', (t) => {
  t.is(after(delivered('provider', { type: 'delegate', tokens: 1 })), clock.initial);
});

const rows: readonly (readonly [component: string, event: MachineEvent, sentence: string | undefined])[] = [
  ['consumer-c1', { type: 'stopSigning', key: 'k1' }, 'the validator with key k1 stops signing'],
  ['channel-c2', { type: 'relayVsc' }, 'a relayer delivers the oldest VSC packet to c2'],
  ['provider', { type: 'delegate', validator: 'v1', tokens: 1 }, 'a delegator stakes 1 token with v1'],
  [
    'channel-c1',
    { type: 'sendVscs', packets: [{ vsc: 0, updates: [{ key: 'k1', power: 0 }], slashAcks: ['k2'] }] },
    'VSC 1 goes to c1: k1 removed, with slash acks for k2',
  ],
  ['provider', { type: 'providerTimePassed', seconds: 1 }, undefined],
];
for (const [component, event, sentence] of rows) {
  test(`tells ${event.type} at ${component}`, (t) => {
    t.is(phraseFor(icsPhrases.events, event, { component, clock: clock.initial }), sentence);
  });
}

test('a block tells its height and time', (t) => {
  const event = { type: 'nextBlock', seconds: 5 };
  const figures = after(delivered('consumer-c1', event));
  t.is(
    phraseFor(icsPhrases.events, event, { component: 'consumer-c1', clock: figures }),
    'block 1 ends, block 2 begins 5 s later (at 5 s)',
  );
});

test('parts of the provider are told under the provider', (t) => {
  const places = ['provider', 'slash-meter', 'record-c1', 'channel-c1', 'consumer-c1'].map(
    icsPhrases.placeOf,
  );
  t.deepEqual(places, ['provider', 'provider', 'provider', 'channel to c1', 'c1']);
});

test('only the end of an epoch is worth a line of its own', (t) => {
  const setting = { component: 'provider', clock: clock.initial };
  const ended = { type: 'providerBlockEnded', blocks: 1, bonded: [{ validator: 'v1', power: 3 }] };
  t.is(phraseFor(icsPhrases.notes, { ...ended, epoch: false }, setting), undefined);
  t.is(
    phraseFor(icsPhrases.notes, { ...ended, epoch: true }, setting),
    'the epoch ends with the bonded set {v1:3}',
  );
});
