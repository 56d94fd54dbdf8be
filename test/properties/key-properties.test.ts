/**
 * Properties of keys, on stories told with the preset's second consumer (v1 starts with the key x1, replaced keys are
 * remembered for 3 s) and on situations made by hand.
 */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { withinScope } from '../../model/instance.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { KeysContext, ModelNote } from '../../model/vocabulary.ts';
import { propertyById } from '../../properties/index.ts';
import type { KeyUses } from '../../properties/observers/key-users.ts';
import { replacedKeys, type ReplacedKeys } from '../../properties/observers/replaced-keys.ts';
import { checkViolatedAlong, witnessAlong } from '../../src/property/check-along-run.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import { PlainStepper } from '../../src/system/plain-stepper.ts';
import type { LocalSnapshot, MachineEvent, Note } from '../../src/system/vocabulary.ts';
import { playEvents } from '../../src/trace/play-events.ts';
import { assertJudgement, checkOf, judgeObligation, judgeState, judgeStep } from './judge.ts';

const preset = loadInstance('keys');
const ics = createIcsSystem(
  withinScope(preset, {
    name: 'c2',
    description: 'the second consumer alone',
    consumers: ['c2'],
    channelExpiry: 'never',
    budgets: { keyAssignments: 9, consumerDowntimes: 9, stakingOperations: 9 },
  }),
);
const system = defineSystem(ics.definition);

type Told = readonly [to: string, event: MachineEvent];
const assign = (validator: string, key: string): Told => [
  'provider',
  { type: 'assignKey', consumer: 'c2', validator, key },
];
const block: Told = ['provider', { type: 'nextBlock', seconds: 1 }];
const consumerBlock: Told = ['consumer-c2', { type: 'nextBlock', seconds: 1 }];
const relayVsc: Told = ['channel-c2', { type: 'relayVsc' }];
const relaySlash: Told = ['channel-c2', { type: 'relaySlash' }];
const blocks = (count: number): readonly Told[] => Array.from({ length: count }, () => block);
/** The validator with the key goes down, and the report about it is sent. */
const down = (key: string): readonly Told[] => [
  ['consumer-c2', { type: 'stopSigning', key }],
  consumerBlock,
  consumerBlock,
];
/** The oldest VSC arrives, and its set comes to sign. */
const heard: readonly Told[] = [relayVsc, consumerBlock, consumerBlock];

const stories: Readonly<Record<string, readonly Told[]>> = {
  'a report under the old key comes in time': [assign('v1', 'x2'), ...down('x1'), ...blocks(2), relaySlash],
  'a report comes after the key was forgotten': [assign('v1', 'x2'), ...down('x1'), ...blocks(4), relaySlash],
  'somebody else has taken the forgotten key': [
    assign('v1', 'x2'),
    ...down('x1'),
    ...blocks(4),
    assign('v2', 'x1'),
    relaySlash,
  ],
  'the validator of the key is gone, and somebody else has taken it': [
    assign('v2', 'x2'),
    block,
    ...heard,
    ['provider', { type: 'undelegate', validator: 'v2', tokens: 1 }],
    ...blocks(4),
    assign('v1', 'x2'),
    ...down('x2'),
    relaySlash,
  ],
  'the consumer hears of the new key at once, and signed with the old one lately': [
    assign('v1', 'x2'),
    block,
    relayVsc,
    block,
    block,
    consumerBlock,
    consumerBlock,
    block,
  ],
};

/** Which of the properties a story breaks. */
const published = ['key-resolution', 'key-resolution-in-reports', 'only-guilty-slashed'];
const restored = [
  'key-resolution-without-lag',
  'key-resolution-in-reports-unless-forgotten',
  'only-guilty-slashed-unless-forgotten',
  'key-unique-per-consumer',
  'key-no-provider-reuse',
  'key-prune-safe',
  'key-change-propagates-at-once',
];

for (const [story, broken] of [
  ['a report under the old key comes in time', []],
  ['a report comes after the key was forgotten', ['key-resolution', 'key-resolution-in-reports']],
  ['somebody else has taken the forgotten key', published],
  ['the validator of the key is gone, and somebody else has taken it', published],
  ['the consumer hears of the new key at once, and signed with the old one lately', ['key-resolution']],
] as const) {
  test(story, (t) => {
    const run = playEvents(
      system,
      (stories[story] ?? []).map(([to, event]) => ({ to, event })),
    );
    const violated = [...published, ...restored].filter((id) =>
      propertyById(id)
        .checks(ics)
        .some((check) => checkViolatedAlong(check, run).violated),
    );
    t.deepEqual(violated, [...broken]);
  });
}

