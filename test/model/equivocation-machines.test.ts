import test from 'ava';
import type { AnyStateMachine } from 'xstate';
import { parseFraction } from '../../model/fraction.ts';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { MachineEvent } from '../../src/system/vocabulary.ts';
import { play, start } from './play-machine.ts';

const system = createIcsSystem(loadInstance('equivocation'));

function machineAt(id: string): AnyStateMachine {
  const component = system.definition.components[id];
  if (component === undefined || !('machine' in component)) throw new Error(`no component ${id}`);
  return component.machine;
}

const half = { numerator: 1, denominator: 2 };
const passes = (seconds: number): MachineEvent => ({ type: 'penaltyChangesComeCloser', seconds });
const asksFor = (choice: number): MachineEvent => ({ type: 'updateInfractionParameters', choice });

test('penalties: a change waits for an unbonding period, and the last request counts', (t) => {
  const machine = machineAt('penalties-c2');
  const asked = play(machine, start(machine), [asksFor(1), passes(3)]);
  t.deepEqual(asked.snapshot.context, { inForce: 0, queued: { choice: 1, dueIn: 1 } });
  const again = play(machine, asked.snapshot, [asksFor(1), passes(3)]);
  t.deepEqual(again.snapshot.context, { inForce: 0, queued: { choice: 1, dueIn: 1 } });
  const inForce = play(machine, again.snapshot, [passes(1)]);
  t.deepEqual(inForce.snapshot.context, { inForce: 1, queued: null });
  t.deepEqual(inForce.notes, [{ type: 'penaltiesChanged', choice: 1 }]);
});

test('penalties: asking for what is in force cancels', (t) => {
  const machine = machineAt('penalties-c2');
  const { snapshot, notes } = play(machine, start(machine), [asksFor(1), passes(3), asksFor(0), passes(9)]);
  t.deepEqual(snapshot.context, { inForce: 0, queued: null });
  t.deepEqual(notes, []);
});

test('penalties: what passes is priced by what is in force', (t) => {
  const machine = machineAt('penalties-c2');
  const punishment = {
    type: 'punishEquivocation',
    consumer: 'c2',
    key: 'v2',
    kind: 'doubleVote',
    validator: 'v2',
  };
  const report = { type: 'throttleReport', consumer: 'c2', key: 'v2', validator: 'v2', power: 2, vsc: 1 };
  const before = play(machine, start(machine), [punishment, report]);
  t.like(before.sent[0]?.[1], { slashFraction: parseFraction('0.5'), jailSeconds: 1, tombstone: false });
  t.like(before.sent[1]?.[1], { slashFraction: { numerator: 0 }, jailSeconds: 1 });
  const after = play(machine, start(machine, { inForce: 1 }), [punishment, report]);
  t.deepEqual(
    after.sent.map(([to]) => to),
    ['provider', 'slash-meter'],
  );
  t.like(after.sent[0]?.[1], { jailSeconds: 3, tombstone: false });
  t.like(after.sent[1]?.[1], { slashFraction: parseFraction('0.5'), jailSeconds: 1 });
});

test('evidence: only what was seen can be proved, any number of times and under any id', (t) => {
  const machine = machineAt('evidence-c1');
  const submission = (to: string): MachineEvent => ({
    type: 'submitEvidence',
    to,
    key: 'k1',
    kind: 'doubleVote',
  });
  const seen = { type: 'equivocationSeen', key: 'k1', kind: 'doubleVote', power: 8, vsc: 'genesis' };
  const { refused, sent, snapshot } = play(machine, start(machine), [
    submission('c1'),
    seen,
    seen,
    submission('c1'),
    submission('c2'),
  ]);
  t.deepEqual(refused, ['submitEvidence']);
  t.deepEqual(snapshot.context, { proofs: [{ key: 'k1', kind: 'doubleVote' }] });
  t.deepEqual(
    sent.map(([to]) => to),
    ['inbox-c1', 'inbox-c2'],
  );
  t.like(sent[0]?.[1], {
    type: 'evidenceSubmitted',
    chainId: 'twin',
    signed: true,
    conflicting: true,
    recent: true,
  });
});

