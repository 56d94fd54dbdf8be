/** What the provider keeps for others has to move with it: ids of VSCs, and the power that the slash meter is measured by. */
import { deadlinesOf, provider, recordOf, slashMeter, slashQueue } from '../model/component-ids.ts';
import { hasKeys } from '../model/epoch-stages.ts';
import { hasDeadlines } from '../model/deadlines.ts';
import type { DeadlinesContext, ProviderContext, SlashMeterContext, VscRef } from '../model/vocabulary.ts';
import { featuresOf, growOlder, oldestVscAge, reportsMaturity } from '../model/vsc-age.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

/** All references to VSCs in what a component keeps, in its order. */
function referencesIn(value: unknown): readonly VscRef[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([field, each]) =>
    field === 'vsc' || field === 'matured' ? [each as VscRef] : referencesIn(each),
  );
}

const ageChecks: IcsProperty['checks'] = ({ instance }) => {
  const oldest = oldestVscAge(instance);
  const isOlder = ({ before, event, after }: LocalStep): boolean => {
    if (event.type !== 'vscIdAdvanced') return true;
    const older = referencesIn(before.context).map((vsc) =>
      typeof vsc === 'number' ? growOlder(vsc, oldest) : vsc,
    );
    return older.join() === referencesIn(after.context).join();
  };
  const keepers = [
    ...(hasDeadlines(instance) ? instance.consumers.map(({ id }) => deadlinesOf(id)) : []),
    ...(featuresOf(instance).throttleByQueue ? [slashQueue] : []),
  ];
  const sentTo = ({ emitted }: LocalStep, to: string): number =>
    emitted.filter((each) => each.type === 'send' && each.to === to && each.event.type === 'vscIdAdvanced')
      .length;
  const telling: Check = {
    kind: 'step',
    scope: 'keys',
    on: provider,
    holds: (step: LocalStep) => sentTo(step, 'keys') === sentTo(step, 'records'),
    witness: (step: LocalStep) => sentTo(step, 'records') > 0,
    explain: () => 'an id is issued, and what keeps keys is not told',
  };
  const ofKeepers = keepers.map((keeper): Check => ({
    kind: 'step',
    scope: keeper,
    on: keeper,
    holds: isOlder,
    witness: ({ before, event }: LocalStep) =>
      event.type === 'vscIdAdvanced' && referencesIn(before.context).length > 0,
    explain: () => `a VSC id is issued, and those that ${keeper} keeps are no older`,
  }));
  return instance.consumers.some(hasKeys) ? [...ofKeepers, telling] : ofKeepers;
};

/** A maturity that counts is told to whoever keeps something for it; empty where it is. */
const maturityChecks: IcsProperty['checks'] = (system) =>
  ofEachConsumer((instance, consumer): readonly Check[] =>
    featuresOf(instance).vscMaturity && reportsMaturity(instance, consumer)
      ? [
          {
            kind: 'step',
            scope: consumer.id,
            on: recordOf(consumer.id),
            holds: ({ emitted }: LocalStep) =>
              notesOf(emitted, 'maturityRegistered').length === messagesOf(emitted, 'vscMatured').length,
            witness: ({ emitted }: LocalStep) => notesOf(emitted, 'maturityRegistered').length > 0,
            explain: () => `a VSC has matured on ${consumer.id}, and those who wait for it are not told`,
          },
        ]
      : [],
  )(system);

/** A consumer that has answered is timed for that VSC no more. */
const answerChecks: IcsProperty['checks'] = ({ instance }) =>
  hasDeadlines(instance)
    ? instance.consumers.map(({ id }): Check => ({
        kind: 'step',
        scope: id,
        on: deadlinesOf(id),
        holds: ({ before, event, after }: LocalStep<DeadlinesContext>) => {
          const timed = ({ awaiting }: DeadlinesContext): number =>
            awaiting.filter(({ vsc }) => vsc === event['vsc']).length;
          return (
            event.type !== 'vscMatured' || timed(after.context) === Math.max(0, timed(before.context) - 1)
          );
        },
        witness: ({ event }: LocalStep<DeadlinesContext>) => event.type === 'vscMatured',
        explain: () => `${id} has answered a VSC, and is timed for it still`,
      }))
    : [];

