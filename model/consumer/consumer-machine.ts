/**
 * One consumer chain: the validator set in force, changes received but not applied, downtime detection, the queue of
 * slash packets with its retry record, and the mapping from heights to VSC ids.
 *
 * A step of the chain is `nextBlock`: EndBlock of the current block h and BeginBlock of h + 1. In between, transactions
 * of block h happen (packets and acknowledgements arrive).
 *
 * What is abstracted
 * - Downtime is blocks missed in a row, see missed-blocks.ts. Whether a validator signs is the environment's choice.
 * - An answer to `sendSlash` comes within the same atomic step, but after the machine has taken `nextBlock` as a whole.
 *   So the machine books the packet as sent, and takes that back when the channel could not send it. A refused retry
 *   then counts as never sent: both may be sent again at the next EndBlock, so nothing can tell them apart.
 * - A set without validators would halt the chain, because consensus refuses it. Here the chain goes on with the empty
 *   set (nobody signs, nobody is reported) until a VSC fills it again.
 * - `quietBlocks` remarks no block ends: the sets that observers follow do not change in it.
 * - Heights are not counted: the ids of the previous, the current and the next height are all that is ever looked up.
 */
import { and, not } from 'xstate';
import { isStandalone } from '../changeover/is-standalone.ts';
import { hasEquivocations, hasEvidence } from '../equivocation-scope.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { startsLaunched } from '../lifecycle.ts';
import { hasRewards } from '../rewards/has-rewards.ts';
import { consumerSetup, initialConsumerContext } from './consumer-setup.ts';
import { mayChangePeriod } from '../vsc-age.ts';
import { consumerVersion } from './consumer-versions.ts';

/** Only where long epochs ask for it: elsewhere every block is a step of its own. */
const quietBlocksTransition = {
  quietBlocks: {
    description: 'Several blocks pass at once, in none of which anything is due.',
    meta: { spec: 'x/ccv/consumer/module.go EndBlock, BeginBlock (with nothing to do)' },
    guard: and([
      'noChangesPending',
      'setsHaveSettled',
      'nothingGetsSentMeanwhile',
      'noDowntimeIsDueMeanwhile',
    ]),
    actions: ['passTime', 'countMissedBlocks', 'shiftManyHeights', 'tellChannelOfTime'],
  },
} as const;

/**
 * EndBlock after SendPackets, then BeginBlock of the next height. The new set comes into force at EndBlock already;
 * here the sets move last, since downtime detection still needs to know who signed the block that ended.
 */
const restOfBlock = [
  'clearFlagsOfEntrants',
  'noteChanges',
  'passTime',
  'reportDowntime',
  'changeSets',
  'shiftHeights',
  'noteBlock',
  'tellChannelOfTime',
] as const;

/** On a chain that was not always a consumer: the end of its first block as one. */
const endOfFirstBlock = {
  description:
    'EndBlock of the first block that the new validators sign. Whoever missed it is left to the old staking: infractions are dated one height before, when the set of their block was fixed.',
  meta: { spec: 'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason (FirstConsumerHeight)' },
  guard: 'isFirstConsumerBlock',
} as const;

const restOfFirstBlock = [
  'clearFlagsOfEntrants',
  'noteChanges',
  'passTime',
  'leaveDowntimeToOwnStaking',
  'endFirstBlock',
  'changeSets',
  'shiftHeights',
  'noteBlock',
  'tellChannelOfTime',
] as const;

/** Likewise: what its own validators did before. */
const oldInfractions = {
  oldInfractionFound: {
    description:
      'The infraction is one of before the changeover: the old staking is to punish it, the provider is not told.',
    meta: {
      spec: 'ADR-010; x/ccv/consumer/keeper/validators.go SlashWithInfractionReason (IsPrevStandaloneChain)',
    },
    actions: ['leaveInfractionToOwnStaking'],
  },
} as const;

const doubleSignInFirstBlock = {
  description:
    "A validator signs two blocks of the chain's first height as a consumer, and its evidence module finds out: that too is left to the old staking.",
  meta: { spec: 'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason (FirstConsumerHeight)' },
  guard: and(['signerEquivocates', 'chainNotices', 'isFirstConsumerBlock']),
} as const;