test('evidence: twins are keys of both genesis sets; a padded attack needs an attack', (t) => {
  const machine = machineAt('evidence-c1');
  const padded = { type: 'submitPaddedEvidence', to: 'c1', key: 'k1', bystander: 'v2' };
  const { refused, sent } = play(machine, start(machine, { proofs: [{ key: 'k1', kind: 'doubleVote' }] }), [
    { type: 'submitTwinVotes', to: 'c1', key: 'k1' },
    { type: 'submitTwinVotes', to: 'c1', key: 'v2' },
    padded,
  ]);
  t.deepEqual(refused, ['submitTwinVotes', 'submitPaddedEvidence']);
  t.is(sent.length, 1);
});

const sound = {
  type: 'evidenceSubmitted',
  key: 'k1',
  kind: 'doubleVote',
  chainId: 'twin',
  recent: true,
  conflicting: true,
  signed: true,
  unsigned: [],
};

for (const [why, change] of [
  ['tooOld', { recent: false }],
  ['otherChain', { chainId: 'another' }],
  ['noConflict', { conflicting: false }],
  ['badSignature', { signed: false }],
  ['badSignature', { kind: 'lightClientAttack', unsigned: ['v2'] }],
] as const) {
  test(`record: evidence is refused, ${why} ${Object.keys(change).join(', ')}`, (t) => {
    const machine = machineAt('record-c1');
    const { sent, notes } = play(machine, start(machine), [{ ...sound, ...change }]);
    t.deepEqual(sent, []);
    t.deepEqual(notes, [{ type: 'evidenceRefused', key: 'k1', reason: why }]);
  });
}

test('record: sound evidence counts while the provider has a client', (t) => {
  const machine = machineAt('record-c1');
  for (const phase of ['launched', 'stopped']) {
    const { sent } = play(machine, start(machine, undefined, phase), [sound]);
    t.is(sent.length, 1, phase);
    t.like(sent[0]?.[1], { type: 'punishEquivocation', validator: 'v1', tombstone: true });
  }
});

const punishment = (validator: string, tombstone: boolean): MachineEvent => ({
  type: 'punishEquivocation',
  consumer: 'c1',
  key: validator,
  kind: 'doubleVote',
  validator,
  slashFraction: half,
  jailSeconds: 1,
  tombstone,
});

test('provider: half of the power and of what is unbonding, whenever it began to', (t) => {
  const machine = machineAt('provider');
  const { snapshot, notes } = play(machine, start(machine), [punishment('v1', true)]);
  t.like(notes[0], { type: 'slashed', nominal: 6, burnt: 6 });
  t.deepEqual(
    notes.map(({ type }) => type),
    ['slashed', 'jailed', 'tombstoned'],
  );
  t.like(snapshot.context.validators[0], { tokens: 4, jailed: true, tombstoned: true });
  t.like(snapshot.context.unbonding[0], { balance: 2 });
  const again = play(machine, snapshot, [punishment('v1', true)]);
  t.deepEqual(again.notes, [{ type: 'evidenceRefused', key: 'v1', reason: 'tombstoned' }]);
});

test('provider: without a tombstone the same evidence works again, and sets the jail term anew', (t) => {
  const machine = machineAt('provider');
  const jailed = play(machine, start(machine), [{ type: 'providerDowntime', validator: 'v2' }]);
  const once = play(machine, jailed.snapshot, [punishment('v2', false)]);
  t.like(once.snapshot.context.validators[1], { tokens: 1, jailedFor: 1, tombstoned: false });
  const twice = play(machine, once.snapshot, [punishment('v2', false)]);
  t.like(twice.snapshot.context.validators[1], { tokens: 0 });
});

