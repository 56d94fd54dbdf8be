import test from 'ava';
import { createUnbondingClocks } from '../../../properties/observers/unbonding-clocks.ts';
import { note } from '../../../src/system/authoring.ts';
import type { UnbondingEntry } from '../../../model/vocabulary.ts';
import type { Emitted, MachineEvent } from '../../../src/system/vocabulary.ts';
import { ics, observed, undelegation } from '../situations.ts';

const clocks = createUnbondingClocks(ics.instance);
type Scripted = readonly [component: string, event: MachineEvent, ...emitted: Emitted[]];
const start = (entry: UnbondingEntry): Scripted => [
  'provider',
  { type: 'undelegate' },
  note('unbondingStarted', { entry }),
];
const block = (seconds: number, ...completed: readonly UnbondingEntry[]): Scripted => [
  'provider',
  { type: 'nextBlock', seconds },
  ...completed.map((entry) => note('unbondingCompleted', { entry })),
];
const one = undelegation('a', 1);

test('an undelegation may complete when the period is over', (t) => {
  const due = observed(clocks, [start(one), block(8)]);
  t.is(due.clocks[0]?.left, 0);
  t.deepEqual(observed(clocks, [block(1, one)], due), clocks.initial);
});

test('one that completes earlier is remembered', (t) => {
  const state = observed(clocks, [start(one), block(7), block(1, one)]);
  t.is(state.tooEarly, 'undelegation of 1 from a completed 1 s too early');
});

test('an undelegation counts the full period, whatever it says of itself', (t) => {
  const state = observed(clocks, [start(undelegation('a', 1, { completesIn: 2 })), block(2), block(1, one)]);
  t.regex(state.tooEarly, /6 s too early/);
});

test('undelegations of one block join, redelegations do not', (t) => {
  t.is(observed(clocks, [start(one), start(one)]).clocks.length, 1);
  const moved = undelegation('a', 1, { kind: 'redelegation', destination: 'b', completesIn: 3 });
  t.is(observed(clocks, [start(moved), start(moved)]).clocks.length, 2);
  const early = observed(clocks, [start(moved), block(2), block(1, moved)]);
  t.is(early.tooEarly, 'redelegation of 1 from a completed 1 s too early');
});

test('of two entries the older one completes', (t) => {
  const state = observed(clocks, [start(one), block(4), start(one), block(4), block(1, one)]);
  t.like(state, { tooEarly: '' });
  t.deepEqual(
    state.clocks.map(({ left }) => left),
    [3],
  );
});

test('what was due and did not complete is forgotten', (t) => {
  t.deepEqual(observed(clocks, [start(one), block(8), block(1)]), clocks.initial);
});

test('a completion of something never begun is noticed', (t) => {
  t.regex(observed(clocks, [block(1, one)]).tooEarly, /although none was under way/);
});

test('entries that the run begins with have their own time and are not joined', (t) => {
  const [a, ...others] = ics.instance.validators;
  if (a === undefined) throw new Error('expected validators');
  const validators = [{ ...a, unbonding: [{ tokens: 1, completesIn: 8 }] }, ...others];
  const running = createUnbondingClocks({ ...ics.instance, validators });
  t.is(running.initial.clocks.length, 1);
  const state = observed(running, [start(one), block(8), block(1, one, one)]);
  t.like(state, { tooEarly: '', clocks: [] });
});
