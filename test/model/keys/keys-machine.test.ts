/** The keys of a consumer: who may get which, whom a key leads to, how long a replaced key is remembered. */
import fc from 'fast-check';
import test from 'ava';
import { featurePresets } from '../../../model/features.ts';
import { createKeysMachine } from '../../../model/keys/keys-machine.ts';
import { createProviderMachine } from '../../../model/provider/provider-machine.ts';
import type { KeysContext, ToKeys } from '../../../model/vocabulary.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { play, start, type Play } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';

/** Replaced keys are remembered for 8 s; validator a has the key k. */
const { instance, consumer } = smallInstance({ assignedKeys: { a: 'k' }, spareKeys: ['k', 'l', 'm'] });
const machine = createKeysMachine(instance, consumer);

const playOn = (phase: string, events: readonly ToKeys[], on = machine): Play =>
  play(
    on,
    start(on, undefined, phase),
    events.map((event): MachineEvent => ({ ...event })),
  );
const run = (...events: readonly ToKeys[]): Play => playOn('launched', events);
const contextOf = ({ snapshot }: Play): KeysContext => snapshot.context as KeysContext;
const leadsTo = (played: Play): Readonly<Record<string, string>> =>
  Object.fromEntries(contextOf(played).owners.map(({ key, validator }) => [key, validator]));

const ask = (validator: string, key: string, usedBy = ''): ToKeys => ({
  type: 'keyRequested',
  validator,
  key,
  usedBy,
});
const block = (seconds = 1, blocks = 1): ToKeys => ({ type: 'providerBlocksEnded', blocks, seconds });
const blocks = (count: number): readonly ToKeys[] => Array.from({ length: count }, () => block());

test('a first key replaces none; the next one leaves the old one leading to its validator', (t) => {
  const played = run(ask('b', 'l'), ask('a', 'm'));
  t.deepEqual(leadsTo(played), { k: 'a', l: 'b', m: 'a' });
  t.deepEqual(contextOf(played).assigned, [
    { validator: 'a', key: 'm' },
    { validator: 'b', key: 'l' },
  ]);
  t.deepEqual(contextOf(played).toPrune, [{ key: 'k', forgottenIn: 8 }]);
  t.deepEqual(
    played.notes.map(({ key, replaced, kept }) => [key, replaced, kept]),
    [
      ['l', '', false],
      ['m', 'k', true],
    ],
  );
});

test('before launch a replaced key is free at once', (t) => {
  const played = playOn('unlaunched', [ask('a', 'm'), ask('b', 'k')]);
  t.deepEqual(leadsTo(played), { k: 'b', m: 'a' });
  t.deepEqual(contextOf(played).toPrune, []);
});

for (const [reason, phase, request] of [
  ['consumerInactive', 'stopped', ask('a', 'l')],
  ['keyOfAnotherValidator', 'launched', ask('a', 'b', 'b')],
  ['ownKeyByDefault', 'launched', ask('b', 'b', 'b')],
  ['keyInUse', 'launched', ask('b', 'k')],
  ['keyInUse', 'launched', ask('a', 'k')],
] as const) {
  test(`refused: ${reason} (${JSON.stringify(request)})`, (t) => {
    const played = playOn(phase, [request]);
    t.deepEqual(contextOf(played), contextOf(playOn(phase, [])));
    t.like(played.notes[0], { type: 'keyAssignmentRefused', reason });
  });
}

test('its own key of the provider is there for a validator to return to', (t) => {
  t.deepEqual(leadsTo(run(ask('a', 'a', 'a'))), { a: 'a', k: 'a' });
});

test('a replaced key is nobody else’s until it is forgotten, which is with the first block at its time', (t) => {
  const replaced = [ask('a', 'l')];
  t.is(leadsTo(run(...replaced, ...blocks(8)))['k'], 'a');
  t.like(run(...replaced, ...blocks(8), ask('b', 'k')).notes.at(-1), { reason: 'keyInUse' });
  const forgotten = run(...replaced, ...blocks(9));
  t.deepEqual(leadsTo(forgotten), { l: 'a' });
  t.deepEqual(contextOf(forgotten).toPrune, []);
  t.deepEqual(forgotten.notes.at(-1), { type: 'keyPruned', key: 'k', validator: 'a' });
  t.is(leadsTo(run(...replaced, ...blocks(9), ask('b', 'k')))['k'], 'b');
});

test('quiet blocks forget as many keys as the same blocks one by one', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (before, quiet) => {
      const events = [ask('a', 'l'), ...blocks(before)];
      t.deepEqual(
        contextOf(run(...events, block(quiet, quiet))),
        contextOf(run(...events, ...blocks(quiet))),
      );
    }),
  );
});

