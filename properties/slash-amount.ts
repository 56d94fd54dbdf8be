/** How much a report costs, and which stake pays. */
import { provider, recordOf } from '../model/component-ids.ts';
import { executesDoubleSigns } from '../model/equivocation-scope.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type { ConsumerRecordContext, ProviderContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { eventOf } from './model-events.ts';
import { infractionIds, type InfractionIds } from './observers/infraction-ids.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { deviation, expectedLoss, penaltyOf } from './slash-recomputation.ts';

type ProviderStep = LocalStep<ProviderContext>;

function isExecution(consumer: ConsumerInstance, { event, emitted }: ProviderStep): boolean {
  return (
    event.type === 'handleDowntime' &&
    event['consumer'] === consumer.id &&
    messagesOf(emitted, 'reportHandled').some(({ decision }) => decision === 'executed')
  );
}

/** What is wrong with the amount, in words; empty if nothing is. */
function wrongAmount(instance: Instance, consumer: ConsumerInstance, step: ProviderStep): string {
  const event = eventOf(step);
  if (event.type !== 'handleDowntime' || !isExecution(consumer, step)) return '';
  const { before, after } = step;
  const penalty = penaltyOf(instance, consumer, event);
  const loss = expectedLoss(instance, penalty, before.context, event);
  const difference = deviation(before.context, after.context, loss);
  if (difference !== '') return difference;
  const burnt =
    loss.ofEntries.reduce((sum, tokens) => sum + tokens, 0) +
    [...loss.ofValidators.values()].reduce((sum, tokens) => sum + tokens, 0);
  const [noted] = notesOf(step.emitted, 'slashed');
  if (noted?.nominal === loss.nominal && noted.burnt === burnt) return '';
  return `the slash is said to be ${noted?.nominal} tokens, ${noted?.burnt} of them burnt; expected ${loss.nominal} and ${burnt}`;
}

/** The report as it came, against what the record passes on. */
function alteredReport({ event, emitted }: LocalStep<ConsumerRecordContext>): string {
  const [passed] = messagesOf(emitted, 'throttleReport');
  const received = eventOf({ event });
  if (passed === undefined || received.type !== 'slashPacketReceived') return '';
  const isSame =
    passed.key === received.key && passed.power === received.power && passed.vsc === received.vsc;
  return isSame
    ? ''
    : `a report about ${received.key} with power ${received.power} under VSC age ${received.vsc} is passed on as ${passed.key}, ${passed.power}, ${passed.vsc}`;
}

const slashExactAmount: IcsProperty = {
  id: 'slash-exact-amount',
  title: 'The amount is the fraction of the power at the infraction',
  kind: 'step',
  statement:
    "An executed downtime report burns the consumer's slash fraction of the reported power: first from what began to unbond after the infraction, then from the validator's own tokens, and nothing from what had begun before; the report and its way to the provider keep the VSC id that was in force at the infraction.",
  source: [
    'ICS-28 Slashable Consumer Misbehavior, Slashing Warranty',
    'cosmos-sdk x/staking/keeper/slash.go Slash',
    'ADR-020',
  ],
  assumptions: ['SB', 'HC', 'the height of VSC id 0 is that of the channel opening (N2)'],
  witness: 'a report is made, passed on, executed',
  expected: () => 'holds',
  checks: ofEachConsumer((instance, consumer): readonly Check[] => [
    {
      kind: 'step',
      scope: `${consumer.id}: stake`,
      on: provider,
      holds: (step: ProviderStep) => wrongAmount(instance, consumer, step) === '',
      witness: (step: ProviderStep) => isExecution(consumer, step),
      explain: (step: ProviderStep) =>
        `a report of ${consumer.id} about ${String(step.event['validator'])} with power ${String(step.event['power'])}, VSC reference ${String(step.event['vsc'])}: ${wrongAmount(instance, consumer, step)}`,
    },
    {
      kind: 'step',
      scope: `${consumer.id}: report`,
      on: recordOf(consumer.id),
      holds: (step: LocalStep<ConsumerRecordContext>) => alteredReport(step) === '',
      witness: ({ emitted }: LocalStep<ConsumerRecordContext>) =>
        messagesOf(emitted, 'throttleReport').length > 0,
      explain: alteredReport,
    },
    {
      kind: 'always',
      scope: `${consumer.id}: infraction`,
      reads: [`infraction-ids-${consumer.id}`],
      observers: [infractionIds(instance, consumer)],
      holds: ({ defect }: InfractionIds) => defect === '',
      witness: ({ reported }: InfractionIds) => reported,
      explain: ({ defect }: InfractionIds) => defect,
    },
  ]),
};

/** What is wrong with the amount that a reported double sign costs, in words; empty if nothing is. */
function wrongAmountOfDoubleSign(instance: Instance, step: ProviderStep): string {
  const event = eventOf(step);
  const [noted] = notesOf(step.emitted, 'slashed');
  if (event.type !== 'punishEquivocation' || event.reported === undefined || noted === undefined) return '';
  const { reported, validator, consumer, slashFraction } = event;
  const { numerator, denominator } = slashFraction;
  const penalty = { millionths: (BigInt(numerator) * 1_000_000n) / BigInt(denominator) };
  const { before, after } = step;
  const loss = expectedLoss(instance, penalty, before.context, { validator, consumer, ...reported });
  const difference = deviation(before.context, after.context, loss);
  if (difference !== '' || noted.nominal === loss.nominal) return difference;
  return `the slash is said to be ${noted.nominal} tokens, expected ${loss.nominal}`;
}

const doubleSignChecks: IcsProperty['checks'] = ({ instance }) =>
  executesDoubleSigns(instance)
    ? [
        {
          kind: 'step',
          scope: '',
          on: provider,
          holds: (step: ProviderStep) => wrongAmountOfDoubleSign(instance, step) === '',
          witness: ({ event, emitted }: ProviderStep) =>
            event.type === 'punishEquivocation' && notesOf(emitted, 'slashed').length > 0,
          explain: (step: ProviderStep) =>
            `a report of ${String(step.event['consumer'])} about a double sign of ${String(step.event['validator'])}: ${wrongAmountOfDoubleSign(instance, step)}`,
        },
      ]
    : [];

const slashExactAmountOfDoubleSign: IcsProperty = {
  id: 'slash-exact-amount-of-double-sign',
  title: 'The amount is the fraction of the power at the double sign',
  kind: 'step',
  statement:
    'Where reports of double signs are executed, one burns the slash fraction of the reported power: first from what began to unbond after the double sign, then from the own tokens of the validator, and nothing from what had begun before.',
  source: ['ICS-28 Slashable Consumer Misbehavior, Slashing Warranty', 'ICS-28 CCV-PCF-RCVSLASH.1'],
  assumptions: ['SB'],
  witness: 'a report of a double sign is executed',
  expected: holdsWhereApplicable(doubleSignChecks),
  checks: doubleSignChecks,
};

export const slashAmountProperties: readonly IcsProperty[] = [slashExactAmount, slashExactAmountOfDoubleSign];
