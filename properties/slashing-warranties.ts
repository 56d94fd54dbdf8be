/** The slashing warranties of ICS-28 as they are written: each asks for more than the released protocol does. */
import { consumerOf, recordOf } from '../model/component-ids.ts';
import { hasEquivocations } from '../model/equivocation-scope.ts';
import type { ConsumerContext, ConsumerRecordContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { mayHappen } from './expectations.ts';
import type { IcsProperty } from './ics-property.ts';
import { eventOf } from './model-events.ts';
import { messagesOf } from './observers/heard.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

type ConsumerStep = LocalStep<ConsumerContext>;
type RecordStep = LocalStep<ConsumerRecordContext>;

/** The packet at the head of the queue was sent before. */
const isSentAgain = ({ before, emitted }: ConsumerStep): boolean =>
  before.context.slashRecord !== null && messagesOf(emitted, 'sendSlash').length > 0;

/** One report bounces only after another one was executed. */
const sendingChecks: IcsProperty['checks'] = ({ instance, consumers }) =>
  someScopeHas(instance, (each) => mostOf(each, 'consumerDowntimes') > 1)
    ? consumers.map(({ id }): Check => ({
        kind: 'step',
        scope: id,
        on: consumerOf(id),
        holds: (step: ConsumerStep) => !isSentAgain(step),
        witness: ({ emitted }: ConsumerStep) => messagesOf(emitted, 'sendSlash').length > 0,
        explain: ({ before: { context } }: ConsumerStep) =>
          `${id} sends its packet about ${String(context.queue[0]?.key)} for the second time`,
      }))
    : [];

const consumerSlashingWarranty: IcsProperty = {
  id: 'consumer-slashing-warranty',
  title: 'A consumer sends one packet for each infraction',
  kind: 'step',
  statement: 'For each infraction that a consumer reports it sends exactly one slash packet.',
  source: ['ICS-28 Consumer Slashing Warranty', 'ADR-008 (which sends bounced packets again)'],
  assumptions: ['SB', 'HC'],
  witness: 'a slash packet is sent',
  expected: (system) =>
    sendingChecks(system).length === 0
      ? 'not-applicable'
      : system.features.throttleByRetry
        ? 'violated'
        : 'holds',
  finding: {
    id: 'ADR-008',
    restoredBy: 'retry-after-delay',
    assumption: 'no report bounces',
  },
  checks: sendingChecks,
};

/** The packet names a double sign, and is not refused as a whole. */
const tellsOfDoubleSign = (step: RecordStep): boolean => {
  const event = eventOf(step);
  return (
    event.type === 'slashPacketReceived' &&
    event.infraction === 'doubleSign' &&
    !messagesOf(step.emitted, 'writeSlashAck').some(({ result }) => result === 'error')
  );
};

const requestChecks: IcsProperty['checks'] = (system) =>
  hasEquivocations(system.instance) && mayHappen(system, 'doubleSignReports')
    ? system.consumers.map(({ id }): Check => ({
        kind: 'step',
        scope: id,
        on: recordOf(id),
        holds: (step: RecordStep) =>
          !tellsOfDoubleSign(step) || messagesOf(step.emitted, 'punishEquivocation').length === 1,
        witness: tellsOfDoubleSign,
        explain: (step: RecordStep) =>
          `a double sign of ${String(step.event['key'])} is reported by ${id}, and no slash is asked for`,
      }))
    : [];

const providerSlashingWarranty: IcsProperty = {
  id: 'provider-slashing-warranty',
  title: 'The provider asks for one slash for each packet',
  kind: 'step',
  statement:
    'For each slash packet about a double sign that it receives the provider asks for exactly one slash.',
  source: ['ICS-28 Provider Slashing Warranty', 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (SC-22)'],
  assumptions: ['SB'],
  witness: 'a slash packet about a double sign arrives',
  expected: (system) =>
    requestChecks(system).length === 0
      ? 'not-applicable'
      : system.features.doubleSignReportsExecuted
        ? 'holds'
        : 'violated',
  finding: {
    id: 'SC-22',
    restoredBy: 'equivocation-punished',
    assumption: 'evidence of the double sign is handed in at the provider instead',
  },
  checks: requestChecks,
};

export const slashingWarrantyProperties: readonly IcsProperty[] = [
  consumerSlashingWarranty,
  providerSlashingWarranty,
];
