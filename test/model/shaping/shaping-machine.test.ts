/** The shaping of a consumer, transaction by transaction. */
import test from 'ava';
import type { ConsumerInstance } from '../../../model/instance.ts';
import { shapingSchema } from '../../../model/instance/shaping-schema.ts';
import { isShaped } from '../../../model/shaping/shaping-parameters.ts';
import { createShapingMachine } from '../../../model/shaping/shaping-machine.ts';
import type { ConsumerOwner, PowerShaping, ShapingContext, ToShaping } from '../../../model/vocabulary.ts';
import { play, start, type Play } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';

/** Validators a:3, b:2, c:1, all of them active. */
function run(
  given: Partial<PowerShaping> & { readonly owner?: ConsumerOwner },
  optedIn: readonly string[],
  ...events: readonly ToShaping[]
): Play {
  const consumer: Partial<ConsumerInstance> = { optedIn, shaping: shapingSchema.parse(given) };
  const { instance, consumer: shaped } = smallInstance(consumer);
  if (!isShaped(shaped)) throw new TypeError('expected a shaped consumer');
  const machine = createShapingMachine(instance, shaped);
  return play(
    machine,
    start(machine),
    events.map((event) => ({ ...event })),
  );
}

const contextOf = ({ snapshot }: Play): ShapingContext => snapshot.context as ShapingContext;
const optIn = (validator: string): ToShaping => ({ type: 'optInSubmitted', validator });
const optOut = (validator: string, lastPower: number): ToShaping => ({
  type: 'optOutSubmitted',
  validator,
  lastPower,
});
const epoch = (...powers: readonly (readonly [string, number])[]): ToShaping => ({
  type: 'epochEnded',
  bonded: powers.map(([validator, power]) => ({ validator, power, tokens: power })),
});
const stopped: ToShaping = { type: 'phaseChanged', phase: 'stopped' };
const { alternatives: _, ...anybody } = shapingSchema.parse({});

test('at the launch of a Top-N chain the top N are opted in and measured', (t) => {
  t.like(contextOf(run({ topN: 60 }, ['c'])), { optedIn: ['a', 'b', 'c'], minPowerInTopN: 2 });
  t.like(contextOf(run({}, ['c'])), { optedIn: ['c'], minPowerInTopN: null });
});

test('opting in and out counts from the end of the epoch on', (t) => {
  const played = run({}, ['a'], optIn('b'), optIn('b'), optOut('a', 3), epoch(['a', 3], ['b', 2], ['c', 1]));
  t.deepEqual(contextOf(played).optedIn, ['b']);
  t.deepEqual(played.sent, [['next', { type: 'epochEnded', bonded: [{ validator: 'b', power: 2 }] }]]);
  t.deepEqual(played.notes, [
    { type: 'optedIn', validator: 'b', byTopN: false },
    { type: 'optedOut', validator: 'a' },
  ]);
});

test('the top N cannot opt out, by the power that was measured last', (t) => {
  const played = run({ topN: 60 }, ['c'], optOut('b', 2), optOut('c', 1));
  t.deepEqual(contextOf(played).optedIn, ['a', 'b']);
  t.deepEqual(played.notes, [
    { type: 'optOutRefused', validator: 'b', lastPower: 2, minPower: 2 },
    { type: 'optedOut', validator: 'c' },
  ]);
});

test('whom the top N took in stays in when it falls out of it, until it opts out', (t) => {
  const weaker = epoch(['a', 9], ['b', 2], ['c', 1]);
  const fallen = run({ topN: 60 }, [], weaker);
  t.like(contextOf(fallen), { optedIn: ['a', 'b'], minPowerInTopN: 9 });
  t.deepEqual(fallen.sent[0]?.[1]['bonded'], [
    { validator: 'a', power: 9 },
    { validator: 'b', power: 2 },
  ]);
  t.deepEqual(contextOf(run({ topN: 60 }, [], weaker, optOut('b', 2))).optedIn, ['a']);
});

test('an epoch takes in who has come into the top N', (t) => {
  const played = run({ topN: 50 }, [], epoch(['a', 3], ['b', 2], ['c', 9]));
  t.like(contextOf(played), { optedIn: ['a', 'c'], minPowerInTopN: 9 });
  t.deepEqual(played.notes, [{ type: 'optedIn', validator: 'c', byTopN: true }]);
});

