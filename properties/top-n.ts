/** Top-N chains: who must validate, with how much power behind the chain, and that it cannot be evaded. */
import { channelOf, consumerOf, provider, recordOf, shapingOf } from '../model/component-ids.ts';
import { shapingsOf } from '../model/shaping/shaping-parameters.ts';
import type { PowerShaping, StakedValidator, ValidatorId } from '../model/vocabulary.ts';
import type { Check } from '../src/property/definition.ts';
import { mayBeShaped, mayHappen } from './expectations.ts';
import {
  holdsWhereApplicable,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
  type ProviderSnapshot,
  type RecordSnapshot,
} from './ics-property.ts';
import { usersOn, type StageSnapshots } from './keys-of.ts';
import { notesOf } from './observers/heard.ts';
import { isSevered, isStakingUnsettled } from './relation.ts';
import { activeAmong, obligedAmong, obligingPower, passesFilters, totalOf } from './shaped-set.ts';
import {
  lawOfEpochs,
  ofEachShaped,
  type ShapedEpoch,
  type ShapingSnapshot,
  type ShapingStep,
} from './shaping-steps.ts';
import { bondedOf } from './target-set.ts';

/** Consumers that are Top-N chains at some time. */
export function ofEachTopN(checksOf: Parameters<typeof ofEachShaped>[0]): IcsProperty['checks'] {
  return ofEachShaped((instance, consumer) =>
    shapingsOf(consumer).some(({ topN }) => topN > 0) ? checksOf(instance, consumer) : [],
  );
}

const hasFilters = ({ allow, deny, minStake }: PowerShaping): boolean =>
  allow.length > 0 || deny.length > 0 || minStake > 0;

/** Whether a Top-N chain may keep out validators that it obliges. */
const mayFilterTopN: IcsProperty['expected'] = (system) =>
  topNChecks(system).length === 0
    ? 'not-applicable'
    : mayBeShaped(system, (shaping) => shaping.topN > 0 && hasFilters(shaping))
      ? 'violated'
      : 'holds';

function missing(
  { shaping, bonded, members }: ShapedEpoch,
  slots: number,
  isOwed: (candidate: StakedValidator) => boolean,
): string {
  const absent = obligedAmong(shaping.parameters, bonded, slots)
    .filter(isOwed)
    .find(({ validator }) => members.every((member) => member.validator !== validator));
  if (absent === undefined) return '';
  return `${absent.validator} is in the top ${String(shaping.parameters.topN)} % with power ${String(absent.power)}, but not in the set`;
}

const topNChecks = ofEachTopN((instance, consumer) => [
  lawOfEpochs(instance, consumer, {
    wrong: (epoch, slots) => missing(epoch, slots, () => true),
    concerns: ({ shaping, bonded }, slots) =>
      obligedAmong(shaping.parameters, bonded, slots).some(
        ({ validator }) => !shaping.optedIn.includes(validator),
      ),
  }),
]);

const topNAlwaysIn: IcsProperty = {
  id: 'topn-always-in',
  title: 'The top N always validate',
  kind: 'step',
  statement: 'At the end of an epoch every active validator in the top N of a Top-N chain is in its set.',
  source: ['ADR-015', 'tests/mbt/model/ccv_pss_test.qnt TopN1Test', 'docs features/power-shaping'],
  assumptions: [],
  witness: 'a validator enters the top N that has not opted in',
  expected: mayFilterTopN,
  finding: {
    id: 'N15',
    restoredBy: 'topn-always-in-unless-filtered',
    assumption: 'no list and no minimum stake keeps the validator out',
  },
  checks: topNChecks,
};

/** What is wrong with the stored measure of the top N; empty if nothing. */
function mismeasured({ shaping, after, bonded }: ShapedEpoch, slots: number): string {
  const { topN } = shaping.parameters;
  if (topN === 0) return '';
  const least = obligingPower(activeAmong(bonded, slots), topN);
  if (least === undefined || after.minPowerInTopN === least) return '';
  return `the least power in the top ${String(topN)} % is ${String(least)}, but ${String(after.minPowerInTopN)} is stored`;
}

