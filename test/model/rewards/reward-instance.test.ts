/** What must fit together in an instance with rewards. */
import test from 'ava';
import { loadInstance } from '../../../model/load-instance.ts';
import { findInconsistencies } from '../../../model/instance-consistency.ts';
import { withinScope, type Instance } from '../../../model/instance.ts';

const instance = loadInstance('rewards');
const { rewards, ...providerAlone } = instance.provider;
if (rewards === undefined) throw new Error('expected rewards on the provider');

const rows: readonly (readonly [title: string, instance: Instance, at: string])[] = [
  ['no distribution on the provider', { ...instance, provider: providerAlone }, 'provider.rewards'],
  [
    'a memo that names a stranger',
    {
      ...instance,
      provider: {
        ...instance.provider,
        rewards: { ...rewards, foreignPayments: [{ denom: 'gold', amount: 1, consumer: 'c9' }] },
      },
    },
    'provider.rewards.foreignPayments[0].consumer',
  ],
  ['blocks that pass unplayed', { ...instance, skipQuietBlocks: true }, 'skipQuietBlocks'],
];

for (const [title, spoilt, at] of rows) {
  test(`refused: ${title}`, (t) => {
    t.deepEqual(
      findInconsistencies(spoilt).map((problem) => problem.at),
      [at],
    );
  });
}

test('without consumers that pay, the provider needs no rewards', (t) => {
  const consumers = instance.consumers.map(({ rewards: _, ...consumer }) => consumer);
  t.deepEqual(findInconsistencies({ ...instance, provider: providerAlone, consumers }), []);
});

test('every scope is an instance of its own: its traces can be replayed', (t) => {
  for (const scope of instance.scopes) t.deepEqual(findInconsistencies(withinScope(instance, scope)), []);
  const alone = withinScope(instance, { name: 'alone', description: 'c2', budgets: {}, consumers: ['c2'] });
  t.deepEqual(
    alone.provider.rewards?.foreignPayments.map(({ denom }) => denom),
    ['lead', 'tin'],
  );
});