test('provider: strangers and Unbonded validators are beyond punishment', (t) => {
  const machine = machineAt('provider');
  const { validators } = start(machine).context as { validators: readonly object[] };
  const unbonded = start(machine, {
    validators: validators.map((each) => ({ ...each, status: 'Unbonded', lastPower: 0 })),
  });
  const { notes } = play(machine, unbonded, [punishment('v1', true), punishment('v9', true)]);
  t.deepEqual(
    notes.map(({ reason }) => reason),
    ['unbonded', 'unknownValidator'],
  );
});

test('consumer: an attack takes more than a third of the power; a chain that notices reports it without a flag', (t) => {
  const machine = machineAt('consumer-c1');
  const equivocation = (key: string, kind: string, noticed = false): MachineEvent => ({
    type: 'equivocate',
    key,
    kind,
    noticed,
  });
  const { refused, snapshot, sent } = play(machine, start(machine), [
    equivocation('v2', 'lightClientAttack'),
    equivocation('stranger', 'doubleVote'),
    equivocation('k1', 'lightClientAttack'),
    equivocation('v2', 'doubleVote', true),
  ]);
  t.deepEqual(refused, ['equivocate', 'equivocate']);
  t.is(sent.length, 2);
  t.deepEqual(snapshot.context.queue, [{ key: 'v2', power: 2, vsc: 'genesis', infraction: 'doubleSign' }]);
  t.deepEqual(snapshot.context.outstanding, []);
});

const report = { type: 'slashPacketReceived', key: 'k1', power: 8, vsc: 3, infraction: 'doubleSign' };

test('record: released code only logs a double-sign report, and says that it was handled', (t) => {
  const machine = machineAt('record-c1');
  const { sent, notes } = play(machine, start(machine), [report]);
  t.deepEqual(sent, [['channel', { type: 'writeSlashAck', result: 'handled' }]]);
  t.deepEqual(notes, [{ type: 'doubleSignLogged', key: 'k1', validator: 'v1' }]);
});

test('ICS-28 as written: a double-sign report is executed by the power and the id that it names', (t) => {
  const instance = loadInstance('equivocation');
  const literal = createIcsSystem({ ...instance, features: 'ics28' });
  const machineOf = (id: string): AnyStateMachine => {
    const component = literal.definition.components[id];
    if (component === undefined || !('machine' in component)) throw new Error(`no component ${id}`);
    return component.machine;
  };
  t.is(literal.definition.components['evidence-c1'], undefined);
  const record = machineOf('record-c1');
  const { sent } = play(record, start(record), [report]);
  t.deepEqual(
    sent.map(([to]) => to),
    ['punisher', 'channel'],
  );
  const [, request = { type: '' }] = sent[0] ?? [];
  t.like(request, { type: 'punishEquivocation', validator: 'v1', reported: { power: 8, vsc: 3 } });
  // The undelegation of 4 tokens began before any channel opened: it is spared.
  const chain = machineOf('provider');
  const { snapshot, notes } = play(chain, start(chain), [request]);
  t.like(notes[0], { type: 'slashed', nominal: 4, burnt: 4 });
  t.like(snapshot.context.validators[0], { tokens: 4, tombstoned: true });
  t.like(snapshot.context.unbonding[0], { balance: 4 });
});

test('penalties: before the launch a change needs no delay', (t) => {
  const lifecycle = createIcsSystem(loadInstance('lifecycle')).definition.components['penalties-c3'];
  if (lifecycle === undefined || !('machine' in lifecycle)) throw new Error('no penalties of c3');
  const sets = (choice: number): MachineEvent => ({ type: 'setInfractionParameters', choice });
  const { snapshot, notes } = play(lifecycle.machine, start(lifecycle.machine), [sets(0), sets(1), sets(1)]);
  t.deepEqual(snapshot.context, { inForce: 1, queued: null });
  t.deepEqual(notes, [{ type: 'penaltiesChanged', choice: 1 }]);
});
