/** What single steps do with rewards: that blocks reach the accounts, that coins are booked where they go, who lists what. */
import {
  allocationOf,
  consumerOf,
  provider,
  rewardPool,
  rewardsOf,
  transfersOf,
} from '../model/component-ids.ts';
import type { Instance } from '../model/instance.ts';
import { amountOf } from '../model/rewards/coins.ts';
import { anyRewards, hasRewards, providerRewardsOf } from '../model/rewards/has-rewards.ts';
import type {
  AllocationContext,
  Coin,
  ConsumerContext,
  ConsumerRewardsContext,
  Denom,
  ProviderContext,
  RewardPoolContext,
  TransfersContext,
} from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import type { MachineEvent } from '../src/system/vocabulary.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { messagesOf } from './observers/heard.ts';
import { ofPayingConsumers } from './reward-accounts.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

/** A check of the steps of a component that take one of these events. */
function onSteps<Context>(
  on: string,
  scope: string,
  events: readonly string[],
  wrongWith: (step: LocalStep<Context>) => string,
): Check {
  const concerns = ({ event }: LocalStep<Context>): boolean => events.includes(event.type);
  return {
    kind: 'step',
    scope,
    on,
    holds: (step: LocalStep<Context>) => !concerns(step) || wrongWith(step) === '',
    witness: concerns,
    explain: (step: LocalStep<Context>) => `${on}: ${wrongWith(step)}`,
  };
}

const ofProvider: readonly Check[] = [
  onSteps<ProviderContext>(provider, 'provider', ['nextBlock'], ({ emitted, event }) => {
    const [began, ...more] = messagesOf(emitted, 'rewardsBlockBegan');
    if (began === undefined || more.length > 0) return 'the reward pool is not told once of a block';
    return messagesOf(emitted, 'transferTimePassed')[0]?.seconds === event['seconds']
      ? ''
      : 'transfers are not told of the time that passes';
  }),
];

/** The part of fees that stays on the consumer, worked out anew: a fraction of millionths, cut off. */
function staying(fraction: string, amount: number): number {
  const [whole = '0', decimals = ''] = fraction.split('.');
  return Number((BigInt(amount) * BigInt(whole + decimals.padEnd(6, '0'))) / 1_000_000n);
}

function faultOfBlock(
  fraction: string,
  { before, event, after, emitted }: LocalStep<ConsumerRewardsContext>,
): string {
  if (after.context.feeCollector.length > 0) return 'fees of the block are left undivided';
  const kept = emitted.flatMap((each) =>
    each.type === 'note' && each.note.type === 'feesRedistributed' ? [each.note as unknown as Coin] : [],
  );
  const sent = messagesOf(emitted, 'sendTransfers').flatMap(({ coins }) => coins);
  const off = before.context.feeCollector.find(({ denom, amount }) => {
    const had = amount + amountOf(before.context.toSend, denom);
    return had !== amountOf([...kept], denom) + amountOf(sent, denom) + amountOf(after.context.toSend, denom);
  });
  if (off !== undefined) return `the fees in ${off.denom} are not what "${event.type}" divides`;
  const unfair = before.context.feeCollector.find(
    ({ denom, amount }) => amountOf([...kept], denom) !== staying(fraction, amount),
  );
  return unfair === undefined
    ? ''
    : `of ${String(unfair.amount)} ${unfair.denom} stay ${String(amountOf([...kept], unfair.denom))} instead of ${String(staying(fraction, unfair.amount))}`;
}

