/** Goal: the figures are those of who signs now, and a cap's leverage is measured where a set has just been computed. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { metrics } from '../../properties/metrics.ts';
import { consumerIn, ics, powers, providerIn, recordIn, validatorsWith } from './situations.ts';

function measure(id: string, ...values: readonly unknown[]) {
  const metric = metrics.find((each) => each.id === id);
  const [first] = metric?.measures(ics) ?? [];
  if (first === undefined) throw new Error(`no measure of ${id}`);
  const read = values as never[];
  const value = first.value(...read);
  return value === undefined ? undefined : { value, situation: first.situation(...read) };
}

// On the provider a:3, b:2, c:1; on c1 ka:3, b:2, c:1, of which the first has left the provider.
const withoutA = providerIn({ validators: validatorsWith({ a: { lastPower: 0 } }) });

test('common power, header and fork of those who sign now', (t) => {
  const change = consumerIn({ set: [] });
  t.deepEqual(measure('common-provider-share', withoutA, change)?.value, { part: 3, whole: 3 });
  t.deepEqual(measure('common-consumer-share', withoutA, change)?.value, { part: 3, whole: 6 });
  t.deepEqual(measure('cost-of-forged-header', withoutA, change)?.value, { part: 2, whole: 3 });
  t.deepEqual(measure('cost-of-fork', providerIn(), change)?.value, { part: 5, whole: 6 });
  t.is(
    measure('cost-of-fork', withoutA, change)?.situation,
    'with {b:2, c:1} on the provider and {a:3, b:2, c:1} on c1',
  );
  t.is(measure('cost-of-fork', withoutA, consumerIn({ signers: [] })), undefined);
});

test('churn is what the next set leaves out', (t) => {
  const change = consumerIn({ set: powers({ b: 2, d: 5 }) });
  t.deepEqual(measure('churn-per-vsc', change)?.value, { part: 4, whole: 6 });
  t.is(measure('churn-per-vsc', change)?.situation, '{b:2,c:1,ka:3} is followed by {b:2,d:5}');
});

test('a cap is measured where there may be one', (t) => {
  const inflation = metrics.find(({ id }) => id === 'cap-inflation');
  t.deepEqual(inflation?.measures(ics), []);
  const partial = createIcsSystem(loadInstance('partial'));
  const [first] = inflation?.measures(partial) ?? [];
  if (first === undefined) throw new Error('no measure on partial');
  const stored = [
    { validator: 'a', key: 'a', power: 3 },
    { validator: 'b', key: 'b', power: 3 },
  ];
  const at = (blockOfEpoch: number) =>
    first.value(...([providerIn({ blockOfEpoch }), recordIn({ stored })] as never[]));
  t.deepEqual(at(1), { part: 3, whole: 2 });
  t.is(at(0), undefined);
});

test('searches over subsets are left out for many validators', (t) => {
  const hub = createIcsSystem(loadInstance('hub'));
  const applicable = metrics.filter(({ measures }) => measures(hub).length > 0).map(({ id }) => id);
  t.deepEqual(applicable, ['churn-per-vsc']);
});
