/** What leaves the slash queue is what was handled; that a maturity may vanish is told by an instance of its own (N28). */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { SlashQueueContext } from '../../model/vocabulary.ts';
import { propertyById } from '../../properties/index.ts';
import { send } from '../../src/system/authoring.ts';
import type { Emitted, LocalSnapshot, MachineEvent } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeStep, type Expected } from './judge.ts';
import { stepOf } from './situations.ts';

const system = createIcsSystem(loadInstance('v3'));
const published = 'throttled-packets-leave-handled';
const restored = `${published}-with-leading-report`;

type Packet = SlashQueueContext['throttled'][number]['packets'][number];

const matured = (vsc: number): Packet => ({ matured: vsc });
const about = (key: string): Packet => ({
  ...{ key, validator: key, power: 1, vsc: 0, jailSeconds: 1 },
  slashFraction: { numerator: 0, denominator: 1 },
});
const queue = (
  order: readonly string[],
  ...packets: readonly Packet[]
): LocalSnapshot<SlashQueueContext> => ({
  value: 'queueing',
  context: { order, throttled: packets.length === 0 ? [] : [{ consumer: 'c1', packets }] },
});
const due = (vsc: number): Emitted => send('record-c1', { type: 'maturityDue', vsc });
const served: MachineEvent = { type: 'reportServed', maturedBefore: 0 };
const ends: MachineEvent = { type: 'handleThrottledPackets' };
const two = queue(['c1', 'c1'], about('a'), matured(5), about('b'), matured(4));
const led = queue(['c1'], matured(5), matured(4), about('b'));

const rows: readonly (readonly [
  title: string,
  before: LocalSnapshot<SlashQueueContext>,
  event: MachineEvent,
  after: LocalSnapshot<SlashQueueContext>,
  emitted: readonly Emitted[],
  whole: Expected,
  ofLeading: Expected,
])[] = [
  [
    'a report and the maturity behind it',
    two,
    served,
    queue(['c1'], about('b'), matured(4)),
    [due(5)],
    'holds, seen',
    'holds, seen',
  ],
  [
    'a maturity that is deleted and not handled',
    two,
    served,
    queue(['c1'], about('b'), matured(4)),
    [],
    /maturity of a VSC of age 5 of c1 is deleted and was not handled/,
    /is deleted and was not handled/,
  ],
  [
    'a maturity that is handled and stays',
    two,
    served,
    queue(['c1'], matured(5), about('b'), matured(4)),
    [due(5)],
    /age 5 of c1 is handled and stays/,
    /age 5 of c1 is handled and stays/,
  ],
  [
    'a maturity that goes in the place of the report',
    led,
    served,
    queue([], about('b')),
    [due(5)],
    /age 4 of c1 is deleted and was not handled/,
    'holds',
  ],
  ['maturities alone', led, ends, queue(['c1'], about('b')), [due(5), due(4)], 'holds', 'holds'],
  [
    'a report that is deleted with them',
    led,
    ends,
    queue(['c1']),
    [due(5), due(4)],
    /report about b of c1 is deleted/,
    /report about b of c1 is deleted/,
  ],
  [
    'a consumer that is removed',
    led,
    { type: 'dropThrottled', consumer: 'c1' },
    queue([]),
    [],
    'holds',
    'holds',
  ],
];

for (const [title, before, event, after, emitted, whole, ofLeading] of rows) {
  test(`${published}: ${title}`, (t) => {
    const step = stepOf(before, event, after, emitted);
    assertJudgement(t, judgeStep(checkOf(system, published, ''), step), whole);
    assertJudgement(t, judgeStep(checkOf(system, restored, ''), step), ofLeading);
  });
}

test('a maturity may vanish where a block takes one and three may come with two reports', (t) => {
  const { expected } = propertyById(published);
  t.is(expected(createIcsSystem(loadInstance('examples/backlog.json'))), 'violated');
  t.is(expected(system), 'holds');
  t.is(expected(createIcsSystem(loadInstance('v4'))), 'not-applicable');
  t.is(propertyById(restored).expected(createIcsSystem(loadInstance('examples/backlog.json'))), 'holds');
});
