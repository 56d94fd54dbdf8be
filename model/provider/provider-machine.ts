/**
 * The provider chain: stake and validators, slashing and jailing, unbonding, blocks and epochs. What its module keeps
 * of each consumer is a machine of its own (consumer-record-machine.ts), and so is the slash meter.
 *
 * A block is one step: `nextBlock` runs the EndBlock of the current block, in the order of the code, and the BeginBlock
 * of the next. Transactions come between. At the start the chain is at height 1, after its BeginBlock.
 *
 * What is abstracted
 * - One delegator stands for all (staking-operations.ts); a share is a token (slashing.ts); powers order by whole
 *   units (validator-power.ts).
 * - Infractions on the provider itself are punished at any moment of a block, not only in BeginBlock, and as if they
 *   had happened at the current height: unbonding entries of the last two blocks escape.
 * - Consensus is not modelled. A chain whose validators are all jailed goes on making blocks here (CometBFT would
 *   refuse the empty set), so that its liveness properties keep speaking of the CCV protocol.
 * - Holds of unbondings (v1-v5) are asked for and lifted by messages, which are answered after the block was taken as a
 *   whole. So a consumer that EndBlock removes over a deadline lets go of what it held one block later than in the code.
 * - Where packets of consumers wait in the slash queue (v1-v3, without epochs), what it does to this machine comes in the
 *   middle of EndBlock, between staking and the sending of VSCs. There a block is two deliveries: `restOfBlock` follows.
 * - No path of the core returns an error from Begin- or EndBlock in v7, so `halted` is reached by faults only.
 */
import { and, or } from 'xstate';
import { punishesEquivocations } from '../equivocation-scope.ts';
import type { Instance } from '../instance.ts';
import { hasLifecycles } from '../lifecycle.ts';
import { providerMaturity } from './provider-maturity.ts';
import { providerGenesis } from './provider-genesis.ts';
import { providerParameters } from './provider-parameters.ts';
import { providerSetup } from './provider-setup.ts';
import { hasCommissionChanges } from '../rewards/has-rewards.ts';
import { isShaped } from '../shaping/shaping-parameters.ts';
import { featuresOf } from '../vsc-age.ts';

/** Only where keys change by transaction. */
const keyTransitions = {
  assignKey: {
    description: 'The operator of a validator asks for another key on a consumer; its keys there decide.',
    meta: { spec: 'x/ccv/provider/keeper/msg_server.go AssignConsumerKey' },
    guard: 'keyIsRequestedByValidator',
    actions: ['passKeyRequestOn'],
  },
  creationAborted: {
    description: 'The key of the new validator is assigned on a consumer: there will be no such validator.',
    meta: { spec: 'x/ccv/provider/keeper/hooks.go AfterValidatorCreated' },
    actions: ['undoCreation'],
  },
} as const;

const bonding = ['bondTopValidators', 'unbondTheRest'] as const;

const completing = ['completeValidatorUnbondings', 'completeUnbondings'] as const;

const queueing = ['queueVscs', 'advanceVscId', 'announceVscIdToRecords'] as const;

const sending = ['announceVscIdToChannels', 'announceVscIdToConsumers', 'sendVscs'] as const;

/** Time queues only where some consumer goes through its life cycle. */
const beginBlockOf = (instance: Instance) =>
  [
    'passTime',
    ...(hasLifecycles(instance) ? (['handleTimeQueues'] as const) : []),
    'countDownPenaltyChanges',
    ...(featuresOf(instance).throttleByQueue
      ? (['announceTimeToMeter'] as const)
      : (['replenishMeter'] as const)),
    'announceTime',
    'beginRewardsBlock',
  ] as const;

