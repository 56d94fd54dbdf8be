/**
 * A chain that was not always a consumer (ADR-010): it has validators and a staking of its own until an upgrade adds the
 * CCV module, with the genesis that the provider made at the launch. From then on the old staking keeps its stake, its
 * undelegations and the punishment of what its validators did, and decides no longer who validates.
 *
 * The upgrade runs in a block N. EndBlock of N gives consensus the set of the genesis and takes the power of the own
 * validators that are not in it; ValidatorUpdateDelay later, in block N + 2, that set signs. This machine makes the blocks
 * until then, the consumer's makes those from N + 2 on.
 *
 * What is abstracted
 * - The CCV module is there from N on, but a channel takes more than two blocks to open: it cannot have got a VSC in them,
 *   so the consumer's machine misses nothing.
 * - One delegator stands for all, a share is a token, and a token is a unit of power. Nobody joins the own validators.
 * - Of what own validators may do, only double signs are punished here; downtime works alike.
 * - What is signed before the launch can be shown to nobody but the chain itself: the client that the provider adopts has
 *   seen a newer block by then. (It may be one from before the launch, and then evidence reaches back even further.)
 * - The connection, and the transfer channel over it, are those that the chain had before (where it pays rewards, that
 *   channel is open from the start in any case).
 */
import { showsOwnDoubleSigns } from '../equivocation-scope.ts';
import type { Instance } from '../instance.ts';
import { initialStandalone, standaloneSetup } from './standalone-setup.ts';
import type { StandaloneConsumer } from './is-standalone.ts';

const staking = {
  undelegateAtHome: {
    description: 'A token of stake on the chain itself begins to unbond.',
    meta: { spec: 'cosmos-sdk x/staking MsgUndelegate' },
    guard: 'hasOwnStake',
    actions: ['undelegateOwnStake'],
  },
} as const;

/** While the own validators sign. */
const signing = {
  ...staking,
  signTwiceAtHome: {
    description: 'An own validator signs two blocks of one height.',
    meta: { spec: 'environment' },
    guard: 'signsAtHome',
    actions: ['rememberDoubleSign'],
  },
  reportOldDoubleSign: {
    description:
      "A double sign of an own validator reaches the chain's evidence module: its stake there pays.",
    meta: { spec: 'cosmos-sdk x/evidence/keeper/infraction.go handleEquivocationEvidence' },
    guard: 'hasSignedTwice',
    actions: ['punishDoubleSign'],
  },
} as const;

/** While the own validators sign, and the provider has a client of the chain as one of its consumers. */
function signingAsLaunched(isShown: boolean) {
  if (!isShown) return signing;
  return {
    ...signing,
    signTwiceAtHome: {
      ...signing.signTwiceAtHome,
      description:
        'An own validator signs two blocks of one height, which the provider takes for one of its consumer: it looks at heights from the newest that its client knew at the launch.',
      meta: {
        spec: 'x/ccv/provider/keeper/consumer_lifecycle.go MakeConsumerGenesis (SetEquivocationEvidenceMinHeight)',
      },
      actions: ['rememberDoubleSign', 'showDoubleSign'],
    },
  } as const;
}

const blockOfOwnValidators = {
  description: 'EndBlock pays out what has unbonded and lets stake decide who validates.',
  meta: { spec: 'cosmos-sdk x/staking/keeper/val_state_change.go BlockValidatorUpdates' },
} as const;

export function createStandaloneMachine(instance: Instance, consumer: StandaloneConsumer) {
  const whileLaunched = signingAsLaunched(showsOwnDoubleSigns(instance));
  return standaloneSetup(consumer).createMachine({
    id: 'standalone',
    description: 'A chain with a staking of its own, which an upgrade makes a consumer.',
    meta: { spec: 'ADR-010; x/ccv/consumer/keeper/changeover.go' },
    context: initialStandalone(consumer),
    initial: 'sovereign',
    states: {
      sovereign: {
        description: 'The chain is its own; the provider has no genesis for it yet.',
        meta: { spec: 'ADR-010' },
        on: {
          ...signing,
          nextBlock: {
            ...blockOfOwnValidators,
            actions: ['completeDueUnbondings', 'rotateOwnSets', 'passOwnTime'],
          },
          genesisMade: {
            description: 'The provider launched the consumer: the upgrade has its genesis.',
            meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go MakeConsumerGenesis (PreCCV)' },
            target: 'awaitingUpgrade',
            actions: ['keepGenesis'],
          },
        },
      },
      awaitingUpgrade: {
        description: 'To the provider it is a launched consumer; it has not been upgraded yet.',
        meta: { spec: 'ADR-010' },
        on: {
          ...whileLaunched,
          nextBlock: {
            ...blockOfOwnValidators,
            actions: ['completeDueUnbondings', 'rotateOwnSets', 'passOwnTime', 'tellChannelOfTime'],
          },
          upgrade: {
            description:
              'The upgrade adds the CCV module, which takes in the genesis and gives consensus nothing yet.',
            meta: { spec: 'x/ccv/consumer/keeper/genesis.go InitGenesis (PreCCV, SetInitialValSet)' },
            target: 'preCcv',
          },
        },
      },
      preCcv: {
        description: 'The block of the upgrade: the CCV module is there, the old staking has decided so far.',
        meta: { spec: 'x/ccv/consumer/keeper/keeper.go IsPreCCV' },
        on: {
          ...whileLaunched,
          nextBlock: {
            description:
              'EndBlock does nothing but change over: the set of the genesis gets its powers, own validators that are not in it lose theirs.',
            meta: {
              spec: 'x/ccv/consumer/module.go EndBlock; x/ccv/consumer/keeper/changeover.go ChangeoverToConsumer',
            },
            target: 'handingOver',
            actions: ['completeDueUnbondings', 'switchSet', 'passOwnTime', 'tellChannelOfTime'],
          },
        },
      },
      handingOver: {
        description: 'The own validators sign a last block.',
        meta: { spec: 'x/ccv/consumer/keeper/changeover.go FirstConsumerHeight' },
        on: {
          ...whileLaunched,
          nextBlock: {
            description: "The first block that the provider's validators sign begins.",
            meta: { spec: 'x/ccv/consumer/keeper/changeover.go FirstConsumerHeight, ChangeoverIsComplete' },
            target: 'changedOver',
            actions: [
              'completeDueUnbondings',
              'passOwnTime',
              'tellChannelOfTime',
              'startConsumer',
              'retireOwnSets',
            ],
          },
        },
      },
      changedOver: {
        description: 'The chain is a consumer. Its old staking goes on beside that.',
        meta: { spec: 'ADR-010; x/ccv/democracy/staking' },
        on: {
          ...staking,
          reportOldDoubleSign: {
            description:
              'A double sign of before the changeover reaches the evidence module, which turns to the CCV module.',
            meta: { spec: 'cosmos-sdk x/evidence/keeper/infraction.go handleEquivocationEvidence' },
            guard: 'hasSignedTwice',
            actions: ['passInfractionOn'],
          },
          slashOwn: {
            description: 'The CCV module leaves the punishment to the old staking.',
            meta: {
              spec: 'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason (standaloneStakingKeeper)',
            },
            actions: ['slashOwnStake'],
          },
          ownTimePassed: {
            description: 'A block of the consumer was committed.',
            meta: { spec: 'x/ccv/democracy/staking EndBlock (no updates are returned)' },
            actions: ['completeDueUnbondings', 'passOwnTime'],
          },
        },
      },
    },
  });
}
