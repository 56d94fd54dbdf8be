/** What consumers pay arrives, and is distributed; and the situations in which that shows. */
import {
  allocationOf,
  channelOf,
  consumerOf,
  rewardPool,
  rewardsOf,
  transfersOf,
} from '../model/component-ids.ts';
import { parseFraction } from '../model/fraction.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import type { Instance } from '../model/instance.ts';
import { amountOf } from '../model/rewards/coins.ts';
import { providerRewardsOf, type ConsumerWithRewards } from '../model/rewards/has-rewards.ts';
import type { AllocationContext, Denom, TransfersContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { mayHappen } from './expectations.ts';
import {
  holdsWhereApplicable,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
} from './ics-property.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { areClientsActive } from './relation.ts';
import {
  ofPayingConsumers,
  type AllocationSnapshot,
  type PoolSnapshot,
  type RewardsSnapshot,
  type TransfersSnapshot,
} from './reward-accounts.ts';

/** Denominations in which the consumer collects fees. */
function feeDenoms({ rewards }: ConsumerWithRewards): readonly Denom[] {
  return [...new Set(rewards.fees.map(({ denom }) => denom))].sort();
}

/** Whole tokens that rounding may leave owed: what the tax and the rest of it lose when each is cut off. */
function leftover(instance: Instance): number {
  const { numerator, denominator } = parseFraction(providerRewardsOf(instance).communityTax);
  return numerator === 0 || numerator === denominator ? 0 : 1;
}

function underWay(denom: Denom, home: RewardsSnapshot, { context }: TransfersSnapshot): number {
  const inTransfer = [...context.inFlight, ...context.refused].filter((coin) => coin.denom === denom);
  return amountOf(home.context.toSend, denom) + inTransfer.reduce((sum, { amount }) => sum + amount, 0);
}

function owed(denom: Denom, { context }: AllocationSnapshot): number {
  return amountOf(context.rewards, denom);
}

/**
 * Distribution goes on until the deletion, which a stop leads to in any case; but the set is computed no more, so whoever is
 * in it and ceases to be a validator keeps what is owed from everybody until then.
 */
function staysToBePaid({ value }: AllocationSnapshot): boolean {
  return value === 'launched';
}

/** Nothing can be relayed, or the consumer produces no blocks (LB). */
function isCutOff(channel: ChannelSnapshot, { value }: ConsumerSnapshot): boolean {
  return !areClientsActive(channel) || value === 'halted';
}

const livenessChecks = ofPayingConsumers((instance, consumer): readonly Check[] => {
  const { id } = consumer;
  const most = leftover(instance);
  return feeDenoms(consumer).map((denom): Check => {
    const isDone = (home: RewardsSnapshot, transfers: TransfersSnapshot, due: AllocationSnapshot): boolean =>
      underWay(denom, home, transfers) === 0 && owed(denom, due) <= most;
    return {
      kind: 'leadsTo',
      scope: `${id}: ${denom}`,
      reads: [rewardsOf(id), transfersOf(id), allocationOf(id), channelOf(id), consumerOf(id)],
      from: (home: RewardsSnapshot, transfers: TransfersSnapshot, due: AllocationSnapshot) =>
        !isDone(home, transfers, due),
      to: isDone,
      excluded: (
        _h: RewardsSnapshot,
        _t: TransfersSnapshot,
        _a: AllocationSnapshot,
        channel: ChannelSnapshot,
        chain: ConsumerSnapshot,
      ) => isCutOff(channel, chain),
      explain: (home: RewardsSnapshot, transfers: TransfersSnapshot, due: AllocationSnapshot) =>
        `${String(underWay(denom, home, transfers))} ${denom} of ${id} never arrive, and ${String(owed(denom, due))} that did are never distributed`,
    };
  });
});

/** A consumer that pays rewards may be deleted in the course of a run. */
function mayBeDeleted(system: IcsSystem): boolean {
  return (
    mayHappen(system, 'lifecycleActions') &&
    system.consumers.some(({ rewards, lifecycle }) => rewards !== undefined && lifecycle !== undefined)
  );
}

function possibleAllowlists(
  system: IcsSystem,
  rewards: ConsumerWithRewards['rewards'] | undefined,
): readonly (readonly Denom[])[] {
  const { allowlistedDenoms = [], allowlistAlternatives = [] } = rewards ?? {};
  return mayHappen(system, 'allowlistChanges')
    ? [allowlistedDenoms, ...allowlistAlternatives]
    : [allowlistedDenoms];
}

/** Some fees of the consumer are in a denomination that is not sent, or may not be distributed. */
function mayStrand(system: IcsSystem, concerned: 'sent' | 'distributed'): boolean {
  if (!mayHappen(system, 'feePayments')) return false;
  if (mayBeDeleted(system)) return true;
  const { registeredDenoms } = providerRewardsOf(system.instance);
  return system.consumers.some(({ rewards }) =>
    (rewards?.fees ?? []).some(({ denom }) => {
      const isSent = rewards?.denoms.includes(denom) === true;
      const isAllowed =
        possibleAllowlists(system, rewards).every((list) => list.includes(denom)) ||
        (registeredDenoms.includes(denom) && !mayHappen(system, 'rewardDenomChanges'));
      return concerned === 'sent' ? !isSent || !isAllowed : isSent && !isAllowed;
    }),
  );
}

const rewardLiveness: IcsProperty = {
  id: 'reward-liveness',
  title: 'Whatever a consumer owes to the provider arrives and is distributed',
  kind: 'leadsTo',
  statement:
    'What waits on a consumer to be sent to the provider is eventually received there and distributed, but for a token that rounding leaves.',
  source: ['ICS-28 Distribution Liveness', 'Go TestSendRewardsToProvider, TestEndBlockRD'],
  assumptions: ['LB', 'CR', 'NX'],
  witness: 'coins wait to be sent, are in flight, or are owed',
  expected: (system) => {
    if (livenessChecks(system).length === 0) return 'not-applicable';
    return mayStrand(system, 'sent') ? 'violated' : 'holds';
  },
  finding: {
    id: 'N10',
    restoredBy: 'reward-liveness-of-sent-denoms',
    assumption: 'the denomination is one that the consumer sends; distribution is another promise',
  },
  checks: livenessChecks,
};

const arrivalChecks = ofPayingConsumers((_instance, consumer): readonly Check[] => {
  const { id, rewards } = consumer;
  return feeDenoms(consumer)
    .filter((denom) => rewards.denoms.includes(denom))
    .map((denom): Check => ({
      kind: 'leadsTo',
      scope: `${id}: ${denom}`,
      reads: [rewardsOf(id), transfersOf(id), channelOf(id), consumerOf(id)],
      from: (home: RewardsSnapshot, transfers: TransfersSnapshot) => underWay(denom, home, transfers) > 0,
      // Fees are finitely many, so a transfer that fails and is sent again cannot hide behind new ones for ever.
      to: (home: RewardsSnapshot, transfers: TransfersSnapshot) => underWay(denom, home, transfers) === 0,
      excluded: (
        _home: RewardsSnapshot,
        _transfers: TransfersSnapshot,
        channel: ChannelSnapshot,
        chain: ConsumerSnapshot,
      ) => isCutOff(channel, chain),
      explain: (home: RewardsSnapshot, transfers: TransfersSnapshot) =>
        `${String(underWay(denom, home, transfers))} ${denom} of ${id} never arrive at the provider`,
    }));
});

const rewardLivenessOfSentDenoms: IcsProperty = {
  id: 'reward-liveness-of-sent-denoms',
  title: 'What a consumer sends arrives, however often it takes',
  kind: 'leadsTo',
  statement:
    'What waits on a consumer in a denomination that it sends is eventually received at the provider, after timeouts and refusals too.',
  source: ['ICS-28 Distribution Liveness', 'x/ccv/consumer/keeper/distribution.go SendRewardsToProvider'],
  assumptions: ['LB', 'CR', 'NX'],
  witness: 'coins wait to be sent, or are in flight',
  expected: holdsWhereApplicable(arrivalChecks),
  checks: arrivalChecks,
};

function distributionChecks(ifAllowed: boolean): IcsProperty['checks'] {
  return ofPayingConsumers((instance, consumer): readonly Check[] => {
    const { id, rewards } = consumer;
    const most = leftover(instance);
    return feeDenoms(consumer)
      .filter((denom) => rewards.denoms.includes(denom))
      .map((denom): Check => {
        const isAllowed = (pool: PoolSnapshot, due: AllocationSnapshot): boolean =>
          pool.context.registeredDenoms.includes(denom) || due.context.allowlist.includes(denom);
        const concerns = (pool: PoolSnapshot, due: AllocationSnapshot): boolean =>
          !ifAllowed || (isAllowed(pool, due) && staysToBePaid(due));
        return {
          kind: 'leadsTo',
          scope: `${id}: ${denom}`,
          reads: [rewardPool, allocationOf(id)],
          from: (pool: PoolSnapshot, due: AllocationSnapshot) =>
            concerns(pool, due) && owed(denom, due) > most,
          to: (pool: PoolSnapshot, due: AllocationSnapshot) =>
            !concerns(pool, due) || owed(denom, due) <= most,
          explain: (_pool: PoolSnapshot, due: AllocationSnapshot) =>
            `${String(owed(denom, due))} ${denom} that were received for ${id} are never distributed`,
        };
      });
  });
}

const anyDistributionChecks = distributionChecks(false);
const allowedDistributionChecks = distributionChecks(true);

const consumerRewardsDistribution: IcsProperty = {
  id: 'consumer-rewards-distribution',
  title: 'Rewards that were received are distributed',
  kind: 'leadsTo',
  statement:
    'What was received for a consumer is eventually paid to validators and the community pool, but for a token that rounding leaves.',
  source: ['ICS-28 Consumer Rewards Distribution'],
  assumptions: ['LB'],
  witness: 'rewards are owed',
  expected: (system) => {
    if (anyDistributionChecks(system).length === 0) return 'not-applicable';
    return mayStrand(system, 'distributed') ? 'violated' : 'holds';
  },
  finding: {
    id: 'N10',
    restoredBy: 'consumer-rewards-distribution-of-allowed-denoms',
    assumption:
      'the denomination is registered by governance, or allowed for the consumer, which is not stopped',
  },
  checks: anyDistributionChecks,
};

const consumerRewardsDistributionOfAllowedDenoms: IcsProperty = {
  id: 'consumer-rewards-distribution-of-allowed-denoms',
  title: 'Rewards in allowed denominations are distributed',
  kind: 'leadsTo',
  statement:
    'What was received for a consumer in a denomination that is allowed, and stays so, is, unless the consumer is stopped, eventually paid to validators and the community pool, but for a token that rounding leaves.',
  source: ['ICS-28 Consumer Rewards Distribution', 'x/ccv/provider/keeper/distribution.go AllocateTokens'],
  assumptions: ['LB'],
  witness: 'rewards are owed in an allowed denomination',
  expected: holdsWhereApplicable(allowedDistributionChecks),
  checks: allowedDistributionChecks,
};

const deletedChecks: IcsProperty['checks'] = (system) =>
  mayBeDeleted(system)
    ? ofPayingConsumers((_instance, { id, lifecycle }): readonly Check[] =>
        lifecycle === undefined
          ? []
          : [
              {
                kind: 'always',
                scope: id,
                reads: [allocationOf(id)],
                holds: ({ value, context }: AllocationSnapshot) =>
                  value !== 'deleted' || context.rewards.length === 0,
                witness: ({ value }: AllocationSnapshot) => value === 'deleted',
                explain: ({ context }: AllocationSnapshot) =>
                  `${id} is deleted, and ${context.rewards.map(({ denom, amount }) => `${String(amount)} ${denom}`).join(', ')} are owed for it, which nobody will ever distribute`,
              },
            ],
      )(system)
    : [];

const rewardsOfDeletedConsumer: IcsProperty = {
  id: 'rewards-of-deleted-consumer',
  title: 'Nothing is owed for a consumer that is deleted',
  kind: 'always',
  statement:
    'When a consumer is deleted, what is owed for it is distributed first, and nothing is credited to it afterwards.',
  source: [
    'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain',
    'x/ccv/provider/ibc_middleware.go',
  ],
  assumptions: [],
  witness: 'a deleted consumer',
  expected: (system) => {
    if (deletedChecks(system).length === 0) return 'not-applicable';
    return mayHappen(system, 'feePayments') ? 'violated' : 'holds';
  },
  finding: {
    id: 'N10',
    restoredBy: 'consumer-rewards-distribution-of-allowed-denoms',
    assumption: 'the consumer is not stopped',
  },
  checks: deletedChecks,
};

const splitChecks = ofPayingConsumers((_instance, { id }): readonly Check[] => [
  {
    kind: 'reachable',
    scope: id,
    on: allocationOf(id),
    whenStep: ({ emitted }: LocalStep<AllocationContext>) =>
      notesOf(emitted, 'rewardsDistributed').some(({ shares }) => shares.length > 1),
  },
]);

const reachRewardSplit: IcsProperty = {
  id: 'reach-reward-split',
  title: 'Rewards are shared out',
  kind: 'reachable',
  statement: 'Rewards of some consumer are shared out among two validators and more.',
  source: [],
  assumptions: [],
  witness: 'the situation itself',
  expected: holdsWhereApplicable(splitChecks),
  checks: splitChecks,
};

const refundChecks: IcsProperty['checks'] = (system) =>
  ofPayingConsumers((_instance, { id, rewards }): readonly Check[] =>
    rewards.transferTimeoutSeconds === 'never'
      ? []
      : [
          {
            kind: 'reachable',
            scope: id,
            on: transfersOf(id),
            whenStep: ({ event, emitted }: LocalStep<TransfersContext>) =>
              event.type === 'timeoutTransfer' && messagesOf(emitted, 'transferRefunded').length > 0,
          },
        ],
  )(system);

const reachRewardRefund: IcsProperty = {
  id: 'reach-reward-refund',
  title: 'A reward transfer times out',
  kind: 'reachable',
  statement: 'A reward transfer of some consumer times out, and its coins come back.',
  source: ['Go TestSendRewardsRetries'],
  assumptions: [],
  witness: 'the situation itself',
  expected: holdsWhereApplicable(refundChecks),
  checks: refundChecks,
};

export const rewardLivenessProperties: readonly IcsProperty[] = [
  rewardLiveness,
  rewardLivenessOfSentDenoms,
  consumerRewardsDistribution,
  consumerRewardsDistributionOfAllowedDenoms,
  rewardsOfDeletedConsumer,
];

export const rewardWitnesses: readonly IcsProperty[] = [reachRewardSplit, reachRewardRefund];