test('bonded validators get the keys that they use, reports the validators that their keys lead to', (t) => {
  const { sent } = run(
    ask('a', 'l'),
    {
      type: 'epochEnded',
      bonded: [
        { validator: 'a', power: 3 },
        { validator: 'b', power: 2 },
      ],
    },
    { type: 'slashPacketReceived', key: 'k', power: 3, vsc: 1 },
    { type: 'slashPacketReceived', key: 'nobody', power: 3, vsc: 1 },
  );
  t.deepEqual(sent, [
    [
      'next',
      {
        type: 'epochEnded',
        bonded: [
          { validator: 'a', power: 3, key: 'l' },
          { validator: 'b', power: 2, key: 'b' },
        ],
      },
    ],
    ['next-inbox', { type: 'slashPacketReceived', key: 'k', power: 3, vsc: 1, validator: 'a' }],
    ['next-inbox', { type: 'slashPacketReceived', key: 'nobody', power: 3, vsc: 1, validator: 'nobody' }],
  ]);
});

test('the key of a validator that is gone is free; the one that it replaced waits on', (t) => {
  const played = run(ask('a', 'l'), { type: 'validatorRemoved', validator: 'a' });
  t.deepEqual(leadsTo(played), { k: 'a' });
  t.deepEqual(contextOf(played).assigned, []);
  t.is(leadsTo(run(ask('a', 'l'), { type: 'validatorRemoved', validator: 'a' }, ask('b', 'l')))['l'], 'b');
});

test('a validator whose key is assigned, or was until recently, is not created; stopped consumers are not asked', (t) => {
  const created = { type: 'validatorCreated', validator: 'l' } as const;
  const aborted = [['provider', { type: 'creationAborted', validator: 'l' }]] as const;
  t.deepEqual(run(ask('b', 'l'), created).sent, aborted);
  t.deepEqual(run(ask('b', 'l'), ask('b', 'm'), created).sent, aborted);
  t.deepEqual(run(created).sent, []);
  t.deepEqual(run(ask('b', 'l'), { type: 'phaseChanged', phase: 'stopped' }, created).sent, []);
});

test('the provider undoes a creation that a hook aborts, once', (t) => {
  const chain = createProviderMachine({ ...instance, consumers: [consumer] });
  const aborted = { type: 'creationAborted', validator: 'd' };
  const played = play(chain, start(chain), [
    { type: 'createValidator', validator: 'd', tokens: 2 },
    aborted,
    aborted,
  ]);
  t.deepEqual(played.snapshot.context, start(chain).context);
  t.deepEqual(played.sent, [['keys', { type: 'validatorCreated', validator: 'd' }]]);
  t.deepEqual(played.notes, [{ type: 'creationRefused', validator: 'd' }]);
});

test('the provider says who uses a key, and who has ceased to exist', (t) => {
  const chain = createProviderMachine({ ...instance, consumers: [consumer] });
  const { sent } = play(chain, start(chain), [
    { type: 'assignKey', consumer: 'c1', validator: 'a', key: 'b' },
    { type: 'createValidator', validator: 'd', tokens: 2 },
    { type: 'undelegate', validator: 'd', tokens: 2 },
  ]);
  t.deepEqual(sent, [
    ['keys-c1', { type: 'keyRequested', validator: 'a', key: 'b', usedBy: 'b' }],
    ['keys', { type: 'validatorCreated', validator: 'd' }],
    ['keys', { type: 'validatorRemoved', validator: 'd' }],
  ]);
});

test('with maturities a replaced key waits for the VSC whose id was current', (t) => {
  const old = createKeysMachine({ ...instance, features: featurePresets.v4 }, consumer);
  const aged: readonly ToKeys[] = [ask('a', 'l'), { type: 'vscIdAdvanced' }, ...blocks(20)];
  const forgottenAt = (vsc: number) =>
    contextOf(playOn('launched', [...aged, { type: 'vscMatured', vsc }], old)).awaitingMaturity.length === 0;
  t.deepEqual([0, 1, 2].map(forgottenAt), [false, true, false]);
  t.deepEqual(leadsTo(playOn('launched', [...aged, { type: 'vscMatured', vsc: 1 }], old)), { l: 'a' });
});

test('in v4, asking for a key that leads to oneself succeeds without effect', (t) => {
  const old = createKeysMachine({ ...instance, features: featurePresets.v4 }, consumer);
  const played = playOn('launched', [ask('a', 'k'), ask('a', 'l'), ask('a', 'k'), ask('b', 'k')], old);
  t.deepEqual(contextOf(played).assigned, [{ validator: 'a', key: 'l' }]);
  t.deepEqual(
    played.notes.map(({ type, key, used, reason }) => [type, key, used ?? reason]),
    [
      ['keyUnchanged', 'k', 'k'],
      ['keyAssigned', 'l', undefined],
      ['keyUnchanged', 'k', 'l'],
      ['keyAssignmentRefused', 'k', 'keyInUse'],
    ],
  );
});

test('deletion forgets everything, and a failed launch returns to before launch', (t) => {
  const deleted = run(ask('a', 'l'), { type: 'phaseChanged', phase: 'deleted' });
  t.deepEqual(contextOf(deleted), { assigned: [], owners: [], toPrune: [], awaitingMaturity: [] });
  t.is(deleted.snapshot.value, 'deleted');
  t.is(playOn('unlaunched', [{ type: 'phaseChanged', phase: 'launched' }]).snapshot.value, 'launched');
  t.is(playOn('unlaunched', [{ type: 'phaseChanged', phase: 'registered' }]).snapshot.value, 'unlaunched');
});