test('with nobody active the measure stays', (t) => {
  t.like(contextOf(run({ topN: 50 }, [], epoch())), { optedIn: ['a'], minPowerInTopN: 3 });
});

test('a new N is measured at once, N = 0 forgets the measure, the same N keeps it', (t) => {
  const active = [
    { validator: 'a', power: 1 },
    { validator: 'b', power: 1 },
  ];
  const update = (given: Partial<PowerShaping>): ToShaping => ({
    type: 'shapingUpdateSubmitted',
    parameters: { ...anybody, ...given },
    active,
  });
  t.is(contextOf(run({ topN: 50 }, [], update({ topN: 60 }))).minPowerInTopN, 1);
  t.is(contextOf(run({ topN: 50 }, [], update({ topN: 50, setCap: 1 }))).minPowerInTopN, 3);
  const optInChain = contextOf(run({ topN: 50, deny: ['b'] }, [], update({})));
  t.is(optInChain.minPowerInTopN, null);
  t.deepEqual(optInChain.parameters, anybody, 'replaced as a whole');
});

test('where no measure is stored, nobody can opt out of a Top-N chain', (t) => {
  const update: ToShaping = {
    type: 'shapingUpdateSubmitted',
    parameters: { ...anybody, topN: 50 },
    active: [],
  };
  t.deepEqual(contextOf(run({}, ['a'], update, optOut('a', 0))).optedIn, ['a']);
});

const owned = (by: ConsumerOwner, to: ConsumerOwner, topN: number): ToShaping => ({
  type: 'shapingUpdateSubmitted',
  parameters: { ...anybody, topN },
  active: [],
  ownership: { by, to },
});

for (const [owner, update, after, why] of [
  ['governance', owned('governance', 'account', 0), { owner: 'account', topN: 0 }, 'handed over, opt-in now'],
  ['governance', owned('governance', 'governance', 80), { owner: 'governance', topN: 80 }, 'its own'],
  ['governance', owned('governance', 'account', 60), 'refused', 'would remain a Top-N chain'],
  ['governance', owned('account', 'account', 0), 'refused', 'not its owner'],
  ['account', owned('account', 'governance', 0), { owner: 'governance', topN: 0 }, 'handed over'],
  ['account', owned('account', 'governance', 60), 'refused', 'governance must own it before'],
  ['account', owned('account', 'account', 60), 'refused', 'an account has no Top-N chain'],
  ['account', owned('governance', 'governance', 0), 'refused', 'not its owner'],
] as const) {
  const topN = owner === 'governance' ? 60 : 0;
  test(`${owner} owns a chain with N = ${String(topN)}; ${JSON.stringify(update)}: ${why}`, (t) => {
    const { parameters, ...rest } = contextOf(run({ topN, owner }, ['c'], update));
    const expected = after === 'refused' ? { owner, topN } : after;
    t.deepEqual({ owner: rest.owner, topN: parameters.topN }, expected);
    const { notes } = run({ topN, owner }, ['c'], update);
    t.deepEqual(notes, after === 'refused' ? [{ type: 'updateRefused' }] : []);
  });
}

test('a stopped consumer refuses everything and computes nothing', (t) => {
  const update: ToShaping = { type: 'shapingUpdateSubmitted', parameters: anybody, active: [] };
  const played = run({}, ['a'], stopped, optIn('b'), optOut('a', 3), update, epoch(['a', 3]));
  t.deepEqual(played.refused, []);
  t.deepEqual(played.sent, []);
  t.deepEqual(contextOf(played), contextOf(run({}, ['a'])));
});

test('of a deleted consumer nobody is opted in any more, deleted later or at once', (t) => {
  const deleted: ToShaping = { type: 'phaseChanged', phase: 'deleted' };
  for (const events of [[stopped, deleted], [deleted]]) {
    const played = run({ topN: 60 }, ['c'], ...events);
    t.is(played.snapshot.value, 'over');
    t.like(contextOf(played), { optedIn: [], minPowerInTopN: null });
  }
});