test('a report with a replaced key that is remembered is what reach-old-key-report looks for', (t) => {
  const [check] = propertyById('reach-old-key-report').checks(ics);
  if (check === undefined) throw new Error('expected a check of c2, received none');
  const reachedIn = (story: string) =>
    witnessAlong(
      check,
      playEvents(
        system,
        (stories[story] ?? []).map(([to, event]) => ({ to, event })),
      ),
    );
  t.is(reachedIn('a report under the old key comes in time'), 7);
  t.is(reachedIn('a report comes after the key was forgotten'), undefined);
});

const { snapshots } = new PlainStepper(system).initial();
const startOf = <Context>(component: string): LocalSnapshot<Context> =>
  snapshots[system.indexOf(component)] as LocalSnapshot<Context>;
const keysWith = (change: Partial<KeysContext>, value = 'launched'): LocalSnapshot<KeysContext> => ({
  value,
  context: { ...startOf<KeysContext>('keys-c2').context, ...change },
});
const x1 = { validator: 'v1', key: 'x1' };
const chain = startOf('provider');

for (const [situation, keys, expected] of [
  ['as at the start', {}, 'holds'],
  [
    'two keys',
    { assigned: [x1, { validator: 'v2', key: 'x2' }], owners: [x1, { validator: 'v2', key: 'x2' }] },
    'holds, seen',
  ],
  ['one key of two validators', { assigned: [x1, { validator: 'v2', key: 'x1' }] }, /v1 and v2 both use x1/],
  ['an assigned key by which nobody is found', { owners: [] }, /assigned to v1 and taken for x1/],
  ['a stray key', { owners: [x1, { validator: 'v1', key: 'x9' }] }, /never be forgotten/],
  [
    'a replaced key that waits',
    { owners: [x1, { validator: 'v1', key: 'x9' }], toPrune: [{ key: 'x9', forgottenIn: 1 }] },
    'holds',
  ],
] as const) {
  test(`key-unique-per-consumer: ${situation}`, (t) => {
    const check = checkOf(ics, 'key-unique-per-consumer', 'c2');
    assertJudgement(t, judgeState(check, [chain, keysWith(keys)]), expected);
  });
}

for (const [situation, key, value, expected] of [
  ['the key of a validator', 'v1', 'launched', /key of another validator/],
  ['the key of a validator, on a stopped consumer', 'v1', 'stopped', 'holds'],
  ['the key of a candidate', 'v3', 'launched', 'holds, seen'],
  ['any other key', 'x2', 'unlaunched', 'holds'],
] as const) {
  test(`key-no-provider-reuse: ${situation}`, (t) => {
    const check = checkOf(ics, 'key-no-provider-reuse', 'c2');
    const keys = keysWith({ assigned: [{ validator: 'v2', key }] }, value);
    assertJudgement(t, judgeState(check, [chain, keys]), expected);
  });
}

const asking = (validator: string, key: string): MachineEvent => ({
  type: 'keyRequested',
  validator,
  key,
  usedBy: '',
});
const assignedTo = (validator: string, key: string) => keysWith({ assigned: [{ validator, key }] });

test('key-rejected-when-inactive', (t) => {
  const check = checkOf(ics, 'key-rejected-when-inactive', 'c2');
  const step = (value: string, after: LocalSnapshot<KeysContext>) =>
    judgeStep(check, { before: keysWith({}, value), event: asking('v1', 'x2'), after, emitted: [] });
  assertJudgement(t, step('stopped', assignedTo('v1', 'x2')), /which is "stopped"/);
  assertJudgement(t, step('stopped', keysWith({}, 'stopped')), 'holds, seen');
  assertJudgement(t, step('unlaunched', assignedTo('v1', 'x2')), 'holds');
});

test('default-key-rule', (t) => {
  const check = checkOf(ics, 'default-key-rule', 'c2');
  const step = (validator: string, after: LocalSnapshot<KeysContext>) =>
    judgeStep(check, { before: keysWith({}), event: asking(validator, validator), after, emitted: [] });
  assertJudgement(t, step('v2', assignedTo('v2', 'v2')), /used without any assignment/);
  assertJudgement(t, step('v2', keysWith({})), 'holds, seen');
  assertJudgement(t, step('v1', assignedTo('v1', 'v1')), 'holds');
});

