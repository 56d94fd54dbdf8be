/** What the provider's record of a consumer does and tells in the course of the consumer's life, so that others can follow. */
import { lifecycleQueues, recordOf } from '../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import { startsLaunched } from '../model/lifecycle.ts';
import type { LifecycleQueuesContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { mayLoseChannel, whereManagedConsumers, type RecordStep } from './lifecycle.ts';
import { eventOf } from './model-events.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { mostOf } from './scope-room.ts';

type QueuesStep = LocalStep<LifecycleQueuesContext>;

/** The record hands on what the owner decides about the launch; empty if it does. */
function unheardDecision({ before, event, emitted }: RecordStep): string {
  if (before.value === 'registered' && event.type === 'scheduleLaunch') {
    const [queued] = messagesOf(emitted, 'queueLaunch');
    return queued?.seconds === event['seconds']
      ? ''
      : 'a spawn time is set, and the launch is not queued for it';
  }
  if (before.value !== 'initialized') return '';
  if (event.type === 'scheduleLaunch') {
    const [moved] = messagesOf(emitted, 'moveLaunch');
    return moved?.seconds === event['seconds']
      ? ''
      : 'another spawn time is set, and the launch is not moved to it';
  }
  return event.type === 'unscheduleLaunch' && messagesOf(emitted, 'cancelLaunch').length === 0
    ? 'the spawn time is taken back, and the launch stays queued'
    : '';
}

/** And the queue does so; empty if it does. */
function unmetDecision({ before, event: given, after, emitted }: QueuesStep): string {
  const event = eventOf({ event: given });
  if (event.type !== 'queueLaunch' && event.type !== 'moveLaunch' && event.type !== 'cancelLaunch') return '';
  const { consumer } = event;
  const timesIn = ({ launches }: LifecycleQueuesContext): readonly number[] =>
    launches.filter((entry) => entry.consumer === consumer).map(({ dueIn }) => dueIn);
  const isQueued = timesIn(before.context).length > 0;
  const times = timesIn(after.context);
  if (event.type === 'cancelLaunch') {
    const isTold = messagesOf(emitted, 'launchCancelled').length > 0;
    return times.length === 0 && isTold === isQueued
      ? ''
      : `the launch of ${consumer} is taken back, and ${isTold ? 'stays queued' : 'nobody is told'}`;
  }
  if (event.type === 'moveLaunch' && !isQueued)
    return times.length === 0 ? '' : `${consumer} joins the queue`;
  return times.length === 1 && times[0] === event.seconds
    ? ''
    : `${consumer} is to be launched in [${times.join(', ')}] s instead of ${String(event.seconds)}`;
}

const awaitsLaunch = (consumer: ConsumerInstance): boolean => !startsLaunched(consumer);

const decisionChecks: IcsProperty['checks'] = (system) => {
  const ofRecords = whereManagedConsumers(
    (scope) => scope.consumers.some(awaitsLaunch) && mostOf(scope, 'lifecycleActions') > 0,
    (_instance, consumer): readonly Check[] =>
      awaitsLaunch(consumer)
        ? [
            {
              kind: 'step',
              scope: consumer.id,
              on: recordOf(consumer.id),
              holds: (step: RecordStep) => unheardDecision(step) === '',
              witness: ({ event }: RecordStep) =>
                event.type === 'scheduleLaunch' || event.type === 'unscheduleLaunch',
              explain: (step: RecordStep) => `${consumer.id}: ${unheardDecision(step)}`,
            },
          ]
        : [],
  )(system);
  if (ofRecords.length === 0) return [];
  return [
    ...ofRecords,
    {
      kind: 'step',
      scope: 'queue',
      on: lifecycleQueues,
      holds: (step: QueuesStep) => unmetDecision(step) === '',
      witness: ({ event }: QueuesStep) => ['queueLaunch', 'moveLaunch', 'cancelLaunch'].includes(event.type),
      explain: unmetDecision,
    },
  ];
};

/** What a change of phase leaves untold; empty if nothing. */
function untoldPhase({ before, event, after, emitted }: RecordStep): string {
  if (event.type === 'launchMoment' && before.value === 'initialized' && after.value !== 'launched')
    return notesOf(emitted, 'launchFailed').length > 0 ? '' : 'the launch fails, and nobody is told';
  if (before.value === after.value) return '';
  return messagesOf(emitted, 'phaseChanged').some(({ phase }) => phase === after.value)
    ? ''
    : `it is ${JSON.stringify(after.value)} now, and those who keep something of it are not told`;
}

const mayChangePhase = (scope: Instance): boolean =>
  scope.consumers.some(awaitsLaunch) || mayLoseChannel(scope) || mostOf(scope, 'lifecycleActions') > 0;

const phaseChecks = whereManagedConsumers(mayChangePhase, (_instance, { id }) => [
  {
    kind: 'step',
    scope: id,
    on: recordOf(id),
    holds: (step: RecordStep) => untoldPhase(step) === '',
    witness: ({ before, after }: RecordStep) => before.value !== after.value,
    explain: (step: RecordStep) => `${id}: ${untoldPhase(step)}`,
  },
]);

/** What is wrong with how the record takes part in the opening of a channel; empty if nothing. */
function faultOfOpening({ before, event, after, emitted }: RecordStep): string {
  const isConfirmed = event.type === 'channelConfirmed' || event.type === 'confirmAnotherChannel';
  if (!isConfirmed && event.type !== 'channelTried') return '';
  const isAnswered = messagesOf(emitted, 'openingAccepted').length > 0;
  const isRefused = notesOf(emitted, 'channelRefused').length > 0;
  const [had, has] = [before.context.hasChannel, after.context.hasChannel];
  if (had) return isRefused && !isAnswered ? '' : 'a further channel is not refused';
  if (event.type === 'channelTried') return isAnswered ? '' : 'the handshake is not taken up';
  if (event.type === 'confirmAnotherChannel') return '';
  if (!has || !isAnswered) return 'its first channel is refused';
  if (notesOf(emitted, 'channelAccepted').length === 0) return 'nobody is told that it has its channel';
  return messagesOf(emitted, 'channelOpened').length > 0 ? '' : 'no height is kept for its initial set';
}

const mayOpen = ({ channelOpen }: ConsumerInstance): boolean => !channelOpen;

const openingChecks = whereManagedConsumers(
  (scope) =>
    scope.consumers.some(mayOpen) &&
    (mostOf(scope, 'lifecycleActions') > 0 ||
      scope.consumers.some((consumer) => mayOpen(consumer) && consumer.lifecycle?.start === 'initialized')),
  (_instance, consumer) =>
    mayOpen(consumer)
      ? [
          {
            kind: 'step',
            scope: consumer.id,
            on: recordOf(consumer.id),
            holds: (step: RecordStep) => faultOfOpening(step) === '',
            witness: ({ event }: RecordStep) => event.type === 'channelConfirmed',
            explain: (step: RecordStep) => `${consumer.id}: ${faultOfOpening(step)}`,
          },
        ]
      : [],
);

export const lifecycleEffectProperties: readonly IcsProperty[] = [
  {
    id: 'launch-as-decided',
    title: 'What the owner decides about the launch is done',
    kind: 'step',
    statement:
      'A spawn time that is set, changed or taken back puts the consumer into the launch queue, moves it there or takes it out, and its record is told when it is out.',
    source: [
      'x/ccv/provider/keeper/msg_server.go UpdateConsumer',
      'x/ccv/provider/keeper/consumer_lifecycle.go PrepareConsumerForLaunch',
    ],
    assumptions: [],
    witness: 'the owner sets a spawn time',
    expected: holdsWhereApplicable(decisionChecks),
    checks: decisionChecks,
  },
  {
    id: 'phase-changes-told',
    title: 'Whoever keeps something of a consumer learns its phase',
    kind: 'step',
    statement:
      'A change of the phase of a consumer is told to whatever keeps keys, members or rewards of it, and a launch that fails is told as such.',
    source: ['ADR-019', 'x/ccv/provider/keeper/consumer_lifecycle.go'],
    assumptions: [],
    witness: 'a consumer changes its phase',
    expected: holdsWhereApplicable(phaseChecks),
    checks: phaseChecks,
  },
  {
    id: 'channel-opening-exact',
    title: 'The first channel of a consumer becomes its CCV channel',
    kind: 'step',
    statement:
      'The handshake of the first channel is taken up and confirmed, the height of the initial set kept with it; those of further channels are refused.',
    source: ['ICS-28 CCV-PCF-COTRY, CCV-PCF-COCONFIRM', 'x/ccv/provider/keeper/keeper.go SetConsumerChain'],
    assumptions: [],
    witness: 'the opening of a channel is confirmed',
    expected: holdsWhereApplicable(openingChecks),
    checks: openingChecks,
  },
];
