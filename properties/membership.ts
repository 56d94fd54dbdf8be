/** Who may be in the set of a consumer: only those who agreed, and whom its conditions admit. */
import { shapingOf } from '../model/component-ids.ts';
import { genesisShapingOf } from '../model/genesis-validator-set.ts';
import { shapingsOf } from '../model/shaping/shaping-parameters.ts';
import type { PowerShaping, StakedValidator } from '../model/vocabulary.ts';
import { commissionConsentChecks } from './commission-consent.ts';
import { mayHappen } from './expectations.ts';
import { governanceConsentChecks } from './governance-consent.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { agreements, agreementsId, type Agreements } from './observers/agreements.ts';
import { activeAmong } from './shaped-set.ts';
import {
  lawOfEpochs,
  membersInWords,
  ofEachShaped,
  type ShapedEpoch,
  type ShapingSnapshot,
} from './shaping-steps.ts';

/** Members, with the tokens that they have. */
function stakesOf({ bonded, members }: ShapedEpoch): readonly StakedValidator[] {
  return bonded.filter(({ validator }) => members.some((member) => member.validator === validator));
}

const membershipConsentChecks: IcsProperty['checks'] = (system) => {
  const opting = mayHappen(system, 'optIns') || mayHappen(system, 'optOuts');
  return ofEachShaped((instance, consumer) => {
    const atLaunch = genesisShapingOf(instance, consumer).optedIn.join();
    return [
      lawOfEpochs(instance, consumer, {
        wrong: ({ shaping, members }) => {
          const { parameters, optedIn } = shaping;
          const strangers = members.filter(({ validator }) => !optedIn.includes(validator));
          if (parameters.topN > 0 || strangers.length === 0) return '';
          return `${membersInWords(strangers)} are in the set without having opted in`;
        },
        concerns: ({ shaping, bonded }) =>
          shaping.parameters.topN === 0 &&
          bonded.some(({ validator }) => !shaping.optedIn.includes(validator)),
      }),
      ...(opting
        ? [
            {
              kind: 'always' as const,
              scope: `${consumer.id}: own will`,
              reads: [shapingOf(consumer.id), agreementsId(consumer.id)],
              observers: [agreements(instance, consumer)],
              holds: ({ context }: ShapingSnapshot, { agreed }: Agreements) =>
                context.optedIn.join() === agreed.join(),
              witness: (_: ShapingSnapshot, { agreed }: Agreements) => agreed.join() !== atLaunch,
              explain: ({ context }: ShapingSnapshot, { agreed }: Agreements) =>
                `opted in to ${consumer.id}: ${context.optedIn.join(', ') || 'nobody'}; by their own will or by the top N: ${agreed.join(', ') || 'nobody'}`,
            },
          ]
        : []),
    ];
  })(system);
};

const consentChecks: IcsProperty['checks'] = (system) => [
  ...membershipConsentChecks(system),
  ...governanceConsentChecks(system),
  ...commissionConsentChecks(system),
];

const consent: IcsProperty = {
  id: 'consent',
  title: 'Nobody validates a chain against its will',
  kind: 'always',
  statement:
    'Only opted-in validators are in the set of an opt-in chain, and nobody but the operator of a validator, or its being in the top N, changes whether it is opted in, and nobody but its operator the commission that it takes there; where owners are known, nobody but the owner changes a chain, and nobody but governance makes it, or owns it while it is, a Top-N chain.',
  source: ['ADR-015', 'docs features/permissionless', 'cosmos/interchain-security GHSA-7q74-g774-7x3g'],
  assumptions: [],
  witness:
    "a bonded validator that has not opted in; one that changed its mind; one with a commission of its own; a chain that was handed to an account; updates that are not the signer's to make",
  expected: holdsWhereApplicable(consentChecks),
  checks: consentChecks,
};

interface Condition {
  /** Whether the parameters make this condition. */
  readonly isSet: (parameters: PowerShaping) => boolean;
  /** Whether the parameters would keep the candidate out. */
  readonly keepsOut: (parameters: PowerShaping, candidate: StakedValidator) => boolean;
  readonly reason: string;
}

/** At the end of every epoch, nobody is in the set whom the condition keeps out. */
function respected({ isSet, keepsOut, reason }: Condition): IcsProperty['checks'] {
  return (system) =>
    ofEachShaped((instance, consumer) =>
      reachableShapings(system, consumer).some(isSet)
        ? [
            lawOfEpochs(instance, consumer, {
              wrong: (epoch) => {
                const { parameters } = epoch.shaping;
                const intruder = stakesOf(epoch).find((member) => keepsOut(parameters, member));
                return intruder === undefined ? '' : `${intruder.validator} is in the set, but ${reason}`;
              },
              concerns: ({ shaping: { parameters, optedIn }, bonded }) =>
                bonded.some(
                  (candidate) => optedIn.includes(candidate.validator) && keepsOut(parameters, candidate),
                ),
            }),
          ]
        : [],
    )(system);
}