/** An obliged validator that nothing keeps out and that the consumer does not have. */
function awaited({ userOf }: ReturnType<typeof usersOn>, slots: number) {
  return (
    chain: ProviderSnapshot,
    { context }: ConsumerSnapshot,
    shaping: ShapingSnapshot,
    keys: StageSnapshots,
  ): ValidatorId | undefined => {
    const { parameters } = shaping.context;
    const present = new Set(context.set.map(({ key }) => userOf(key, keys)));
    return obligedAmong(parameters, bondedOf(chain.context.validators), slots).find(
      (candidate) => passesFilters(parameters, candidate) && !present.has(candidate.validator),
    )?.validator;
  };
}

const unfilteredChecks = ofEachTopN((instance, consumer): readonly Check[] => {
  const { id } = consumer;
  const { maxProviderConsensusValidators, powerReduction } = instance.provider;
  const users = usersOn(consumer);
  const absent = awaited(users, maxProviderConsensusValidators);
  return [
    lawOfEpochs(instance, consumer, {
      wrong: (epoch, slots) =>
        mismeasured(epoch, slots) ||
        missing(epoch, slots, (candidate) => passesFilters(epoch.shaping.parameters, candidate)),
      concerns: ({ shaping, bonded }, slots) =>
        obligedAmong(shaping.parameters, bonded, slots).some(
          (candidate) =>
            !shaping.optedIn.includes(candidate.validator) && passesFilters(shaping.parameters, candidate),
        ),
    }),
    {
      kind: 'leadsTo',
      scope: `${id}: set in force`,
      reads: [provider, consumerOf(id), shapingOf(id), recordOf(id), channelOf(id), ...users.reads],
      from: (
        chain: ProviderSnapshot,
        consumerChain: ConsumerSnapshot,
        shaping: ShapingSnapshot,
        _record: RecordSnapshot,
        _channel: ChannelSnapshot,
        ...keys: StageSnapshots
      ) => absent(chain, consumerChain, shaping, keys) !== undefined,
      to: (
        chain: ProviderSnapshot,
        consumerChain: ConsumerSnapshot,
        shaping: ShapingSnapshot,
        _record: RecordSnapshot,
        _channel: ChannelSnapshot,
        ...keys: StageSnapshots
      ) =>
        absent(chain, consumerChain, shaping, keys) === undefined ||
        isStakingUnsettled(chain.context, powerReduction),
      excluded: (
        _chain: ProviderSnapshot,
        _consumerChain: ConsumerSnapshot,
        _shaping: ShapingSnapshot,
        record: RecordSnapshot,
        channel: ChannelSnapshot,
      ) => isSevered(record, channel),
      explain: (
        chain: ProviderSnapshot,
        consumerChain: ConsumerSnapshot,
        shaping: ShapingSnapshot,
        _record: RecordSnapshot,
        _channel: ChannelSnapshot,
        ...keys: StageSnapshots
      ) =>
        `${absent(chain, consumerChain, shaping, keys) ?? ''} stays in the top N and never comes to validate ${id}`,
    },
  ];
});

const topNAlwaysInUnlessFiltered: IcsProperty = {
  id: 'topn-always-in-unless-filtered',
  title: 'The top N always validate, unless a list or the minimum stake keeps them out',
  kind: 'step',
  statement:
    'At the end of an epoch the least power in the top N is measured exactly, and every active validator in the top N that passes the lists and the minimum stake of the chain is in its set; if it stays so, it comes to validate the chain.',
  source: ['ADR-015', 'x/ccv/provider/keeper/power_shaping.go ComputeMinPowerInTopN'],
  assumptions: ['LB', 'CR', 'NX', 'NC'],
  witness: 'a validator enters the top N that has not opted in',
  expected: holdsWhereApplicable(unfilteredChecks),
  checks: unfilteredChecks,
};

/** What the set lacks of N percent of the active power; empty if nothing. `owed`: what is subtracted as kept out. */
function lackingPower(
  { shaping, bonded, members }: ShapedEpoch,
  slots: number,
  isKeptOut: (candidate: StakedValidator) => boolean,
): string {
  const { topN } = shaping.parameters;
  if (topN === 0) return '';
  const active = activeAmong(bonded, slots);
  const excused = active.filter(isKeptOut);
  const inSet = bonded.filter(({ validator }) => members.some((member) => member.validator === validator));
  const behind = totalOf(inSet) + totalOf(excused);
  if (100 * behind >= topN * totalOf(active)) return '';
  return `validators with power ${String(behind)} of ${String(totalOf(active))} are in the set, less than ${String(topN)} %`;
}

