/** The slash meter by itself: its bounds, what moves it, what it lets through. */
import { provider, slashMeter } from '../model/component-ids.ts';
import type { ProviderContext, SlashMeterContext } from '../model/vocabulary.ts';
import { isThrottled } from '../model/vsc-age.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import type { LocalSnapshot } from '../src/system/vocabulary.ts';
import { allowanceOf, greatestPower } from './allowance.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { eventOf } from './model-events.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { replenishments, type Replenishments } from './observers/replenishments.ts';

type MeterSnapshot = LocalSnapshot<SlashMeterContext>;
type MeterStep = LocalStep<SlashMeterContext>;
type ProviderStep = LocalStep<ProviderContext>;

/** Where nothing is throttled the meter bars nobody, and what it shows means nothing. */
const whereThrottled: IcsProperty['expected'] = ({ features }) =>
  isThrottled(features) ? 'holds' : 'not-applicable';

const bounceIffNegative: IcsProperty = {
  id: 'bounce-iff-negative',
  title: 'Reports bounce off a negative meter, and only then',
  kind: 'step',
  statement:
    'A report that passed the membership check is bounced, and nothing else changes, if the slash meter is negative, and is handled if it is positive. (At exactly zero v7 handles it; ADR-008 needs neither for its bound, so nothing is claimed there.)',
  source: ['ADR-008', 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket'],
  assumptions: [],
  witness: 'a report meets a negative meter',
  expected: ({ features }) => (features.throttleByRetry ? 'holds' : 'not-applicable'),
  checks: ({ features }) =>
    features.throttleByRetry
      ? [
          {
            kind: 'step',
            scope: '',
            on: slashMeter,
            holds: ({ before, event, after, emitted }: MeterStep) => {
              if (event.type !== 'throttleReport') return true;
              const { meter } = before.context;
              const bounced = messagesOf(emitted, 'reportBounced').length;
              const handled = messagesOf(emitted, 'handleDowntime').length;
              if (bounced + handled !== 1 || after.context.meter !== meter) return false;
              return bounced === 1 ? meter <= 0 : meter >= 0;
            },
            witness: ({ before, event }: MeterStep) =>
              event.type === 'throttleReport' && before.context.meter < 0,
            explain: ({ before, after, emitted }: MeterStep) =>
              `a report meets a meter of ${before.context.meter}: bounced ${messagesOf(emitted, 'reportBounced').length} times, handled ${messagesOf(emitted, 'handleDowntime').length} times, meter ${after.context.meter} at once`,
          },
        ]
      : [],
};

/** Where nothing is throttled, reports are charged to a meter that is negative already. */
const boundsChecks: IcsProperty['checks'] = ({ features, instance }): readonly Check[] => {
  const lowest = -greatestPower(instance);
  return isThrottled(features)
    ? [
        {
          kind: 'always',
          scope: '',
          reads: [slashMeter],
          holds: ({ context: { meter, totalPower } }: MeterSnapshot) =>
            meter <= allowanceOf(instance, totalPower) && meter >= lowest,
          witness: ({ context }: MeterSnapshot) => context.meter < 0,
          explain: ({ context: { meter, totalPower } }: MeterSnapshot) =>
            `the meter is ${meter}, expected between ${lowest} and ${allowanceOf(instance, totalPower)} (the allowance of a total power of ${totalPower})`,
        },
      ]
    : [];
};

const meterBounds: IcsProperty = {
  id: 'meter-bounds',
  title: 'Bounds of the slash meter',
  kind: 'always',
  statement:
    'The slash meter is never above the allowance of the present total power, which is at least 1, and never further below zero than one validator can have power.',
  source: ['ADR-002', 'x/ccv/provider/keeper/throttle.go SetSlashMeter', 'Go TestSlashMeterAllowanceChanges'],
  assumptions: [],
  witness: 'the meter is negative',
  expected: holdsWhereApplicable(boundsChecks),
  checks: boundsChecks,
};

/** What is wrong with a step of the meter, in words; empty if nothing is. */
function wrongMovement(
  { before, event, after, emitted }: MeterStep,
  allowance: (totalPower: number) => number,
): string {
  const from = before.context.meter;
  const to = after.context.meter;
  const message = eventOf({ event });
  switch (message.type) {
    case 'charge':
      if (to !== from - message.power)
        return `a charge of ${message.power} takes the meter from ${from} to ${to}`;
      return from < 0 && message.power > 0
        ? `power ${message.power} is charged to a meter that is negative already (${from})`
        : '';
    case 'replenishmentChecked':
    case 'blockBegan': {
      const full = allowance(message.totalPower);
      const by = notesOf(emitted, 'replenished').reduce((sum, note) => sum + note.by, 0);
      const expected = Math.min(from + by, full);
      return to === expected
        ? ''
        : `a block that replenishes by ${by} takes the meter from ${from} to ${to}; the allowance is ${full}`;
    }
    default:
      return to === from ? '' : `${message.type} takes the meter from ${from} to ${to}`;
  }
}

/** What is wrong with the charge for a report that the provider handles, in words; empty if nothing is. */
function wrongCharge(step: ProviderStep): string {
  const event = eventOf(step);
  const charges = messagesOf(step.emitted, 'charge');
  if (event.type !== 'handleDowntime') return charges.length === 0 ? '' : `a charge on ${event.type}`;
  const validator = step.before.context.validators.find(({ id }) => id === event.validator);
  const power = validator === undefined || validator.jailed ? 0 : validator.lastPower;
  const jailed = notesOf(step.emitted, 'jailed').length > 0;
  if (charges.length !== 1 || charges[0]?.power !== power) {
    return `for a report about ${event.validator} (power ${validator?.lastPower ?? 0}${validator?.jailed === true ? ', in jail' : ''}) the charges are [${charges.map((charge) => charge.power).join(', ')}], expected ${power}`;
  }
  return power > 0 && !jailed ? `power ${power} of ${event.validator} is charged, but nobody is jailed` : '';
}

const meterChargeExact: IcsProperty = {
  id: 'meter-charge-exact',
  title: 'The meter is charged the power that is jailed',
  kind: 'step',
  statement:
    'A handled report takes the power that its validator has on the provider from the slash meter, which was not negative before, and nothing if the validator is in jail already; besides that only replenishment and a shrinking allowance move the meter.',
  source: [
    'ADR-002, ADR-008',
    'x/ccv/provider/keeper/throttle.go GetEffectiveValPower',
    'Go TestSlashingSmallValidators, TestSlashAllValidators',
  ],
  assumptions: [],
  witness: 'a report is handled; the meter is charged',
  expected: whereThrottled,
  checks: ({ instance, features }) => {
    if (!isThrottled(features)) return [];
    const wrong = (step: MeterStep): string =>
      wrongMovement(step, (totalPower) => allowanceOf(instance, totalPower));
    return [
      {
        kind: 'step',
        scope: 'provider',
        on: provider,
        holds: (step: ProviderStep) => wrongCharge(step) === '',
        witness: ({ event }: ProviderStep) => event.type === 'handleDowntime',
        explain: wrongCharge,
      },
      {
        kind: 'step',
        scope: 'meter',
        on: slashMeter,
        holds: (step: MeterStep) => wrong(step) === '',
        witness: ({ event }: MeterStep) => event.type === 'charge' && event['power'] !== 0,
        explain: wrong,
      },
    ];
  },
};

const replenishRate: IcsProperty = {
  id: 'replenish-rate',
  title: 'At most one allowance per period',
  kind: 'always',
  statement:
    'Replenishments of the slash meter are at least one replenish period apart, and none adds more than the allowance.',
  source: ['ADR-002', 'interchain-security issue 687'],
  assumptions: [],
  witness: 'the meter has been replenished',
  expected: whereThrottled,
  checks: ({ instance, features }) =>
    isThrottled(features)
      ? [
          {
            kind: 'always',
            scope: '',
            reads: ['replenishments'],
            observers: [replenishments(instance)],
            holds: ({ defect }: Replenishments) => defect === '',
            witness: ({ any }: Replenishments) => any,
            explain: ({ defect }: Replenishments) => `the slash meter is ${defect}`,
          },
        ]
      : [],
};

const meterRecovers: IcsProperty = {
  id: 'meter-recovers',
  title: 'The meter recovers',
  kind: 'leadsTo',
  statement: 'A negative slash meter eventually becomes non-negative.',
  source: ['ADR-002 (minimum allowance)', 'x/ccv/provider/keeper/throttle.go GetSlashMeterAllowance'],
  assumptions: ['LB'],
  witness: 'the meter is negative',
  expected: whereThrottled,
  checks: ({ features }) =>
    isThrottled(features)
      ? [
          {
            kind: 'leadsTo',
            scope: '',
            fairness: 'F0',
            reads: [slashMeter],
            from: ({ context }: MeterSnapshot) => context.meter < 0,
            to: ({ context }: MeterSnapshot) => context.meter >= 0,
            explain: ({ context }: MeterSnapshot) =>
              `the slash meter stays negative for ever: ${context.meter}, with a total power of ${context.totalPower}`,
          },
        ]
      : [],
};

export const slashMeterProperties: readonly IcsProperty[] = [
  bounceIffNegative,
  meterBounds,
  meterChargeExact,
  replenishRate,
  meterRecovers,
];