/** Only where validators may sign twice. Whether it can be shown to the provider is another matter. */
function equivocationTransition(instance: Instance, consumer: ConsumerInstance) {
  const told = hasEvidence(instance) ? (['showEquivocation'] as const) : [];
  const first = {
    ...doubleSignInFirstBlock,
    actions: ['noteEquivocation', ...told, 'leaveDoubleSignToOwnStaking'],
  } as const;
  return {
    equivocate: [
      ...(isStandalone(consumer) ? [first] : []),
      {
        description:
          "A validator signs two blocks of one height, and its own chain's evidence module reports it; the local tombstone has no effect here.",
        meta: {
          spec: 'cosmos-sdk x/evidence/keeper/infraction.go; x/ccv/consumer/keeper/relay.go QueueSlashPacket',
        },
        guard: and(['signerEquivocates', 'chainNotices']),
        actions: ['noteEquivocation', ...told, 'queueDoubleSignReport'],
      },
      {
        description: 'A validator signs two blocks of one height, unnoticed by its own chain.',
        meta: { spec: 'environment' },
        guard: 'signerEquivocates',
        actions: ['noteEquivocation', ...told],
      },
    ],
  } as const;
}

/** Only of a chain that may be in the hands of attackers. */
const byzantineTransition = {
  byzantineReport: {
    description: 'Whoever controls the chain queues a downtime report as they please.',
    meta: { spec: 'ADR-002, ADR-008 (malicious consumers)' },
    actions: ['queueByzantineReport'],
  },
} as const;

/** Only for consumers that are launched in the course of a run. */
const beforeLaunch = {
  unlaunched: {
    description: 'The provider has not launched the consumer: there is no genesis for it to start from.',
    meta: { spec: 'ADR-019; x/ccv/provider/keeper/consumer_lifecycle.go MakeConsumerGenesis' },
    on: {
      genesisMade: {
        description: 'The genesis is there: its set signs the first blocks.',
        meta: { spec: 'ICS-28 CCV-CCF-INITG; x/ccv/consumer/keeper/genesis.go InitGenesis' },
        target: 'running',
        actions: ['startWithSet'],
      },
      vscIdAdvanced: {
        description: 'The provider issued a VSC id, of which a chain that has not started holds none.',
        meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)' },
      },
    },
  },
} as const;

/** Only where chains may stop for good. */
const haltTransition = {
  haltForEver: {
    description: 'The chain produces no further block.',
    meta: { spec: 'environment' },
    target: 'halted',
    actions: ['tellChannelOfHalt'],
  },
} as const;

/** Only where governance may change what VSCs mature by. */
const periodTransition = {
  changeUnbondingPeriod: {
    description:
      'The governance of the chain sets another unbonding period, for VSCs that are yet to arrive.',
    meta: { spec: 'x/ccv/types/params.go KeyConsumerUnbondingPeriod; GetUnbondingPeriod' },
    actions: ['changeUnbondingPeriod'],
  },
} as const;

/** Only of a chain whose EndBlock does what may fail. */
const abortTransition = {
  endBlockFailed: {
    description: 'A module returned an error in EndBlock: the chain stops.',
    meta: { spec: 'ABCI: an error in FinalizeBlock stops the node' },
    target: 'halted',
    actions: ['tellChannelOfHalt'],
  },
} as const;

/** What the failing block still asked the channel for is answered to nobody. */
const unfinishedBlock = {
  description: 'The block that asked for this was never finished.',
  meta: { spec: 'ABCI: an error in FinalizeBlock stops the node' },
} as const;

const answersToNobody = {
  slashSent: unfinishedBlock,
  slashKept: unfinishedBlock,
  maturedSent: unfinishedBlock,
  maturedKept: unfinishedBlock,
} as const;

const haltedState = (mayAbort: boolean) =>
  ({
    halted: {
      description: 'The chain has stopped for good; nothing reaches it, and the provider is told nothing.',
      meta: { spec: 'environment' },
      on: {
        ...(mayAbort ? answersToNobody : {}),
        vscIdAdvanced: {
          description: 'The provider issued a VSC id: all references held here are one id older.',
          meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)' },
          actions: ['growReferencesOlder'],
        },
      },
    },
  }) as const;