const fractionChecks = ofEachTopN((instance, consumer) => [
  lawOfEpochs(instance, consumer, {
    wrong: (epoch, slots) => lackingPower(epoch, slots, () => false),
    concerns: ({ shaping }) => shaping.parameters.topN > 0,
  }),
]);

const topNPowerFraction: IcsProperty = {
  id: 'topn-power-fraction',
  title: 'A Top-N chain has N percent of the power behind it',
  kind: 'step',
  statement:
    "At the end of an epoch the validators of a Top-N chain hold at least N percent of the power of the provider's active validators.",
  source: ['tests/mbt/model/ccv_pss_model.qnt AtLeastTopNPower', 'ADR-015'],
  assumptions: [],
  witness: 'an epoch ends for a Top-N chain',
  expected: mayFilterTopN,
  finding: {
    id: 'N15',
    restoredBy: 'topn-power-fraction-unless-filtered',
    assumption: 'the power of those whom lists or the minimum stake keep out is counted as if they were in',
  },
  checks: fractionChecks,
};

const unfilteredFractionChecks = ofEachTopN((instance, consumer) => [
  lawOfEpochs(instance, consumer, {
    wrong: (epoch, slots) =>
      lackingPower(epoch, slots, (candidate) => !passesFilters(epoch.shaping.parameters, candidate)),
    concerns: ({ shaping }) => shaping.parameters.topN > 0,
  }),
]);

const topNPowerFractionUnlessFiltered: IcsProperty = {
  id: 'topn-power-fraction-unless-filtered',
  title: 'A Top-N chain has N percent of the power behind it, counting those kept out',
  kind: 'step',
  statement:
    "At the end of an epoch the validators of a Top-N chain, together with those that its lists and its minimum stake keep out, hold at least N percent of the power of the provider's active validators.",
  source: ['ADR-015'],
  assumptions: [],
  witness: 'an epoch ends for a Top-N chain',
  expected: holdsWhereApplicable(unfilteredFractionChecks),
  checks: unfilteredFractionChecks,
};

/** A validator that opted out although its power obliges it; empty if none. */
function evasion({ before, emitted, event }: ShapingStep): string {
  const [leaving] = notesOf(emitted, 'optedOut');
  const { parameters, minPowerInTopN } = before.context;
  if (leaving === undefined || parameters.topN === 0) return '';
  const power = Number(event['lastPower']);
  if (minPowerInTopN !== null && power < minPowerInTopN) return '';
  return `${leaving.validator} opts out with power ${String(power)}, where ${String(minPowerInTopN)} obliges to validate`;
}

const refusalChecks: IcsProperty['checks'] = (system) =>
  mayHappen(system, 'optOuts')
    ? ofEachTopN((_instance, { id }) => [
        {
          kind: 'step',
          scope: id,
          on: shapingOf(id),
          holds: (step: ShapingStep) => evasion(step) === '',
          witness: ({ emitted }: ShapingStep) => notesOf(emitted, 'optOutRefused').length > 0,
          explain: (step: ShapingStep) => evasion(step),
        },
      ])(system)
    : [];

const topNCannotOptOut: IcsProperty = {
  id: 'topn-cannot-opt-out',
  title: 'The top N cannot opt out',
  kind: 'step',
  statement:
    'A validator opts out of a Top-N chain only with less power than was measured last as the least in the top N (at the end of the epoch, or when N changed): what its power is by now does not count.',
  source: ['ADR-015', 'x/ccv/provider/keeper/partial_set_security.go HandleOptOut', 'Quint CanFailOptOut'],
  assumptions: [],
  witness: 'opting out is refused',
  expected: holdsWhereApplicable(refusalChecks),
  checks: refusalChecks,
};

export const topNProperties: readonly IcsProperty[] = [
  topNAlwaysIn,
  topNAlwaysInUnlessFiltered,
  topNPowerFraction,
  topNPowerFractionUnlessFiltered,
  topNCannotOptOut,
];
