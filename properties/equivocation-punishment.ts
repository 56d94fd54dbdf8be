/** Evidence of equivocation: what it takes to be sound, and that sound evidence is acted upon. */
import { channelOf, keysOf, provider, recordOf } from '../model/component-ids.ts';
import { executesDoubleSigns, hasEvidence } from '../model/equivocation-scope.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type {
  ConsumerRecordContext,
  EvidenceSubmitted,
  KeysContext,
  ProviderContext,
} from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { equalData } from '../src/system/equal-data.ts';
import { evidenceInTime } from './evidence-in-time.ts';
import { hasProofs, mayHappen, mayPunishEquivocation } from './expectations.ts';
import {
  type ChannelSnapshot,
  holdsWhereApplicable,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { keyOn } from './key-powers.ts';
import { ofEachKeyedConsumer, takenFor } from './keys-of.ts';
import { eventOf } from './model-events.ts';
import { signedChainId } from './observers/equivocations.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { isOldestMet, type Obligations } from './observers/oldest-first.ts';
import { mostOf, someScopeHas } from './scope-room.ts';
import { unpunishedEquivocations, unpunishedEquivocationsId } from './observers/unpunished-equivocations.ts';

type RecordStep = LocalStep<ConsumerRecordContext>;
type ProviderStep = LocalStep<ProviderContext>;

/** Checks of each consumer, where evidence may be handed in. */
function ofEachWithEvidence(
  checksOf: (consumer: ConsumerInstance, validators: readonly string[]) => readonly Check[],
): IcsProperty['checks'] {
  return ({ instance }) =>
    hasEvidence(instance)
      ? instance.consumers.flatMap((consumer) =>
          checksOf(
            consumer,
            instance.validators.map(({ id }) => id),
          ),
        )
      : [];
}

/** What is wrong with evidence, in words; empty if it proves that the key signed twice. */
function flawOf(consumer: ConsumerInstance, evidence: EvidenceSubmitted): string {
  const { chainId, recent, conflicting, signed, unsigned } = evidence;
  if (chainId !== signedChainId(consumer)) return `the votes are for ${chainId}`;
  if (!recent) return 'the votes are older than the first height of the client';
  if (!conflicting) return 'the votes agree';
  if (!signed) return `${evidence.key} has not signed`;
  return unsigned.length === 0 ? '' : `${unsigned.join(', ')} has not signed`;
}

const submittedIn = (step: RecordStep): EvidenceSubmitted | undefined => {
  const event = eventOf(step);
  return event.type === 'evidenceSubmitted' ? event : undefined;
};

/** The provider can tell headers of the chain from others. */
const hasClient = ({ before }: RecordStep): boolean =>
  before.value === 'launched' || before.value === 'stopped';

/** What is wrong with how evidence is judged, in words; empty if nothing is. */
function misjudgement(consumer: ConsumerInstance, validators: readonly string[], step: RecordStep): string {
  const evidence = submittedIn(step);
  if (evidence === undefined) return '';
  const asked = messagesOf(step.emitted, 'punishEquivocation');
  const flaw = hasClient(step) ? flawOf(consumer, evidence) : 'the provider has no client of the chain';
  if (flaw !== '') {
    return asked.length === 0
      ? ''
      : `${asked.map(({ validator }) => validator).join(', ')} is to be punished although ${flaw}`;
  }
  const owner =
    evidence.validator ?? validators.find((id) => keyOn(consumer, id) === evidence.key) ?? evidence.key;
  const others = asked.filter(({ validator }) => validator !== owner);
  return others.length === 0
    ? ''
    : `${others.map(({ validator }) => validator).join(', ')} is to be punished for ${evidence.key}, the key of ${owner}`;
}

const soundnessChecks = ofEachWithEvidence((consumer, validators) => [
  {
    kind: 'step',
    scope: consumer.id,
    on: recordOf(consumer.id),
    holds: (step: RecordStep) => misjudgement(consumer, validators, step) === '',
    witness: (step: RecordStep) => submittedIn(step) !== undefined,
    explain: (step: RecordStep) => misjudgement(consumer, validators, step),
  },
]);

const evidenceSoundness: IcsProperty = {
  id: 'evidence-soundness',
  title: 'No punishment without proof',
  kind: 'step',
  statement:
    'Evidence has somebody punished only if two votes for different blocks, of one height that is recent enough, are signed for the chain id of the consumer by every key that is named; and then nobody but the owner of such a key.',
  source: ['ADR-005', 'Go TestCheckMisbehaviour, TestVerifyDoubleVotingEvidence'],
  assumptions: [],
  witness: 'evidence is handed in, sound or not',
  expected: holdsWhereApplicable(soundnessChecks),
  checks: soundnessChecks,
};

/** What is missing when the provider punishes, in words; empty if nothing is. */
function leniency({ before, event: happened, after, emitted }: ProviderStep): string {
  const event = eventOf({ event: happened });
  if (event.type !== 'punishEquivocation') return '';
  const find = ({ validators }: ProviderContext) => validators.find(({ id }) => id === event.validator);
  const found = find(before.context);
  const isReachable = found !== undefined && found.status !== 'Unbonded' && !found.tombstoned;
  const slashes = notesOf(emitted, 'slashed').filter(({ validator }) => validator === event.validator);
  if (!isReachable || before.value === 'halted') return '';
  const now = find(after.context);
  // Who has lost everything and backs nobody else may be gone.
  if (slashes.length !== 1) return `${event.validator} is slashed ${String(slashes.length)} times`;
  if (now !== undefined && !now.jailed) return `${event.validator} is not in jail`;
  return now === undefined || now.tombstoned === event.tombstone
    ? ''
    : `${event.validator} is ${now.tombstoned ? '' : 'not '}tombstoned`;
}

type KeysStep = LocalStep<KeysContext>;

const isSoundAbout = (consumer: ConsumerInstance, step: KeysStep): boolean => {
  const event = eventOf(step);
  return event.type === 'evidenceSubmitted' && flawOf(consumer, event) === '';
};

/** Whom sound evidence about a key is passed on for, if for another than the one that the key leads to. */
function strayEvidence(consumer: ConsumerInstance, { before, event: happened, emitted }: KeysStep): string {
  const event = eventOf({ event: happened });
  if (event.type !== 'evidenceSubmitted' || flawOf(consumer, event) !== '') return '';
  const owner = takenFor(before.context, event.key);
  const named = messagesOf(emitted, 'evidenceSubmitted').map(({ validator = event.key }) => validator);
  return named.join() === owner
    ? ''
    : `evidence about ${event.key}, which leads to ${owner}, is passed on as one about ${named.join(', ')}`;
}

const ownerChecks: IcsProperty['checks'] = (system) =>
  hasEvidence(system.instance)
    ? ofEachKeyedConsumer((_, consumer): readonly Check[] => [
        {
          kind: 'step',
          scope: `${consumer.id}: owner`,
          on: keysOf(consumer.id),
          holds: (step: KeysStep) => strayEvidence(consumer, step) === '',
          witness: (step: KeysStep) => isSoundAbout(consumer, step),
          explain: (step: KeysStep) => strayEvidence(consumer, step),
        },
      ])(system)
    : [];

const isPunishment = ({ event }: ProviderStep): boolean => event.type === 'punishEquivocation';

const punishedSteps: IcsProperty['checks'] = (system) =>
  mayPunishEquivocation(system.instance)
    ? [
        {
          kind: 'step',
          scope: 'provider',
          on: provider,
          holds: (step: ProviderStep) => leniency(step) === '',
          witness: (step: ProviderStep) => isPunishment(step) && notesOf(step.emitted, 'slashed').length > 0,
          explain: leniency,
        },
        ...ofEachWithEvidence((consumer): readonly Check[] => [
          {
            kind: 'step',
            scope: consumer.id,
            on: recordOf(consumer.id),
            holds: (step: RecordStep) => {
              const evidence = submittedIn(step);
              if (evidence === undefined || flawOf(consumer, evidence) !== '' || !hasClient(step))
                return true;
              return messagesOf(step.emitted, 'punishEquivocation').length === 1;
            },
            witness: ({ emitted }: RecordStep) => messagesOf(emitted, 'punishEquivocation').length > 0,
            explain: (step: RecordStep) =>
              `sound evidence about ${submittedIn(step)?.key} on ${consumer.id} is refused`,
          },
        ])(system),
        ...ownerChecks(system),
      ]
    : [];

/** The fair submitter hands in as often as it takes; where that is bounded, somebody may have wasted it before. */
const punishedEventually: IcsProperty['checks'] = (system) =>
  system.instance.budgets.evidenceSubmissions === 'unlimited' && mayHappen(system, 'equivocations')
    ? ofEachWithEvidence((consumer): readonly Check[] => [
        {
          kind: 'leadsTo',
          scope: `${consumer.id}: in the end`,
          fairness: 'FE',
          reads: [unpunishedEquivocationsId(consumer.id), recordOf(consumer.id), channelOf(consumer.id)],
          observers: [unpunishedEquivocations(system.instance, consumer)],
          from: ({ open }: Obligations) => open.length > 0,
          to: isOldestMet,
          // Of a consumer that is deleted nothing is known that evidence could be checked against.
          excluded: (_: Obligations, record: RecordSnapshot, { context }: ChannelSnapshot) =>
            record.value === 'deleted' || context.consumerClientExpiresIn === 0,
          explain: ({ open }: Obligations) =>
            `nobody hears of what was signed twice on ${consumer.id}: ${open.join('; ')}`,
        },
      ])(system)
    : [];

const punishedChecks: IcsProperty['checks'] = (system) => [
  ...punishedSteps(system),
  ...evidenceInTime(system),
  ...punishedEventually(system),
];

const equivocationPunished: IcsProperty = {
  id: 'equivocation-punished',
  title: 'Valid evidence is executed',
  kind: 'step',
  statement:
    'Sound evidence about a consumer of which the provider has a client, or a report of a double sign where such reports are executed, has the owner of the key slashed once, jailed, and tombstoned if the parameters say so, unless it does not exist, is Unbonded or is tombstoned, and before it may come to that; and whoever equivocated comes before the provider in the end where evidence may be handed in.',
  source: ['ADR-005', 'ADR-013', 'interchain-security issue 2242', 'Go TestHandleConsumerMisbehaviour'],
  assumptions: ['FE', 'the consumer is not deleted', 'the key has not been forgotten (N9)'],
  witness: 'somebody is punished for an equivocation; somebody has equivocated',
  expected: holdsWhereApplicable(punishedChecks),
  checks: punishedChecks,
};

const unthrottledChecks: IcsProperty['checks'] = (system) =>
  hasProofs(system.instance)
    ? [
        {
          kind: 'step',
          scope: 'provider',
          on: provider,
          holds: (step: ProviderStep) =>
            !isPunishment(step) || messagesOf(step.emitted, 'charge').length === 0,
          witness: (step: ProviderStep) => isPunishment(step) && notesOf(step.emitted, 'slashed').length > 0,
          explain: (step: ProviderStep) =>
            `the slash meter is charged for the equivocation of ${String(step.event['validator'])}`,
        },
        ...ofEachWithEvidence(({ id }): readonly Check[] => [
          {
            kind: 'step',
            scope: id,
            on: recordOf(id),
            holds: (step: RecordStep) =>
              submittedIn(step) === undefined || messagesOf(step.emitted, 'throttleReport').length === 0,
            witness: ({ emitted }: RecordStep) => messagesOf(emitted, 'punishEquivocation').length > 0,
            explain: (step: RecordStep) =>
              `evidence about ${submittedIn(step)?.key} waits for the slash meter`,
          },
        ])(system),
      ]
    : [];

const doubleSignUnthrottled: IcsProperty = {
  id: 'double-sign-unthrottled',
  title: 'Equivocation bypasses the slash meter',
  kind: 'step',
  statement: 'Evidence of equivocation neither waits for the slash meter nor charges it.',
  source: ['ADR-013', 'Go TestDoubleSignDoesNotAffectThrottling'],
  assumptions: [],
  witness: 'evidence is executed',
  expected: holdsWhereApplicable(unthrottledChecks),
  checks: unthrottledChecks,
};

/** Somebody may be brought before the provider again. */
const mayHitTombstoned = (instance: Instance): boolean =>
  hasProofs(instance) ||
  someScopeHas(instance, (scope) => executesDoubleSigns(scope) && mostOf(scope, 'doubleSignReports') > 1);

const finalChecks: IcsProperty['checks'] = ({ instance }) =>
  mayHitTombstoned(instance)
    ? [
        {
          kind: 'step',
          scope: '',
          on: provider,
          holds: (step: ProviderStep) =>
            !isHittingTombstoned(step) ||
            (equalData(step.before.context, step.after.context) &&
              notesOf(step.emitted, 'slashed').length === 0),
          witness: (step: ProviderStep) => isHittingTombstoned(step),
          explain: (step: ProviderStep) =>
            `${String(step.event['validator'])} is tombstoned and punished once more`,
        },
      ]
    : [];

function isHittingTombstoned(step: ProviderStep): boolean {
  const { validator } = step.event;
  return (
    isPunishment(step) &&
    step.before.context.validators.some(({ id, tombstoned }) => tombstoned && id === validator)
  );
}

const notSlashedTwiceOnceTombstoned: IcsProperty = {
  id: 'not-slashed-twice-once-tombstoned',
  title: 'A tombstoned validator is not punished again',
  kind: 'step',
  statement:
    'Evidence about a tombstoned validator, the same or other, of the same consumer or another, changes nothing, nor does a report of a double sign.',
  source: ['ADR-013 (what it relies on against replays)', 'Go TestHandleConsumerDoubleVoting'],
  assumptions: ['the consumers tombstone equivocators'],
  witness: 'evidence about a tombstoned validator',
  expected: holdsWhereApplicable(finalChecks),
  checks: finalChecks,
};

export const equivocationPunishmentProperties: readonly IcsProperty[] = [
  evidenceSoundness,
  equivocationPunished,
  doubleSignUnthrottled,
  notSlashedTwiceOnceTombstoned,
];
