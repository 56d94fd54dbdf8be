/** How many validators a chain has, and how much power one of them: caps, and what they do to the powers. */
import { computeNextSet } from '../model/shaping/compute-next-set.ts';
import { mayBeShaped } from './expectations.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { capOf, eligibleAmong, keptByCap, powerOfMember, totalOf } from './shaped-set.ts';
import { lawOfEpochs, membersInWords, ofEachShaped, type ShapedEpoch } from './shaping-steps.ts';
import { worstInflation } from './worst-inflation.ts';

/** What the set caps leave of the eligible, before powers are capped. */
function kept({ shaping, after, bonded }: ShapedEpoch, slots: number): ReturnType<typeof keptByCap> {
  const now = { ...shaping, optedIn: after.optedIn };
  return keptByCap(shaping.parameters, eligibleAmong(now, bonded, slots));
}

/** Checks of consumers whose set may come to be shaped in some way. */
function where(how: Parameters<typeof mayBeShaped>[1], checks: IcsProperty['checks']): IcsProperty['checks'] {
  return (system) => (mayBeShaped(system, how) ? checks(system) : []);
}

const isCapped = ({ powerCap }: { readonly powerCap: number }): boolean => powerCap > 0;

const setCapChecks = where(
  ({ topN, setCap }) => topN === 0 && setCap > 0,
  ofEachShaped((instance, consumer) => [
    lawOfEpochs(instance, consumer, {
      wrong: (epoch, slots) => {
        const { topN, setCap } = epoch.shaping.parameters;
        if (topN > 0 || setCap === 0) return '';
        const { members } = epoch;
        if (members.length > setCap)
          return `the set has ${String(members.length)} validators, more than ${String(setCap)}`;
        const foremost = kept(epoch, slots).map(({ validator }) => validator);
        const missing = foremost.find((id) => powerOfMember(members, id) === 0);
        return missing === undefined
          ? ''
          : `${missing} is not in the set, but comes before others that are: ${membersInWords(members)}`;
      },
      concerns: ({ shaping, after, bonded }, slots) => {
        const { topN, setCap } = shaping.parameters;
        const eligible = eligibleAmong({ ...shaping, optedIn: after.optedIn }, bonded, slots);
        return topN === 0 && setCap > 0 && eligible.length > setCap;
      },
    }),
  ]),
);

const validatorSetCap: IcsProperty = {
  id: 'validator-set-cap',
  title: 'The set cap is respected',
  kind: 'step',
  statement:
    'At the end of an epoch an opt-in chain has no more validators than its set cap, and keeps those on its priority list, then the most powerful.',
  source: ['ADR-015', 'x/ccv/provider/keeper/power_shaping.go CapValidatorSet'],
  assumptions: [],
  witness: 'more validators are eligible than the cap allows',
  expected: holdsWhereApplicable(setCapChecks),
  checks: setCapChecks,
};

const powerCapChecks = where(
  isCapped,
  ofEachShaped((instance, consumer) => [
    lawOfEpochs(instance, consumer, {
      wrong: ({ shaping, members }) => {
        const { powerCap } = shaping.parameters;
        const total = totalOf(members);
        const excess = members.find(({ power }) => powerCap > 0 && 100 * power > powerCap * total);
        if (excess === undefined) return '';
        return `${excess.validator} has ${String(excess.power)} of the ${String(total)} units of power, more than ${String(powerCap)} %`;
      },
      concerns: ({ shaping }) => shaping.parameters.powerCap > 0,
    }),
  ]),
);

const validatorsPowerCap: IcsProperty = {
  id: 'validators-power-cap',
  title: 'The power cap is respected',
  kind: 'step',
  statement:
    "At the end of an epoch no validator has a greater share of the power of a consumer than the consumer's power cap.",
  source: ['ADR-015', 'docs features/power-shaping'],
  assumptions: [],
  witness: 'an epoch ends for a consumer with a power cap',
  expected: (system) => (powerCapChecks(system).length === 0 ? 'not-applicable' : 'violated'),
  finding: {
    id: 'N16',
    restoredBy: 'validators-power-cap-where-feasible',
    assumption:
      'there are so many validators that all of them, each at the cap, have the power to be shared out',
  },
  checks: powerCapChecks,
};

/** What is wrong with capped powers, given those before capping; empty if nothing. */
function miscapped(epoch: ShapedEpoch, slots: number): string {
  const { powerCap } = epoch.shaping.parameters;
  if (powerCap === 0) return '';
  const before = kept(epoch, slots);
  const { members } = epoch;
  const total = totalOf(before);
  const most = capOf(total, powerCap);
  const said = `${membersInWords(members)} from ${membersInWords(before)}, where the cap is ${String(most)}`;
  if (members.length !== before.length) return `the cap removes validators: ${said}`;
  if (members.some(({ power }) => power < 1 || power > most)) return `a power is beyond its bounds: ${said}`;
  if (total > before.length * most)
    return members.every(({ power }) => power === most) ? '' : `not all have the cap: ${said}`;
  if (totalOf(members) !== total) return `the total is not preserved: ${said}`;
  const inverted = before.some((strong) =>
    before.some(
      (weak) =>
        strong.power > weak.power &&
        powerOfMember(members, strong.validator) < powerOfMember(members, weak.validator),
    ),
  );
  return inverted ? `the order of powers is inverted: ${said}` : '';
}