test('key-change-takes-effect', (t) => {
  const [every, others] = ['key-change-takes-effect', 'key-change-takes-effect-unless-replaced'].map((id) =>
    checkOf(ics, id, 'c2'),
  );
  if (every === undefined || others === undefined) throw new Error('expected two checks');
  const owners = [
    { validator: 'v1', key: 'x1' },
    { validator: 'v1', key: 'x2' },
  ];
  const replaced = keysWith({ assigned: [{ validator: 'v1', key: 'x2' }], owners });
  const refusal = { type: 'note', note: { type: 'keyAssignmentRefused' } } as const;
  const step = (key: string, emitted: readonly Note[] = []) => ({
    before: replaced,
    event: asking('v1', key),
    after: replaced,
    emitted,
  });
  assertJudgement(t, judgeStep(every, step('x1')), /v1 is granted x1 on c2, and goes on using x2/);
  assertJudgement(t, judgeStep(others, step('x1')), 'holds, seen');
  assertJudgement(t, judgeStep(others, step('x3')), /v1 is granted x3/);
  for (const check of [every, others]) {
    assertJudgement(t, judgeStep(check, step('x2')), 'holds, seen');
    assertJudgement(t, judgeStep(check, step('x3', [refusal])), 'holds');
  }
});

const said = (note: ModelNote): Note => ({ type: 'note', note: { ...note } });
const [, c2] = preset.consumers;
if (c2 === undefined) throw new Error('expected a second consumer, received none');
const observer = replacedKeys(ics.instance, c2);

/** x1 is replaced, so many blocks pass, and with the last of them it is forgotten. */
function replacedThenForgotten(blocksBefore: number): ReplacedKeys {
  const passed = { type: 'providerBlocksEnded', blocks: 1, seconds: 1 };
  const deliveries = [
    {
      component: 'keys-c2',
      event: asking('v1', 'x2'),
      emitted: [said({ type: 'keyAssigned', validator: 'v1', key: 'x2', replaced: 'x1', kept: true })],
    },
    ...Array.from({ length: blocksBefore }, () => ({ component: 'keys-c2', event: passed, emitted: [] })),
    {
      component: 'keys-c2',
      event: passed,
      emitted: [said({ type: 'keyPruned', key: 'x1', validator: 'v1' })],
    },
  ];
  return deliveries.reduce<ReplacedKeys>(
    (state, delivery) => observer.reduce(state as never, delivery),
    observer.initial,
  );
}

test('key-prune-safe: an unbonding period must be over', (t) => {
  const check = checkOf(ics, 'key-prune-safe', 'c2');
  assertJudgement(t, judgeState(check, [replacedThenForgotten(2)]), /x1 of c2 is forgotten before/);
  assertJudgement(t, judgeState(check, [replacedThenForgotten(3)]), 'holds, seen');
});

test('key-prune-live: an obligation for as long as a replaced key is remembered', (t) => {
  const check = checkOf(ics, 'key-prune-live', 'c2');
  const waiting: ReplacedKeys = { open: ['x1'], met: false, since: [2], early: '' };
  t.like(judgeObligation(check, [waiting]), { from: true, to: false, excluded: false });
  t.like(judgeObligation(check, [replacedThenForgotten(3)]), { from: false, to: true });
});

test('key-change-propagates: an obligation until the consumer has the key', (t) => {
  const check = checkOf(ics, 'key-change-propagates', 'c2');
  const rest = ['record-c2', 'channel-c2', 'consumer-c2'].map((component) => startOf(component));
  t.like(judgeObligation(check, [chain, assignedTo('v1', 'x2'), ...rest]), {
    from: true,
    to: false,
    excluded: false,
  });
  t.like(judgeObligation(check, [chain, keysWith({}), ...rest]), { from: false, to: true });
});

for (const [situation, set, expected] of [
  ['the new key alone', ['v2', 'x2'], 'holds, seen'],
  ['both keys', ['v2', 'x1', 'x2'], /x1, which nobody uses/],
] as const) {
  test(`key-change-propagates-at-once: ${situation}`, (t) => {
    const uses: KeyUses = {
      sets: [
        [
          ['v2', 'v2'],
          ['x1', 'v1'],
        ],
        [
          ['v2', 'v2'],
          ['x2', 'v1'],
        ],
      ],
      current: 1,
      next: 1,
      lags: [0, 1],
      sinceEpochBegan: 0,
      lastEpoch: 1,
      former: [],
    };
    const consumer = startOf<object>('consumer-c2');
    const snapshot = {
      ...consumer,
      context: { ...consumer.context, set: set.map((key) => ({ key, power: 1 })) },
    };
    const check = checkOf(ics, 'key-change-propagates-at-once', 'c2');
    assertJudgement(t, judgeState(check, [snapshot, uses]), expected);
  });
}
