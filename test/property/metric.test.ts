/** Goal: a metric keeps the most extreme value of each part of the system, exactly, and says where it was. */
import test from 'ava';
import { isLess, measuring, type Extreme, type MetricDefinition } from '../../src/property/metric.ts';

const metric: MetricDefinition<unknown> = {
  id: 'load',
  title: 'load',
  statement: 'How full it is.',
  keep: 'least',
  measures: () =>
    ['a', 'b'].map((scope) => ({
      scope,
      reads: [scope],
      value: (part: number, whole: number) => (whole === 0 ? undefined : { part, whole }),
      situation: (part: number, whole: number) => `${part} of ${whole}`,
    })),
};

function extremesOf(keep: 'least' | 'largest'): ReadonlyMap<string, Extreme> {
  const extremes = new Map<string, Extreme>();
  const { checks } = measuring({ ...metric, keep }, (scope, extreme) => void extremes.set(scope, extreme));
  const [a, b] = checks(undefined);
  if (a?.kind !== 'always' || b?.kind !== 'always') throw new Error('expected always checks');
  const holdsOn = (check: typeof a, ...values: readonly number[]): boolean =>
    check.holds(...(values as never[]));
  for (const values of [
    [2, 3],
    [66_666_666, 100_000_000],
    [4, 6],
    [1, 0],
    [3, 4],
  ] as const) {
    if (!holdsOn(a, ...values)) throw new Error('a metric judges nothing');
  }
  holdsOn(b, 1, 1);
  return extremes;
}

test('the least value is kept, of each part', (t) => {
  t.deepEqual(extremesOf('least').get('a'), {
    part: 66_666_666,
    whole: 100_000_000,
    situation: '66666666 of 100000000',
  });
  t.deepEqual(extremesOf('least').get('b'), { part: 1, whole: 1, situation: '1 of 1' });
});

test('the largest value is kept', (t) => {
  t.deepEqual(extremesOf('largest').get('a'), { part: 3, whole: 4, situation: '3 of 4' });
});

test('shares are compared exactly', (t) => {
  t.false(isLess({ part: 2, whole: 3 }, { part: 4, whole: 6 }));
  t.true(isLess({ part: 1e15, whole: 3e15 + 1 }, { part: 1, whole: 3 }));
});