const feasibleChecks = where(
  isCapped,
  ofEachShaped((instance, consumer) => [
    lawOfEpochs(instance, consumer, {
      wrong: miscapped,
      concerns: (epoch, slots) => {
        const before = kept(epoch, slots);
        const most = capOf(totalOf(before), epoch.shaping.parameters.powerCap);
        return (
          epoch.shaping.parameters.powerCap > 0 &&
          totalOf(before) <= before.length * most &&
          before.some(({ power }) => power > most)
        );
      },
    }),
  ]),
);

const validatorsPowerCapWhereFeasible: IcsProperty = {
  id: 'validators-power-cap-where-feasible',
  title: 'The power cap is respected exactly where it can be',
  kind: 'step',
  statement:
    'At the end of an epoch nobody has more than the power cap of the total before capping (at least 1), nobody is capped out of the set, the total and the order of powers are preserved; where the cap is infeasible, all have exactly the cap.',
  source: [
    'x/ccv/provider/keeper/power_shaping.go NoMoreThanPercentOfTheSum',
    'Go TestNoMoreThanPercentOfTheSumProps',
  ],
  assumptions: [],
  witness: 'a validator is above a cap that is feasible',
  expected: holdsWhereApplicable(feasibleChecks),
  checks: feasibleChecks,
};

const inflationChecks = where(
  isCapped,
  ofEachShaped((instance, consumer) => [
    lawOfEpochs(instance, consumer, {
      wrong: ({ bonded, members }) => {
        const worst = worstInflation(bonded, members);
        if (worst === undefined || worst.power <= worst.bonded) return '';
        const { validator, power, bonded: own } = worst;
        return `${validator} has power ${String(power)}, but is worth ${String(own)}: a leverage of ${(power / own).toFixed(2)}, the worst in the set`;
      },
      concerns: ({ bonded, members }) =>
        members.some(({ validator, power }) => power < powerOfMember(bonded, validator)),
    }),
  ]),
);

const capInflationBound: IcsProperty = {
  id: 'cap-inflation-bound',
  title: 'Capping gives nobody power without bond',
  kind: 'step',
  statement: 'At the end of an epoch no validator has more power on a consumer than on the provider.',
  source: ['ICS-28 Bond-Based Consumer Voting Power, against the power cap of ADR-015 (SC-8)'],
  assumptions: [],
  witness: 'a power cap takes power from a validator',
  expected: (system) => (inflationChecks(system).length === 0 ? 'not-applicable' : 'violated'),
  finding: {
    id: 'N5',
    restoredBy: 'cap-inflation-bound-uncapped',
    assumption: 'the consumer has no power cap',
  },
  checks: inflationChecks,
};

const uncappedChecks = ofEachShaped((instance, consumer) => [
  lawOfEpochs(instance, consumer, {
    wrong: ({ shaping, bonded, members }) => {
      const other = members.find(
        ({ validator, power }) =>
          shaping.parameters.powerCap === 0 && power !== powerOfMember(bonded, validator),
      );
      if (other === undefined) return '';
      return `${other.validator} has power ${String(other.power)} instead of ${String(powerOfMember(bonded, other.validator))}`;
    },
    concerns: ({ shaping, members }) => shaping.parameters.powerCap === 0 && members.length > 0,
  }),
]);

const capInflationBoundUncapped: IcsProperty = {
  id: 'cap-inflation-bound-uncapped',
  title: 'Without a power cap everybody has the power it has on the provider',
  kind: 'step',
  statement:
    'At the end of an epoch every validator in the set of a consumer without a power cap has exactly the power that it has on the provider.',
  source: ['x/ccv/provider/keeper/validator_set_update.go CreateConsumerValidator'],
  assumptions: ['power cap off'],
  witness: 'an epoch ends for a consumer without a power cap that has validators',
  expected: holdsWhereApplicable(uncappedChecks),
  checks: uncappedChecks,
};

const orderChecks = ofEachShaped((instance, consumer) => [
  lawOfEpochs(instance, consumer, {
    wrong: ({ after, bonded, members }, slots) => {
      const given = membersInWords(members);
      const other = [bonded.toReversed(), [...bonded.slice(1), ...bonded.slice(0, 1)]]
        .map((order) => membersInWords(computeNextSet(order, after, slots)))
        .find((set) => set !== given);
      return other === undefined
        ? ''
        : `the same validators in another order give ${other} instead of ${given}`;
    },
    concerns: ({ bonded }) => new Set(bonded.map(({ power }) => power)).size < bonded.length,
  }),
]);

const targetIsDeterministic: IcsProperty = {
  id: 'target-is-deterministic',
  title: 'The set depends on the provider alone',
  kind: 'step',
  statement:
    'At the end of an epoch the same bonded validators, in whatever order they are listed, make the same set.',
  source: [
    'x/ccv/provider/keeper/validator_set_update.go ComputeNextValidators, power_shaping.go CapValidatorSet',
  ],
  assumptions: ['equals are ordered by id, as a stable sort of the power index orders them'],
  witness: 'two bonded validators have the same power',
  expected: holdsWhereApplicable(orderChecks),
  checks: orderChecks,
};

export const setCapProperties: readonly IcsProperty[] = [
  targetIsDeterministic,
  validatorSetCap,
  validatorsPowerCap,
  validatorsPowerCapWhereFeasible,
  capInflationBound,
  capInflationBoundUncapped,
];
