/** What observers remember of who joins and leaves a consumer, told by hand. */
import test from 'ava';
import { consumerOf, provider, recordOf, shapingOf } from '../../../model/component-ids.ts';
import { createIcsSystem } from '../../../model/ics-system.ts';
import type { Instance } from '../../../model/instance.ts';
import { loadInstance } from '../../../model/load-instance.ts';
import { isShaped, type ShapedConsumer } from '../../../model/shaping/shaping-parameters.ts';
import { agreements } from '../../../properties/observers/agreements.ts';
import {
  createMembershipWishes,
  type MembershipWishes,
} from '../../../properties/observers/membership-wishes.ts';
import { createPowersToTell, type PowersToTell } from '../../../properties/observers/powers-to-tell.ts';
import { createVscUniformity, type VscUniformity } from '../../../properties/observers/vsc-uniformity.ts';
import { note, send } from '../../../src/system/authoring.ts';
import type {
  Emitted,
  MachineEvent,
  ObservedDelivery,
  ObserverDefinition,
} from '../../../src/system/vocabulary.ts';
import { checkOf, judgeObligation, judgeState } from '../judge.ts';

const instance: Instance = loadInstance('partial');
const system = createIcsSystem(instance);
/** c1: v1 and v2 have opted in, at most 60 % of the power for one; c2: top 60 %; c3: v1 and v2 have opted in. */
const [c1, , c3] = instance.consumers.filter(isShaped) as unknown as readonly [
  ShapedConsumer,
  ShapedConsumer,
  ShapedConsumer,
];

const at = (component: string, event: MachineEvent, ...emitted: readonly Emitted[]): ObservedDelivery => ({
  component,
  event,
  emitted,
});
const told = <State>(
  observer: ObserverDefinition<State>,
  ...deliveries: readonly ObservedDelivery[]
): State => deliveries.reduce(observer.reduce, observer.initial);

const shaping = (type: string, ...notes: readonly Emitted[]): ObservedDelivery =>
  at(shapingOf('c1'), { type }, ...notes);
const joins = (validator: string): ObservedDelivery =>
  shaping('optInSubmitted', note('optedIn', { validator, byTopN: false }));
const leaves = (validator: string): ObservedDelivery =>
  shaping('optOutSubmitted', note('optedOut', { validator }));
const epoch = (...powers: readonly (readonly [string, number])[]): ObservedDelivery =>
  at(
    shapingOf('c1'),
    { type: 'epochEnded', bonded: powers.map(([validator, power]) => ({ validator, power, tokens: power })) },
    send('next', { type: 'epochEnded', bonded: [] }),
  );
const block = (...keys: readonly string[]): ObservedDelivery =>
  at(
    consumerOf('c1'),
    { type: 'nextBlock', seconds: 1 },
    note('consumerBlockEnded', { set: keys.map((key) => ({ key, power: 1 })), signers: [] }),
  );
const all = [
  ['v1', 3],
  ['v2', 2],
  ['v3', 1],
] as const;

const wishes = createMembershipWishes(instance, c1);
const open = (state: MembershipWishes): readonly [string, string] => [
  state.joining.open.join(),
  state.leaving.open.join(),
];

test('a wish is open until a block of the consumer shows it', (t) => {
  t.deepEqual(open(told(wishes, joins('v3'), epoch(...all), block('v1', 'v2'))), ['v3', '']);
  t.deepEqual(open(told(wishes, joins('v3'), epoch(...all), block('v1', 'v2', 'v3'))), ['', '']);
  t.deepEqual(open(told(wishes, leaves('v2'), epoch(...all), block('v1', 'v2'))), ['', 'v2']);
  t.deepEqual(open(told(wishes, leaves('v2'), epoch(...all), block('v1'))), ['', '']);
});

test('a change of mind makes a wish void, and is one itself', (t) => {
  t.deepEqual(open(told(wishes, joins('v3'), leaves('v3'))), ['', 'v3']);
  t.deepEqual(open(told(wishes, leaves('v2'), joins('v2'))), ['v2', '']);
});

test('a wish is void when an epoch ends in which the rules are against it', (t) => {
  t.deepEqual(open(told(wishes, joins('v3'), epoch(['v1', 3], ['v2', 2]))), ['', ''], 'not bonded');
  const deny = {
    type: 'shapingUpdateSubmitted',
    parameters: { ...wishes.initial.shaping.parameters, deny: ['v3'] },
  };
  const denied = at(shapingOf('c1'), deny);
  t.deepEqual(open(told(wishes, joins('v3'), denied, epoch(...all))), ['', ''], 'denied');
  const topN = { ...deny, parameters: { ...wishes.initial.shaping.parameters, topN: 60 } };
  t.deepEqual(
    open(told(wishes, leaves('v1'), at(shapingOf('c1'), topN), epoch(...all))),
    ['', ''],
    'in the top N',
  );
});

