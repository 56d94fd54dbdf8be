/** Goal: what the provider does with the keys of a consumer is judged step by step. */
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { Emitted, LocalSnapshot, MachineEvent } from '../../src/system/vocabulary.ts';
import type { Expected } from './judge.ts';
import { testStep } from './test-step.ts';

const keys = createIcsSystem(loadInstance('keys'));

type Owners = readonly { readonly validator: string; readonly key: string }[];

/** Those assigned lead to their validators, and so do the replaced ones. */
function state(value: string, assigned: Owners, replaced: Owners = []): LocalSnapshot<never> {
  const context = { assigned, owners: [...assigned, ...replaced], toPrune: [], awaitingMaturity: [] };
  return { value, context } as unknown as LocalSnapshot<never>;
}

const own = (validator: string, key: string) => ({ validator, key });
const ask = (validator: string, key: string, usedBy = '') => ({
  type: 'keyRequested',
  validator,
  key,
  usedBy,
});
const assigned = [note('keyAssigned', {})];
const refused = (reason: string) => [note('keyAssignmentRefused', { reason })];
const none = state('launched', []);
const first = state('launched', [own('v1', 'k1')]);

type Row = readonly [
  title: string,
  before: LocalSnapshot<never>,
  event: MachineEvent,
  after: LocalSnapshot<never>,
  emitted: readonly Emitted[],
  expected: Expected,
];

const requests: readonly Row[] = [
  ['a free key', none, ask('v1', 'k1'), first, assigned, 'holds, seen'],
  [
    'a free key refused',
    none,
    ask('v1', 'k1'),
    none,
    refused('keyInUse'),
    /"keyInUse" instead of "assigned"/,
  ],
  ['a key assigned in words', none, ask('v1', 'k1'), none, assigned, /v1 does not use k1/],
  ['a key of another', none, ask('v1', 'v2', 'v2'), none, refused('keyOfAnotherValidator'), 'holds, seen'],
  ['its own key', none, ask('v1', 'v1', 'v1'), none, refused('ownKeyByDefault'), 'holds, seen'],
  ['a known key', first, ask('v2', 'k1'), first, refused('keyInUse'), 'holds, seen'],
  ['a known key given away', first, ask('v2', 'k1'), first, assigned, /instead of "keyInUse"/],
  [
    'a stopped consumer',
    state('stopped', []),
    ask('v1', 'k1'),
    state('stopped', []),
    assigned,
    /instead of "consumerInactive"/,
  ],
  [
    'a key replaced',
    first,
    ask('v1', 'k2'),
    state('launched', [own('v1', 'k2')], [own('v1', 'k1')]),
    assigned,
    'holds, seen',
  ],
  [
    'a key replaced and forgotten',
    first,
    ask('v1', 'k2'),
    state('launched', [own('v1', 'k2')]),
    assigned,
    /k1, which is replaced, is forgotten/,
  ],
  [
    'a key replaced before the launch',
    state('unlaunched', [own('v1', 'k1')]),
    ask('v1', 'k2'),
    state('unlaunched', [own('v1', 'k2')], [own('v1', 'k1')]),
    assigned,
    /is kept while the consumer is "unlaunched"/,
  ],
];

const phase = (to: string) => ({ type: 'phaseChanged', phase: to });
const created = { type: 'validatorCreated', validator: 'v3' };
const taken = state('launched', [own('v1', 'v3')]);
const abort = [send('provider', { type: 'creationAborted', validator: 'v3' })];

const upkeep: readonly Row[] = [
  ['a creation with a known key', taken, created, taken, abort, 'holds, seen'],
  ['a creation that goes on', taken, created, taken, [], /is not aborted, and its key is known/],
  ['a creation aborted for nothing', none, created, none, abort, /is aborted, and its key is not known/],
  [
    'a validator that is gone',
    first,
    { type: 'validatorRemoved', validator: 'v1' },
    first,
    [],
    /v1 is gone, and has an assigned key/,
  ],
  ['a stop', first, phase('stopped'), state('stopped', [own('v1', 'k1')]), [], 'holds, seen'],
  ['a stop that is missed', first, phase('stopped'), first, [], /its keys are as while it is "launched"/],
  ['a deletion', first, phase('deleted'), state('deleted', []), [], 'holds, seen'],
  [
    'a deletion that forgets nothing',
    first,
    phase('deleted'),
    state('deleted', [own('v1', 'k1')]),
    [],
    /keys of it are kept/,
  ],
];

for (const [property, scope, rows] of [
  ['key-requests-decided', 'c1', requests],
  ['keys-follow-events', 'c3', upkeep],
] as const) {
  for (const [title, before, event, after, emitted, expected] of rows) {
    testStep({ system: keys, property, scope }, title, { before, event, after, emitted }, expected);
  }
}
