/** What slashing and throttling must be able to come to: a checker that never gets there has tested nothing of it. */
import { consumerOf, provider, recordOf, slashMeter } from '../model/component-ids.ts';
import type {
  ConsumerContext,
  ConsumerRecordContext,
  DowntimeDecision,
  ProviderContext,
  SlashMeterContext,
} from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { mayHappen, mayReturnWithinEpoch } from './expectations.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type IcsProperty,
  type ProviderSnapshot,
} from './ics-property.ts';
import { eventOf } from './model-events.ts';
import { downtimeReports, type DowntimeReports } from './observers/downtime-reports.ts';
import { epochJailings, type EpochJailings } from './observers/epoch-jailings.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { withoutStateType } from './observers/one-per-consumer.ts';
import { entriesInReach } from './slash-recomputation.ts';

type ProviderStep = LocalStep<ProviderContext>;
type MeterStep = LocalStep<SlashMeterContext>;

/** A witness as a property: it says that some execution gets there. */
function witness(
  given: Pick<IcsProperty, 'id' | 'title' | 'statement' | 'source' | 'checks'> &
    Partial<Pick<IcsProperty, 'expected'>>,
): IcsProperty {
  return {
    kind: 'reachable',
    assumptions: [],
    witness: given.statement,
    expected: holdsWhereApplicable(given.checks),
    ...given,
  };
}

const reachSlashSent = witness({
  id: 'reach-slash-sent',
  title: 'A slash packet is sent',
  statement: 'Some consumer sends a slash packet.',
  source: ['Quint CanSendSlashPacket'],
  checks: ofEachConsumer((_, { id }) => [
    {
      kind: 'reachable',
      scope: id,
      on: consumerOf(id),
      whenStep: ({ event }: LocalStep<ConsumerContext>) => event.type === 'slashSent',
    },
  ]),
});

/** A report of a consumer jails somebody. */
const isJailing = ({ event, emitted }: ProviderStep): boolean =>
  event.type === 'handleDowntime' && notesOf(emitted, 'jailed').length > 0;

const reachJailed = witness({
  id: 'reach-jailed',
  title: 'A report jails',
  statement: 'A validator is jailed for downtime on a consumer.',
  source: ['Quint CanJail'],
  checks: () => [{ kind: 'reachable', scope: '', on: provider, whenStep: isJailing }],
});

/** The Quint model asks for more than this many at once. */
const many = 3;

const reachManyJailed = witness({
  id: 'reach-many-jailed',
  title: 'Many validators are in jail',
  statement: `More than ${many} validators are in jail at once.`,
  source: ['Quint CanJailMany'],
  checks: ({ instance }): readonly Check[] =>
    instance.validators.filter(({ steady }) => !steady).length > many
      ? [
          {
            kind: 'reachable',
            scope: '',
            reads: [provider],
            when: ({ context }: ProviderSnapshot) => {
              let jailed = 0;
              for (const validator of context.validators) if (validator.jailed) jailed++;
              return jailed > many;
            },
          },
        ]
      : [],
});

const reachBounce = witness({
  id: 'reach-bounce',
  title: 'A report bounces',
  statement: 'A report is bounced because the slash meter is negative.',
  source: ['ADR-008'],
  checks: ({ features }): readonly Check[] =>
    features.throttleByRetry
      ? [
          {
            kind: 'reachable',
            scope: '',
            on: slashMeter,
            whenStep: ({ emitted }: MeterStep) => messagesOf(emitted, 'reportBounced').length > 0,
          },
        ]
      : [],
});

const reachBounceThenExecuted = witness({
  id: 'reach-bounce-then-executed',
  title: 'A bounced report is executed later',
  statement: 'A report that was bounced is sent again and executed.',
  source: ['ADR-008', 'Go TestSlashRetries'],
  checks: (system): readonly Check[] =>
    system.features.throttleByRetry
      ? system.consumers.map((consumer) => ({
          kind: 'reachable',
          scope: consumer.id,
          reads: [`downtime-reports-${consumer.id}`],
          observers: [downtimeReports(system.instance, consumer)],
          when: ({ decided }: DowntimeReports) =>
            decided !== null && decided.bounces > 0 && decided.decision === 'executed',
        }))
      : [],
});

