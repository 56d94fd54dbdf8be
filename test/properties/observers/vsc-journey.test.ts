import test from 'ava';
import {
  createVscJourney,
  unapplied,
  underWay,
  type VscJourney,
} from '../../../properties/observers/vsc-journey.ts';
import { note } from '../../../src/system/authoring.ts';
import type { Emitted, MachineEvent } from '../../../src/system/vocabulary.ts';
import { ics, observed, powers, vsc } from '../situations.ts';

const { instance } = ics;
const [c1] = instance.consumers;
if (c1 === undefined) throw new Error('expected a consumer');
const journey = createVscJourney(instance, c1);

type Scripted = readonly [component: string, event: MachineEvent, ...emitted: Emitted[]];
const provide = (
  updates: Readonly<Record<string, number>>,
  set: Readonly<Record<string, number>>,
): Scripted => [
  'record-c1',
  { type: 'epochEnded' },
  note('vscProvided', { change: vsc(0, updates), set: powers(set) }),
];
const advance: Scripted = ['record-c1', { type: 'vscIdAdvanced' }];
const receive = (age: number, updates: Readonly<Record<string, number>>): Scripted => [
  'consumer-c1',
  { type: 'vscReceived', ...vsc(age, updates) },
];
const block: Scripted = ['consumer-c1', { type: 'nextBlock', seconds: 1 }];
const sets = ({ provided }: VscJourney): readonly string[] => provided.map(({ set }) => set);

test('it starts with the launch set in force at every height', (t) => {
  t.deepEqual(sets(journey.initial), ['b:2,c:1,ka:3']);
  t.like(journey.initial, { current: 0, next: 0 });
});

test('a VSC received in a block rules the next block and signs the one after that', (t) => {
  const provided = observed(journey, [provide({ b: 5 }, { b: 5, ka: 3 }), advance]);
  t.deepEqual(
    underWay(provided).map(({ vsc: age }) => age),
    [1],
  );

  const received = observed(journey, [receive(1, { b: 5 })], provided);
  t.like(received, { current: 0, next: 1 });
  t.is(unapplied(received).length, 1);

  const applied = observed(journey, [block], received);
  t.like(applied, { current: 1, next: 1 });
  t.is(applied.provided.length, 2, 'the launch set still signs');

  const signing = observed(journey, [block], applied);
  t.deepEqual(sets(signing), ['b:5,ka:3']);
  t.like(signing, { current: 0, next: 0 });
  t.deepEqual(signing.provided[0]?.updates, [], 'what was applied is forgotten');
});

test('two VSCs in one block: the older set never rules', (t) => {
  const state = observed(journey, [
    provide({ b: 5 }, { b: 5 }),
    advance,
    provide({ b: 4 }, { b: 4 }),
    advance,
    receive(2, { b: 5 }),
    receive(1, { b: 4 }),
  ]);
  t.is(unapplied(state).length, 2);
  t.deepEqual(sets(observed(journey, [block, block], state)), ['b:4']);
});

test('blocks that pass at once count as the two that matter', (t) => {
  const received = observed(journey, [provide({ b: 5 }, { b: 5 }), advance, receive(1, { b: 5 })]);
  const jump = ['consumer-c1', { type: 'quietBlocks', blocks: 50, seconds: 50 }] as const;
  t.deepEqual(observed(journey, [jump], received), observed(journey, [block, block], received));
});

test('references grow older up to the oldest age, and are then told apart by position', (t) => {
  const ages = Array.from({ length: ics.oldestVscAge + 2 }, () => advance);
  const state = observed(journey, [
    provide({ b: 5 }, { b: 5 }),
    advance,
    provide({ b: 4 }, { b: 4 }),
    ...ages,
  ]);
  t.deepEqual(
    state.provided.map((each) => each.vsc),
    ['genesis', ics.oldestVscAge, ics.oldestVscAge],
  );
  const received = observed(
    journey,
    [receive(ics.oldestVscAge, { b: 5 }), receive(ics.oldestVscAge, { b: 4 })],
    state,
  );
  t.like(received, { next: 2, overtaking: '', unprovided: '' });
});

test('a VSC that was not provided, or comes twice, is noticed', (t) => {
  const provided = observed(journey, [provide({ b: 5 }, { b: 5 }), advance]);
  t.regex(observed(journey, [receive(1, { b: 6 })], provided).unprovided, /VSC of age 1 with updates b:6/);
  t.regex(observed(journey, [receive(1, { b: 5 }), receive(1, { b: 5 })], provided).unprovided, /b:5/);
});

test('a VSC that overtakes an older one is noticed', (t) => {
  const two = observed(journey, [provide({ b: 5 }, { b: 5 }), advance, provide({ b: 4 }, { b: 4 }), advance]);
  t.regex(observed(journey, [receive(1, { b: 4 })], two).overtaking, /VSC of age 1/);
});

test('nothing else changes it', (t) => {
  t.is(
    observed(journey, [
      ['consumer-c1', { type: 'stopSigning', key: 'b' }],
      block,
      ['record-c1', { type: 'vscsSent' }],
    ]),
    journey.initial,
  );
});
