/** Changes of a consumer's infraction parameters: when they come into force, and what is judged by them. */
import { penaltiesOf, provider } from '../model/component-ids.ts';
import { hasPenaltyUpdates } from '../model/equivocation-scope.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type { Fraction, PenaltiesContext, ProviderContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { offPrice, priceAtLaunch } from './equivocation-price.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { messagesOf } from './observers/heard.ts';
import { penaltyRequests, penaltyRequestsId, type PenaltyRequests } from './observers/penalty-requests.ts';

type PenaltiesStep = LocalStep<PenaltiesContext>;
type ProviderStep = LocalStep<ProviderContext>;

const isFraction = ({ numerator, denominator }: Fraction, text: string): boolean =>
  Math.abs(numerator / denominator - Number(text)) < 1e-9;

/** What is wrong with the price that the step puts on something, in words; empty if nothing is. */
function wrongPrice(
  instance: Instance,
  consumer: ConsumerInstance,
  { before, emitted }: PenaltiesStep,
): string {
  const { inForce } = before.context;
  const update = consumer.infractionUpdates[inForce - 1];
  const { downtimeSlashFraction, downtimeJailSeconds } = update ?? consumer;
  const doubleSign = update?.doubleSign ?? priceAtLaunch(instance, consumer);
  for (const { slashFraction, jailSeconds } of messagesOf(emitted, 'throttleReport')) {
    if (isFraction(slashFraction, downtimeSlashFraction) && jailSeconds === downtimeJailSeconds) continue;
    return `a downtime report is judged by other parameters than no. ${String(inForce)}`;
  }
  const off = messagesOf(emitted, 'punishEquivocation')
    .map((asked) => offPrice(doubleSign, asked))
    .find((fault) => fault !== '');
  return off === undefined
    ? ''
    : `an equivocation is judged by other parameters than no. ${String(inForce)}: ${off}`;
}

const checks = ofEachConsumer((instance, consumer): readonly Check[] =>
  hasPenaltyUpdates(instance, consumer)
    ? [
        {
          kind: 'always',
          scope: `${consumer.id}: changes`,
          reads: [penaltyRequestsId(consumer.id)],
          observers: [penaltyRequests(instance, consumer)],
          holds: ({ defect }: PenaltyRequests) => defect === '',
          witness: ({ met }: PenaltyRequests) => met,
          explain: ({ defect }: PenaltyRequests) => `${consumer.id}: ${defect}`,
        },
        {
          kind: 'step',
          scope: `${consumer.id}: prices`,
          on: penaltiesOf(consumer.id),
          holds: (step: PenaltiesStep) => wrongPrice(instance, consumer, step) === '',
          witness: ({ event }: PenaltiesStep) =>
            event.type === 'throttleReport' || event.type === 'punishEquivocation',
          explain: (step: PenaltiesStep) => `${consumer.id}: ${wrongPrice(instance, consumer, step)}`,
        },
      ]
    : [],
);

const infractionParamsDelayed: IcsProperty = {
  id: 'infraction-params-delayed',
  title: 'New penalties wait for an unbonding period',
  kind: 'always',
  statement:
    "A change of a launched consumer's infraction parameters comes into force in the first block an unbonding period after the last request for it, unless another request replaces or cancels it; until then, and from then on, everything is judged by what is in force.",
  source: ['ADR-020', 'x/ccv/provider/keeper/infraction_parameters.go'],
  assumptions: ['evidence comes within an unbonding period'],
  witness: 'a change comes into force; a report or evidence is judged',
  expected: holdsWhereApplicable(checks),
  checks,
};

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

const penaltyChangesCountDown: IcsProperty = {
  id: 'penalty-changes-count-down',
  title: 'New penalties come closer with every block',
  kind: 'step',
  statement: 'Each block of the provider takes its time off what new infraction parameters have to wait.',
  source: ['ADR-020', 'x/ccv/provider/keeper/infraction_parameters.go BeginBlockUpdateInfractionParameters'],
  assumptions: [],
  witness: 'a block of the provider',
  expected: holdsWhereApplicable(countdownChecks),
  checks: countdownChecks,
};

export const infractionParameterProperties: readonly IcsProperty[] = [
  infractionParamsDelayed,
  penaltyChangesCountDown,
];
