/** Every machine of the model with what is written about its guards and actions. */
import type { AnyStateMachine } from 'xstate';
import { descriptions as channel } from '../../model/channel/descriptions.ts';
import { descriptions as consumer } from '../../model/consumer/descriptions.ts';
import { descriptions as standalone } from '../../model/changeover/descriptions.ts';
import { descriptions as evidence } from '../../model/evidence/descriptions.ts';
import type { FaultyMachine } from '../../model/faults/fault.ts';
import { createIcsSystem, type IcsSystem } from '../../model/ics-system.ts';
import { lifecycleSchema } from '../../model/instance/lifecycle-schema.ts';
import { shapingSchema } from '../../model/instance/shaping-schema.ts';
import { descriptions as keys } from '../../model/keys/descriptions.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { descriptions as ownership } from '../../model/ownership/descriptions.ts';
import { descriptions as penalties } from '../../model/penalties/descriptions.ts';
import { descriptions as consumerRecord } from '../../model/provider/consumer-record-descriptions.ts';
import { descriptions as lifecycleQueues } from '../../model/provider/lifecycle-queues-descriptions.ts';
import { descriptions as deadlines } from '../../model/provider/deadlines-descriptions.ts';
import { descriptions as provider } from '../../model/provider/provider-descriptions.ts';
import { descriptions as allocation } from '../../model/rewards/allocation-descriptions.ts';
import { descriptions as consumerRewards } from '../../model/rewards/consumer-rewards-descriptions.ts';
import { descriptions as rewardPool } from '../../model/rewards/reward-pool-descriptions.ts';
import { descriptions as transfers } from '../../model/rewards/transfers-descriptions.ts';
import { descriptions as shaping } from '../../model/shaping/shaping-descriptions.ts';
import { descriptions as slashMeter } from '../../model/provider/slash-meter-descriptions.ts';
import { descriptions as slashQueue } from '../../model/provider/slash-queue-descriptions.ts';

interface Description {
  readonly description: string;
  readonly spec: string;
}

interface Descriptions {
  readonly guards: Readonly<Record<string, Description>>;
  readonly actions: Readonly<Record<string, Description>>;
}

export const descriptionsOf: Readonly<Record<FaultyMachine, Descriptions>> = {
  provider,
  'slash-meter': slashMeter,
  'slash-queue': slashQueue,
  shaping,
  'lifecycle-queues': lifecycleQueues,
  'consumer-record': consumerRecord,
  keys,
  deadlines,
  channel,
  consumer,
  'consumer-rewards': consumerRewards,
  transfers,
  'reward-pool': rewardPool,
  allocation,
  evidence,
  penalties,
  ownership,
  standalone,
};

/** The hub, with everything that instances may do without: the machines are at their largest there. */
export function fullestSystem(): IcsSystem {
  const hub = loadInstance('hub');
  const paying = loadInstance('rewards');
  const consumers = hub.consumers.map((each) => ({
    ...each,
    shaping: shapingSchema.parse({}),
    lifecycle: lifecycleSchema.parse({ start: 'registered', owner: 'account' }),
    channelOpen: false,
    laterUnbondingSeconds: [1],
    sendsVscMatured: true,
    spareKeys: ['k1'],
    rewards: paying.consumers[0]?.rewards,
    byzantine: true,
    standalone: { validators: { s1: 1 }, slashFraction: '0' },
    infractionUpdates: [
      {
        downtimeSlashFraction: '0',
        downtimeJailSeconds: 1,
        doubleSign: { slashFraction: '0', jailSeconds: 1, tombstone: false },
      },
    ],
  }));
  const provider = { ...hub.provider, rewards: paying.provider.rewards };
  const budgets = {
    ...hub.budgets,
    equivocations: 1,
    infractionUpdates: 1,
    consumerHalts: 1,
    consumerParamsChanges: 1,
    secondChannels: 1,
  };
  return createIcsSystem({ ...hub, provider, consumers, budgets });
}

/** The machines of each kind in a system, as far as it has any; of those that exist once per consumer, that of `first`. */
export function machinesOf(
  { definition, consumers }: IcsSystem,
  first: string = consumers[0]?.id ?? '',
): Readonly<Partial<Record<FaultyMachine, AnyStateMachine>>> {
  const places: Readonly<Record<FaultyMachine, string>> = {
    provider: 'provider',
    'slash-meter': 'slash-meter',
    'slash-queue': 'slash-queue',
    shaping: `shaping-${first}`,
    'lifecycle-queues': 'lifecycle-queues',
    'consumer-record': `record-${first}`,
    deadlines: `deadlines-${first}`,
    keys: `keys-${first}`,
    channel: `channel-${first}`,
    consumer: `consumer-${first}`,
    'consumer-rewards': `rewards-${first}`,
    transfers: `transfers-${first}`,
    'reward-pool': 'reward-pool',
    allocation: `allocation-${first}`,
    evidence: `evidence-${first}`,
    penalties: `penalties-${first}`,
    ownership: `ownership-${first}`,
    standalone: `standalone-${first}`,
  };
  return Object.fromEntries(
    Object.entries(places).flatMap(([kind, id]) => {
      const component = definition.components[id];
      return component !== undefined && 'machine' in component ? [[kind, component.machine]] : [];
    }),
  );
}
