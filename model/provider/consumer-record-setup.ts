/**
 * Guards and actions of the provider's record of a consumer, by name. What they are for is said in
 * `consumer-record-descriptions.ts`.
 */
import { and, assertEvent, not, stateIn } from 'xstate';
import { castDraft, produce } from 'immer';
import type { Note, Send } from '../../src/system/vocabulary.ts';
import { chainIdOf } from '../equivocation-scope.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { launchPenalties } from '../penalties/consumer-penalties.ts';
import { hasRewards } from '../rewards/has-rewards.ts';
import { remark, sendMessage } from '../send-message.ts';
import type {
  ConsumerKey,
  ConsumerRecordContext,
  DowntimeDecision,
  SlashAckResult,
  SlashPacketReceived,
  ValidatorId,
  ValidatorSetChange,
} from '../vocabulary.ts';
import { featuresOf, growOlder, oldestVscAge } from '../vsc-age.ts';
import { maturityActions, maturityGuards } from './consumer-record-maturity-setup.ts';
import { consumerRecordTypes, type ConsumerRecordParameters } from './consumer-record-types.ts';
import { punishEquivocator, refuseEvidence, takeDoubleSignReport } from './evidence-actions.ts';
import { lifecycleActions, lifecycleGuards } from './consumer-lifecycle-setup.ts';
import { nextValidatorSet, ownerOf as ownerOfKey, type NextValidatorSet } from './next-validator-set.ts';
import { diffOf, keyedPowers } from './validator-set-diff.ts';
import { sendRewardMessage } from '../rewards/send-reward-message.ts';

export function consumerRecordParameters(
  instance: Instance,
  consumer: ConsumerInstance,
): ConsumerRecordParameters {
  const { membershipCheck, delayedRemoval, partialSets } = featuresOf(instance);
  return {
    nextSet: nextValidatorSet(instance, consumer),
    ownerOf: ownerOfKey(consumer),
    oldestVscAge: oldestVscAge(instance),
    membershipCheck,
    holdsOwnOnly: partialSets,
    paysRewards: hasRewards(consumer),
    delayedRemoval,
    isManaged: consumer.lifecycle !== undefined,
    penalties: launchPenalties(instance, consumer),
    chainId: chainIdOf(consumer),
    hasSlashQueue: featuresOf(instance).throttleByQueue,
    executesDoubleSignReports: featuresOf(instance).doubleSignReportsExecuted,
  };
}

/** Decisions of staking and slashing that put the key among the slash acks; drops there do not. */
const ackedDecisions: ReadonlySet<DowntimeDecision> = new Set(['executed', 'absorbedJailed']);

/** Queues a VSC that says how the stored set and the next one differ, and takes the slash acks along. */
export function queueVsc(nextSet: NextValidatorSet, difference: typeof diffOf) {
  return consumerRecordTypes.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, 'epochEnded');
    const set = nextSet(event.bonded);
    const change = { vsc: 0, updates: difference(context.stored, set), slashAcks: context.slashAcks };
    enqueue.assign(withVsc(context, change));
    enqueue.emit(remark({ type: 'vscProvided', change, set: keyedPowers(set) }));
  });
}

