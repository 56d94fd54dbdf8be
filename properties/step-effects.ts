/** Small steps that others rely on: that validators come back on a consumer, and that new penalties come closer. */
import { consumerOf, provider } from '../model/component-ids.ts';
import { hasPenaltyUpdates } from '../model/equivocation-scope.ts';
import type { ConsumerContext, ProviderContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { messagesOf } from './observers/heard.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

type ConsumerStep = LocalStep<ConsumerContext>;
type ProviderStep = LocalStep<ProviderContext>;

/** Who resumes signing is neither down nor has it missed blocks. */
function isBack({ event, after }: ConsumerStep): boolean {
  const { down, missed } = after.context;
  const key = String(event['key']);
  return !down.includes(key) && missed.every((each) => each.key !== key);
}

const returnChecks: IcsProperty['checks'] = (system) =>
  someScopeHas(system.instance, (scope) => mostOf(scope, 'consumerDowntimes') > 0)
    ? ofEachConsumer((_instance, { id }): readonly Check[] => [
        {
          kind: 'step',
          scope: id,
          on: consumerOf(id),
          holds: (step: ConsumerStep) => step.event.type !== 'resumeSigning' || isBack(step),
          witness: ({ event }: ConsumerStep) => event.type === 'resumeSigning',
          explain: ({ event }: ConsumerStep) =>
            `${String(event['key'])} signs again on ${id}, and is taken for down`,
        },
      ])(system)
    : [];

const bringsCloser = ({ event, emitted }: ProviderStep): boolean =>
  event.type !== 'nextBlock' ||
  messagesOf(emitted, 'penaltyChangesComeCloser')[0]?.seconds === event['seconds'];

const countdownChecks: IcsProperty['checks'] = ({ instance }) =>
  instance.consumers.some((consumer) => hasPenaltyUpdates(instance, consumer))
    ? [
        {
          kind: 'step',
          scope: '',
          on: provider,
          holds: bringsCloser,
          witness: ({ event }: ProviderStep) => event.type === 'nextBlock',
          explain: () => 'a block begins, and new penalties come no closer',
        },
      ]
    : [];

export const stepEffectProperties: readonly IcsProperty[] = [
  {
    id: 'signing-resumed',
    title: 'Who signs again is not taken for down',
    kind: 'step',
    statement: 'A validator that resumes signing on a consumer can do so, and begins with no missed blocks.',
    source: ['cosmos-sdk x/slashing'],
    assumptions: [],
    witness: 'a validator resumes signing',
    expected: holdsWhereApplicable(returnChecks),
    checks: returnChecks,
  },
  {
    id: 'penalty-changes-count-down',
    title: 'New penalties come closer with every block',
    kind: 'step',
    statement: 'Each block of the provider takes its time off what new infraction parameters have to wait.',
    source: [
      'ADR-020',
      'x/ccv/provider/keeper/infraction_parameters.go BeginBlockUpdateInfractionParameters',
    ],
    assumptions: [],
    witness: 'a block of the provider',
    expected: holdsWhereApplicable(countdownChecks),
    checks: countdownChecks,
  },
];
