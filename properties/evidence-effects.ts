/** Whoever hands in evidence learns what became of it: each step on its way is taken, or refused for the right reason. */
import { isStandalone } from '../model/changeover/is-standalone.ts';
import { consumerOf, evidenceOf, provider, recordOf } from '../model/component-ids.ts';
import { hasEvidence } from '../model/equivocation-scope.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import type { BudgetName, ConsumerInstance } from '../model/instance.ts';
import type {
  ConsumerContext,
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
import { mostOf, someScopeHas } from './scope-room.ts';

type RecordStep = LocalStep<ConsumerRecordContext>;
type ConsumerStep = LocalStep<ConsumerContext>;
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

/** The provider has a client of a consumer from its launch until it is deleted. */
const hasClient = ({ value }: RecordStep['before']): boolean => value === 'launched' || value === 'stopped';

/** Why evidence is refused, in the order in which it is looked at; empty if it is sound. */
function reasonAgainst(
  consumer: ConsumerInstance,
  record: RecordStep['before'],
  evidence: EvidenceSubmitted,
): string {
  if (!hasClient(record)) return 'noClient';
  if (!evidence.recent) return 'tooOld';
  if (evidence.chainId !== signedChainId(consumer)) return 'otherChain';
  if (!evidence.conflicting) return 'noConflict';
  return evidence.signed && evidence.unsigned.length === 0 ? '' : 'badSignature';
}

const reasonIn = ({ emitted }: Pick<LocalStep, 'emitted'>): string =>
  notesOf(emitted, 'evidenceRefused')[0]?.reason ?? '';

/** What is wrong with the answer to evidence about a consumer; empty if nothing. */
function wrongAnswer(consumer: ConsumerInstance, step: RecordStep): string {
  const event = eventOf(step);
  if (event.type !== 'evidenceSubmitted') return '';
  const [expected, given] = [reasonAgainst(consumer, step.before, event), reasonIn(step)];
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

/** What is made up proves nothing, so that only what really happened is punished. */
const punishmentCheck: Check = {
  kind: 'step',
  scope: 'punishment',
  on: provider,
  holds: (step: ProviderStep) => wrongVerdict(step) === '',
  witness: ({ event }: ProviderStep) => event.type === 'punishEquivocation',
  explain: wrongVerdict,
};

/** The environment may hand in evidence, be it made up. */
const mayBeAsked = (system: IcsSystem): boolean =>
  mayHappen(system, 'evidenceSubmissions') || mayHappen(system, 'evidenceForgeries');

const answerChecks: IcsProperty['checks'] = (system) =>
  hasEvidence(system.instance) && mayBeAsked(system)
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
        ...(mayHappen(system, 'evidenceSubmissions') ? [punishmentCheck] : []),
      ]
    : [];

/** Evidence of one kind that proves nothing: it is handed in, and refused there (which `evidence-answered` judges). */
function vainChecks(
  event: string,
  budget: BudgetName,
  where: IcsProperty['expected'],
): IcsProperty['checks'] {
  return (system) =>
    hasEvidence(system.instance) && mayHappen(system, budget) && where(system) === 'holds'
      ? system.instance.consumers.map((consumer): Check => ({
          kind: 'step',
          scope: consumer.id,
          on: evidenceOf(consumer.id),
          holds: isHandedIn,
          witness: (step: EvidenceStep) => step.event.type === event,
          explain: () => `"${event}" is not handed in`,
        }))
      : [];
}

const paddedChecks = vainChecks('submitPaddedEvidence', 'evidenceForgeries', (system) =>
  mayHappen(system, 'lightClientAttacks') ? 'holds' : 'not-applicable',
);
const twinChecks = vainChecks('submitTwinVotes', 'twinVotes', () => 'holds');

/** What is wrong with what a consumer makes of an equivocation, or of a report that it makes up; empty if nothing. */
function faultOfReporting(step: ConsumerStep): string {
  const event = step.event;
  const [before, after] = [step.before.context, step.after.context];
  const key = String(event['key']);
  const queued = after.queue.length - before.queue.length;
  if (event.type === 'byzantineReport') return queued === 1 ? '' : 'a report that is made up is not queued';
  if (event.type === 'queueUnknownVscReport') {
    if (before.outstanding.includes(key)) return `a second report about ${key} is queued`;
    return queued === 1 ? '' : `the report about ${key} is not queued`;
  }
  if (event.type !== 'equivocate') return '';
  const powers = before.signers.map((signer) => (signer.key === key ? signer.power : 0));
  const power = powers.reduce((sum, each) => sum + each, 0);
  const total = before.signers.reduce((sum, signer) => sum + signer.power, 0);
  if (power === 0 || (event['kind'] === 'lightClientAttack' && 3 * power <= total))
    return `${key} equivocates with power ${String(power)} of ${String(total)}`;
  if (notesOf(step.emitted, 'equivocated').length === 0) return `nobody hears that ${key} equivocates`;
  return queued === (event['noticed'] === true ? 1 : 0)
    ? ''
    : `${String(queued)} reports are queued of what ${event['noticed'] === true ? 'is' : 'is not'} noticed`;
}

const reporting: ReadonlySet<string> = new Set(['byzantineReport', 'queueUnknownVscReport', 'equivocate']);

const reportingChecks: IcsProperty['checks'] = (system) =>
  system.instance.consumers.flatMap((consumer): readonly Check[] => {
    const mayReport =
      consumer.byzantine ||
      someScopeHas(system.instance, (scope) => mostOf(scope, 'equivocations', 'consumerFaults') > 0);
    // A chain that changes over leaves what happens in its first block to its old staking.
    return !mayReport || isStandalone(consumer)
      ? []
      : [
          {
            kind: 'step',
            scope: consumer.id,
            on: consumerOf(consumer.id),
            holds: (step: ConsumerStep) => faultOfReporting(step) === '',
            witness: ({ event }: ConsumerStep) => reporting.has(event.type),
            explain: (step: ConsumerStep) => `on ${consumer.id}, ${faultOfReporting(step)}`,
          },
        ];
  });

export const evidenceEffectProperties: readonly IcsProperty[] = [
  {
    id: 'evidence-answered',
    title: 'Evidence is taken, or refused for the right reason',
    kind: 'step',
    statement:
      'Whatever is handed in reaches the record of the consumer, which refuses it if the provider has no client of the consumer, not yet or not any more, and else as too old, for another chain, without a conflict or without a signature, in this order, if it is so; and sound evidence is refused only if its validator does not exist, is Unbonded or is tombstoned.',
    source: [
      'ADR-005, ADR-013',
      'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting, HandleConsumerMisbehaviour, SlashValidator',
    ],
    assumptions: [],
    witness: 'evidence is handed in',
    expected: holdsWhereApplicable(answerChecks),
    checks: answerChecks,
  },
  {
    id: 'padded-evidence-handed-in',
    title: 'An attack with a signer too many reaches the provider',
    kind: 'step',
    statement:
      'A proof of an attack to which somebody adds a signer can be handed in, and is judged as a whole.',
    source: ['x/ccv/provider/keeper/consumer_equivocation.go verifyLightBlockCommitSig'],
    assumptions: [],
    witness: 'a proof with a signer too many is handed in',
    expected: holdsWhereApplicable(paddedChecks),
    checks: paddedChecks,
  },
  {
    id: 'twin-votes-handed-in',
    title: 'Votes on two chains of one name reach the provider',
    kind: 'step',
    statement:
      'Two honest votes on two chains with the same chain id can be handed in as if they were for one.',
    source: ['ADR-019 (chain ids need not be unique)'],
    assumptions: [],
    witness: 'such votes are handed in',
    expected: holdsWhereApplicable(twinChecks),
    checks: twinChecks,
  },
  {
    id: 'infractions-reported-as-noticed',
    title: 'A consumer reports what it notices',
    kind: 'step',
    statement:
      'Only who signs can equivocate, an equivocation is reported if the chain notices it and not otherwise, and a report that a chain makes up is queued unless it is the second about its validator.',
    source: ['cosmos-sdk x/evidence', 'x/ccv/consumer/keeper/relay.go QueueSlashPacket'],
    assumptions: [],
    witness: 'an equivocation, or a report that is made up',
    expected: holdsWhereApplicable(reportingChecks),
    checks: reportingChecks,
  },
];