/** Only where long epochs ask for it: elsewhere every block is a step of its own. */
const quietBlocksTransition = (instance: Instance, keysPruned: readonly 'announceBlocksToKeys'[]) =>
  ({
    quietBlocks: {
      description: 'Several blocks in which nothing is due pass at once.',
      meta: { spec: 'none: spares random runs with long epochs the empty blocks' },
      guard: 'blocksAreQuiet',
      actions: ['noteBlockEnded', ...keysPruned, ...beginBlockOf(instance)],
    },
  }) as const;

/** Only where evidence of equivocation on consumers may be handed in. */
const equivocationTransition = {
  punishEquivocation: [
    {
      description:
        'The equivocator does not exist, is Unbonded (its stake is out of reach) or is tombstoned: the transaction fails.',
      meta: { spec: 'x/ccv/provider/keeper/consumer_equivocation.go SlashValidator' },
      guard: or(['validatorIsUnknown', 'validatorIsUnbonded', 'validatorIsTombstoned']),
      actions: ['refusePunishment'],
    },
    {
      description:
        'The equivocator is slashed, jailed and tombstoned, past the slash meter, so that the same evidence is of no use again.',
      meta: {
        spec: 'x/ccv/provider/keeper/consumer_equivocation.go SlashValidator, JailAndTombstoneValidator',
      },
      guard: 'penaltyTombstones',
      actions: ['slashEquivocator', 'tombstoneEquivocator'],
    },
    {
      description:
        'The equivocator is slashed and jailed, past the slash meter; nothing keeps the evidence from being used again (SC-25).',
      meta: {
        spec: 'x/ccv/provider/keeper/consumer_equivocation.go SlashValidator, JailAndTombstoneValidator',
      },
      actions: ['slashEquivocator', 'jailEquivocator'],
    },
  ],
} as const;

/** Likewise, of a chain that has stopped. */
const lateEquivocationTransition = {
  punishEquivocation: {
    description: 'No transaction is executed any more.',
    meta: { spec: 'ABCI: an error in FinalizeBlock stops the node' },
  },
} as const;

/** Of a chain that stopped in the middle of a block. */
const lateRestOfBlock = {
  restOfBlock: {
    description: 'The block is not finished.',
    meta: { spec: 'ABCI: an error in FinalizeBlock stops the node' },
  },
} as const;