const blockChecks: IcsProperty['checks'] = (system) =>
  anyRewards(system.instance)
    ? [
        ...ofProvider,
        ...ofPayingConsumers((_instance, { id, rewards }) => [
          onSteps<ConsumerContext>(consumerOf(id), `${id}: block`, ['nextBlock'], ({ emitted }) =>
            messagesOf(emitted, 'rewardsBlockEnding').length === 1
              ? ''
              : 'the accounts for rewards are not told once of a block',
          ),
          onSteps<ConsumerRewardsContext>(rewardsOf(id), `${id}: fees`, ['rewardsBlockEnding'], (step) =>
            faultOfBlock(rewards.redistributionFraction, step),
          ),
          onSteps<TransfersContext>(
            transfersOf(id),
            `${id}: transfers`,
            ['transferTimePassed'],
            ({ before, event, after }) => {
              const due = ({ inFlight }: TransfersContext, seconds: number): number =>
                inFlight.filter(({ timesOutIn }) => timesOutIn !== null && timesOutIn <= seconds).length;
              return due(after.context, 0) === due(before.context, Number(event['seconds']))
                ? ''
                : 'transfers do not come closer to their timeout';
            },
          ),
          onSteps<AllocationContext>(
            allocationOf(id),
            `${id}: members`,
            ['distributeRewards'],
            ({ before, event, after }) => {
              const { epochsToStartReceiving } = providerRewardsOf(system.instance);
              const most = epochsToStartReceiving * system.instance.provider.blocksPerEpoch;
              const isOff = before.context.members.some(
                ({ blocks }, index) =>
                  // While it is deleted, nothing is distributed for it.
                  after.context.members[index]?.blocks !== Math.min(most, blocks + Number(event['blocks'])),
              );
              return isOff && after.value === 'launched' ? 'the block does not count for its members' : '';
            },
          ),
        ])(system),
      ]
    : [];

const coinsIn = (event: MachineEvent): Coin => ({
  denom: String(event['denom']),
  amount: Number(event['amount']),
});

const same = (a: Coin | undefined, b: Coin): boolean => a?.denom === b.denom && a.amount === b.amount;

/** `account` has grown by the coins. */
function hasGrown(before: readonly Coin[], after: readonly Coin[], coins: readonly Coin[]): boolean {
  return coins.every(({ denom, amount }) => amountOf(after, denom) === amountOf(before, denom) + amount);
}

const bookingChecks: IcsProperty['checks'] = (system) =>
  anyRewards(system.instance)
    ? ofPayingConsumers((_instance, { id }) => [
        onSteps<TransfersContext>(
          transfersOf(id),
          `${id}: arrival`,
          ['relayTransfer'],
          ({ before, event, emitted }) => {
            const coin = before.context.inFlight[Number(event['index'])];
            if (coin === undefined) return 'a transfer arrives that is not in flight';
            if (!same(messagesOf(emitted, 'coinsReceived')[0], coin)) return 'the pool does not get it';
            return same(messagesOf(emitted, 'rewardsCredited')[0], coin)
              ? ''
              : `${id} is not credited with it`;
          },
        ),
        onSteps<AllocationContext>(
          allocationOf(id),
          `${id}: credit`,
          ['rewardsCredited'],
          ({ before, event, after }) =>
            hasGrown(before.context.rewards, after.context.rewards, [coinsIn(event)])
              ? ''
              : 'what is owed does not grow by the credit',
        ),
        onSteps<ConsumerRewardsContext>(
          rewardsOf(id),
          `${id}: return`,
          ['transfersKept', 'transferRefunded'],
          ({ before, event, after }) => {
            const coins =
              event.type === 'transfersKept' ? (event['coins'] as readonly Coin[]) : [coinsIn(event)];
            return hasGrown(before.context.toSend, after.context.toSend, coins)
              ? ''
              : 'what came back does not wait for the next transmission';
          },
        ),
      ])(system)
    : [];

const namedChecks: IcsProperty['checks'] = (system) =>
  anyRewards(system.instance) &&
  someScopeHas(system.instance, (scope) => anyRewards(scope) && mostOf(scope, 'foreignPayments') > 0)
    ? [
        onSteps<RewardPoolContext>(rewardPool, '', ['payIntoPool'], ({ event, emitted }) => {
          const [credit] = messagesOf(emitted, 'rewardsCredited');
          if (event['consumer'] === '') return credit === undefined ? '' : 'coins for nobody are credited';
          return same(credit, coinsIn(event)) ? '' : `${String(event['consumer'])} is not credited with them`;
        }),
      ]
    : [];

/** The list is what it was, with or without the denomination, and nothing twice. */
function faultOfList({ before, event, after }: LocalStep<RewardPoolContext>): string {
  const denom = String(event['denom']);
  const others = before.context.registeredDenoms.filter((each) => each !== denom);
  const wanted = event.type === 'addRewardDenom' ? [...others, denom].sort() : others;
  return wanted.join() === after.context.registeredDenoms.join()
    ? ''
    : `[${after.context.registeredDenoms.join(', ')}] are registered instead of [${wanted.join(', ')}]`;
}

