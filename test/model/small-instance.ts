/** An instance of small numbers for tests of single machines: every period differs, so that mixing two up shows. */
import { instanceSchema, type ConsumerInstance, type Instance } from '../../model/instance.ts';

export function smallInstance(consumer: Partial<ConsumerInstance> = {}): {
  readonly instance: Instance;
  readonly consumer: ConsumerInstance;
} {
  const budget = 1;
  const instance = instanceSchema.parse({
    name: 'small',
    description: 'Three validators, one consumer; clients are trusted for 4 s (provider) and 3 s (consumer).',
    features: 'v7',
    provider: {
      blockSeconds: [1],
      unbondingSeconds: 8,
      blocksPerEpoch: 2,
      maxValidators: 3,
      maxProviderConsensusValidators: 3,
      powerReduction: 1,
      ccvTimeoutSeconds: 7,
      slashMeterReplenishSeconds: 2,
      slashMeterReplenishFraction: '0.2',
      trustingPeriodFraction: '0.5',
      downtimeSlashFraction: '0.5',
      downtimeJailSeconds: 1,
      doubleSignSlashFraction: '0.5',
    },
    validators: [
      { id: 'a', tokens: 3 },
      { id: 'b', tokens: 2 },
      { id: 'c', tokens: 1 },
    ],
    consumers: [
      {
        id: 'c1',
        blockSeconds: [1],
        unbondingSeconds: 6,
        ccvTimeoutSeconds: 5,
        retryDelaySeconds: 2,
        downtimeBlocks: 2,
        downtimeSlashFraction: '0',
        downtimeJailSeconds: 1,
        ...consumer,
      },
    ],
    liquidTokens: 4,
    stakingAmounts: [1],
    maxClockDriftSeconds: 2,
    skipQuietBlocks: true,
    budgets: {
      stakingOperations: budget,
      consumerDowntimes: budget,
      providerDowntimes: budget,
      providerDoubleSigns: budget,
      unjailings: budget,
      clientRecoveries: budget,
      consumerFaults: budget,
    },
  });
  const [only] = instance.consumers;
  if (only === undefined) throw new Error('expected one consumer');
  return { instance, consumer: only };
}
