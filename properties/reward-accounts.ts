/** Rewards are neither lost nor made up on their way: the accounts that they pass through, against books kept apart. */
import { allocationOf, rewardPool, rewardsOf, transfersOf } from '../model/component-ids.ts';
import type { Instance } from '../model/instance.ts';
import { amountOf } from '../model/rewards/coins.ts';
import { anyRewards, hasRewards, type ConsumerWithRewards } from '../model/rewards/has-rewards.ts';
import type {
  AllocationContext,
  Coin,
  ConsumerRewardsContext,
  RewardPoolContext,
  TransfersContext,
} from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import type { LocalSnapshot } from '../src/system/vocabulary.ts';
import { mayHappen } from './expectations.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { messagesOf } from './observers/heard.ts';
import { poolLedger, poolLedgerId } from './observers/pool-ledger.ts';
import { plus, rewardLedger, rewardLedgerId, type RewardLedger } from './observers/reward-ledger.ts';

export type RewardsSnapshot = LocalSnapshot<ConsumerRewardsContext>;
export type TransfersSnapshot = LocalSnapshot<TransfersContext>;
export type AllocationSnapshot = LocalSnapshot<AllocationContext>;
export type PoolSnapshot = LocalSnapshot<RewardPoolContext>;

/** Checks of consumers that pay rewards. */
export function ofPayingConsumers(
  checksOf: (instance: Instance, consumer: ConsumerWithRewards) => readonly Check[],
): IcsProperty['checks'] {
  return ofEachConsumer((instance, consumer) => (hasRewards(consumer) ? checksOf(instance, consumer) : []));
}

function textOf(coins: readonly Coin[]): string {
  return coins.map(({ denom, amount }) => `${String(amount)} ${denom}`).join(', ') || 'nothing';
}

/** The accounts on the consumer itself. */
function heldAtHome({ context }: RewardsSnapshot): readonly Coin[] {
  return plus(context.toSend, context.feeCollector);
}

/** What is in escrow without a voucher for it. */
function heldAway({ context }: TransfersSnapshot): readonly Coin[] {
  return plus([], [...context.inFlight, ...context.refused]);
}

const conservationChecks: IcsProperty['checks'] = (system) =>
  anyRewards(system.instance)
    ? [
        ...ofPayingConsumers((instance, consumer): readonly Check[] => [
          {
            kind: 'always',
            scope: consumer.id,
            reads: [rewardsOf(consumer.id), transfersOf(consumer.id), rewardLedgerId(consumer.id)],
            observers: [rewardLedger(instance, consumer)],
            holds: (home: RewardsSnapshot, transfers: TransfersSnapshot, { atHome, away }: RewardLedger) =>
              textOf(heldAtHome(home)) === textOf(atHome) && textOf(heldAway(transfers)) === textOf(away),
            witness: (_home: RewardsSnapshot, { context }: TransfersSnapshot) =>
              context.refused.length > 0 || context.inFlight.some(({ timesOutIn }) => timesOutIn === 0),
            explain: (home: RewardsSnapshot, transfers: TransfersSnapshot, { atHome, away }: RewardLedger) =>
              `${consumer.id} should have ${textOf(atHome)} and has ${textOf(heldAtHome(home))}; should be in flight ${textOf(away)}, is ${textOf(heldAway(transfers))}`,
          },
        ])(system),
        {
          kind: 'always',
          scope: 'provider',
          reads: [rewardPool, poolLedgerId],
          observers: [poolLedger(system.instance)],
          holds: ({ context }: PoolSnapshot, ledger: readonly Coin[]) =>
            textOf(context.balances) === textOf(ledger),
          witness: ({ context }: PoolSnapshot) => context.balances.length > 0,
          explain: ({ context }: PoolSnapshot, ledger: readonly Coin[]) =>
            `the reward pool should hold ${textOf(ledger)} and holds ${textOf(context.balances)}`,
        },
      ]
    : [];

const rewardTokenConservation: IcsProperty = {
  id: 'reward-token-conservation',
  title: 'Rewards are conserved across chains',
  kind: 'always',
  statement:
    'In each denomination, what the accounts of a consumer and its escrow hold is what was paid in fees less what stays there, and the escrow is what is in flight or stands behind vouchers received on the provider.',
  source: ['ICS-28 Consumer Rewards Distribution', 'ICS-20 supply', 'Go TestSendRewardsRetries'],
  assumptions: [],
  witness: 'a transfer that timed out, or that was refused',
  expected: holdsWhereApplicable(conservationChecks),
  checks: conservationChecks,
};

/** What is owed for all consumers together. */
function owedToAll(allocations: readonly AllocationSnapshot[]): readonly Coin[] {
  return allocations.reduce<readonly Coin[]>((sum, { context }) => plus(sum, context.rewards), []);
}

const solventChecks: IcsProperty['checks'] = ({ instance }) =>
  anyRewards(instance)
    ? [
        {
          kind: 'always',
          scope: '',
          reads: [rewardPool, ...instance.consumers.filter(hasRewards).map(({ id }) => allocationOf(id))],
          holds: ({ context }: PoolSnapshot, ...allocations: readonly AllocationSnapshot[]) =>
            owedToAll(allocations).every(({ denom, amount }) => amount <= amountOf(context.balances, denom)),
          witness: (_pool: PoolSnapshot, ...allocations: readonly AllocationSnapshot[]) =>
            allocations.every(({ context }) => context.rewards.length > 0),
          explain: ({ context }: PoolSnapshot, ...allocations: readonly AllocationSnapshot[]) =>
            `the reward pool holds ${textOf(context.balances)}, but ${textOf(owedToAll(allocations))} are owed`,
        },
      ]
    : [];