const reachSlashDuringUnbonding = witness({
  id: 'reach-slash-during-unbonding',
  title: 'An undelegation spans an infraction',
  statement: 'A validator is slashed for downtime at a time from which on stake has begun to unbond from it.',
  source: ['ICS-28 Slashable Consumer Misbehavior'],
  checks: ({ instance }) => [
    {
      kind: 'reachable',
      scope: '',
      on: provider,
      whenStep: (step: ProviderStep) => {
        const event = eventOf(step);
        if (event.type !== 'handleDowntime' || !isJailing(step)) return false;
        const { context } = step.before;
        const inReach = entriesInReach(instance, context, event);
        return context.unbonding.some(
          ({ validator }, position) => validator === event.validator && inReach[position] === true,
        );
      },
    },
  ],
  expected: (system) => (mayHappen(system, 'stakingOperations') ? 'holds' : 'not-applicable'),
});

const reachReplenishAfterNegative = witness({
  id: 'reach-replenish-after-negative',
  title: 'The meter is replenished after having gone negative',
  statement: 'A replenishment lifts a negative slash meter.',
  source: ['ADR-002', 'Go TestBasicSlashPacketThrottling'],
  checks: () => [
    {
      kind: 'reachable',
      scope: '',
      on: slashMeter,
      whenStep: ({ before, event, after }: MeterStep) =>
        (event.type === 'blockBegan' || event.type === 'replenishmentChecked') &&
        before.context.meter < 0 &&
        after.context.meter > before.context.meter,
    },
  ],
});

const reachUnjailWithinEpoch = witness({
  id: 'reach-unjail-within-epoch',
  title: 'A validator leaves jail in the epoch in which it was jailed',
  statement:
    'A validator is jailed and unjailed between two ends of epochs, so that no consumer hears of it.',
  source: ['section N of the catalogue: N13'],
  checks: (system): readonly Check[] =>
    mayReturnWithinEpoch(system)
      ? [
          {
            kind: 'reachable',
            scope: '',
            reads: [epochJailings.id],
            observers: [withoutStateType(epochJailings)],
            when: ({ unjailed }: EpochJailings) => unjailed,
          },
        ]
      : [],
});

const decidedAs =
  (decision: DowntimeDecision) =>
  ({ emitted }: LocalStep<ConsumerRecordContext>): boolean =>
    notesOf(emitted, 'reportDecided').some((note) => note.decision === decision);

const reachReportAfterLeaving = witness({
  id: 'reach-report-after-leaving',
  title: 'A report comes after its validator left the set',
  statement:
    'A report arrives about a validator that has left the set which the provider keeps of the consumer.',
  source: ['x/ccv/provider/keeper/relay.go OnRecvSlashPacket (IsConsumerValidator)'],
  checks: (system): readonly Check[] =>
    system.features.membershipCheck
      ? system.consumers.map(({ id }) => ({
          kind: 'reachable',
          scope: id,
          on: recordOf(id),
          whenStep: decidedAs('droppedNotInSet'),
        }))
      : [],
});

/**
 * Not here: `reach-report-after-stop`. In the core a consumer is stopped only by a VSC that failed, which closes the
 * provider's end of the channel first; a report can arrive after the stop only when the consumer is removed by its owner.
 */
export const slashingWitnesses: readonly IcsProperty[] = [
  reachSlashSent,
  reachJailed,
  reachManyJailed,
  reachBounce,
  reachBounceThenExecuted,
  reachSlashDuringUnbonding,
  reachReplenishAfterNegative,
  reachUnjailWithinEpoch,
  reachReportAfterLeaving,
];