function reachableShapings(
  system: Parameters<IcsProperty['checks']>[0],
  consumer: Parameters<typeof shapingsOf>[0],
): readonly PowerShaping[] {
  return mayHappen(system, 'shapingUpdates') ? shapingsOf(consumer) : shapingsOf(consumer).slice(0, 1);
}

const denyChecks = respected({
  isSet: ({ deny }) => deny.length > 0,
  keepsOut: ({ deny }, { validator }) => deny.includes(validator),
  reason: 'denied',
});

const denylistRespected: IcsProperty = {
  id: 'denylist-respected',
  title: 'Nobody on the deny-list validates',
  kind: 'step',
  statement: "At the end of an epoch no validator on a consumer's deny-list is in its set.",
  source: ['ADR-015', 'x/ccv/provider/keeper/power_shaping.go CanValidateChain'],
  assumptions: [],
  witness: 'a bonded, opted-in validator is on the list',
  expected: holdsWhereApplicable(denyChecks),
  checks: denyChecks,
};

const allowChecks = respected({
  isSet: ({ allow }) => allow.length > 0,
  keepsOut: ({ allow }, { validator }) => allow.length > 0 && !allow.includes(validator),
  reason: 'not on the list of those allowed',
});

const allowlistRespected: IcsProperty = {
  id: 'allowlist-respected',
  title: 'Only those on the allow-list validate',
  kind: 'step',
  statement:
    'At the end of an epoch only validators on the allow-list of a consumer that has one are in its set.',
  source: ['ADR-015', 'x/ccv/provider/keeper/power_shaping.go CanValidateChain'],
  assumptions: [],
  witness: 'a bonded, opted-in validator is not on the list',
  expected: holdsWhereApplicable(allowChecks),
  checks: allowChecks,
};

const minStakeChecks = respected({
  isSet: ({ minStake }) => minStake > 0,
  keepsOut: ({ minStake }, { tokens }) => tokens < minStake,
  reason: 'below the minimum stake',
});

const minStakeRespected: IcsProperty = {
  id: 'min-stake-respected',
  title: 'Nobody below the minimum stake validates',
  kind: 'step',
  statement:
    "At the end of an epoch every validator in a consumer's set has its minimum stake in bonded tokens.",
  source: ['ADR-017', 'x/ccv/provider/keeper/power_shaping.go FulfillsMinStake'],
  assumptions: [],
  witness: 'a bonded, opted-in validator has less',
  expected: holdsWhereApplicable(minStakeChecks),
  checks: minStakeChecks,
};

/** Applies where some validator can be bonded without being active. */
const inactiveChecks: IcsProperty['checks'] = (system) => {
  const { maxValidators, maxProviderConsensusValidators: places } = system.instance.provider;
  if (Math.min(maxValidators, system.instance.validators.length) <= places) return [];
  return ofEachShaped((instance, consumer) =>
    reachableShapings(system, consumer).some(({ allowInactive }) => !allowInactive)
      ? [
          lawOfEpochs(instance, consumer, {
            wrong: ({ shaping, after, bonded, members }, slots) => {
              const active = activeAmong(bonded, slots).map(({ validator }) => validator);
              const intruder = members.find(({ validator }) => !active.includes(validator));
              if (intruder !== undefined && !shaping.parameters.allowInactive)
                return `${intruder.validator} is in the set, but not active on the provider`;
              const forced = after.optedIn.find(
                (id) => !shaping.optedIn.includes(id) && !active.includes(id),
              );
              return forced === undefined ? '' : `${forced} is not active, but taken for one of the top N`;
            },
            concerns: ({ shaping, bonded }, slots) =>
              !shaping.parameters.allowInactive && bonded.length > slots,
          }),
        ]
      : [],
  )(system);
};

const inactiveOnlyIfAllowed: IcsProperty = {
  id: 'inactive-only-if-allowed',
  title: 'Inactive validators only by consent of the chain',
  kind: 'step',
  statement:
    "At the end of an epoch the set of a consumer that does not allow others has only validators of the provider's own consensus, and nobody else is opted in for being in the top N.",
  source: ['ADR-017', 'x/ccv/provider/keeper/validator_set_update.go ComputeNextValidators'],
  assumptions: [],
  witness: 'more validators are bonded than active',
  expected: holdsWhereApplicable(inactiveChecks),
  checks: inactiveChecks,
};

export const membershipProperties: readonly IcsProperty[] = [
  consent,
  denylistRespected,
  allowlistRespected,
  minStakeRespected,
  inactiveOnlyIfAllowed,
];
