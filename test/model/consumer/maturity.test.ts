/** Consumers that report maturity: when, in which order with slash packets, and what waits behind what. */
import test from 'ava';
import { createConsumerMachine } from '../../../model/consumer/consumer-machine.ts';
import type { FeaturePreset } from '../../../model/features.ts';
import type { ConsumerContext } from '../../../model/vocabulary.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { play, start, type Play } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';

const { instance, consumer } = smallInstance({ unbondingSeconds: 2 });
const machineOf = (features: FeaturePreset) => createConsumerMachine({ ...instance, features }, consumer);
const retrying = machineOf('v4');
const atOnce = machineOf('ics28');

const block: MachineEvent = { type: 'nextBlock', seconds: 1 };
const vsc = (age: number): MachineEvent => ({ type: 'vscReceived', vsc: age, updates: [], slashAcks: [] });
const report = (key: string) => ({ key, power: 1, vsc: 'genesis' }) as const;
const contextOf = ({ snapshot }: Play): ConsumerContext => snapshot.context as ConsumerContext;
const packets = ({ sent }: Play): readonly (readonly [string, unknown])[] =>
  sent
    .filter(([, { type }]) => type === 'sendMatured' || type === 'sendSlash')
    .map(([, message]) => [message.type, message['vscs'] ?? (message['report'] as { key: string }).key]);

test('a VSC matures in the first block whose time is an unbonding period past its receipt', (t) => {
  const early = play(retrying, start(retrying), [vsc(1), block, block]);
  t.deepEqual(packets(early), []);
  t.deepEqual(contextOf(early).maturing, [{ vsc: 1, maturesIn: 0 }]);
  const due = play(retrying, early.snapshot, [block]);
  t.deepEqual(packets(due), [['sendMatured', [1]]]);
  t.deepEqual(
    due.notes.filter(({ type }) => type === 'maturityQueued'),
    [{ type: 'maturityQueued', vsc: 1 }],
  );
  t.deepEqual(contextOf(due).maturing, []);
  t.deepEqual(contextOf(play(retrying, due.snapshot, [{ type: 'maturedSent' }])).matured, []);
  t.deepEqual(contextOf(play(retrying, due.snapshot, [{ type: 'maturedKept' }])).matured, [
    { vsc: 1, behind: 0 },
  ]);
});

test('after the period was shortened, what arrives later matures earlier; what has arrived keeps its time', (t) => {
  const changing = createConsumerMachine(
    { ...instance, features: 'ics28', budgets: { ...instance.budgets, consumerParamsChanges: 1 } },
    { ...consumer, laterUnbondingSeconds: [1] },
  );
  const shortened = play(changing, start(changing), [
    vsc(2),
    { type: 'changeUnbondingPeriod', seconds: 1 },
    vsc(1),
  ]);
  t.deepEqual(contextOf(shortened).maturing, [
    { vsc: 2, maturesIn: 2 },
    { vsc: 1, maturesIn: 1 },
  ]);
  t.deepEqual(packets(play(changing, shortened.snapshot, [block, block])), [['sendMatured', [1]]]);
  t.is(contextOf(play(atOnce, start(atOnce), [vsc(1)])).unbondingSeconds, undefined);
});

test('with retries a maturity waits behind the report at the head of the queue, bounces included', (t) => {
  const waiting = {
    queue: [report('a')],
    slashRecord: { waiting: true, retryIn: 1 },
    maturing: [{ vsc: 1, maturesIn: 0 }],
  };
  const queued = play(retrying, start(retrying, waiting), [
    block,
    { type: 'slashAcknowledged', result: 'bounced' },
    block,
  ]);
  t.deepEqual(packets(queued), []);
  t.deepEqual(contextOf(queued).matured, [{ vsc: 1, behind: 1 }]);
  const handled = play(retrying, queued.snapshot, [
    block,
    { type: 'slashSent' },
    { type: 'slashAcknowledged', result: 'handled' },
    block,
  ]);
  t.deepEqual(packets(handled), [
    ['sendSlash', 'a'],
    ['sendMatured', [1]],
  ]);
});

test('a maturity at the head of the queue leaves before the report behind it', (t) => {
  const mixed = { queue: [report('a')], matured: [{ vsc: 2, behind: 0 }] };
  t.deepEqual(packets(play(retrying, start(retrying, mixed), [block])), [
    ['sendMatured', [2]],
    ['sendSlash', 'a'],
  ]);
});

test('without retries the whole queue leaves at once, in order, and nothing waits for a reply', (t) => {
  const mixed = {
    queue: [report('a'), report('b')],
    matured: [
      { vsc: 3, behind: 0 },
      { vsc: 2, behind: 1 },
    ],
    maturing: [{ vsc: 1, maturesIn: 0 }],
  };
  const played = play(atOnce, start(atOnce, mixed), [block]);
  t.deepEqual(packets(played), [
    ['sendMatured', [3]],
    ['sendSlash', 'a'],
    ['sendMatured', [2]],
    ['sendSlash', 'b'],
    ['sendMatured', [1]],
  ]);
  t.is(contextOf(played).slashRecord, null);
  const answers = ['maturedSent', 'slashSent', 'maturedSent', 'slashSent', 'maturedSent'].map((type) => ({
    type,
  }));
  const after = contextOf(play(atOnce, played.snapshot, answers));
  t.deepEqual([after.queue, after.matured], [[], []]);
});

test('before the channel is established nothing is sent, and ids grow older in the queue', (t) => {
  const context = {
    channelEstablished: false,
    matured: [{ vsc: 1, behind: 0 }],
    maturing: [{ vsc: 0, maturesIn: 2 }],
  };
  const played = play(retrying, start(retrying, context), [{ type: 'vscIdAdvanced' }, block]);
  t.deepEqual(packets(played), []);
  t.deepEqual(contextOf(played).matured, [{ vsc: 2, behind: 0 }]);
  t.deepEqual(contextOf(played).maturing, [{ vsc: 1, maturesIn: 1 }]);
});

test('consumers of today report nothing, unless they run an old binary', (t) => {
  const today = machineOf('v7');
  t.false('maturing' in contextOf(play(today, start(today), [vsc(1), block])));
  const old = createConsumerMachine(instance, { ...consumer, sendsVscMatured: true });
  t.deepEqual(contextOf(play(old, start(old), [vsc(1)])).maturing, [{ vsc: 1, maturesIn: 2 }]);
});
