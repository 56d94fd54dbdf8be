import test from 'ava';
import { createConsumerMachine } from '../../../model/consumer/consumer-machine.ts';
import { featurePresets } from '../../../model/features.ts';
import type { ConsumerChoice, ConsumerContext, ToConsumer } from '../../../model/vocabulary.ts';
import { play, start } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';

const { instance, consumer } = smallInstance();
const machine = createConsumerMachine(instance, consumer);

interface Row {
  readonly title: string;
  readonly context?: Partial<ConsumerContext>;
  readonly events: readonly (ConsumerChoice | ToConsumer)[];
  readonly then: Partial<ConsumerContext>;
  /** Types of the messages to the channel, apart from passing time. */
  readonly sent?: readonly string[];
  readonly notes?: readonly string[];
  readonly refused?: readonly string[];
}

const abc = [
  { key: 'a', power: 3 },
  { key: 'b', power: 2 },
  { key: 'c', power: 1 },
];
const bc = abc.slice(1);
const block = { type: 'nextBlock', seconds: 1 } as const;
const vsc = (power: number, slashAcks: readonly string[] = []) =>
  ({ type: 'vscReceived', vsc: 1, updates: [{ key: 'a', power }], slashAcks }) as const;
const reportOn = (key: string, power: number) => ({ key, power, vsc: 'genesis' }) as const;
const genesis = { previous: 'genesis', current: 'genesis', next: 'genesis' } as const;

