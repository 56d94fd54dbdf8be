/** Goal: a request that is carried out or refused against the rules is noticed, whoever made it and in whatever phase. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { Emitted, LocalSnapshot, MachineEvent } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeState, type Expected } from './judge.ts';
import { testStep } from './test-step.ts';

const lifecycle = createIcsSystem(loadInstance('lifecycle'));

const phase = (value: string, owner = 'account') =>
  ({ value, context: { owner } }) as unknown as LocalSnapshot<never>;
const launched = phase('launched');
const registered = phase('registered');
const over = phase('over');

const launch = (by: string) => ({ type: 'requestLaunch', seconds: 1, by });
const removal = (by: string) => ({ type: 'requestRemoval', by });
const penalties = (by: string) => ({ type: 'requestPenalties', choice: 1, by });
const handOver = (by: string, to: string) => ({ type: 'handOver', by, to });

const refused = (reason: string) => [note('requestRefused', { reason })];
const scheduled = (seconds: number) => [send('record', { type: 'scheduleLaunch', seconds })];
const removed = [send('record', { type: 'removeConsumer' })];
const updated = (choice: number) => [send('own-penalties', { type: 'updateInfractionParameters', choice })];

type Row = readonly [
  scope: 'launch' | 'removal' | 'penalties' | 'owner',
  title: string,
  before: LocalSnapshot<never>,
  event: MachineEvent,
  after: LocalSnapshot<never>,
  emitted: readonly Emitted[],
  expected: Expected,
];

const isNotDone = /what the owner may ask for is not done/;
const isDone = (reason: string) => new RegExp(`it is not refused \\(${reason}\\)`);

const rows: readonly Row[] = [
  ['launch', 'by the owner', registered, launch('account'), registered, scheduled(1), 'holds'],
  ['launch', 'forgotten', registered, launch('account'), registered, [], isNotDone],
  ['launch', 'at another time', registered, launch('account'), registered, scheduled(2), isNotDone],
  [
    'launch',
    'refused for nothing',
    registered,
    launch('account'),
    registered,
    refused('notOwner'),
    isNotDone,
  ],
  ['launch', 'by another', registered, launch('governance'), registered, refused('notOwner'), 'holds, seen'],
  [
    'launch',
    'by another, done',
    registered,
    launch('governance'),
    registered,
    scheduled(1),
    isDone('notOwner'),
  ],
  ['launch', 'by another, untold', registered, launch('governance'), registered, [], isDone('notOwner')],
  ['launch', 'too late', launched, launch('account'), launched, refused('alreadyLaunched'), 'holds'],
  [
    'launch',
    'too late, done',
    launched,
    launch('account'),
    launched,
    scheduled(1),
    isDone('alreadyLaunched'),
  ],
  ['removal', 'by the owner', launched, removal('account'), launched, removed, 'holds'],
  [
    'removal',
    'by the owner, twice',
    launched,
    removal('account'),
    launched,
    [...removed, ...removed],
    isNotDone,
  ],
  ['removal', 'by another', launched, removal('governance'), launched, refused('notOwner'), 'holds, seen'],
  ['removal', 'by another, done', launched, removal('governance'), launched, removed, isDone('notOwner')],
  ['removal', 'before the launch', registered, removal('account'), registered, removed, isDone('wrongPhase')],
  [
    'removal',
    'of what is over, by another',
    over,
    removal('governance'),
    over,
    refused('wrongPhase'),
    isDone('notOwner'),
  ],
  ['penalties', 'by the owner', launched, penalties('account'), launched, updated(1), 'holds'],
  [
    'penalties',
    'before the launch',
    registered,
    penalties('account'),
    registered,
    [send('own-penalties', { type: 'setInfractionParameters', choice: 1 })],
    'holds',
  ],
  [
    'penalties',
    'before the launch, with a delay',
    registered,
    penalties('account'),
    registered,
    updated(1),
    isNotDone,
  ],
  [
    'penalties',
    'without a delay',
    launched,
    penalties('account'),
    launched,
    [send('own-penalties', { type: 'setInfractionParameters', choice: 1 })],
    isNotDone,
  ],
  ['penalties', 'others', launched, penalties('account'), launched, updated(0), isNotDone],
  [
    'penalties',
    'by another',
    launched,
    penalties('governance'),
    launched,
    refused('notOwner'),
    'holds, seen',
  ],
  [
    'penalties',
    'by another, done',
    launched,
    penalties('governance'),
    launched,
    updated(1),
    isDone('notOwner'),
  ],
  ['penalties', 'too late', over, penalties('account'), over, refused('wrongPhase'), 'holds'],
  [
    'owner',
    'by the owner',
    launched,
    handOver('account', 'governance'),
    phase('launched', 'governance'),
    [note('ownerChanged', {})],
    'holds',
  ],
  ['owner', 'in vain', launched, handOver('account', 'governance'), launched, [], isNotDone],
  [
    'owner',
    'by another',
    launched,
    handOver('governance', 'governance'),
    launched,
    refused('notOwner'),
    'holds, seen',
  ],
  [
    'owner',
    'by another, done',
    launched,
    handOver('governance', 'governance'),
    phase('launched', 'governance'),
    [],
    isDone('notOwner'),
  ],
  [
    'owner',
    'of what is over',
    over,
    handOver('account', 'governance'),
    phase('over', 'governance'),
    [],
    isDone('wrongPhase'),
  ],
];

for (const [scope, title, before, event, after, emitted, expected] of rows) {
  testStep(
    { system: lifecycle, property: 'owner-requests-decided', scope: `c3: ${scope}` },
    `${scope} ${title}`,
    { before, event, after, emitted },
    expected,
  );
}

test('owner-requests-decided: a consumer has one owner, also where its shaping has one', (t) => {
  const check = checkOf(whole, 'owner-requests-decided', 'c2: one owner');
  const owned = (owner: string) => phase('launched', owner);
  assertJudgement(t, judgeState(check, [owned('account'), owned('account')]), 'holds');
  assertJudgement(t, judgeState(check, [owned('governance'), owned('governance')]), 'holds, seen');
  assertJudgement(
    t,
    judgeState(check, [owned('account'), owned('governance')]),
    /c2 belongs to account, and its shaping is for governance to change/,
  );
});

test('owner-requests-decided: what may be asked for follows the phase of the consumer', (t) => {
  const check = checkOf(lifecycle, 'owner-requests-decided', 'c3: phase');
  const both = (value: string, record: string) => judgeState(check, [phase(value), phase(record)]);
  assertJudgement(t, both('registered', 'registered'), 'holds');
  for (const value of ['initialized', 'launched']) assertJudgement(t, both(value, value), 'holds, seen');
  for (const record of ['stopped', 'deleted']) assertJudgement(t, both('over', record), 'holds, seen');
  assertJudgement(t, both('registered', 'initialized'), /c3 is "initialized", and its owner may ask/);
  assertJudgement(t, both('launched', 'stopped'), /c3 is "stopped", and its owner may ask/);
});

const denoms = (by: string) => ({ type: 'requestDenoms', denoms: ['gold'], by });
const replaced = (...list: readonly string[]) => [send('allocation', { type: 'allowDenoms', denoms: list })];
const whole = createIcsSystem(loadInstance('whole'));
for (const [title, event, emitted, expected] of [
  ['by the owner', denoms('account'), replaced('gold'), 'holds'],
  ['by the owner, others', denoms('account'), replaced('tin'), isNotDone],
  ['by another', denoms('governance'), refused('notOwner'), 'holds, seen'],
  ['by another, done', denoms('governance'), replaced('gold'), isDone('notOwner')],
] as const) {
  testStep(
    { system: whole, property: 'owner-requests-decided', scope: 'c2: denoms' },
    `denominations ${title}`,
    { before: launched, event, after: launched, emitted },
    expected,
  );
}
