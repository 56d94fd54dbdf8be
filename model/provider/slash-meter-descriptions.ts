/** What each guard and action of the slash meter means, and the clause that it implements. */
export const descriptions = {
  guards: {
    replenishmentIsDue: {
      description: 'The time of this block is at or after the replenish candidate time.',
      spec: 'x/ccv/provider/keeper/throttle.go CheckForSlashMeterReplenishment',
    },
    meterIsNegative: {
      description: 'The meter is below 0; at 0 it still serves. (Never, where reports are not throttled.)',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket; throttle.go HandleThrottleQueues (v1-v3); ADR-002, ADR-008',
    },
  },
  actions: {
    beginBlock: {
      description:
        'Takes over the total power that staking left, and lets the time to the next replenishment run.',
      spec: 'x/ccv/provider/keeper/throttle.go CheckForSlashMeterReplenishment',
    },
    passTime: {
      description: 'Lets the time to the next replenishment run.',
      spec: 'CometBFT block time',
    },
    takeTotalPower: {
      description: 'Takes over the total power that staking left.',
      spec: 'x/ccv/provider/keeper/throttle.go GetSlashMeterAllowance (GetLastTotalPower)',
    },
    replenish: {
      description: 'Adds one allowance, up to one allowance; the next one is due a period later.',
      spec: 'x/ccv/provider/keeper/throttle.go ReplenishSlashMeter, SetSlashMeterReplenishTimeCandidate',
    },
    holdWhileFull: {
      description:
        'A meter that is full (or fuller, as total power fell) is set to the allowance and waits a full period.',
      spec: 'x/ccv/provider/keeper/throttle.go CheckForSlashMeterReplenishment',
    },
    bounceReport: {
      description: 'Tells the record that the report was not handled.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (SlashPacketBouncedResult)',
    },
    passReportOn: {
      description: 'Hands the report to staking and slashing.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (HandleSlashPacket)',
    },
    confirmServed: {
      description: 'Tells the slash queue that the report is handled.',
      spec: 'x/ccv/provider/keeper/throttle.go HandleThrottleQueues (v1-v3)',
    },
    chargePower: {
      description: 'Takes the power from the meter, which may become negative.',
      spec: 'x/ccv/provider/keeper/relay.go OnRecvSlashPacket (SetSlashMeter)',
    },
  },
} as const;