/** Events that tell the meter of the power of all validators. */
const measuring: ReadonlySet<string> = new Set(['blockBegan', 'replenishmentChecked']);

/** The power that the provider tells the meter of, and the power that its validators have; empty if it tells nothing else. */
function toldOtherPower({ after, emitted }: LocalStep<ProviderContext>): string {
  const bonded = after.context.validators.reduce((sum, { lastPower }) => sum + lastPower, 0);
  const told = [...messagesOf(emitted, 'blockBegan'), ...messagesOf(emitted, 'replenishmentChecked')];
  const other = told.find(({ totalPower }) => totalPower !== bonded);
  return other === undefined
    ? ''
    : `bonded validators have power ${String(bonded)}, and the meter is told of ${String(other.totalPower)}`;
}

const powerChecks: IcsProperty['checks'] = ({ instance }) =>
  someScopeHas(
    instance,
    (scope) => mostOf(scope, 'stakingOperations', 'consumerDowntimes', 'providerDowntimes') > 0,
  )
    ? [
        {
          kind: 'step',
          scope: 'provider',
          on: provider,
          holds: (step: LocalStep<ProviderContext>) => toldOtherPower(step) === '',
          witness: ({ event, emitted }: LocalStep<ProviderContext>) =>
            event.type === 'nextBlock' &&
            messagesOf(emitted, 'blockBegan').length + messagesOf(emitted, 'replenishmentChecked').length > 0,
          explain: toldOtherPower,
        },
        {
          kind: 'step',
          scope: '',
          on: slashMeter,
          holds: ({ event, after }: LocalStep<SlashMeterContext>) =>
            !measuring.has(event.type) ||
            event['totalPower'] === undefined ||
            after.context.totalPower === event['totalPower'],
          witness: ({ event }: LocalStep<SlashMeterContext>) => measuring.has(event.type),
          explain: ({ event, after }: LocalStep<SlashMeterContext>) =>
            `validators have power ${String(event['totalPower'])}, and the meter is measured by ${String(after.context.totalPower)}`,
        },
      ]
    : [];

export const bookkeepingProperties: readonly IcsProperty[] = [
  {
    id: 'references-grow-older',
    title: 'Ids of VSCs that the provider keeps grow older with every one that it issues',
    kind: 'step',
    statement:
      'What waits for an answer, or in the slash queue, names the same VSC after the provider has issued another id.',
    source: ['x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)'],
    assumptions: [],
    witness: 'an id is issued while something waits',
    expected: holdsWhereApplicable(ageChecks),
    checks: ageChecks,
  },
  {
    id: 'answered-in-time-forgotten',
    title: 'A consumer that has answered a VSC is timed for it no more',
    kind: 'step',
    statement: 'When a consumer matures a VSC, the time that it had for that is counted no longer.',
    source: ['x/ccv/provider/keeper/relay.go (v1-v5) OnRecvVSCMaturedPacket (DeleteVscSendTimestamp)'],
    assumptions: [],
    witness: 'a maturity is registered',
    expected: holdsWhereApplicable(answerChecks),
    checks: answerChecks,
  },
  {
    id: 'maturities-told',
    title: 'Whoever waits for the maturity of a VSC learns of it',
    kind: 'step',
    statement:
      'A maturity that the provider registers is told to what keeps replaced keys and unbondings for it.',
    source: ['CCV-PCF-RCVMAT', 'x/ccv/provider/keeper/relay.go (v5) HandleVSCMaturedPacket'],
    assumptions: [],
    witness: 'a maturity is registered',
    expected: holdsWhereApplicable(maturityChecks),
    checks: maturityChecks,
  },
  {
    id: 'meter-knows-power',
    title: 'The slash meter is measured by the present power',
    kind: 'step',
    statement:
      'Whenever the slash meter is looked after, it is told of the power that all bonded validators have after the last EndBlock of staking, those that are too small for consensus included, and is measured by that from then on.',
    source: ['ADR-002', 'x/ccv/provider/keeper/throttle.go GetSlashMeterAllowance (GetLastTotalPower)'],
    assumptions: [],
    witness: 'the meter is told of the power',
    expected: holdsWhereApplicable(powerChecks),
    checks: powerChecks,
  },
];
