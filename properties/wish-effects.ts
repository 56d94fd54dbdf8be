/** What becomes of the wishes of owners and validators: each is granted, or refused for a reason that the rules give. */
import { allocationOf, provider, shapingOf } from '../model/component-ids.ts';
import { isLess, parseFraction } from '../model/fraction.ts';
import { providerRewardsOf } from '../model/rewards/has-rewards.ts';
import { isShaped } from '../model/shaping/shaping-parameters.ts';
import type {
  AllocationContext,
  Denom,
  PowerShaping,
  ProviderContext,
  ProviderValidator,
} from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { equalData } from '../src/system/equal-data.ts';
import { mayHappen } from './expectations.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { ofPayingConsumers } from './reward-accounts.ts';
import { mostOf, someScopeHas } from './scope-room.ts';
import { ofEachShaped, type ShapingStep } from './shaping-steps.ts';

type AllocationStep = LocalStep<AllocationContext>;
type ProviderStep = LocalStep<ProviderContext>;

/** Whether the rules let the update through. */
function isGranted({ before, event }: ShapingStep): boolean {
  const { owner } = before.context;
  const { topN } = event['parameters'] as PowerShaping;
  const { by, to } = event['ownership'] as { readonly by: string; readonly to: string };
  return by === owner && (topN === 0 || (owner === 'governance' && to === 'governance'));
}

function faultOfUpdate(step: ShapingStep): string {
  const { before, event, after, emitted } = step;
  if (event.type !== 'shapingUpdateSubmitted' || before.value === 'over') return '';
  const isRefused = notesOf(emitted, 'updateRefused').length > 0;
  const isDone =
    equalData(after.context.parameters, event['parameters']) &&
    after.context.owner === (event['ownership'] as { readonly to: string }).to;
  if (isGranted(step)) return isDone && !isRefused ? '' : 'what the owner may do is not done';
  return isRefused && equalData(after.context, before.context)
    ? ''
    : 'what nobody but another may do is done, or not refused';
}

const updateChecks: IcsProperty['checks'] = (system) =>
  mayHappen(system, 'shapingUpdates')
    ? ofEachShaped((_instance, { id, shaping }): readonly Check[] =>
        shaping.owner === undefined
          ? []
          : [
              {
                kind: 'step',
                scope: id,
                on: shapingOf(id),
                holds: (step: ShapingStep) => faultOfUpdate(step) === '',
                witness: ({ event }: ShapingStep) => event.type === 'shapingUpdateSubmitted',
                explain: (step: ShapingStep) => `on ${id}, ${faultOfUpdate(step)}`,
              },
            ],
      )(system)
    : [];

const isActive = ({ before }: AllocationStep): boolean =>
  before.value === 'unlaunched' || before.value === 'launched';

const commissionChecks: IcsProperty['checks'] = (system) =>
  mayHappen(system, 'commissionChanges')
    ? ofPayingConsumers((instance, { id }): readonly Check[] => {
        const least = parseFraction(providerRewardsOf(instance).minCommissionRate);
        const fault = (step: AllocationStep): string => {
          const { event, after, emitted } = step;
          if (event.type !== 'commissionSubmitted') return '';
          const [validator, rate] = [String(event['validator']), String(event['rate'])];
          const isRefused = notesOf(emitted, 'commissionRefused').length > 0;
          if (!isActive(step) || isLess(parseFraction(rate), least))
            return isRefused ? '' : `the rate of ${validator} is not refused`;
          const given = after.context.commissions.find((each) => each.validator === validator)?.rate;
          return given === rate && !isRefused
            ? ''
            : `${validator} asks for ${rate} and has ${given ?? 'no rate of its own'}`;
        };
        return [
          {
            kind: 'step',
            scope: id,
            on: allocationOf(id),
            holds: (step: AllocationStep) => fault(step) === '',
            witness: ({ event }: AllocationStep) => event.type === 'commissionSubmitted',
            explain: (step: AllocationStep) => `on ${id}, ${fault(step)}`,
          },
        ];
      })(system)
    : [];

