/** The next set against a brute-force statement of its laws, and example by example. */
import test from 'ava';
import fc from 'fast-check';
import { shapingSchema } from '../../../model/instance/shaping-schema.ts';
import { computeNextSet } from '../../../model/shaping/compute-next-set.ts';
import type {
  PowerShaping,
  ShapingContext,
  StakedValidator,
  ValidatorPower,
} from '../../../model/vocabulary.ts';
import { shapedMembers } from '../../../properties/shaped-set.ts';

function shaping(given: Partial<PowerShaping>): PowerShaping {
  const { alternatives: _, ...parameters } = shapingSchema.parse(given);
  return parameters;
}

/** v1:3, v2:2, v3:1, a token being worth a unit of power. */
const three: readonly StakedValidator[] = [3, 2, 1].map((power, index) => ({
  validator: `v${String(index + 1)}`,
  power,
  tokens: power,
}));
const context = (
  parameters: Partial<PowerShaping>,
  optedIn: readonly string[] = ['v1', 'v2', 'v3'],
  minPowerInTopN: number | null = null,
): ShapingContext => ({ beforeLaunch: null, parameters: shaping(parameters), optedIn, minPowerInTopN });
const inWords = (set: readonly ValidatorPower[]): string =>
  set.map(({ validator, power }) => `${validator}:${String(power)}`).join(' ');

for (const [what, given, slots, expected] of [
  ['everybody who opted in', context({}), 3, 'v1:3 v2:2 v3:1'],
  ['nobody who did not', context({}, ['v2']), 3, 'v2:2'],
  ['only active validators', context({}), 2, 'v1:3 v2:2'],
  ['inactive ones too, if allowed', context({ allowInactive: true }), 2, 'v1:3 v2:2 v3:1'],
  ['the top N without being asked', context({ topN: 60 }, [], 2), 3, 'v1:3 v2:2'],
  ['volunteers beside the top N', context({ topN: 60 }, ['v3'], 3), 3, 'v1:3 v3:1'],
  ['nobody denied', context({ deny: ['v1'] }), 3, 'v2:2 v3:1'],
  ['nobody denied, even in the top N', context({ topN: 60, deny: ['v1'] }, [], 2), 3, 'v2:2'],
  ['only those allowed', context({ allow: ['v3'] }), 3, 'v3:1'],
  ['nobody both allowed and denied', context({ allow: ['v3', 'v2'], deny: ['v3'] }), 3, 'v2:2'],
  ['nobody below the minimum stake', context({ minStake: 2 }), 3, 'v1:3 v2:2'],
  ['as many as the set cap', context({ setCap: 2 }), 3, 'v1:3 v2:2'],
  ['prior ones first', context({ setCap: 2, priority: ['v3'] }), 3, 'v1:3 v3:1'],
  ['no set cap on a Top-N chain', context({ topN: 50, setCap: 1 }, ['v3'], 2), 3, 'v1:3 v2:2 v3:1'],
  ['powers capped last', context({ setCap: 2, powerCap: 50 }), 3, 'v1:2 v2:2'],
  ['nobody at all, if need be', context({ deny: ['v1'] }, ['v1']), 3, ''],
] as const) {
  test(`the set has ${what}`, (t) => {
    t.is(inWords(computeNextSet(three, given, slots)), expected);
  });
}

test('the minimum stake is compared with tokens, not with power', (t) => {
  const staked = [{ validator: 'v1', power: 3, tokens: 39 }];
  t.is(inWords(computeNextSet(staked, context({ minStake: 39 }), 1)), 'v1:3');
  t.is(inWords(computeNextSet(staked, context({ minStake: 40 }), 1)), '');
});

test('of equal powers the one with more tokens is active', (t) => {
  const staked = [
    { validator: 'v1', power: 3, tokens: 30 },
    { validator: 'v2', power: 3, tokens: 31 },
  ];
  t.is(inWords(computeNextSet(staked, context({}), 1)), 'v2:3');
});

const ids = ['v1', 'v2', 'v3', 'v4', 'v5'];
const some = fc.subarray(ids);
const random = fc.record({
  powers: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
  optedIn: some,
  slots: fc.integer({ min: 1, max: 5 }),
  parameters: fc.record({
    topN: fc.constant(0),
    setCap: fc.integer({ min: 0, max: 4 }),
    powerCap: fc.constantFrom(0, 30, 60),
    allow: fc.oneof(fc.constant<string[]>([]), some),
    deny: some,
    priority: some,
    minStake: fc.integer({ min: 0, max: 5 }),
    allowInactive: fc.boolean(),
  }),
});

test('the laws of an opt-in chain', (t) => {
  let cut = 0;
  fc.assert(
    fc.property(random, ({ powers, optedIn, slots, parameters }) => {
      const bonded = ids.map((validator, index) => {
        const power = powers[index] ?? 1;
        return { validator, power, tokens: power };
      });
      const given = context(parameters, optedIn);
      const set = computeNextSet(bonded, given, slots);
      const { allow, deny, minStake, setCap, priority, allowInactive } = parameters;
      const isActive = ({ validator, power }: StakedValidator): boolean =>
        bonded.filter(
          (other) => other.power > power || (other.power === power && other.validator < validator),
        ).length < slots;
      const mayValidate = (each: StakedValidator): boolean =>
        optedIn.includes(each.validator) &&
        (allow.length === 0 || allow.includes(each.validator)) &&
        !deny.includes(each.validator) &&
        each.tokens >= minStake &&
        (allowInactive || isActive(each));
      const eligible = bonded.filter(mayValidate);
      const isIn = ({ validator }: StakedValidator): boolean =>
        set.some((member) => member.validator === validator);
      for (const each of bonded) if (isIn(each)) t.true(mayValidate(each), each.validator);
      t.is(set.length, setCap === 0 ? eligible.length : Math.min(setCap, eligible.length));
      // Whoever is left out by the cap does not come before anybody who is in.
      const rank = ({ validator, power }: StakedValidator): number =>
        (priority.includes(validator) ? 100 : 0) + power;
      for (const out of eligible.filter((each) => !isIn(each))) {
        cut += 1;
        for (const member of eligible.filter(isIn)) t.true(rank(member) >= rank(out));
      }
      t.is(inWords(set), inWords(shapedMembers(given, bonded, slots)), 'as the properties state it');
      t.is(inWords(set), inWords(computeNextSet(bonded.toReversed(), given, slots)), 'in whatever order');
    }),
    { numRuns: 500, seed: 1 },
  );
  t.true(cut > 20, `the cap cut only ${String(cut)} times`);
});