const rows: readonly Row[] = [
  {
    title:
      'a change signs two blocks after the one that received it, and its id is mapped to the next height',
    events: [vsc(0)],
    then: { set: abc, signers: abc, vscOfHeight: { ...genesis, next: 1 } },
  },
  {
    title: 'one block later the new set is in force but does not sign yet',
    events: [vsc(0), block],
    then: { set: bc, signers: abc, pendingChanges: null, vscOfHeight: { ...genesis, current: 1, next: 1 } },
    notes: ['changesApplied', 'consumerBlockEnded'],
  },
  {
    title: 'two blocks later the new set signs',
    events: [vsc(0), block, block],
    then: { set: bc, signers: bc, vscOfHeight: { previous: 1, current: 1, next: 1 } },
    notes: ['changesApplied', 'consumerBlockEnded', 'consumerBlockEnded'],
  },
  {
    title: 'changes of one block are joined, the later one for a key wins',
    events: [vsc(0), vsc(5)],
    then: { pendingChanges: [{ key: 'a', power: 5 }] },
  },
  {
    title: 'the first VSC establishes the channel',
    context: { channelEstablished: false },
    events: [vsc(4)],
    then: { channelEstablished: true },
  },
  {
    title: 'before the channel is established nothing is sent',
    context: { channelEstablished: false, queue: [reportOn('a', 3)] },
    events: [block],
    then: { queue: [reportOn('a', 3)], slashRecord: null },
    notes: ['consumerBlockEnded'],
  },
  {
    title: 'a validator that misses the limit of blocks is reported once',
    events: [{ type: 'stopSigning', key: 'b' }, block, block, block],
    then: {
      outstanding: ['b'],
      queue: [reportOn('b', 2)],
      missed: [],
      slashRecord: { waiting: true, retryIn: 1 },
    },
    sent: ['sendSlash'],
    notes: ['consumerBlockEnded', 'reportQueued', 'consumerBlockEnded', 'consumerBlockEnded'],
  },
  {
    title: 'one block short of the limit it is not',
    events: [{ type: 'stopSigning', key: 'b' }, block, { type: 'resumeSigning', key: 'b' }, block],
    then: { outstanding: [], queue: [], missed: [], down: [] },
    notes: ['consumerBlockEnded', 'consumerBlockEnded'],
  },
  {
    title: 'several are reported in the order of the last commit, strongest first',
    events: [{ type: 'stopSigning', key: 'c' }, { type: 'stopSigning', key: 'a' }, block, block],
    then: { queue: [reportOn('a', 3), reportOn('c', 1)], outstanding: ['a', 'c'], down: ['a', 'c'] },
    notes: ['consumerBlockEnded', 'reportQueued', 'reportQueued', 'consumerBlockEnded'],
  },
  {
    title: 'a report names the power and the id of the set that should have signed',
    events: [{ type: 'stopSigning', key: 'a' }, vsc(9), block, block],
    then: { queue: [reportOn('a', 3)], set: [{ key: 'a', power: 9 }, ...bc] },
    notes: ['changesApplied', 'consumerBlockEnded', 'reportQueued', 'consumerBlockEnded'],
  },
  {
    title: 'a validator that has left the set can still miss the block that it has to sign',
    context: { missed: [{ key: 'a', blocks: 1 }], down: ['a'] },
    events: [vsc(0), block],
    then: { set: bc, signers: abc, queue: [reportOn('a', 3)] },
    notes: ['changesApplied', 'reportQueued', 'consumerBlockEnded'],
  },
  {
    title: 'a handled report leaves the queue and the next one is sent',
    context: {
      queue: [reportOn('a', 3), reportOn('b', 2)],
      slashRecord: { waiting: true, retryIn: 1 },
      outstanding: ['a', 'b'],
    },
    events: [block, { type: 'slashAcknowledged', result: 'handled' }, block],
    then: {
      queue: [reportOn('b', 2)],
      slashRecord: { waiting: true, retryIn: 1 },
      outstanding: ['a', 'b'],
    },
    sent: ['sendSlash'],
    notes: ['consumerBlockEnded', 'consumerBlockEnded'],
  },
  {
    title: 'a bounced report waits while exactly the retry delay has passed',
    context: { queue: [reportOn('a', 3)], slashRecord: { waiting: true, retryIn: 1 } },
    events: [{ type: 'slashAcknowledged', result: 'bounced' }, block, block],
    then: { slashRecord: { waiting: false, retryIn: -1 } },
    notes: ['consumerBlockEnded', 'consumerBlockEnded'],
  },
  {
    title: 'a bounced report is sent again when more than the retry delay has passed',
    context: { queue: [reportOn('a', 3)], slashRecord: { waiting: false, retryIn: -1 } },
    events: [block],
    then: { queue: [reportOn('a', 3)], slashRecord: { waiting: true, retryIn: 1 } },
    sent: ['sendSlash'],
    notes: ['consumerBlockEnded'],
  },
  {
    title: 'a report that the channel keeps is sent again with the next block',
    context: { queue: [reportOn('a', 3)] },
    events: [block, { type: 'slashKept' }, block, { type: 'slashSent' }],
    then: { queue: [reportOn('a', 3)], slashRecord: { waiting: true, retryIn: 1 } },
    sent: ['sendSlash', 'sendSlash'],
    notes: ['consumerBlockEnded', 'consumerBlockEnded'],
  },
  {
    title: 'an error acknowledgement closes the channel and leaves the report where it is',
    context: { queue: [reportOn('a', 3)], slashRecord: { waiting: true, retryIn: -1 } },
    events: [{ type: 'slashAcknowledged', result: 'error' }, block],
    then: {
      channelClosed: true,
      queue: [reportOn('a', 3)],
      slashRecord: { waiting: true, retryIn: -1 },
    },
    sent: ['closeFromConsumer'],
    notes: ['consumerBlockEnded'],
  },
  ...(['slashTimedOut', 'channelCloseConfirmed'] as const).map((type) => ({
    title: `after ${type} the chain runs on, and still detects downtime`,
    events: [{ type }, { type: 'stopSigning', key: 'c' }, block, block] as const,
    then: { channelClosed: true, queue: [reportOn('c', 1)], outstanding: ['c'] },
    notes: ['consumerBlockEnded', 'reportQueued', 'consumerBlockEnded'],
  })),
  {
    title: 'slash acks of a VSC clear the flags that they name',
    context: { outstanding: ['a', 'b'] },
    events: [vsc(3, ['b', 'z'])],
    then: { outstanding: ['a'] },
  },
  {
    title: 'an entrant starts without a flag',
    context: { set: bc, signers: bc, outstanding: ['a', 'b'] },
    events: [vsc(3), block],
    then: { set: abc, outstanding: ['b'] },
    notes: ['changesApplied', 'consumerBlockEnded'],
  },
  {
    title: 'a mere change of power leaves the flag',
    context: { outstanding: ['a'] },
    events: [vsc(7), block],
    then: { outstanding: ['a'] },
    notes: ['changesApplied', 'consumerBlockEnded'],
  },
  {
    title: 'only a validator that signs now or next can go down, and only one that is down can come back',
    context: { set: bc, signers: abc, down: ['b'] },
    events: [
      { type: 'stopSigning', key: 'z' },
      { type: 'stopSigning', key: 'b' },
      { type: 'stopSigning', key: 'a' },
      { type: 'resumeSigning', key: 'c' },
    ],
    then: { down: ['a', 'b'] },
    refused: ['stopSigning', 'stopSigning', 'resumeSigning'],
  },
  {
    title: 'a faulty binary queues a report under an unknown id, unless one is outstanding',
    context: { outstanding: ['b'] },
    events: [
      { type: 'queueUnknownVscReport', key: 'b' },
      { type: 'queueUnknownVscReport', key: 'z' },
      { type: 'queueUnknownVscReport', key: 'a' },
    ],
    then: { faulty: true, outstanding: ['a', 'b'], queue: [{ key: 'a', power: 3, vsc: 'unknown' }] },
    notes: ['reportQueued'],
    refused: ['queueUnknownVscReport', 'queueUnknownVscReport'],
  },
  {
    title: 'references grow older',
    context: {
      vscOfHeight: { previous: 'genesis', current: 4, next: 0 },
      queue: [
        { key: 'a', power: 3, vsc: 5 },
        { key: 'b', power: 2, vsc: 'unknown' },
      ],
    },
    events: [{ type: 'vscIdAdvanced' }],
    then: {
      vscOfHeight: { previous: 'genesis', current: 5, next: 1 },
      queue: [
        { key: 'a', power: 3, vsc: 5 },
        { key: 'b', power: 2, vsc: 'unknown' },
      ],
    },
  },
  ...(
    [
      ['a change is pending', { pendingChanges: [] }],
      ['the set is about to change', { set: bc }],
      ['a report can be sent', { queue: [reportOn('a', 3)] }],
      ['a retry comes due', { queue: [reportOn('a', 3)], slashRecord: { waiting: false, retryIn: 1 } }],
      ['a validator misses too many', { down: ['a'] }],
    ] as const
  ).map(([reason, context]) => ({
    title: `two blocks are not quiet while ${reason}`,
    context,
    events: [{ type: 'quietBlocks', blocks: 2, seconds: 2 }] as const,
    then: context,
    refused: ['quietBlocks'],
  })),
  {
    title: 'blocks are quiet while a reply is awaited or a retry is far',
    context: {
      queue: [reportOn('a', 3)],
      slashRecord: { waiting: false, retryIn: 2 },
      down: ['b'],
      outstanding: ['b'],
    },
    events: [{ type: 'quietBlocks', blocks: 2, seconds: 2 }],
    then: { slashRecord: { waiting: false, retryIn: 0 }, missed: [] },
  },
];