/** Depends on the consumer's parameters, not on its id: equal consumers are equal machines. */
export function createConsumerMachine(instance: Instance, consumer: ConsumerInstance) {
  const mayHalt = instance.budgets.consumerHalts !== 0;
  const mayAbort = hasRewards(consumer);
  const version = consumerVersion(instance, consumer);
  const changedOver = isStandalone(consumer);
  const ownTime = changedOver ? (['tellOwnStakingOfTime'] as const) : [];
  const firstBlock = {
    ...endOfFirstBlock,
    actions: ['endRewardsBlock', ...version.endBlock.idling, ...restOfFirstBlock, ...ownTime],
  } as const;
  return consumerSetup(instance, consumer).createMachine({
    id: 'consumer',
    description: 'A consumer chain, seen from its CCV module.',
    meta: { spec: 'ICS-28 consumer CCV module; x/ccv/consumer' },
    context: initialConsumerContext(instance, consumer),
    initial: startsLaunched(consumer) ? 'running' : 'unlaunched',
    states: {
      ...(startsLaunched(consumer) ? {} : beforeLaunch),
      running: {
        description: 'The chain produces blocks; it does so even after its CCV channel was closed.',
        meta: { spec: 'x/ccv/consumer/module.go BeginBlock (a closed channel is only logged)' },
        on: {
          nextBlock: [
            ...(changedOver ? [firstBlock] : []),
            {
              description: version.sending.description,
              meta: version.sending.meta,
              guard: version.sending.guard,
              actions: ['endRewardsBlock', ...version.endBlock.sending, ...restOfBlock, ...ownTime],
            },
            {
              description:
                'EndBlock has nothing to send, applies pending changes; BeginBlock of the next height detects downtime.',
              meta: { spec: 'x/ccv/consumer/module.go EndBlock, BeginBlock' },
              actions: ['endRewardsBlock', ...version.endBlock.idling, ...restOfBlock, ...ownTime],
            },
          ],
          ...(changedOver ? oldInfractions : {}),
          ...(instance.skipQuietBlocks ? quietBlocksTransition : {}),
          vscReceived: [
            {
              description: 'A VSC with id 0 is invalid: it is answered with an error.',
              meta: {
                spec: 'x/ccv/consumer/keeper/relay.go OnRecvVSCPacket (ValidatorSetChangePacketData.Validate)',
              },
              guard: 'vscIsInvalid',
              actions: ['refuseVsc'],
            },
            {
              description:
                'A VSC arrives: its changes join the pending ones, the next height is mapped to its id, reports that it acknowledges are no longer outstanding. The first one establishes the channel (SC-12).',
              meta: { spec: 'CCV-CCF-RCVVSC; x/ccv/consumer/keeper/relay.go OnRecvVSCPacket' },
              actions: [
                'establishChannel',
                'accumulateChanges',
                'mapNextHeight',
                ...version.onReceipt,
                'clearAcknowledgedFlags',
              ],
            },
          ],
          slashSent: version.slash.sent,
          slashKept: version.slash.kept,
          ...version.maturityAnswers,
          slashAcknowledged: [
            ...version.slash.acknowledged,
            {
              description: 'The provider found the packet invalid: the consumer closes the channel.',
              meta: {
                spec: 'CCV-CCF-ACKSLASH; x/ccv/consumer/keeper/relay.go OnAcknowledgementPacket (error)',
              },
              actions: ['closeChannel', 'rememberClosing'],
            },
          ],
          slashTimedOut: {
            description:
              'The report in flight timed out, which closed the channel; the chain runs on with its last set.',
            meta: { spec: 'ICS-04 timeoutPacket; x/ccv/consumer/ibc_module.go OnTimeoutPacket (nothing)' },
            actions: ['rememberClosing'],
          },
          channelCloseConfirmed: {
            description: 'The channel was closed from the other side; the chain runs on with its last set.',
            meta: { spec: 'x/ccv/consumer/ibc_module.go OnChanCloseConfirm (nothing)' },
            actions: ['rememberClosing'],
          },
          vscIdAdvanced: {
            description: 'The provider issued a VSC id: all references held here are one id older.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)' },
            actions: ['growReferencesOlder'],
          },
          ...(mayHalt ? haltTransition : {}),
          ...(mayAbort ? abortTransition : {}),
          ...(mayChangePeriod(instance, consumer) ? periodTransition : {}),
          stopSigning: {
            description: 'The validator behind the key goes down on this chain.',
            meta: { spec: 'environment' },
            guard: and(['keyIsValidating', not('keyIsDown')]),
            actions: ['goDown'],
          },
          resumeSigning: {
            description:
              'The validator behind the key signs again on this chain, whether or not it is in the set now.',
            meta: { spec: 'environment' },
            guard: 'keyIsDown',
            actions: ['comeBack'],
          },
          queueUnknownVscReport: {
            description: 'A faulty binary queues a report under a VSC id that the provider never issued.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go ValidateSlashPacket (what it refuses)' },
            guard: 'keyMayBeReported',
            actions: ['queueUnknownVsc'],
          },
          ...(hasEquivocations(instance) ? equivocationTransition(instance, consumer) : {}),
          ...(consumer.byzantine ? byzantineTransition : {}),
        },
      },
      ...(mayHalt || mayAbort ? haltedState(mayAbort) : {}),
    },
  });
}