/** XState's `setup` with everything that the machine's configuration names. */
export function consumerRecordSetup(parameters: ConsumerRecordParameters) {
  const { nextSet } = parameters;
  const isMember = ({ stored }: ConsumerRecordContext, report: SlashPacketReceived): boolean => {
    const owner = reportedValidator(parameters, report);
    return stored.some(({ validator }) => validator === owner);
  };

  return consumerRecordTypes.extend({
    guards: {
      validatorSetChanges: ({ context, event }) =>
        event.type === 'epochEnded' && diffOf(context.stored, nextSet(event.bonded)).length > 0,
      hasPendingVscs: ({ context }) => context.pending.length > 0,
      slashPacketIsInvalid: ({ event }) =>
        event.type === 'slashPacketReceived' && (event.vsc === 'unknown' || event.power === 0),
      consumerIsStopped: stateIn('stopped'),
      hasChannel: ({ context }) => context.hasChannel,
      isNotConsumerValidator: ({ context, event }) =>
        event.type === 'slashPacketReceived' && parameters.membershipCheck && !isMember(context, event),
      reportsDoubleSign: ({ event }) =>
        event.type === 'slashPacketReceived' && event.infraction === 'doubleSign',
      providerHasNoClient: and([not(stateIn('launched')), not(stateIn('stopped'))]),
      evidenceIsTooOld: ({ event }) => event.type === 'evidenceSubmitted' && !event.recent,
      evidenceIsOfAnotherChain: ({ event }) =>
        event.type === 'evidenceSubmitted' && event.chainId !== parameters.chainId,
      votesAgree: ({ event }) => event.type === 'evidenceSubmitted' && !event.conflicting,
      signatureIsMissing: ({ event }) =>
        event.type === 'evidenceSubmitted' && (!event.signed || event.unsigned.length > 0),
      decisionIsAcknowledged: ({ event }) =>
        event.type === 'reportHandled' && ackedDecisions.has(event.decision),
      ...lifecycleGuards(parameters),
      ...maturityGuards(parameters),
    },
    actions: {
      ...lifecycleActions(parameters),
      queueVsc: queueVsc(nextSet, diffOf),
      storeNextSet: consumerRecordTypes.assign(({ context, event }) => {
        assertEvent(event, 'epochEnded');
        const set = nextSet(event.bonded);
        return produce(context, (draft) => {
          draft.stored = castDraft(set);
        });
      }),
      announceStoredSet: consumerRecordTypes.enqueueActions(({ context, enqueue }) => {
        if (!parameters.paysRewards) return;
        const members = context.stored.map(({ validator, power }) => ({ validator, power }));
        enqueue.emit(sendRewardMessage('allocation', { type: 'storedSetChanged', members }));
      }),
      growPendingVscsOlder: consumerRecordTypes.assign(({ context }) =>
        produce(context, (draft) => {
          context.pending.forEach(({ vsc }, index) => {
            const pending = draft.pending[index];
            if (pending !== undefined) pending.vsc = growOlder(vsc, parameters.oldestVscAge);
          });
        }),
      ),
      sendPendingVscs: consumerRecordTypes.emit(({ context }) =>
        sendMessage('channel', { type: 'sendVscs', packets: context.pending }),
      ),
      forgetPendingVscs: consumerRecordTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.pending = [];
        }),
      ),
      refuseSlashPacket: consumerRecordTypes.emit(slashAck('error')),
      dropReportOfNonMember: consumerRecordTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'slashPacketReceived');
        enqueue.assign(withSlashAck(context, event.key));
        enqueue.emit(
          decided({ ...event, validator: reportedValidator(parameters, event) }, 'droppedNotInSet', true),
        );
        enqueue.emit(slashAck('handled'));
      }),
      dropReportOfStoppedConsumer: consumerRecordTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'slashPacketReceived');
        enqueue.assign(withSlashAck(context, event.key));
        enqueue.emit(
          decided({ ...event, validator: reportedValidator(parameters, event) }, 'droppedStopped', true),
        );
        enqueue.emit(slashAck('handled'));
      }),
      passReportToMeter: consumerRecordTypes.emit(({ context, event }) => {
        assertEvent(event, 'slashPacketReceived');
        return reportToMeter(context, event, parameters);
      }),
      takeDoubleSignReport: takeDoubleSignReport(parameters),
      refuseEvidenceWithoutClient: refuseEvidence('noClient'),
      refuseTooOldEvidence: refuseEvidence('tooOld'),
      refuseEvidenceOfAnotherChain: refuseEvidence('otherChain'),
      refuseAgreeingVotes: refuseEvidence('noConflict'),
      refuseUnsignedEvidence: refuseEvidence('badSignature'),
      punishEquivocator: punishEquivocator(parameters),
      noteBounced: consumerRecordTypes.emit(({ event }) => {
        assertEvent(event, 'reportBounced');
        return decided(event, 'bounced', false);
      }),
      writeBouncedAck: consumerRecordTypes.emit(slashAck('bounced')),
      appendSlashAck: consumerRecordTypes.assign(({ context, event }) => {
        assertEvent(event, 'reportHandled');
        return withSlashAck(context, event.key);
      }),
      noteHandled: consumerRecordTypes.emit(({ event }) => {
        assertEvent(event, 'reportHandled');
        return decided(event, event.decision, ackedDecisions.has(event.decision));
      }),
      writeHandledAck: consumerRecordTypes.emit(slashAck('handled')),
      ...maturityActions(),
    },
  });
}

/** The owner of the reported key: what the consumer calls by its own key is known here by its validator. */
function reportedValidator(
  { ownerOf }: Pick<ConsumerRecordParameters, 'ownerOf'>,
  { key, validator }: Pick<SlashPacketReceived, 'key' | 'validator'>,
): ValidatorId {
  return validator ?? ownerOf(key);
}

function decided(
  { key, validator }: { readonly key: ConsumerKey; readonly validator: ValidatorId },
  decision: DowntimeDecision,
  acked: boolean,
): Note {
  return remark({ type: 'reportDecided', key, validator, decision, acked });
}

/** The VSC is pending, and took all waiting slash acks along. */
function withVsc(context: ConsumerRecordContext, change: ValidatorSetChange): ConsumerRecordContext {
  return produce(context, (draft) => {
    draft.pending = castDraft([...context.pending, change]);
    draft.slashAcks = [];
  });
}

/** The key waits for the next VSC, which tells the consumer that the report about it is settled. */
export function withSlashAck(context: ConsumerRecordContext, key: ConsumerKey): ConsumerRecordContext {
  return produce(context, (draft) => {
    draft.slashAcks.push(key);
  });
}

/** The answer to the slash packet that the channel is delivering. */
export function slashAck(result: SlashAckResult): Send {
  return sendMessage('channel', { type: 'writeSlashAck', result });
}

/** A report that passed the record's own checks, with what it is to cost. */
function reportToMeter(
  { consumer }: ConsumerRecordContext,
  packet: SlashPacketReceived,
  parameters: ConsumerRecordParameters,
): Send {
  const { key, power, vsc } = packet;
  if (vsc === 'unknown') throw new Error('expected a known VSC id: an unknown one is refused before');
  return sendMessage('slash-meter', {
    type: 'throttleReport',
    consumer,
    key,
    validator: reportedValidator(parameters, packet),
    power,
    vsc,
    ...parameters.penalties.downtime,
  });
}
