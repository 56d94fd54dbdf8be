/** Instances for tests of the provider's side: one unit of power a token, and whatever a test wants different. */
import { instanceSchema, type Instance } from '../../../model/instance.ts';

interface Wishes {
  readonly features?: Instance['features'];
  readonly provider?: Partial<Instance['provider']>;
  readonly validators?: readonly {
    readonly id: string;
    readonly tokens: number;
    readonly [more: string]: unknown;
  }[];
  readonly consumers?: readonly { readonly id: string; readonly [more: string]: unknown }[];
  readonly liquidTokens?: number;
}

export function providerInstance(wishes: Wishes = {}): Instance {
  const budget = 1;
  return instanceSchema.parse({
    name: 'provider',
    description: 'What a test of the provider needs.',
    features: wishes.features ?? 'v7',
    provider: {
      blockSeconds: [1],
      unbondingSeconds: 4,
      blocksPerEpoch: 2,
      maxValidators: 3,
      maxProviderConsensusValidators: 3,
      powerReduction: 1,
      ccvTimeoutSeconds: 60,
      slashMeterReplenishSeconds: 2,
      slashMeterReplenishFraction: '0.2',
      trustingPeriodFraction: '0.66',
      downtimeSlashFraction: '0.5',
      downtimeJailSeconds: 2,
      doubleSignSlashFraction: '0.5',
      ...wishes.provider,
    },
    validators: wishes.validators ?? [
      { id: 'a', tokens: 3 },
      { id: 'b', tokens: 2 },
    ],
    consumers: (wishes.consumers ?? [{ id: 'c1' }]).map((consumer) => ({
      blockSeconds: [1],
      unbondingSeconds: 60,
      ccvTimeoutSeconds: 60,
      retryDelaySeconds: 1,
      downtimeBlocks: 1,
      downtimeSlashFraction: '0.5',
      downtimeJailSeconds: 2,
      ...consumer,
    })),
    liquidTokens: wishes.liquidTokens ?? 10,
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
}

/** The instance's first consumer. */
export function firstConsumer({ consumers }: Instance): Instance['consumers'][number] {
  const [first] = consumers;
  if (first === undefined) throw new Error('expected a consumer, received none');
  return first;
}
