/** Emissions of the model's machines: like `send` and `note`, but held to the vocabulary of the model. */
import { note, send } from '../src/system/authoring.ts';
import type { Note, Send } from '../src/system/vocabulary.ts';
import { keysOf, pipelineOf, recordOf, shapingOf } from './component-ids.ts';
import type {
  ConsumerId,
  EpochEnded,
  EvidenceSubmitted,
  EpochEndPassedOn,
  LaunchMoment,
  LaunchMomentPassedOn,
  ModelNote,
  OwnersDecision,
  OwnersPenalties,
  PhaseChanged,
  SlashPacketReceived,
  ToChannel,
  ToConsumer,
  ToConsumerRecord,
  ToEvidence,
  ToKeys,
  ToPenalties,
  ToLifecycleQueues,
  ToOwnership,
  ToDeadlines,
  ToProvider,
  ToShaping,
  ToSlashMeter,
  ToStandalone,
  ToSlashQueue,
} from './vocabulary.ts';

interface MessagesOf {
  readonly record: ToConsumerRecord | OwnersDecision;
  /** Of the shaping of a consumer: where it is also asked who owns it. */
  readonly ownership: Extract<ToOwnership, { readonly type: 'handedOver' }>;
  /** Of the ownership of a consumer: its penalties, where they may change. */
  readonly 'own-penalties': OwnersPenalties;
  readonly channel: ToChannel;
  readonly consumer: ToConsumer;
  readonly provider: ToProvider;
  /** Who wants to know of maturities that one consumer reports. */
  readonly 'maturity-listeners': Extract<ToDeadlines, { readonly type: 'vscMatured' }>;
  /** Of one consumer, where it is addressed by the record; of all, in the order of the instance, by the provider. */
  readonly deadlines: ToDeadlines;
  /** Of the record, and of penalties on the way: where reports go, which is the slash queue first where there is one. */
  readonly 'slash-meter': ToSlashMeter;
  /** Only in v1-v3. */
  readonly 'slash-queue': ToSlashQueue;
  /** Who takes in the slash packets of one consumer: its record, or a stage before it. */
  readonly 'slash-inbox': SlashPacketReceived;
  /** For each consumer the first stage of the computation of its next set, in the order of the instance. */
  readonly 'epoch-stages': EpochEnded;
  /** The next stage of the computation of one consumer's next set. */
  readonly next: EpochEndPassedOn | LaunchMomentPassedOn;
  /** Where what came in through the slash inbox goes from there. */
  readonly 'next-inbox': SlashPacketReceived | EvidenceSubmitted;
  /** What must know the phase of the same consumer. */
  readonly 'phase-listeners': PhaseChanged;
  /** The keys of all consumers where they may be assigned by transaction. */
  readonly keys: ToKeys;
  readonly evidence: ToEvidence;
  /** What a consumer was before it changed over. */
  readonly standalone: ToStandalone;
  /** Where punishments for equivocation go: the provider, or the consumer's penalties on the way there. */
  readonly punisher: Extract<ToPenalties, { readonly type: 'punishEquivocation' }>;
  /** Nobody where no consumer goes through its life cycle. */
  readonly 'lifecycle-queues': ToLifecycleQueues;
  /** All of them, in the order of the instance. */
  readonly records: ToConsumerRecord;
  readonly channels: ToChannel;
  readonly consumers: ToConsumer;
  readonly penalties: ToPenalties;
}

/** To the component (or components) that the sender's link of that name stands for. */
export function sendMessage<Role extends keyof MessagesOf>(role: Role, message: MessagesOf[Role]): Send {
  return send(role, { ...message });
}

/** To the record of that consumer, of which a report came. */
export function replyToRecord(consumer: ConsumerId, message: ToConsumerRecord): Send {
  return send(recordOf(consumer), { ...message });
}

/** To what keeps track of who validates that consumer. */
export function sendToShaping(consumer: ConsumerId, message: ToShaping): Send {
  return send(shapingOf(consumer), { ...message });
}

/** To the keys of that consumer. */
export function sendToKeys(consumer: ConsumerId, message: ToKeys): Send {
  return send(keysOf(consumer), { ...message });
}

/** The role under which transactions that name keys of the consumer reach the provider's module. */
export const inboxRole = (consumer: ConsumerId): string => `inbox-${consumer}`;

/** A transaction about that consumer. */
export function submitTo(consumer: ConsumerId, message: EvidenceSubmitted): Send {
  return send(inboxRole(consumer), { ...message });
}

/** To where the computation of that consumer's launch set begins. */
export function sendLaunchMoment(consumer: ConsumerId, moment: LaunchMoment): Send {
  return send(pipelineOf(consumer), { type: 'launchMoment', ...moment });
}

/** A remark for observers and readers. */
export function remark({ type, ...fields }: ModelNote): Note {
  return note(type, fields);
}