const rewardPoolSolvent: IcsProperty = {
  id: 'reward-pool-solvent',
  title: 'The reward pool covers what is owed',
  kind: 'always',
  statement:
    'In each denomination the reward pool holds at least what is owed for all consumers together (more, if somebody paid into it for no consumer).',
  source: ['x/ccv/provider/ibc_middleware.go OnRecvPacket', 'ICS documentation: reward distribution'],
  assumptions: [],
  witness: 'rewards are owed for every consumer',
  expected: holdsWhereApplicable(solventChecks),
  checks: solventChecks,
};

const paidOnceChecks = ofPayingConsumers((instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: consumer.id,
    reads: [allocationOf(consumer.id), rewardLedgerId(consumer.id)],
    observers: [rewardLedger(instance, consumer)],
    holds: ({ context }: AllocationSnapshot, { owed }: RewardLedger) =>
      context.rewards.every(({ denom, amount }) => amount <= amountOf(owed, denom)) &&
      owed.every(({ amount }) => amount >= 0),
    witness: ({ context }: AllocationSnapshot) => context.rewards.length > 0,
    explain: ({ context }: AllocationSnapshot, { owed }: RewardLedger) =>
      `of what was received for ${consumer.id} ${textOf(owed)} have not been paid, but ${textOf(context.rewards)} are still owed`,
  },
]);

const rewardNoDoublePayment: IcsProperty = {
  id: 'reward-no-double-payment',
  title: 'Each reward is paid once',
  kind: 'always',
  statement:
    'What is owed for a consumer is never more than what was received for it less what was paid to validators and the community pool.',
  source: ['Go TestAllocateTokens', 'x/ccv/provider/keeper/distribution.go AllocateTokens'],
  assumptions: [],
  witness: 'rewards are owed',
  expected: holdsWhereApplicable(paidOnceChecks),
  checks: paidOnceChecks,
};

/** The allocations that a transfer of the consumer was credited to, otherwise than to its own. */
function creditedElsewhere(id: string, { emitted }: LocalStep<TransfersContext>): readonly string[] {
  return emitted.flatMap((each) =>
    each.type === 'send' &&
    each.event.type === 'rewardsCredited' &&
    each.to !== 'allocation' &&
    each.to !== allocationOf(id)
      ? [each.to]
      : [],
  );
}

const transferAttributionChecks = ofPayingConsumers((_instance, { id }): readonly Check[] => [
  {
    kind: 'step',
    scope: id,
    on: transfersOf(id),
    holds: (step: LocalStep<TransfersContext>) => creditedElsewhere(id, step).length === 0,
    witness: ({ emitted }: LocalStep<TransfersContext>) => messagesOf(emitted, 'rewardsCredited').length > 0,
    explain: (step: LocalStep<TransfersContext>) =>
      `a transfer of ${id} is credited to ${creditedElsewhere(id, step).join(', ')}`,
  },
]);

const attributionChecks: IcsProperty['checks'] = (system) =>
  anyRewards(system.instance)
    ? [
        ...transferAttributionChecks(system),
        {
          kind: 'step',
          scope: 'others',
          on: rewardPool,
          holds: ({ event, emitted }: LocalStep<RewardPoolContext>) =>
            event.type !== 'payIntoPool' || messagesOf(emitted, 'rewardsCredited').length === 0,
          witness: ({ event }: LocalStep<RewardPoolContext>) => event.type === 'payIntoPool',
          explain: ({ event }: LocalStep<RewardPoolContext>) =>
            `${String(event['amount'])} ${String(event['denom'])} that came from no consumer are taken for rewards of ${String(event['consumer'])}`,
        },
      ]
    : [];

const rewardAttribution: IcsProperty = {
  id: 'reward-attribution',
  title: 'Rewards are credited to the consumer that sent them',
  kind: 'step',
  statement: 'What is credited to a consumer was transferred by that consumer.',
  source: ['x/ccv/provider/ibc_middleware.go OnRecvPacket', 'Go TestIBCTransferMiddleware'],
  assumptions: [],
  witness: 'rewards are credited',
  expected: (system) => {
    if (!anyRewards(system.instance)) return 'not-applicable';
    const { foreignPayments = [] } = system.instance.provider.rewards ?? {};
    const pretends = foreignPayments.some(({ consumer }) => consumer !== undefined);
    return pretends && mayHappen(system, 'foreignPayments') ? 'violated' : 'holds';
  },
  finding: {
    id: 'SC-29',
    restoredBy: 'reward-attribution-of-transfers',
    assumption: 'only consumers write memos that name consumers',
  },
  checks: attributionChecks,
};

const rewardAttributionOfTransfers: IcsProperty = {
  id: 'reward-attribution-of-transfers',
  title: 'Transfers of consumers are credited to their senders',
  kind: 'step',
  statement: 'A reward transfer that a consumer sent is credited to that consumer.',
  source: ['x/ccv/provider/ibc_middleware.go OnRecvPacket', 'Go TestIBCTransferMiddleware'],
  assumptions: ['HC'],
  witness: 'rewards are credited',
  expected: holdsWhereApplicable(transferAttributionChecks),
  checks: transferAttributionChecks,
};

export const rewardAccountProperties: readonly IcsProperty[] = [
  rewardTokenConservation,
  rewardPoolSolvent,
  rewardNoDoublePayment,
  rewardAttribution,
  rewardAttributionOfTransfers,
];