function faultOfList(step: AllocationStep): string {
  const { before, event, after } = step;
  if (event.type !== 'allowDenoms') return '';
  const asked = (event['denoms'] as readonly Denom[]).toSorted();
  const wanted = isActive(step) ? asked : before.context.allowlist;
  return wanted.join() === after.context.allowlist.join()
    ? ''
    : `[${after.context.allowlist.join(', ')}] are allowed instead of [${wanted.join(', ')}]`;
}

const allowlistChecks: IcsProperty['checks'] = (system) =>
  mayHappen(system, 'allowlistChanges')
    ? ofPayingConsumers((_instance, { id }): readonly Check[] => [
        {
          kind: 'step',
          scope: id,
          on: allocationOf(id),
          holds: (step: AllocationStep) => faultOfList(step) === '',
          witness: ({ event }: AllocationStep) => event.type === 'allowDenoms',
          explain: (step: AllocationStep) => `on ${id}, ${faultOfList(step)}`,
        },
      ])(system)
    : [];

/** What the provider makes of a transaction that a validator signs, for whom it is. */
const passedOnAs: Readonly<Record<string, string>> = {
  assignKey: 'keyRequested',
  optIn: 'optInSubmitted',
  optOut: 'optOutSubmitted',
};

/** What only staking knows, as it is to be passed on with the request. */
function knownOfStaking({ before, event }: ProviderStep): Readonly<Record<string, unknown>> {
  const { validators } = before.context;
  const find = (id: unknown) => validators.find((validator) => validator.id === id);
  if (event.type === 'assignKey') return { key: event['key'], usedBy: find(event['key'])?.id ?? '' };
  return event.type === 'optOut' ? { lastPower: find(event['validator'])?.lastPower } : {};
}

/** What is wrong with how a request is passed on; empty if nothing. */
function faultOfPassing(step: ProviderStep): string {
  const { before, event, emitted } = step;
  const type = passedOnAs[event.type];
  if (type === undefined) return '';
  const validator = String(event['validator']);
  const exists = before.context.validators.some(({ id }) => id === validator);
  const sent = emitted.flatMap((each) =>
    each.type === 'send' && each.event.type === type ? [each.event] : [],
  );
  if (sent.length !== (exists ? 1 : 0))
    return `"${event.type}" of ${validator} is not passed on, or is although there is no such validator`;
  const wrong = Object.entries({ validator, ...knownOfStaking(step) }).find(
    ([field, value]) => sent.length > 0 && sent[0]?.[field] !== value,
  );
  return wrong === undefined
    ? ''
    : `"${event.type}" of ${validator} is passed on with ${wrong[0]} ${String(sent[0]?.[wrong[0]])} instead of ${String(wrong[1])}`;
}

/** Whom the provider takes for active, with which powers, when an owner asks for another shape; empty if it is right. */
function faultOfMeasuring(
  slots: number,
  powerReduction: number,
  { before, event, emitted }: ProviderStep,
): string {
  const [passed] = messagesOf(emitted, 'shapingUpdateSubmitted');
  if (event.type !== 'updateShaping') return '';
  if (passed === undefined) return 'what the owner asks for is not passed on';
  const { validators } = before.context;
  const worth = ({ tokens }: ProviderValidator): number => Math.floor(tokens / powerReduction);
  const active = validators
    .filter(({ status, jailed }) => status === 'Bonded' && !jailed)
    .filter(
      (each, _, all) =>
        all.filter(
          (other) => worth(other) > worth(each) || (worth(other) === worth(each) && other.id < each.id),
        ).length < slots,
    )
    .map(({ id, lastPower }) => `${id}:${String(lastPower)}`);
  const told = passed.active.map(({ validator, power }) => `${validator}:${String(power)}`).toSorted();
  return told.join() === active.toSorted().join()
    ? ''
    : `the top N are measured among {${told.join(', ')}} instead of {${active.toSorted().join(', ')}}`;
}

