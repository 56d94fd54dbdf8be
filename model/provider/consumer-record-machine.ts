/**
 * What the provider's module keeps of one consumer: its phase, the validator set it last computed for it, VSCs that wait
 * to be sent, slash acks that wait for a VSC, and whether it has a CCV channel.
 *
 * Registering a consumer is not a step: a record starts registered at the earliest. Where the instance does not let the
 * consumer go through its life cycle, it starts launched, its channel open, and a stop is the end: deletion, a full
 * unbonding period later, would change nothing that others can see then.
 */
import { and } from 'xstate';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { hasEquivocations, hasEvidence } from '../equivocation-scope.ts';
import { genesisValidatorSet } from '../genesis-validator-set.ts';
import { startPhaseOf, startsLaunched } from '../lifecycle.ts';
import { recordMaturity } from './consumer-record-maturity.ts';
import { consumerRecordParameters, consumerRecordSetup } from './consumer-record-setup.ts';
import {
  channelOpening,
  furtherChannels,
  phasesAfterLaunch,
  phasesBeforeLaunch,
  stoppingFor,
  type Ending,
} from './consumer-phases.ts';

const reportForMeter = {
  description: 'The report goes on to the slash meter.',
  meta: { spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket' },
  actions: ['passReportToMeter'],
} as const;

/** In v1-v3. */
const reportThatWaits = {
  description: 'The report is acknowledged, and waits in the slash queue until it is handled.',
  meta: { spec: 'ADR-002; x/ccv/provider/keeper/relay.go OnRecvSlashPacket (v1-v3)' },
  actions: ['passReportToMeter', 'writeHandledAck'],
} as const;

/** Only where validators may equivocate, and their own chain reports it. */
const doubleSignReport = {
  description:
    'The report is about a double sign: released code logs it, and nothing else comes of it (SC-22).',
  meta: { spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (SetSlashLog)' },
  guard: 'reportsDoubleSign',
  actions: ['takeDoubleSignReport', 'writeHandledAck'],
} as const;

/**
 * Only where evidence may be handed in. It counts as long as the provider has a client of the consumer: for a launched
 * one and for a stopped one alike.
 */
const evidenceTransition = {
  evidenceSubmitted: [
    {
      description:
        'The provider has no client of the consumer, not yet or not any more: the transaction fails.',
      meta: {
        spec: 'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting, CheckMisbehaviour (GetConsumerClientId)',
      },
      guard: 'providerHasNoClient',
      actions: ['refuseEvidenceWithoutClient'],
    },
    {
      description: 'The votes are older than the first height that the client knows: the transaction fails.',
      meta: { spec: 'x/ccv/provider/keeper/consumer_equivocation.go GetEquivocationEvidenceMinHeight' },
      guard: 'evidenceIsTooOld',
      actions: ['refuseTooOldEvidence'],
    },
    {
      description: 'The votes agree, so that nothing is proved: the transaction fails.',
      meta: { spec: 'x/ccv/provider/keeper/consumer_equivocation.go VerifyDoubleVotingEvidence (BlockID)' },
      guard: 'votesAgree',
      actions: ['refuseAgreeingVotes'],
    },
    {
      description: 'The votes are signed for another chain id: the transaction fails.',
      meta: {
        spec: 'x/ccv/provider/keeper/consumer_equivocation.go VerifyDoubleVotingEvidence, CheckMisbehaviour',
      },
      guard: 'evidenceIsOfAnotherChain',
      actions: ['refuseEvidenceOfAnotherChain'],
    },
    {
      description: 'Somebody who is named has not signed: the transaction fails as a whole.',
      meta: {
        spec: 'x/ccv/provider/keeper/consumer_equivocation.go VerifyDoubleVotingEvidence, verifyLightBlockCommitSig',
      },
      guard: 'signatureIsMissing',
      actions: ['refuseUnsignedEvidence'],
    },
    {
      description: 'The evidence is sound: whoever owns the key is to be punished.',
      meta: {
        spec: 'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting, HandleConsumerMisbehaviour',
      },
      actions: ['punishEquivocator'],
    },
  ],
} as const;

export function createConsumerRecordMachine(instance: Instance, consumer: ConsumerInstance) {
  const parameters = consumerRecordParameters(instance, consumer);
  const maturity = recordMaturity(instance, consumer);
  const ending: Ending = {
    delayed: parameters.delayedRemoval,
    hasLifecycle: parameters.isManaged,
    pausesUnbondings: maturity.pausesUnbondings,
    hasSlashQueue: parameters.hasSlashQueue,
  };
  const stopping = stoppingFor(ending);
  const answering = parameters.hasSlashQueue ? ([] as const) : (['writeHandledAck'] as const);
  return consumerRecordSetup(parameters).createMachine({
    id: 'consumer-record',
    description:
      "The provider's record of a consumer: its validator set, pending VSCs, slash acks and phase.",
    meta: { spec: 'ICS-28 provider chain; x/ccv/provider/keeper/relay.go, consumer_lifecycle.go' },
    context: {
      consumer: consumer.id,
      hasChannel: consumer.channelOpen,
      stored: startsLaunched(consumer) ? genesisValidatorSet(instance, consumer) : [],
      pending: [],
      slashAcks: [],
      ...maturity.context,
    },
    initial: startPhaseOf(consumer),
    on: {
      ...(consumer.channelOpen ? {} : channelOpening(maturity.atOpening)),
      ...(ending.hasLifecycle && instance.budgets.secondChannels !== 0
        ? furtherChannels(maturity.atOpening)
        : {}),
      vscIdAdvanced: {
        description: 'The provider issued a VSC id: VSCs computed before are one id older.',
        meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)' },
        actions: ['growPendingVscsOlder'],
      },
      ...maturity.anyPhase,
      channelCloseConfirmed: {
        description:
          'The provider learns that the other end closed, and does nothing: the consumer stays launched until a VSC fails.',
        meta: { spec: 'x/ccv/provider/ibc_module.go OnChanCloseConfirm' },
      },
      slashPacketReceived: [
        {
          description:
            'The packet names a VSC id that was never issued, or no power: an error acknowledgement.',
          meta: { spec: 'x/ccv/provider/keeper/relay.go ValidateSlashPacket; SlashPacketData.Validate' },
          guard: 'slashPacketIsInvalid',
          actions: ['refuseSlashPacket'],
        },
        ...(hasEquivocations(instance) ? [doubleSignReport] : []),
        {
          description:
            'A report of a stopped consumer is dropped; its acknowledgement waits for a VSC that will not come.',
          meta: { spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (phase)' },
          guard: 'consumerIsStopped',
          actions: ['dropReportOfStoppedConsumer'],
        },
        {
          description:
            'The validator is no longer in the set computed for this consumer: dropped, but acknowledged.',
          meta: { spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (IsConsumerValidator)' },
          guard: 'isNotConsumerValidator',
          actions: ['dropReportOfNonMember'],
        },
        parameters.hasSlashQueue ? reportThatWaits : reportForMeter,
      ],
      reportBounced: {
        description: 'The slash meter is negative: the consumer is to try again.',
        meta: { spec: 'ADR-008; x/ccv/provider/keeper/relay.go OnRecvSlashPacket' },
        actions: ['noteBounced', 'writeBouncedAck'],
      },
      reportHandled: [
        {
          description:
            'The report was executed, or absorbed by a validator in jail: its key joins the slash acks.',
          meta: { spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket (AppendSlashAck)' },
          guard: 'decisionIsAcknowledged',
          actions: ['appendSlashAck', 'noteHandled', ...answering],
        },
        {
          description:
            'The report was dropped over an unknown, unbonded or tombstoned validator: handled, but no slash ack follows.',
          meta: { spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket' },
          actions: ['noteHandled', ...answering],
        },
      ],
      ...(hasEvidence(instance) ? evidenceTransition : {}),
    },
    states: {
      ...(ending.hasLifecycle ? phasesBeforeLaunch(maturity.atLaunch) : {}),
      launched: {
        description: 'The consumer is served: it gets VSCs, and its reports count.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_LAUNCHED' },
        on: {
          epochEnded: [
            {
              description:
                'An epoch ended and the consumer is to have a different validator set: a VSC is queued.',
              meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets; ADR-014' },
              guard: 'validatorSetChanges',
              actions: ['queueVsc', 'storeNextSet', ...maturity.afterQueueing, 'announceStoredSet'],
            },
            ...maturity.epochEnded,
            {
              description: 'An epoch ended and the set stays the same: no VSC, and slash acks go on waiting.',
              meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets' },
            },
          ],
          sendPendingVscs: [
            {
              description: 'Everything pending goes to the channel, oldest first.',
              meta: { spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain' },
              guard: and(['hasChannel', 'hasPendingVscs']),
              actions: ['sendPendingVscs'],
            },
            {
              description: 'There is nothing to send, or no channel yet, for which everything pending waits.',
              meta: { spec: 'x/ccv/provider/keeper/relay.go SendVSCPackets, SendVSCPacketsToChain' },
            },
          ],
          vscsSent: {
            description: 'The channel took them all.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain (DeletePendingVSCPackets)' },
            actions: [...maturity.beforeForgettingSent, 'forgetPendingVscs'],
          },
          sendRefusedClientExpired: {
            description:
              'The client of the consumer has expired: everything stays pending until it is revived.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain (ErrClientNotActive)' },
          },
          sendFailedChannelClosed: stopping(
            'The channel is closed: the consumer is stopped.',
            'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain (StopAndPrepareForConsumerRemoval)',
            'noteStoppedBySendFailure',
          ),
          vscTimedOut: stopping(
            'A VSC could not be delivered in time: the consumer is stopped.',
            'x/ccv/provider/keeper/relay.go OnTimeoutPacket',
            'noteStoppedByTimeout',
          ),
          vscRefused: stopping(
            'The consumer answered a VSC with an error: it is stopped. The specification aborts the provider there (SC-18).',
            'x/ccv/provider/keeper/relay.go OnAcknowledgementPacket',
            'noteStoppedByErrorAck',
          ),
          ...maturity.launched,
          ...(ending.pausesUnbondings
            ? {
                answerOverdue: stopping(
                  'The consumer did not mature a VSC in time: it is removed, and what it held is released.',
                  'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5)',
                  'noteStoppedByDeadline',
                ),
              }
            : {}),
          ...(maturity.timesOpening
            ? {
                openingOverdue: stopping(
                  'The channel of the consumer was not opened in time: it is removed, and what it held is released.',
                  'x/ccv/provider/keeper/relay.go EndBlockCCR (v1-v5)',
                  'noteStoppedByInitTimeout',
                ),
              }
            : {}),
          ...(ending.hasLifecycle
            ? {
                removeConsumer: stopping(
                  'The owner removes the consumer.',
                  'x/ccv/provider/keeper/msg_server.go RemoveConsumer',
                  'noteRemovedByOwner',
                ),
              }
            : {}),
        },
      },
      ...phasesAfterLaunch(ending),
    },
  });
}
