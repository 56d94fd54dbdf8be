/** The slash queue: what is handled when, in which order, and how much of it. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { createSlashMeterMachine } from '../../../model/provider/slash-meter-machine.ts';
import { createSlashQueueMachine } from '../../../model/provider/slash-queue-machine.ts';
import type { SlashMeterContext, SlashQueueContext } from '../../../model/vocabulary.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { play, start, type Play } from '../play-machine.ts';
import { providerInstance } from './provider-instance.ts';

// Powers 3 and 2, a fifth of them: the allowance of the meter is 1; periods of 2 s.
const instance = providerInstance({
  features: 'v3',
  provider: { maturedPerBlock: 2, vscTimeoutSeconds: 90 },
  consumers: [{ id: 'c1' }, { id: 'c2' }],
});
const machine = createSlashQueueMachine(instance);

const penalty = { slashFraction: { numerator: 0, denominator: 1 }, jailSeconds: 2 };
const about = (validator: string) => ({ key: validator, validator, power: 3, vsc: 1, ...penalty });
const report = (consumer: string, validator = 'a') => ({
  type: 'throttleReport',
  consumer,
  ...about(validator),
});
const matured = (consumer: string, vsc: number) => ({ type: 'throttleMaturity', consumer, vsc });
const blockEnds = { type: 'handleThrottledPackets' };
const served = (maturedBefore = 0) => ({ type: 'reportServed', maturedBefore });

/** What is handed on, in order: maturities as `record-c1 2`, reports as `c1 a 0` (with the maturities handled before). */
function handedOn({ sent }: Play): readonly string[] {
  return sent.map(([to, { type, ...message }]) =>
    type === 'maturityDue'
      ? `${to} ${String(message['vsc'])}`
      : `${String(message['consumer'])} ${String(message['validator'])} ${String(message['maturedBefore'])}`,
  );
}

const rows: readonly (readonly [
  title: string,
  received: readonly MachineEvent[],
  handled: readonly MachineEvent[],
  handedOn: readonly string[],
  left: Pick<SlashQueueContext, 'order'> & { readonly throttled: Readonly<Record<string, number>> },
])[] = [
  ['an empty queue hands nothing on', [], [blockEnds], [], { order: [], throttled: {} }],
  [
    'maturities ahead of all reports are handled, then the first report is offered',
    [matured('c1', 3), report('c1'), matured('c1', 2)],
    [blockEnds],
    ['record-c1 3', 'c1 a 1'],
    { order: ['c1'], throttled: { c1: 2 } },
  ],
  [
    'a report of one consumer does not keep back maturities of another',
    [report('c1'), matured('c2', 3), matured('c1', 3)],
    [blockEnds],
    ['record-c2 3', 'c1 a 1'],
    { order: ['c1'], throttled: { c1: 2 } },
  ],
  [
    'reports of all consumers have their turn in the order in which they came',
    [report('c2'), report('c1', 'b'), report('c2', 'b')],
    [blockEnds, served(), served()],
    ['c2 a 0', 'c1 b 0', 'c2 b 0'],
    { order: ['c2'], throttled: { c2: 1 } },
  ],
  [
    'the maturities up to the next report of the same consumer follow a report that is handled',
    [report('c1'), matured('c1', 3), report('c2'), report('c1', 'b'), matured('c1', 2)],
    [blockEnds, served()],
    ['c1 a 0', 'record-c1 3', 'c2 a 0'],
    { order: ['c2', 'c1'], throttled: { c1: 2, c2: 1 } },
  ],
  [
    'a block that handles as many maturities as it may leaves reports alone',
    [matured('c1', 4), matured('c2', 4), matured('c2', 3), report('c2')],
    [blockEnds],
    ['record-c1 4', 'record-c2 4'],
    { order: ['c2'], throttled: { c2: 2 } },
  ],
  [
    'maturities that came before count against those that follow a report, those that follow another do not',
    [matured('c1', 5), report('c1'), matured('c1', 4), matured('c1', 3), report('c2'), matured('c2', 4)],
    [blockEnds, served(1), served(1)],
    ['record-c1 5', 'c1 a 1', 'record-c1 4', 'c2 a 1', 'record-c2 4'],
    { order: [], throttled: { c1: 1 } },
  ],
  [
    'what is left over when two reports of one consumer are handled in a block is counted wrongly, as in the code',
    [report('c1'), matured('c1', 5), matured('c1', 4), matured('c1', 3), report('c1', 'b'), matured('c1', 2)],
    [blockEnds, served(), served()],
    // The report about b is handled before maturity 3, and it is that report, not maturity 2, which is left.
    ['c1 a 0', 'record-c1 5', 'record-c1 4', 'c1 b 0', 'record-c1 3', 'record-c1 2'],
    { order: [], throttled: {} },
  ],
];