/** Only where the set of some consumer is shaped. */
const membershipTransitions = {
  optIn: {
    description: 'A validator opts in to a consumer: its shaping decides.',
    meta: { spec: 'x/ccv/provider/keeper/msg_server.go OptIn; types/msg.go MsgOptIn ValidateBasic' },
    guard: and(['isSignedByOperator', 'validatorExists']),
    actions: ['submitOptIn'],
  },
  optOut: {
    description: 'A validator opts out of a consumer: its shaping decides.',
    meta: { spec: 'x/ccv/provider/keeper/msg_server.go OptOut; types/msg.go MsgOptOut ValidateBasic' },
    guard: and(['isSignedByOperator', 'validatorExists']),
    actions: ['submitOptOut'],
  },
  updateShaping: {
    description: 'Whoever may do so replaces the power-shaping parameters of a consumer.',
    meta: { spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer' },
    actions: ['submitShapingUpdate'],
  },
} as const;

/** Only where operators may ask for commission rates on consumers. */
const commissionTransition = {
  setCommission: {
    description: 'A validator asks for a commission rate on a consumer.',
    meta: {
      spec: 'x/ccv/provider/keeper/msg_server.go SetConsumerCommissionRate; types/msg.go MsgSetConsumerCommissionRate ValidateBasic',
    },
    guard: and(['isSignedByOperator', 'validatorExists']),
    actions: ['submitCommission'],
  },
} as const;

/** Only where some channel is opened in the course of a run. */
const openingTransition = {
  channelOpened: {
    description:
      'The CCV channel of a consumer is open: the present height counts as the one at which its initial set was computed (N2).',
    meta: { spec: 'x/ccv/provider/keeper/keeper.go SetConsumerChain (SetInitChainHeight)' },
    actions: ['rememberOpening'],
  },
} as const;

export function createProviderMachine(instance: Instance) {
  const parameters = providerParameters(instance);
  const { keysChange } = parameters;
  const beginBlock = beginBlockOf(instance);
  const maturity = providerMaturity(instance);
  const keysPruned = keysChange ? (['announceBlocksToKeys'] as const) : [];
  const keysAge = keysChange ? (['announceVscIdToKeys'] as const) : [];
  const endBlock = [
    ...bonding,
    ...maturity.hook,
    ...completing,
    'noteBlockEnded',
    ...maturity.endBlockCcr,
    ...maturity.endBlockVsu,
    'updateConsensusSet',
    ...keysPruned,
  ] as const;
  const blockAroundSlashQueue = {
    nextBlock: {
      description:
        'A block ends: staking comes first, then what waits in the slash queue, then consumers that are overdue.',
      meta: { spec: 'x/ccv/provider/module.go EndBlock (v1-v3): EndBlockCIS, EndBlockCCR' },
      actions: [
        ...bonding,
        ...maturity.hook,
        ...completing,
        'noteBlockEnded',
        'updateConsensusSet',
        ...keysPruned,
        'checkReplenishment',
        'handleThrottledPackets',
        ...maturity.endBlockCcr,
        'goOnWithBlock',
      ],
    },
    restOfBlock: {
      description: 'VSCs are computed and sent. The next block begins.',
      meta: { spec: 'x/ccv/provider/module.go EndBlock (v1-v3): EndBlockVSU; BeginBlock' },
      actions: [
        ...maturity.endBlockVsu,
        ...queueing,
        'announceVscIdToSlashQueue',
        ...keysAge,
        ...maturity.idAdvanced,
        ...sending,
        ...maturity.timePassed,
        ...beginBlock,
      ],
    },
  } as const;
  const takesEvidence = punishesEquivocations(instance);
  return providerSetup(parameters).createMachine({
    id: 'provider',
    description: 'The provider chain: staking, slashing, unbonding, blocks and epochs.',
    meta: { spec: 'ICS-28 provider chain; cosmos-sdk x/staking, x/slashing, x/evidence; x/ccv/provider' },
    context: providerGenesis(instance, parameters),
    initial: 'running',
    on: {
      blockAborted: {
        description: 'A module returned an error in Begin- or EndBlock: the chain stops.',
        meta: { spec: 'ABCI: an error in FinalizeBlock stops the node' },
        target: '.halted',
        actions: ['rememberWhyHalted'],
      },
      ...(instance.consumers.every(({ channelOpen }) => channelOpen) ? {} : openingTransition),
      ...maturity.transitions,
    },
    states: {
      running: {
        description: 'The chain produces blocks.',
        meta: { spec: 'x/ccv/provider/module.go BeginBlock, EndBlock' },
        on: {
          delegate: {
            description: 'The delegator bonds tokens to a validator.',
            meta: { spec: 'cosmos-sdk x/staking MsgDelegate' },
            guard: 'delegationSucceeds',
            actions: ['delegateStake'],
          },
          undelegate: {
            description:
              'The delegator begins to withdraw tokens from a validator; they stay slashable until they unbond.',
            meta: { spec: 'cosmos-sdk x/staking MsgUndelegate' },
            guard: 'undelegationSucceeds',
            actions: ['undelegateStake'],
          },
          redelegate: {
            description:
              'The delegator moves tokens to another validator at once; they stay slashable for the old one until the unbonding period is over.',
            meta: { spec: 'cosmos-sdk x/staking MsgBeginRedelegate' },
            guard: 'redelegationSucceeds',
            actions: ['redelegateStake'],
          },
          createValidator: {
            description: 'A new validator appears; the next EndBlock decides whether it is bonded.',
            meta: { spec: 'cosmos-sdk x/staking MsgCreateValidator' },
            guard: 'creationSucceeds',
            actions: ['addValidator', ...(keysChange ? (['announceCreation'] as const) : [])],
          },
          unjail: {
            description: 'A jailed validator whose term is over returns to the candidates.',
            meta: { spec: 'cosmos-sdk x/slashing MsgUnjail' },
            guard: 'unjailSucceeds',
            actions: ['releaseFromJail', 'noteUnjailed'],
          },
          providerDowntime: {
            description:
              'The validator missed too many blocks of the provider itself: slashed and jailed, past the meter.',
            meta: { spec: 'cosmos-sdk x/slashing/keeper/infractions.go HandleValidatorSignature' },
            guard: 'missesProviderBlocks',
            actions: ['slashForProviderDowntime', 'jailForProviderDowntime'],
          },
          providerDoubleSign: {
            description: 'Evidence of a double sign on the provider itself: slashed, jailed and tombstoned.',
            meta: { spec: 'cosmos-sdk x/evidence/keeper/infraction.go handleEquivocationEvidence' },
            guard: 'doubleSignIsPunishable',
            actions: ['slashForDoubleSign', 'tombstoneForDoubleSign'],
          },
          handleDowntime: [
            {
              description:
                'The reported validator does not exist, is Unbonded (its stake is out of reach) or is tombstoned: dropped without a slash ack.',
              meta: { spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket' },
              guard: or(['validatorIsUnknown', 'validatorIsUnbonded', 'validatorIsTombstoned']),
              actions: ['chargeMeter', 'answerDropped'],
            },
            {
              description: 'The reported validator is jailed already: acknowledged, nothing further.',
              meta: { spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket' },
              guard: 'validatorIsJailed',
              actions: ['chargeMeter', 'answerAbsorbed'],
            },
            {
              description: 'The report is executed: the meter is charged, the validator slashed and jailed.',
              meta: {
                spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket; throttle.go GetEffectiveValPower',
              },
              actions: [
                'chargeMeter',
                'slashForConsumerDowntime',
                'jailForConsumerDowntime',
                'answerExecuted',
              ],
            },
          ],
          ...(takesEvidence ? equivocationTransition : {}),
          ...(parameters.hasSlashQueue
            ? blockAroundSlashQueue
            : {
                nextBlock: [
                  {
                    description:
                      'The last block of an epoch ends: VSCs are computed and sent. The next block begins.',
                    meta: { spec: 'x/ccv/provider/keeper/relay.go EndBlockVSU; ADR-014' },
                    guard: 'endsEpoch',
                    actions: [
                      ...endBlock,
                      ...queueing,
                      ...keysAge,
                      ...maturity.idAdvanced,
                      ...sending,
                      ...maturity.timePassed,
                      ...beginBlock,
                    ],
                  },
                  {
                    description: 'A block within an epoch ends, the next begins.',
                    meta: { spec: 'x/ccv/provider/keeper/relay.go EndBlockVSU, BeginBlockCIS' },
                    actions: [...endBlock, ...maturity.timePassed, ...beginBlock],
                  },
                ],
              }),
          ...(instance.consumers.some(isShaped) ? membershipTransitions : {}),
          ...(hasCommissionChanges(instance) ? commissionTransition : {}),
          ...(keysChange ? keyTransitions : {}),
          ...maturity.restarting,
          ...(instance.skipQuietBlocks ? quietBlocksTransition(instance, keysPruned) : {}),
        },
      },
      halted: {
        description: 'The chain has stopped for good.',
        meta: { spec: 'ABCI: an error in FinalizeBlock stops the node' },
        on: {
          handleDowntime: {
            description: 'No transaction is executed any more.',
            meta: { spec: 'ABCI: an error in FinalizeBlock stops the node' },
          },
          ...(parameters.hasSlashQueue ? lateRestOfBlock : {}),
          ...(takesEvidence ? lateEquivocationTransition : {}),
        },
      },
    },
  });
}
