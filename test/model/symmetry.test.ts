/** Goal: consumers and validators of an instance are declared alike exactly where they are, and verdicts do not suffer. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { type Instance, instanceSchema } from '../../model/instance.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { properties } from '../../properties/index.ts';
import type { Reduction } from '../../src/search/explicit/explicit-options.ts';
import { verifyExhaustively } from '../../src/search/explicit-engine.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import { differences, fullSearch, reducedSearch } from '../search/explicit/reduction/compare-searches.ts';
import { smallInstance } from './small-instance.ts';

interface Tiny {
  readonly consumers: number;
  readonly validators: readonly object[];
  readonly budgets: Partial<Instance['budgets']>;
}

/** Short periods and prompt relayers, so that a few thousand states are all. */
function tiny({ consumers, validators, budgets }: Tiny): Instance {
  const { instance, consumer } = smallInstance();
  return instanceSchema.parse({
    ...instance,
    provider: {
      ...instance.provider,
      unbondingSeconds: 2,
      blocksPerEpoch: 1,
      maxValidators: 2,
      maxProviderConsensusValidators: 2,
      ccvTimeoutSeconds: 5,
      slashMeterReplenishSeconds: 1,
      slashMeterReplenishFraction: '1.0',
      downtimeSlashFraction: '0',
    },
    validators,
    consumers: Array.from({ length: consumers }, (_, index) => ({
      ...consumer,
      id: `c${String(index + 1)}`,
      unbondingSeconds: 2,
      retryDelaySeconds: 1,
      downtimeBlocks: 1,
    })),
    liquidTokens: 1,
    maxClockDriftSeconds: 1,
    channelExpiry: 'never',
    maxVscsInFlight: 1,
    skipQuietBlocks: false,
    budgets: { ...Object.fromEntries(Object.keys(instance.budgets).map((name) => [name, 0])), ...budgets },
  });
}

const equals = [
  { id: 'v1', tokens: 2 },
  { id: 'v2', tokens: 2 },
];
const unequal = [
  { id: 'v1', tokens: 2, steady: true },
  { id: 'v2', tokens: 1 },
];

const namesIn = (instance: Instance) =>
  createIcsSystem(instance).definition.symmetry?.map(({ names }) => names.join(' '));

test('two equal consumers: every property gets the same verdict, the same length and as many witnesses', async (t) => {
  const ics = createIcsSystem(tiny({ consumers: 2, validators: unequal, budgets: { stakingOperations: 1 } }));
  const scope = { name: '', system: defineSystem(ics.definition), subject: ics };
  const safety = properties.filter(({ kind }) => kind !== 'leadsTo' && kind !== 'eventually');
  const verify = (withoutReductions: readonly Reduction[]) =>
    verifyExhaustively({ scopes: [scope], subject: ics, properties: safety, withoutReductions });
  const full = await verify(['symmetry', 'partial-order']);
  const reduced = await verify(['partial-order']);
  const brief = ({ properties: results }: typeof full) =>
    results.map(({ id, verdict, violation, witnesses }) => [
      id,
      verdict,
      violation?.events.length,
      witnesses,
    ]);
  t.deepEqual(brief(reduced), brief(full));
  const halved = reduced.passes.filter(({ reductions }) => reductions.includes('symmetry'));
  t.true(halved.length > 0);
  for (const { distinct, represents, complete } of halved)
    t.true(complete && distinct < represents && distinct * 2 >= represents);
});

const alikeCases = [
  [
    'validators that misbehave on the provider',
    1,
    { providerDowntimes: 2, providerDoubleSigns: 2 },
    ['v1 v2'],
  ],
  ['both consumers and validators', 2, { stakingOperations: 1 }, ['c1 c2', 'v1 v2']],
] as const;

for (const [what, consumers, budgets, names] of alikeCases) {
  test(`equal parts: ${what}`, async (t) => {
    const instance = tiny({ consumers, validators: equals, budgets });
    t.deepEqual(namesIn(instance), [...names]);
    const { definition } = createIcsSystem(instance);
    const full = await fullSearch(definition, []);
    const reduced = await reducedSearch(definition, [], 'symmetry');
    t.deepEqual(differences(full, reduced, 'symmetry'), []);
    t.true(reduced.distinct < full.distinct * 0.6);
    t.log(`${String(full.distinct)} states, ${String(reduced.distinct)} orbits`);
  });
}

test('where keys may change, consumers are alike and validators are not', async (t) => {
  const instance = tiny({ consumers: 2, validators: equals, budgets: { keyAssignments: 1 } });
  const consumers = instance.consumers.map((consumer) => ({ ...consumer, spareKeys: ['k1'] }));
  t.deepEqual(namesIn({ ...instance, consumers }), ['c1 c2']);
  const { definition } = createIcsSystem({ ...instance, consumers });
  const full = await fullSearch(definition, []);
  const reduced = await reducedSearch(definition, [], 'symmetry');
  t.deepEqual(differences(full, reduced, 'symmetry'), []);
  t.true(reduced.distinct < full.distinct * 0.7);
  t.log(`${String(full.distinct)} states, ${String(reduced.distinct)} orbits`);
});

test('reports of one block are in the order of keys: with several of them validators are not alike', async (t) => {
  const budgets = { consumerDowntimes: 2, unjailings: 1 };
  const instance = tiny({ consumers: 1, validators: equals, budgets });
  t.deepEqual(namesIn(instance), []);
  const alike = createIcsSystem(
    tiny({ consumers: 1, validators: equals, budgets: { consumerDowntimes: 1 } }),
  );
  const { symmetry = [] } = alike.definition;
  const declared = { ...createIcsSystem(instance).definition, symmetry };
  await t.throwsAsync(reducedSearch(declared, [], 'symmetry'), {
    code: 'MODEL_NOT_SYMMETRIC',
    message: /v1 <-> v2: consumer-c1/,
  });
});

test('what tells them apart', (t) => {
  const budgets = {};
  t.deepEqual(namesIn(tiny({ consumers: 2, validators: unequal, budgets })), ['c1 c2']);
  t.deepEqual(namesIn(tiny({ consumers: 1, validators: [...equals, { id: 'v3', tokens: 1 }], budgets })), []);
  const [first, second] = tiny({ consumers: 2, validators: equals, budgets }).consumers;
  const keyed = tiny({ consumers: 2, validators: equals, budgets });
  t.deepEqual(
    namesIn({
      ...keyed,
      consumers: [first, { ...second, assignedKeys: { v1: 'k1' } }] as Instance['consumers'],
    }),
    [],
  );
  t.deepEqual(
    ['minimal', 'pair', 'starvation'].map((name) => namesIn(loadInstance(name))),
    [[], [], ['c1 c2']],
  );
});