for (const [title, received, handled, expected, left] of rows) {
  test(title, (t) => {
    const queued = play(machine, start(machine), received);
    t.deepEqual(queued.sent, []);
    const played = play(machine, queued.snapshot, handled);
    t.deepEqual(handedOn(played), expected);
    assertLeft(t, played, left);
  });
}

function assertLeft(t: ExecutionContext, { snapshot }: Play, left: (typeof rows)[number][4]): void {
  const { order, throttled } = snapshot.context as SlashQueueContext;
  t.deepEqual(order, left.order);
  t.deepEqual(
    Object.fromEntries(throttled.map(({ consumer, packets }) => [consumer, packets.length])),
    left.throttled,
  );
}

test('a maturity is lost where the limit left others ahead of the second report', (t) => {
  const received = [
    report('c1'),
    ...[6, 5, 4, 3].map((vsc) => matured('c1', vsc)),
    report('c1', 'b'),
    matured('c1', 2),
  ];
  const one = createSlashQueueMachine({
    ...instance,
    provider: { ...instance.provider, maturedPerBlock: 1 },
  });
  const played = play(one, start(one), [...received, blockEnds, served(), served()]);
  t.deepEqual(handedOn(played), ['c1 a 0', 'record-c1 6', 'c1 b 0', 'record-c1 5']);
  // Two packets go with the second report: maturities 5 and 4, of which 4 was not handled; the report itself stays.
  const { order, throttled } = played.snapshot.context as SlashQueueContext;
  t.deepEqual(order, []);
  t.deepEqual(throttled, [{ consumer: 'c1', packets: [{ matured: 3 }, about('b'), { matured: 2 }] }]);
});

test('packets of a consumer that is removed are dropped, in their places', (t) => {
  const received = [report('c1'), report('c2'), matured('c1', 3), report('c1', 'b')];
  const played = play(machine, start(machine), [...received, { type: 'dropThrottled', consumer: 'c1' }]);
  assertLeft(t, played, { order: ['c2'], throttled: { c2: 1 } });
});

test('ids that packets name grow older', (t) => {
  const received = [report('c1'), matured('c1', 3), { ...report('c2'), vsc: 'genesis' }];
  const { snapshot } = play(machine, start(machine), [...received, { type: 'vscIdAdvanced' }]);
  t.deepEqual((snapshot.context as SlashQueueContext).throttled, [
    { consumer: 'c1', packets: [{ ...about('a'), vsc: 2 }, { matured: 4 }] },
    { consumer: 'c2', packets: [{ ...about('a'), vsc: 'genesis' }] },
  ]);
});

const meter = createSlashMeterMachine(instance);
const ofMeter = (context: Partial<SlashMeterContext>, ...events: readonly MachineEvent[]): Play =>
  play(meter, start(meter, context), events);

test('a meter that is not negative lets a report of the queue pass and says so', (t) => {
  const { sent } = ofMeter({ meter: 0 }, { ...report('c1'), maturedBefore: 1 });
  t.deepEqual(sent, [
    ['provider', { ...report('c1'), type: 'handleDowntime' }],
    ['slash-queue', { type: 'reportServed', maturedBefore: 1 }],
  ]);
});

test('a negative meter leaves the report in the queue', (t) => {
  const { sent, notes, refused } = ofMeter({ meter: -1 }, report('c1'));
  t.deepEqual([sent, notes, refused], [[], [], []]);
});

test('with a queue the meter is replenished when a block ends, after the time that passed before', (t) => {
  const passes = (seconds: number) => ({ type: 'providerTimePassed', seconds });
  const ends = { type: 'replenishmentChecked', totalPower: 5 };
  const at = (...events: readonly MachineEvent[]): number =>
    (ofMeter({ meter: -2 }, ...events).snapshot.context as SlashMeterContext).meter;
  t.is(at(ends), -2);
  t.is(at(passes(1), ends), -2);
  t.is(at(passes(2)), -2);
  t.is(at(passes(2), ends), -1);
  t.is(at(passes(2), ends, ends), -1);
  t.is(at(passes(2), ends, passes(2), ends), 0);
});