for (const { title, context, events, then, sent = [], notes = [], refused = [] } of rows) {
  test(title, (t) => {
    const played = play(
      machine,
      start(machine, context),
      events.map((event) => ({ ...event })),
    );
    const actual = played.snapshot.context as ConsumerContext;
    for (const [field, expected] of Object.entries(then)) {
      t.deepEqual(actual[field as keyof ConsumerContext], expected, field);
    }
    const messages = played.sent.map(([, { type }]) => type).filter((type) => type !== 'consumerTimePassed');
    t.deepEqual(messages, [...sent]);
    t.deepEqual(
      played.notes.map(({ type }) => type),
      [...notes],
    );
    t.deepEqual(played.refused, [...refused]);
  });
}

test('the channel hears of a block last, after what the block sends', (t) => {
  const from = start(machine, { queue: [reportOn('a', 3)] });
  t.deepEqual(play(machine, from, [{ type: 'nextBlock', seconds: 3 }]).sent, [
    ['channel', { type: 'sendSlash', report: reportOn('a', 3) }],
    ['channel', { type: 'consumerTimePassed', seconds: 3 }],
  ]);
});

test('without the feature an entrant keeps its flag', (t) => {
  const features = { ...featurePresets.v7, clearFlagOnEntry: false };
  const older = createConsumerMachine({ ...instance, features }, consumer);
  const from = start(older, { set: bc, signers: bc, outstanding: ['a'] });
  const { snapshot } = play(older, from, [vsc(3), block]);
  t.deepEqual((snapshot.context as ConsumerContext).outstanding, ['a']);
});

test('the genesis set is that of the opted-in validators under their keys, sorted by key', (t) => {
  const changed = smallInstance({ optedIn: ['a', 'c'], assignedKeys: { a: 'x' }, channelEstablished: false });
  const context = start(createConsumerMachine(changed.instance, changed.consumer)).context as ConsumerContext;
  t.deepEqual(context.set, [
    { key: 'c', power: 1 },
    { key: 'x', power: 3 },
  ]);
  t.is(context.signers, context.set);
  t.false(context.channelEstablished);
  t.true(Object.isFrozen(context.set[0]));
});

test('consumers that differ only in their id are equal', (t) => {
  const other = createConsumerMachine(instance, { ...consumer, id: 'other' });
  t.deepEqual(start(other).context, start(machine).context);
});
