/** A chain that becomes a consumer keeps its past to itself, and what evidence of it can do at the provider (N27). */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { changeovers } from '../../properties/observers/changeovers.ts';
import { equivocations } from '../../properties/observers/equivocations.ts';
import { propertyById } from '../../properties/index.ts';
import { note } from '../../src/system/authoring.ts';
import type { Emitted, MachineEvent } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeState, type Expected } from './judge.ts';
import { observed } from './situations.ts';

const system = createIcsSystem(loadInstance('changeover'));
const { instance } = system;
const c2 = instance.consumers.find(({ id }) => id === 'c2');
if (c2 === undefined) throw new Error('expected a consumer c2');

type Delivery = readonly [component: string, event: MachineEvent, ...emitted: Emitted[]];

const signsTwice = (key: string): Delivery => [
  'standalone-c2',
  { type: 'signTwiceAtHome', key },
  note('ownDoubleSigned', { key }),
];
const equivocates: Delivery = [
  'consumer-c2',
  { type: 'equivocate', key: 'v2', kind: 'doubleVote', noticed: false },
  note('equivocated', { key: 'v2', kind: 'doubleVote', power: 2, vsc: 'genesis' }),
];
const punishment = (key: string, ...emitted: readonly Emitted[]): Delivery => [
  'provider',
  {
    type: 'punishEquivocation',
    consumer: 'c2',
    key,
    kind: 'doubleVote',
    validator: key,
    slashFraction: { numerator: 1, denominator: 2 },
  },
  ...emitted,
];
const slashed = note('slashed', { validator: 'v2', cause: 'c2', nominal: 1, burnt: 1, fromUnbonding: 0 });

const away = 'relaunch-safe';
const home = 'relaunch-safe-at-home';
const rows: readonly (readonly [property: string, title: string, Expected, readonly Delivery[]])[] = [
  [away, 'a double sign that nobody hands in', 'holds', [signsTwice('v2')]],
  [away, 'evidence that is refused', 'holds', [signsTwice('s1'), punishment('s1')]],
  [
    away,
    'evidence that is executed',
    /v2 is punished on the provider for what v2 did before the changeover/,
    [signsTwice('v2'), punishment('v2', slashed)],
  ],
  [
    away,
    'a double sign as a validator of the consumer',
    'holds',
    [signsTwice('v2'), equivocates, punishment('v2', slashed)],
  ],
  [away, 'a double sign of somebody else', 'holds', [signsTwice('s1'), punishment('v2', slashed)]],
  [home, 'evidence that is executed', 'holds', [signsTwice('v2'), punishment('v2', slashed)]],
];

for (const [property, title, expected, deliveries] of rows) {
  test(`${property}: ${title}`, (t) => {
    const state = observed(changeovers(instance, c2), deliveries);
    assertJudgement(t, judgeState(checkOf(system, property, 'c2'), [state]), expected);
  });
}

test('who signed twice for a chain before it changed over is not innocent', (t) => {
  const check = checkOf(system, 'only-guilty-slashed-for-equivocation', '');
  const after = (...deliveries: readonly Delivery[]) =>
    judgeState(check, [observed(equivocations(instance), deliveries)]);
  assertJudgement(t, after(signsTwice('v2'), punishment('v2', slashed)), 'holds, seen');
  assertJudgement(t, after(signsTwice('s1'), punishment('v2', slashed)), /signed nothing twice/);
});

test('evidence reaches back only where it may be handed in, and where keys are shared', (t) => {
  const expected = (change: object) =>
    propertyById(away).expected(createIcsSystem({ ...instance, scopes: [], ...change }));
  t.is(expected({}), 'violated');
  t.is(expected({ budgets: { ...instance.budgets, evidenceSubmissions: 0 } }), 'holds');
  t.is(expected({ features: 'v4' }), 'holds');
  const strangers = { ...c2, standalone: { validators: { s1: 2 }, slashFraction: '0.5' } };
  t.is(expected({ consumers: [strangers] }), 'holds');
});
