/** Whoever hands in evidence learns what became of it: each step on its way is taken, or refused for the right reason. */
import { evidenceOf, provider, recordOf } from '../model/component-ids.ts';
import { hasEvidence } from '../model/equivocation-scope.ts';
import type { ConsumerInstance } from '../model/instance.ts';
import type {
  ConsumerRecordContext,
  EvidenceContext,
  EvidenceSubmitted,
  ProviderContext,
} from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { mayHappen } from './expectations.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { eventOf } from './model-events.ts';
import { signedChainId } from './observers/equivocations.ts';
import { messagesOf, notesOf } from './observers/heard.ts';

type RecordStep = LocalStep<ConsumerRecordContext>;
type ProviderStep = LocalStep<ProviderContext>;
type EvidenceStep = LocalStep<EvidenceContext>;

const submissions: ReadonlySet<string> = new Set([
  'submitEvidence',
  'submitForgedEvidence',
  'submitPaddedEvidence',
  'submitTwinVotes',
]);

function isHandedIn({ event, emitted }: EvidenceStep): boolean {
  return !submissions.has(event.type) || messagesOf(emitted, 'evidenceSubmitted').length === 1;
}

/** Why evidence is refused, in the order in which it is looked at; empty if it is sound. */
function reasonAgainst(consumer: ConsumerInstance, evidence: EvidenceSubmitted): string {
  if (!evidence.recent) return 'tooOld';
  if (evidence.chainId !== signedChainId(consumer)) return 'otherChain';
  if (!evidence.conflicting) return 'noConflict';
  return evidence.signed && evidence.unsigned.length === 0 ? '' : 'badSignature';
}

const reasonIn = ({ emitted }: Pick<LocalStep, 'emitted'>): string =>
  notesOf(emitted, 'evidenceRefused')[0]?.reason ?? '';

/** What is wrong with the answer to evidence about a consumer of which the provider has a client; empty if nothing. */
function wrongAnswer(consumer: ConsumerInstance, step: RecordStep): string {
  const event = eventOf(step);
  const { value } = step.before;
  if (event.type !== 'evidenceSubmitted' || (value !== 'launched' && value !== 'stopped')) return '';
  const [expected, given] = [reasonAgainst(consumer, event), reasonIn(step)];
  return expected === given
    ? ''
    : `evidence about ${event.key} is refused as "${given}" instead of "${expected}"`;
}

/** The same of the punishment that follows upon it. */
function wrongVerdict(step: ProviderStep): string {
  const event = eventOf(step);
  if (event.type !== 'punishEquivocation') return '';
  const found = step.before.context.validators.find(({ id }) => id === event.validator);
  const standing = found?.tombstoned === true ? 'tombstoned' : '';
  const expected =
    found === undefined ? 'unknownValidator' : found.status === 'Unbonded' ? 'unbonded' : standing;
  const given = reasonIn(step);
  return expected === given
    ? ''
    : `the punishment of ${event.validator} is refused as "${given}" instead of "${expected}"`;
}

const answerChecks: IcsProperty['checks'] = (system) =>
  hasEvidence(system.instance) && mayHappen(system, 'evidenceSubmissions')
    ? [
        ...system.instance.consumers.flatMap((consumer): readonly Check[] => [
          {
            kind: 'step',
            scope: `${consumer.id}: submission`,
            on: evidenceOf(consumer.id),
            holds: isHandedIn,
            witness: ({ event }: EvidenceStep) => submissions.has(event.type),
            explain: ({ event }: EvidenceStep) => `"${event.type}" is not handed in`,
          },
          {
            kind: 'step',
            scope: `${consumer.id}: answer`,
            on: recordOf(consumer.id),
            holds: (step: RecordStep) => wrongAnswer(consumer, step) === '',
            witness: ({ event }: RecordStep) => event.type === 'evidenceSubmitted',
            explain: (step: RecordStep) => `on ${consumer.id}, ${wrongAnswer(consumer, step)}`,
          },
        ]),
        {
          kind: 'step',
          scope: 'punishment',
          on: provider,
          holds: (step: ProviderStep) => wrongVerdict(step) === '',
          witness: ({ event }: ProviderStep) => event.type === 'punishEquivocation',
          explain: wrongVerdict,
        },
      ]
    : [];

export const evidenceEffectProperties: readonly IcsProperty[] = [
  {
    id: 'evidence-answered',
    title: 'Evidence is taken, or refused for the right reason',
    kind: 'step',
    statement:
      'Whatever is handed in reaches the record of the consumer, which refuses it as too old, for another chain, without a conflict or without a signature, in this order, if it is so; and sound evidence is refused only if its validator does not exist, is Unbonded or is tombstoned.',
    source: [
      'ADR-005, ADR-013',
      'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting, HandleConsumerMisbehaviour, SlashValidator',
    ],
    assumptions: [],
    witness: 'evidence is handed in',
    expected: holdsWhereApplicable(answerChecks),
    checks: answerChecks,
  },
];
