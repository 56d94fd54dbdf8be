/**
 * The slash meter: it limits how fast the reports of consumers, all taken together, can jail the provider's validators.
 * A report is handled while the meter is not negative, and charges it with the power that is jailed; so the meter may
 * fall below zero by one validator's power, and is replenished period by period.
 *
 * Only downtime that consumers report passes here; what happens on the provider itself does not touch the meter.
 * A report that meets a negative meter bounces (v4+), or goes on waiting in the slash queue (v1-v3), where the meter is also
 * looked after at the end of blocks, just before that queue, and not at their beginning. Features without throttling
 * have a meter that bars nobody: every report is handled at once.
 */
import type { Instance } from '../instance.ts';
import { providerGenesis } from './provider-genesis.ts';
import { providerParameters } from './provider-parameters.ts';
import { slashMeterParameters, slashMeterSetup } from './slash-meter-setup.ts';
import { totalPower } from './validator-power.ts';

const replenishing = 'x/ccv/provider/keeper/throttle.go CheckForSlashMeterReplenishment';

/** A meter that is looked after in BeginBlock, and reports that come one by one (v4+). */
const bouncing = {
  blockBegan: [
    {
      description: 'A block begins and a replenishment is due; the next one is due a full period later.',
      meta: { spec: `${replenishing}, ReplenishSlashMeter` },
      guard: 'replenishmentIsDue',
      actions: ['beginBlock', 'replenish', 'holdWhileFull'],
    },
    {
      description: 'A block begins; a full meter postpones its replenishment and sinks with the total power.',
      meta: { spec: replenishing },
      actions: ['beginBlock', 'holdWhileFull'],
    },
  ],
  throttleReport: [
    {
      description:
        'The meter is negative: the consumer is to send the report again later. Nothing else changes.',
      meta: { spec: 'ADR-008; x/ccv/provider/keeper/relay.go OnRecvSlashPacket' },
      guard: 'meterIsNegative',
      actions: ['bounceReport'],
    },
    {
      description: 'The meter has not run dry: the report is handled, whatever its power.',
      meta: { spec: 'ADR-008; x/ccv/provider/keeper/relay.go OnRecvSlashPacket' },
      actions: ['passReportOn'],
    },
  ],
} as const;

/** A meter that is looked after in EndBlock, just before the slash queue offers its reports (v1-v3). */
const queueing = {
  providerTimePassed: {
    description: 'A block begins.',
    meta: { spec: 'CometBFT block time' },
    actions: ['passTime'],
  },
  replenishmentChecked: [
    {
      description: 'A block ends and a replenishment is due; the next one is due a full period later.',
      meta: { spec: `x/ccv/provider/keeper/relay.go EndBlockCIS (v1-v3); ${replenishing}` },
      guard: 'replenishmentIsDue',
      actions: ['takeTotalPower', 'replenish', 'holdWhileFull'],
    },
    {
      description: 'A block ends; a full meter postpones its replenishment and sinks with the total power.',
      meta: { spec: `x/ccv/provider/keeper/relay.go EndBlockCIS (v1-v3); ${replenishing}` },
      actions: ['takeTotalPower', 'holdWhileFull'],
    },
  ],
  throttleReport: [
    {
      description:
        'The meter is negative: the report goes on waiting at the head of the queue, and all others behind it.',
      meta: { spec: 'ADR-002; x/ccv/provider/keeper/throttle.go HandleThrottleQueues (v1-v3)' },
      guard: 'meterIsNegative',
    },
    {
      description: 'The meter has not run dry: the report is handled, whatever its power.',
      meta: { spec: 'ADR-002; x/ccv/provider/keeper/throttle.go HandleThrottleQueues (v1-v3)' },
      actions: ['passReportOn', 'confirmServed'],
    },
  ],
} as const;

export function createSlashMeterMachine(instance: Instance) {
  const parameters = slashMeterParameters(instance);
  const genesis = providerGenesis(instance, providerParameters(instance));
  const power = totalPower(genesis.validators);
  return slashMeterSetup(parameters).createMachine({
    id: 'slash-meter',
    description: 'The limit on how fast reports of consumers can jail validators of the provider.',
    meta: { spec: 'ADR-002, ADR-008; x/ccv/provider/keeper/throttle.go' },
    context: {
      meter: parameters.allowance(power),
      replenishesIn: parameters.replenishSeconds,
      totalPower: power,
    },
    initial: 'metering',
    states: {
      metering: {
        description: 'The meter limits jailing.',
        meta: { spec: 'x/ccv/provider/keeper/throttle.go' },
        on: {
          ...(parameters.queues ? queueing : bouncing),
          charge: {
            description: 'The power that is about to be jailed is taken from the meter.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket' },
            actions: ['chargePower'],
          },
        },
      },
    },
  });
}
