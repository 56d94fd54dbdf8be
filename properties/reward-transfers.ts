/** When reward transfers are sent, received and refunded. */
import { channelOf, consumerOf, rewardsOf, transfersOf } from '../model/component-ids.ts';
import type { TransfersContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { mayHappen } from './expectations.ts';
import {
  holdsWhereApplicable,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
} from './ics-property.ts';
import {
  transmissionRounds,
  transmissionRoundsId,
  type TransmissionRounds,
} from './observers/transmission-rounds.ts';
import { ofPayingConsumers, type RewardsSnapshot } from './reward-accounts.ts';

type TransferStep = LocalStep<TransfersContext>;

/** What is wrong with how a step treats the time of the transfer that it is about; empty if nothing. */
function faultOfTiming({ before, event }: TransferStep): string {
  const left = before.context.inFlight[Number(event['index'])]?.timesOutIn;
  switch (event.type) {
    case 'relayTransfer':
    case 'relayRefusedTransfer':
      return left === 0 ? 'is received although it has timed out' : '';
    case 'timeoutTransfer':
      return left === 0 ? '' : `is timed out ${String(left ?? 'long')} s before its timeout`;
    default:
      return '';
  }
}

const timingChecks = ofPayingConsumers((_instance, { id }): readonly Check[] => [
  {
    kind: 'step',
    scope: id,
    on: transfersOf(id),
    holds: (step: TransferStep) => faultOfTiming(step) === '',
    witness: ({ before }: TransferStep) => before.context.inFlight.some(({ timesOutIn }) => timesOutIn === 0),
    explain: (step: TransferStep) => `a reward transfer of ${id} ${faultOfTiming(step)}`,
  },
]);

const rewardTransferTiming: IcsProperty = {
  id: 'reward-transfer-timing',
  title: 'A reward transfer arrives before its timeout, or comes back after it',
  kind: 'step',
  statement:
    'A reward transfer is received only before its timeout, and refunded for a timeout only from then on.',
  source: ['ICS-04 recvPacket, timeoutPacket', 'ICS-20'],
  assumptions: [],
  witness: 'a transfer that timed out is in flight',
  expected: holdsWhereApplicable(timingChecks),
  checks: timingChecks,
};

// With a period of one block every block ends one.
const periodChecks = ofPayingConsumers((instance, consumer): readonly Check[] => {
  const { id, rewards } = consumer;
  if (rewards.blocksPerTransmission === 1) return [];
  return [
    {
      kind: 'always',
      scope: id,
      reads: [transmissionRoundsId(id), rewardsOf(id)],
      observers: [transmissionRounds(instance, consumer)],
      holds: ({ early }: TransmissionRounds) => !early,
      witness: ({ since }: TransmissionRounds, { context }: RewardsSnapshot) =>
        since > 0 && context.toSend.some(({ denom }) => rewards.denoms.includes(denom)),
      explain: () =>
        `${id} transfers rewards although ${String(rewards.blocksPerTransmission)} blocks have not ended since the last round`,
    },
  ];
});

const rewardTransmissionPeriod: IcsProperty = {
  id: 'reward-transmission-period',
  title: 'Rewards are transferred once in a period',
  kind: 'always',
  statement:
    'A consumer transfers rewards only at the end of every BlocksPerDistributionTransmission blocks.',
  source: ['x/ccv/consumer/keeper/distribution.go shouldSendRewardsToProvider', 'Go TestEndBlockRD'],
  assumptions: [],
  witness: 'coins wait between two rounds',
  expected: holdsWhereApplicable(periodChecks),
  checks: periodChecks,
};

const haltChecks: IcsProperty['checks'] = (system) =>
  // A chain that its validators give up has halted too, through no fault of the protocol.
  mayHappen(system, 'consumerHalts')
    ? []
    : ofPayingConsumers((_instance, { id, rewards }): readonly Check[] => [
        {
          kind: 'always',
          scope: id,
          reads: [consumerOf(id), rewardsOf(id), channelOf(id)],
          holds: ({ value }: ConsumerSnapshot) => value !== 'halted',
          witness: (_chain: ConsumerSnapshot, home: RewardsSnapshot, channel: ChannelSnapshot) =>
            channel.context.providerClientExpiresIn === 0 &&
            home.context.toSend.some(({ denom }) => rewards.denoms.includes(denom)),
          explain: () => `${id} has halted`,
        },
      ])(system);

const consumerNeverHalts: IcsProperty = {
  id: 'consumer-never-halts',
  title: 'No transfer of rewards halts a consumer',
  kind: 'always',
  statement: 'A consumer that pays rewards never halts, whatever becomes of their transfers.',
  source: [
    'x/ccv/consumer/keeper/distribution.go EndBlockRD (cached context)',
    'cosmos/interchain-security#638',
    'cosmos/interchain-security#1244',
  ],
  assumptions: [],
  witness: 'coins wait to be sent while the client on the consumer has expired',
  expected: holdsWhereApplicable(haltChecks),
  checks: haltChecks,
};

export const rewardTransferProperties: readonly IcsProperty[] = [
  rewardTransferTiming,
  rewardTransmissionPeriod,
  consumerNeverHalts,
];