test('opt-in-honoured and opt-out-honoured are owed while a wish is open', (t) => {
  for (const [id, waiting] of [
    ['opt-in-honoured', told(wishes, joins('v3'), epoch(...all), block('v1'))],
    ['opt-out-honoured', told(wishes, leaves('v2'), epoch(...all), block('v2'))],
  ] as const) {
    const check = checkOf(system, id, 'c1');
    const stopped = { value: 'stopped', context: {} };
    t.like(judgeObligation(check, [waiting, stopped, {}]), { from: true, to: false, excluded: true });
    const rested = told(wishes, block('v1'));
    t.like(judgeObligation(check, [rested, stopped, {}]), { from: false, to: true });
    t.regex(judgeObligation(check, [waiting, stopped, {}]).message, /and nothing stands against it/);
  }
});

test('who is opted in by rights: by its own transaction or by the top N', (t) => {
  const observer = agreements(instance, c1) as unknown as ObserverDefinition<{
    readonly agreed: readonly string[];
  }>;
  const asks = (type: string, validator: string, signer: string, consumer = 'c1'): ObservedDelivery =>
    at(provider, { type, consumer, validator, signer });
  const agreed = (...deliveries: readonly ObservedDelivery[]): string =>
    told(observer, ...deliveries).agreed.join();
  t.is(agreed(), 'v1,v2');
  t.is(agreed(asks('optIn', 'v3', 'operator'), joins('v3')), 'v1,v2,v3');
  t.is(agreed(asks('optIn', 'v3', 'somebody else'), joins('v3')), 'v1,v2');
  t.is(agreed(asks('optOut', 'v2', 'operator'), leaves('v2')), 'v1');
  t.is(agreed(asks('optOut', 'v2', 'somebody else'), leaves('v2')), 'v1,v2');
  t.is(agreed(shaping('epochEnded', note('optedIn', { validator: 'v3', byTopN: true }))), 'v1,v2,v3');
  t.is(agreed(at(shapingOf('c1'), { type: 'phaseChanged', phase: 'deleted' })), '');
  t.is(agreed(asks('optIn', 'v3', 'operator', 'c2'), joins('v3')), 'v1,v2', 'it asked for another consumer');
});

const providerBlock = (...powers: readonly (readonly [string, number])[]): ObservedDelivery =>
  at(
    provider,
    { type: 'nextBlock', seconds: 1 },
    note('providerBlockEnded', {
      blocks: 1,
      epoch: false,
      bonded: powers.map(([validator, power]) => ({ validator, power })),
    }),
  );
const given = (
  id: string,
  updates: readonly (readonly [string, number])[],
  whole: string,
): ObservedDelivery =>
  at(
    recordOf(id),
    { type: 'epochEnded' },
    note('vscProvided', {
      change: { vsc: 0, updates: updates.map(([key, power]) => ({ key, power })), slashAcks: [] },
      set: whole
        .split(' ')
        .map((member) => ({ key: member.split(':')[0], power: Number(member.split(':')[1]) })),
    }),
  );

test('a power is to be told until a VSC tells it, even if it has changed again', (t) => {
  const observer = createPowersToTell(instance, c1);
  const untold = (...deliveries: readonly ObservedDelivery[]): string =>
    told<PowersToTell>(observer, ...deliveries).untold.open.join();
  const up = providerBlock(['v1', 4], ['v2', 2], ['v3', 1]);
  t.is(untold(providerBlock(...all)), '');
  t.is(untold(up), 'v1:4');
  t.is(untold(up, providerBlock(...all)), 'v1:4,v1:3');
  t.is(untold(up, given('c1', [['v1', 4]], 'v1:4')), '');
  t.is(untold(providerBlock(['v1', 3], ['v2', 2])), 'v3:0');
});

test('of two consumers one is given a VSC: told apart by whether their sets are alike', (t) => {
  const observer = createVscUniformity(instance, [c1, c3]);
  const ids = at(recordOf('c1'), { type: 'vscIdAdvanced' });
  const after = (...deliveries: readonly ObservedDelivery[]): VscUniformity =>
    told(observer, ...deliveries, ids);
  const one = given('c1', [['v1', 4]], 'v1:4 v2:2');
  const other = given('c3', [['v1', 4]], 'v1:4 v2:2');
  t.like(after(), { both: false, uneven: '', unevenThoughAlike: '' });
  t.like(after(one, other), { both: true, bothAlike: true, uneven: '' });
  t.like(after(one), { uneven: 'the provider gives a VSC to c1 and none to c3', unevenThoughAlike: '' });
  // A VSC that leaves the set as it was goes to one of two that are alike.
  t.like(after(given('c3', [], 'v1:3 v2:2')), {
    uneven: 'the provider gives a VSC to c3 and none to c1',
    unevenThoughAlike: 'the provider gives a VSC to c3 and none to c1',
  });
  const over = after(at(recordOf('c3'), { type: 'vscTimedOut' }), one);
  t.like(over, { uneven: '', over: true });
  const check = checkOf(system, 'vsc-uniformity-same-shape', 'c1, c3');
  t.false(judgeState(check, [after(given('c3', [], 'v1:3 v2:2'))]).holds);
  t.true(judgeState(check, [after(one)]).holds);
  t.false(judgeState(checkOf(system, 'vsc-uniformity', 'c1, c3'), [after(one)]).holds);
});
