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

const establishmentChecks = ofEachConsumer((_instance, { id }): readonly Check[] => [
  {
    kind: 'step',
    scope: id,
    on: consumerOf(id),
    holds: ({ event, after, emitted }: ConsumerStep) =>
      event.type !== 'vscReceived' ||
      after.context.channelEstablished ||
      messagesOf(emitted, 'refuseVsc').length > 0,
    witness: ({ event }: ConsumerStep) => event.type === 'vscReceived',
    explain: () => `${id} has received a VSC, and does not know its channel`,
  },
]);

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
    id: 'first-vsc-establishes',
    title: 'A consumer that has received a VSC knows its channel',
    kind: 'step',
    statement: 'With the first VSC that it takes a consumer knows for certain which channel is its own.',
    source: ['ICS-28 CCV-CCF-RCVVSC (SC-12)', 'x/ccv/consumer/keeper/relay.go OnRecvVSCPacket'],
    assumptions: [],
    witness: 'a VSC is received',
    expected: holdsWhereApplicable(establishmentChecks),
    checks: establishmentChecks,
  },
];
