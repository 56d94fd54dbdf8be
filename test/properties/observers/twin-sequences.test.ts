import test from 'ava';
import { createTwinSequences } from '../../../properties/observers/twin-sequences.ts';
import { note } from '../../../src/system/authoring.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { ics, observed, vsc } from '../situations.ts';

const [c1, c2] = ics.instance.consumers;
if (c1 === undefined || c2 === undefined) throw new Error('expected two consumers');
const twins = createTwinSequences(ics.instance, [c1, c2]);

const receive = (consumer: string, age: number, updates: Readonly<Record<string, number>>) =>
  [`consumer-${consumer}`, { type: 'vscReceived', ...vsc(age, updates) } as MachineEvent] as const;
const advance = [
  ['consumer-c1', { type: 'vscIdAdvanced' }],
  ['consumer-c2', { type: 'vscIdAdvanced' }],
] as const;

test('equal sequences under different keys leave nothing behind', (t) => {
  const ahead = observed(twins, [receive('c1', 2, { b: 5, ka: 4 }), receive('c1', 1, { c: 0 })]);
  t.like(ahead, { ahead: 'c1', difference: '' });
  t.is(ahead.lead.length, 2);
  const level = observed(twins, [receive('c2', 2, { a: 4, b: 5 }), receive('c2', 1, { c: 0 })], ahead);
  t.deepEqual(level, twins.initial);
});

test('the one behind may take the lead', (t) => {
  const state = observed(twins, [
    receive('c1', 1, { b: 5 }),
    receive('c2', 1, { b: 5 }),
    receive('c2', 1, { b: 6 }),
  ]);
  t.like(state, { ahead: 'c2', difference: '' });
});

test('what is ahead grows older once with every id', (t) => {
  const state = observed(twins, [receive('c1', 1, { b: 5 }), ...advance]);
  t.is(state.lead[0]?.vsc, 2);
  t.is(observed(twins, [receive('c2', 2, { b: 5 })], state).difference, '');
});

test('another content, or another id, is a difference', (t) => {
  const state = observed(twins, [receive('c1', 1, { ka: 5 })]);
  t.regex(
    observed(twins, [receive('c2', 1, { a: 6 })], state).difference,
    /c2 received VSC of age 1 \(a:6\) where c1 had received VSC of age 1 \(a:5\)/,
  );
  t.regex(observed(twins, [receive('c2', 2, { a: 5 })], state).difference, /VSC of age 2/);
});

test('nothing is compared once one of them has been stopped', (t) => {
  const stopped = [
    'record-c2',
    { type: 'vscTimedOut' },
    note('consumerStopped', { reason: 'vscTimeout' }),
  ] as const;
  const state = observed(twins, [receive('c1', 1, { b: 5 }), stopped, receive('c1', 1, { b: 6 })]);
  t.deepEqual(state, { ahead: '', lead: [], difference: '', over: true });
});
