/** What becomes of the wishes of owners and validators: each is granted, or refused for a reason that the rules give. */
import { allocationOf, provider, shapingOf } from '../model/component-ids.ts';
import { isLess, parseFraction } from '../model/fraction.ts';
import { providerRewardsOf } from '../model/rewards/has-rewards.ts';
import type { AllocationContext, Denom, PowerShaping, ProviderContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { equalData } from '../src/system/equal-data.ts';
import { mayHappen } from './expectations.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { notesOf } from './observers/heard.ts';
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

function isPassedOn({ before, event, emitted }: ProviderStep): boolean {
  const type = passedOnAs[event.type];
  if (type === undefined) return true;
  const exists = before.context.validators.some(({ id }) => id === event['validator']);
  const sent = emitted.filter((each) => each.type === 'send' && each.event.type === type).length;
  return sent === (exists ? 1 : 0);
}

const requestChecks: IcsProperty['checks'] = ({ instance }) =>
  someScopeHas(instance, (scope) => mostOf(scope, 'keyAssignments', 'optIns', 'optOuts') > 0)
    ? [
        {
          kind: 'step',
          scope: '',
          on: provider,
          holds: isPassedOn,
          witness: ({ event }: ProviderStep) => event.type in passedOnAs,
          explain: ({ event }: ProviderStep) =>
            `"${event.type}" of ${String(event['validator'])} is not passed on, or is although there is no such validator`,
        },
      ]
    : [];

export const wishEffectProperties: readonly IcsProperty[] = [
  {
    id: 'requests-passed-on',
    title: 'What validators ask for reaches whoever decides',
    kind: 'step',
    statement:
      'A request for a key, or to opt in or out, is passed on if the validator exists, and only then.',
    source: ['x/ccv/provider/keeper/msg_server.go AssignConsumerKey, OptIn, OptOut'],
    assumptions: [],
    witness: 'a validator asks for something',
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