const isListedIn = (instance: Instance, denom: Denom): boolean =>
  providerRewardsOf(instance).registeredDenoms.includes(denom);

/** @param mayBegin whether the list of the instance leaves room for it */
function listChecks(
  event: 'addRewardDenom' | 'removeRewardDenom',
  mayBegin: (instance: Instance, denom: Denom) => boolean,
): IcsProperty['checks'] {
  return ({ instance }) =>
    anyRewards(instance) &&
    someScopeHas(
      instance,
      (scope) =>
        anyRewards(scope) &&
        mostOf(scope, 'rewardDenomChanges') > 0 &&
        scope.consumers.some(
          (consumer) =>
            hasRewards(consumer) && consumer.rewards.fees.some(({ denom }) => mayBegin(scope, denom)),
        ),
    )
      ? [onSteps<RewardPoolContext>(rewardPool, '', [event], faultOfList)]
      : [];
}

const registrationChecks = listChecks('addRewardDenom', (instance, denom) => !isListedIn(instance, denom));
const strikingChecks = listChecks('removeRewardDenom', isListedIn);

export const rewardEffectProperties: readonly IcsProperty[] = [
  {
    id: 'reward-blocks-count',
    title: 'Every block reaches the accounts for rewards',
    kind: 'step',
    statement:
      'Each block of a consumer divides its fees, of which the redistribution fraction stays there, cut off to whole tokens, and each block of the provider is one in which rewards may be distributed, members come closer to being eligible, and transfers closer to their timeout.',
    source: [
      'ICS-28 CCV-CCF-EBLOCK-RD',
      'x/ccv/consumer/keeper/distribution.go DistributeRewardsInternally',
      'x/ccv/provider/keeper/distribution.go BeginBlockRD',
    ],
    assumptions: [],
    witness: 'a block',
    expected: holdsWhereApplicable(blockChecks),
    checks: blockChecks,
  },
  {
    id: 'reward-coins-booked',
    title: 'Rewards are booked where they arrive',
    kind: 'step',
    statement:
      'A transfer that arrives goes to the pool and is credited to its consumer, what is credited is owed, and what comes back waits for the next transmission.',
    source: [
      'ICS-20',
      'x/ccv/provider/ibc_middleware.go OnRecvPacket',
      'x/ccv/consumer/keeper/distribution.go',
    ],
    assumptions: [],
    witness: 'a transfer arrives or comes back',
    expected: holdsWhereApplicable(bookingChecks),
    checks: bookingChecks,
  },
  {
    id: 'reward-memo-heeded',
    title: 'Coins with a memo are credited to whom it names',
    kind: 'step',
    statement:
      'Coins that somebody pays into the pool are credited to the consumer that the memo names, and to nobody if it names none.',
    source: ['x/ccv/provider/ibc_middleware.go OnRecvPacket (reward memo)'],
    assumptions: [],
    witness: 'somebody pays into the pool',
    expected: holdsWhereApplicable(namedChecks),
    checks: namedChecks,
  },
  {
    id: 'reward-denom-registered',
    title: 'A denomination that governance registers is on the list',
    kind: 'step',
    statement: 'Registering a denomination puts it on the list once and leaves all others where they are.',
    source: ['x/ccv/provider/keeper/distribution.go ChangeRewardDenoms'],
    assumptions: [],
    witness: 'a denomination is registered',
    expected: holdsWhereApplicable(registrationChecks),
    checks: registrationChecks,
  },
  {
    id: 'reward-denom-struck-off',
    title: 'A denomination that governance strikes off is on the list no more',
    kind: 'step',
    statement: 'Striking a denomination off takes it from the list and leaves all others where they are.',
    source: ['x/ccv/provider/keeper/distribution.go ChangeRewardDenoms'],
    assumptions: [],
    witness: 'a denomination is struck off',
    expected: holdsWhereApplicable(strikingChecks),
    checks: strikingChecks,
  },
];
