/** A chain with a staking of its own, from before the launch until long after the changeover. */
import test from 'ava';
import { createStandaloneMachine } from '../../../model/changeover/standalone-machine.ts';
import type { StandaloneContext } from '../../../model/vocabulary.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { play, start } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';

const { instance, consumer } = smallInstance();
const standalone = {
  ...consumer,
  standalone: { validators: { s2: 2, both: 4 }, slashFraction: '0.5' },
};
const machine = createStandaloneMachine(instance, standalone);
const block: MachineEvent = { type: 'nextBlock', seconds: 1 };
const genesis: MachineEvent = {
  type: 'genesisMade',
  set: [
    { key: 'a', power: 3 },
    { key: 'both', power: 1 },
  ],
};
const upgrade: MachineEvent = { type: 'upgrade' };
const changeover = [genesis, upgrade, block, block];
const signTwice: MachineEvent = { type: 'signTwiceAtHome', key: 's2' };
const report: MachineEvent = { type: 'reportOldDoubleSign', key: 's2' };

const contextAfter = (events: readonly MachineEvent[]): StandaloneContext =>
  play(machine, start(machine), events).snapshot.context as StandaloneContext;

test('own validators sign until the second block after the upgrade, then the set of the genesis', (t) => {
  const own = [
    { key: 'both', power: 4 },
    { key: 's2', power: 2 },
  ];
  t.like(contextAfter([block]), { signers: own, set: own });
  t.like(contextAfter([genesis, upgrade, block]), { signers: own, set: genesis['set'] });
  const { sent, snapshot } = play(machine, start(machine), changeover);
  t.deepEqual(
    sent.filter(([role]) => role === 'consumer'),
    [['consumer', { type: 'genesisMade', set: genesis['set'] }]],
  );
  t.is(snapshot.value, 'changedOver');
});

test('without a genesis there is no upgrade, and without an upgrade no changeover', (t) => {
  t.deepEqual(play(machine, start(machine), [upgrade]).refused, ['upgrade']);
  t.is(play(machine, start(machine), [genesis, block, block, block]).snapshot.value, 'awaitingUpgrade');
});

test('the clocks of the channel run from the launch on', (t) => {
  const toChannel = (events: readonly MachineEvent[]): number =>
    play(machine, start(machine), events).sent.filter(([role]) => role === 'channel').length;
  t.is(toChannel([block, block]), 0);
  t.is(toChannel([block, genesis, block, upgrade, block, block]), 3);
});

test('what own stake decides signs a block after the next', (t) => {
  const undelegated = { type: 'undelegateAtHome', key: 's2' };
  const weaker = { key: 's2', power: 1 };
  t.deepEqual(contextAfter([undelegated, block]).set.at(-1), weaker);
  t.like(contextAfter([undelegated, block]).signers.at(-1), { power: 2 });
  t.deepEqual(contextAfter([undelegated, block, block]).signers.at(-1), weaker);
});

test('stake unbonds for the whole period, changeover or not', (t) => {
  const undelegated = { type: 'undelegateAtHome', key: 's2' };
  const later = (seconds: number): MachineEvent => ({ type: 'ownTimePassed', seconds });
  const early = play(machine, start(machine), [undelegated, ...changeover, later(3), later(1)]);
  t.deepEqual((early.snapshot.context as StandaloneContext).unbonding, [
    { key: 's2', tokens: 1, completesIn: 0 },
  ]);
  const { notes } = play(machine, early.snapshot, [later(1)]);
  t.deepEqual(notes, [{ type: 'ownUnbondingCompleted', key: 's2' }]);
});

test('a double sign costs the stake that was there at the time, whatever began to unbond since', (t) => {
  const undelegated = { type: 'undelegateAtHome', key: 's2' };
  const tokensAfter = (events: readonly MachineEvent[]) => {
    const { validators, unbonding } = contextAfter(events);
    return [validators.find(({ key }) => key === 's2')?.tokens, unbonding[0]?.tokens];
  };
  t.deepEqual(tokensAfter([signTwice, undelegated, report]), [1, 0]);
  t.deepEqual(tokensAfter([undelegated, block, signTwice, report]), [0, 1]);
});

test('after the changeover the consumer is asked what to do about an old double sign', (t) => {
  const { sent, snapshot } = play(machine, start(machine), [signTwice, ...changeover, report]);
  t.deepEqual(sent.at(-1), [
    'consumer',
    { type: 'oldInfractionFound', key: 's2', power: 2, expiresIn: consumer.unbondingSeconds - 2 },
  ]);
  const { notes } = play(machine, snapshot, [{ type: 'slashOwn', key: 's2', power: 2, expiresIn: 4 }]);
  t.deepEqual(notes, [{ type: 'ownSlashed', key: 's2', burnt: 1 }]);
});

test('evidence is too old after an unbonding period, and counts once', (t) => {
  const blocks = Array.from({ length: consumer.unbondingSeconds }, () => block);
  t.deepEqual(play(machine, start(machine), [signTwice, ...blocks, report]).refused, [report.type]);
  t.deepEqual(play(machine, start(machine), [signTwice, report, report]).refused, [report.type]);
});

test('a double sign is shown to everybody from the launch to the changeover', (t) => {
  const shown = createStandaloneMachine(
    {
      ...instance,
      consumers: [standalone],
      budgets: { ...instance.budgets, ownDoubleSigns: 1, evidenceSubmissions: 1 },
    },
    standalone,
  );
  const sightings = (...before: readonly MachineEvent[]) =>
    play(shown, start(shown), [...before, signTwice]).sent.filter(([role]) => role === 'evidence');
  const seen = { type: 'equivocationSeen', key: 's2', kind: 'doubleVote', power: 2, vsc: 'genesis' };
  t.deepEqual(sightings(), []);
  for (const launched of [[genesis], [genesis, upgrade], [genesis, upgrade, block]])
    t.deepEqual(sightings(...launched), [['evidence', seen]]);
  t.deepEqual(
    play(machine, start(machine), [genesis, signTwice]).sent.filter(([role]) => role === 'evidence'),
    [],
  );
});
