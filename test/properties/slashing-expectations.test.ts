import test from 'ava';
import { createIcsSystem, type IcsSystem } from '../../model/ics-system.ts';
import type { Instance } from '../../model/instance.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { slashingProperties } from '../../properties/slashing.ts';
import { slashingWitnesses } from '../../properties/slashing-witnesses.ts';
import { throttleProperties } from '../../properties/throttle.ts';

const all = [...slashingProperties, ...throttleProperties, ...slashingWitnesses];
const pair = loadInstance('pair');

function violatedIn(system: IcsSystem): readonly string[] {
  return all.filter((property) => property.expected(system) === 'violated').map(({ id }) => id);
}

/** `pair` where the environment has no budget for these. */
function without(...names: readonly (keyof Instance['budgets'])[]): IcsSystem {
  const budgets = { ...pair.budgets, ...Object.fromEntries(names.map((name) => [name, 0])) };
  return createIcsSystem({ ...pair, budgets });
}

test('findings expected on pair', (t) => {
  t.deepEqual(violatedIn(createIcsSystem(pair)), [
    'downtime-always-punished',
    'no-downtime-impunity',
    'outstanding-cleared-by-ack',
    'outstanding-eventually-cleared',
    'one-outstanding-report-across-entries',
  ]);
});

test('no finding without downtime', (t) => {
  t.deepEqual(violatedIn(without('consumerDowntimes')), []);
});

test('N14 needs a tombstone, or an epoch that outlasts the unbonding period', (t) => {
  t.false(violatedIn(without('providerDoubleSigns')).includes('outstanding-cleared-by-ack'));
  const provider = { ...pair.provider, blocksPerEpoch: 8 };
  const long = createIcsSystem({
    ...pair,
    provider,
    budgets: without('providerDoubleSigns', 'stakingOperations').instance.budgets,
  });
  t.true(violatedIn(long).includes('outstanding-cleared-by-ack'));
});

test('N13 needs a consumer that only jails, where nobody stakes again, and a term that fits into an epoch', (t) => {
  const slashing = pair.consumers.map((consumer) => ({ ...consumer, downtimeSlashFraction: '0.5' }));
  const patient = pair.consumers.map((consumer) => ({ ...consumer, downtimeJailSeconds: 2 }));
  for (const consumers of [slashing, patient]) {
    const system = createIcsSystem({
      ...pair,
      consumers,
      budgets: without('providerDoubleSigns', 'stakingOperations').instance.budgets,
    });
    t.false(violatedIn(system).includes('no-downtime-impunity'));
  }
});

test('N13 needs no such consumer where the provider itself only jails, and as briefly', (t) => {
  const consumers = pair.consumers.map((consumer) => ({ ...consumer, downtimeSlashFraction: '0.5' }));
  const { budgets } = without('providerDoubleSigns', 'stakingOperations').instance;
  for (const [seconds, expected] of [
    [1, true],
    [2, false],
  ] as const) {
    const provider = { ...pair.provider, downtimeSlashFraction: '0', downtimeJailSeconds: seconds };
    const system = createIcsSystem({ ...pair, provider, consumers, budgets });
    t.is(violatedIn(system).includes('no-downtime-impunity'), expected, `${seconds} s`);
  }
});

test('every finding is restored by a property that is expected to hold, with an assumption', (t) => {
  const system = createIcsSystem(pair);
  for (const { id, finding, expected } of all) {
    if (expected(system) !== 'violated') continue;
    const restoring = all.find((property) => property.id === finding?.restoredBy);
    t.is(restoring?.expected(system), 'holds', id);
    t.not(finding?.assumption ?? '', '', id);
  }
});

test('many validators can be jailed only where there are many', (t) => {
  const many = slashingWitnesses.find(({ id }) => id === 'reach-many-jailed');
  t.is(many?.expected(createIcsSystem(pair)), 'not-applicable');
  t.is(many?.expected(createIcsSystem(loadInstance('hub'))), 'holds');
});

test('ids are unique', (t) => {
  t.is(new Set(all.map(({ id }) => id)).size, all.length);
});

test('N13 needs a jail term within an epoch, and a loss that is nothing or can be staked again', (t) => {
  const expectedWith = (downtimeJailSeconds: number, stakingOperations: number): boolean => {
    const { instance } = createIcsSystem(loadInstance('lifecycle'));
    const changed = createIcsSystem({
      ...instance,
      budgets: { ...instance.budgets, stakingOperations },
      consumers: instance.consumers.map((consumer) => ({ ...consumer, downtimeJailSeconds })),
    });
    return violatedIn(changed).includes('no-downtime-impunity');
  };
  // Whoever has 2 or 3 tokens loses one.
  t.true(expectedWith(1, 1));
  t.false(expectedWith(1, 0));
  t.false(expectedWith(2, 1));
});
