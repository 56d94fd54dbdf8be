/** Goal: the searches over subsets find what looking at all subsets finds, and shares are compared exactly. */
import test from 'ava';
import fc from 'fast-check';
import {
  areProportional,
  canDecideDespiteSilence,
  cheapestQuorum,
  commonShares,
  costOfFork,
  isAtLeast,
  keptShare,
  least,
  movedShare,
  outlasts,
  sharedPowers,
  type SharedPower,
} from '../../properties/common-power.ts';

const powers = fc
  .array(fc.record({ provider: fc.nat(6), consumer: fc.nat(6) }), { minLength: 1, maxLength: 6 })
  .map((all): readonly SharedPower[] => all.map((power, index) => ({ validator: `v${index}`, ...power })));

function subsetsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return items.reduce<readonly (readonly Item[])[]>(
    (subsets, item) => [...subsets, ...subsets.map((subset) => [...subset, item])],
    [[]],
  );
}

const total = (set: readonly SharedPower[], side: 'provider' | 'consumer'): number =>
  set.reduce((all, power) => all + power[side], 0);

function quorumsOf(all: readonly SharedPower[]): readonly (readonly SharedPower[])[] {
  return subsetsOf(all).filter((set) => 3 * total(set, 'consumer') > 2 * total(all, 'consumer'));
}

const withMembers = powers.filter((all) => total(all, 'consumer') > 0);

test('the cheapest quorum is the cheapest of all quorums', (t) => {
  fc.assert(
    fc.property(withMembers, (all) => {
      const cheapest = Math.min(...quorumsOf(all).map((quorum) => total(quorum, 'provider')));
      return cheapestQuorum(all) === cheapest;
    }),
    { numRuns: 300 },
  );
  t.is(cheapestQuorum([{ validator: 'a', provider: 3, consumer: 0 }]), 0);
});

test('a fork costs what the cheapest pair of quorums has in common', (t) => {
  t.notThrows(() => {
    fc.assert(
      fc.property(withMembers, (all) => {
        const quorums = quorumsOf(all);
        const costs = quorums.flatMap((one) =>
          quorums.map((other) =>
            total(
              one.filter((power) => other.includes(power)),
              'provider',
            ),
          ),
        );
        return costOfFork(all) === Math.min(...costs);
      }),
      { numRuns: 200 },
    );
  });
});

test('common validators decide unless some silent third keeps them from it', (t) => {
  t.notThrows(() => {
    fc.assert(
      fc.property(powers, (all) => {
        const common = all.filter(({ provider, consumer }) => provider > 0 && consumer > 0);
        const decides = subsetsOf(common)
          .filter((silent) => 3 * total(silent, 'provider') < total(all, 'provider'))
          .every((silent) => {
            const rest = common.filter((power) => !silent.includes(power));
            return (
              3 * total(rest, 'provider') > 2 * total(all, 'provider') &&
              3 * total(rest, 'consumer') > 2 * total(all, 'consumer')
            );
          });
        return total(all, 'provider') === 0 || canDecideDespiteSilence(all) === decides;
      }),
      { numRuns: 300 },
    );
  });
});

const nineAlike = Array.from({ length: 9 }, (_, index): SharedPower => ({
  validator: `v${index}`,
  provider: 1,
  consumer: index < 6 ? 1 : 0,
}));

test('six of nine equal validators: two quorums share four, as the granularity has it', (t) => {
  t.deepEqual(commonShares(nineAlike), { provider: { part: 6, whole: 9 }, consumer: { part: 6, whole: 6 } });
  t.is(cheapestQuorum(nineAlike), 5);
  t.is(costOfFork(nineAlike), 4);
});

test('seven tenths in common, and less than a third of the provider makes a fork', (t) => {
  const all = [
    { validator: 'v1', provider: 3, consumer: 3 },
    { validator: 'v2', provider: 2, consumer: 2 },
    { validator: 'v3', provider: 2, consumer: 2 },
    { validator: 'v4', provider: 3, consumer: 0 },
  ];
  t.is(costOfFork(all), 3);
  t.is(cheapestQuorum(all), 5);
  t.true(areProportional(all));
  t.false(canDecideDespiteSilence(all));
});

test('keys are translated back, and everybody with power on either chain counts', (t) => {
  const all = sharedPowers(
    [
      { validator: 'a', power: 3 },
      { validator: 'b', power: 2 },
    ],
    [
      { key: 'c', power: 1 },
      { key: 'ka', power: 3 },
    ],
    { assignedKeys: { a: 'ka' } },
  );
  t.deepEqual(all, [
    { validator: 'a', provider: 3, consumer: 3 },
    { validator: 'b', provider: 2, consumer: 0 },
    { validator: 'c', provider: 0, consumer: 1 },
  ]);
  t.false(areProportional(all));
});

test('shares are compared exactly', (t) => {
  t.true(isAtLeast({ part: 2, whole: 3 }, { part: 4, whole: 6 }));
  t.false(isAtLeast({ part: 66666666, whole: 100000000 }, { part: 2, whole: 3 }));
  t.deepEqual(least({ part: 1, whole: 2 }, { part: 2, whole: 5 }), { part: 2, whole: 5 });
  t.deepEqual(
    keptShare(
      [
        { key: 'a', power: 3 },
        { key: 'b', power: 4 },
      ],
      [{ key: 'b', power: 1 }],
    ),
    {
      part: 4,
      whole: 7,
    },
  );
});

const distribution = fc
  .array(fc.nat(5), { minLength: 4, maxLength: 4 })
  .filter((all) => all.some((power) => power > 0));
const asSet = (all: readonly number[]): readonly { validator: string; power: number }[] =>
  all.map((power, index) => ({ validator: `v${index}`, power })).filter(({ power }) => power > 0);

test('what has changed hands is half the difference of shares, whichever way round', (t) => {
  t.notThrows(() => {
    fc.assert(
      fc.property(distribution, distribution, (one, other) => {
        const [a, b] = [one, other].map((all) => all.reduce((x, y) => x + y, 0)) as [number, number];
        const expected =
          one.reduce((all, power, i) => all + Math.abs(power / a - (other[i] ?? 0) / b), 0) / 2;
        const there = movedShare(asSet(one), asSet(other));
        const back = movedShare(asSet(other), asSet(one));
        const close = Math.abs(Number(there.part) / Number(there.whole) - expected) < 1e-9;
        return close && there.part * back.whole === back.part * there.whole;
      }),
    );
  });
});

test('the share of a fixed group falls by no more than what has changed hands', (t) => {
  fc.assert(
    fc.property(distribution, distribution, fc.subarray([0, 1, 2, 3]), (one, other, group) => {
      const share = (all: readonly number[]) => ({
        part: group.reduce((x, index) => x + (all[index] ?? 0), 0),
        whole: all.reduce((x, y) => x + y, 0),
      });
      const now = share(other);
      return (
        !outlasts(share(one), movedShare(asSet(one), asSet(other)), { part: 1, whole: 2 }) ||
        2 * now.part >= now.whole
      );
    }),
  );
  t.true(outlasts({ part: 7, whole: 10 }, { part: 1n, whole: 30n }, { part: 2, whole: 3 }));
  t.false(outlasts({ part: 7, whole: 10 }, { part: 1n, whole: 29n }, { part: 2, whole: 3 }));
});