const validatorRequestChecks: IcsProperty['checks'] = ({ instance }) =>
  someScopeHas(instance, (scope) => mostOf(scope, 'keyAssignments', 'optIns', 'optOuts') > 0)
    ? [
        {
          kind: 'step',
          scope: '',
          on: provider,
          holds: (step: ProviderStep) => faultOfPassing(step) === '',
          witness: ({ event }: ProviderStep) => event.type in passedOnAs,
          explain: faultOfPassing,
        },
      ]
    : [];

const ownerRequestChecks: IcsProperty['checks'] = ({ instance }) => {
  const { maxProviderConsensusValidators: slots, powerReduction } = instance.provider;
  const fault = (step: ProviderStep): string => faultOfMeasuring(slots, powerReduction, step);
  return someScopeHas(
    instance,
    (scope) => scope.consumers.some(isShaped) && mostOf(scope, 'shapingUpdates') > 0,
  )
    ? [
        {
          kind: 'step',
          scope: 'owners',
          on: provider,
          holds: (step: ProviderStep) => fault(step) === '',
          witness: ({ event }: ProviderStep) => event.type === 'updateShaping',
          explain: fault,
        },
      ]
    : [];
};

const requestChecks: IcsProperty['checks'] = (system) => [
  ...validatorRequestChecks(system),
  ...ownerRequestChecks(system),
];

export const wishEffectProperties: readonly IcsProperty[] = [
  {
    id: 'requests-passed-on',
    title: 'What validators and owners ask for reaches whoever decides',
    kind: 'step',
    statement:
      'A request for a key, or to opt in or out, is passed on if the validator exists, and only then, with what staking knows: who uses the key on the provider, which power the validator has; and a request for another shape, with the validators among whom the top N are to be measured.',
    source: [
      'x/ccv/provider/keeper/msg_server.go AssignConsumerKey, OptIn, OptOut, UpdateConsumer',
      'x/ccv/types/utils.go GetLastBondedValidatorsUtil',
    ],
    assumptions: [],
    witness: 'a validator asks for something; somebody asks for another shape',
    expected: holdsWhereApplicable(requestChecks),
    checks: requestChecks,
  },
  {
    id: 'owner-updates-decided',
    title: 'The owner of a consumer, and nobody else, changes its shaping',
    kind: 'step',
    statement:
      'New parameters and a new owner take effect if the owner signs for them, and only governance makes or keeps a Top-N chain; all else is refused and changes nothing.',
    source: ['x/ccv/provider/keeper/msg_server.go UpdateConsumer'],
    assumptions: [],
    witness: 'somebody asks for new parameters',
    expected: holdsWhereApplicable(updateChecks),
    checks: updateChecks,
  },
  {
    id: 'commissions-decided',
    title: 'A validator has the commission that it asks for',
    kind: 'step',
    statement:
      'A validator that asks for a commission on an active consumer has it from then on, unless it is less than staking admits; all else is refused.',
    source: ['x/ccv/provider/keeper/distribution.go HandleSetConsumerCommissionRate'],
    assumptions: [],
    witness: 'a validator asks for a commission',
    expected: holdsWhereApplicable(commissionChecks),
    checks: commissionChecks,
  },
  {
    id: 'allowlist-follows-owner',
    title: "The list of a consumer's denominations is what its owner says",
    kind: 'step',
    statement:
      'The owner of an active consumer replaces the list of denominations that are distributed for it; of one that is over the list stays.',
    source: ['x/ccv/provider/keeper/msg_server.go UpdateConsumer (AllowlistedRewardDenoms)'],
    assumptions: [],
    witness: 'the owner replaces the list',
    expected: holdsWhereApplicable(allowlistChecks),
    checks: allowlistChecks,
  },
];
