/**
 * Who validates one consumer, and with which powers: the validators that opted in, the power-shaping parameters that
 * its owner has set, and the least power that belongs to the top N of a Top-N chain. Whatever changes here takes effect
 * when the epoch ends: then this is the first of the steps in which the consumer's next set is computed.
 *
 * Who owns the consumer is asked only where the instance says so; elsewhere whoever may set the parameters does (on a
 * Top-N chain, governance alone).
 */
import { and, not } from 'xstate';
import { genesisShapingOf } from '../genesis-validator-set.ts';
import { startsLaunched } from '../lifecycle.ts';
import type { Instance } from '../instance.ts';
import type { ShapedConsumer } from './shaping-parameters.ts';
import { shapingSetup } from './shaping-setup.ts';

/** What the same transactions do before the launch and after it. */
const membership = {
  optInSubmitted: [
    {
      description:
        'A validator opts in; it is in the set that is computed next, at the launch or at the end of an epoch.',
      meta: { spec: 'x/ccv/provider/keeper/partial_set_security.go HandleOptIn' },
      guard: 'isNotOptedIn',
      actions: ['optIn'],
    },
    {
      description: 'The validator has opted in before: nothing changes.',
      meta: { spec: 'x/ccv/provider/keeper/partial_set_security.go HandleOptIn' },
    },
  ],
  shapingUpdateSubmitted: {
    description:
      'The parameters are replaced as a whole; they take effect when a set is computed next, but a new N counts for opt-outs at once.',
    meta: {
      spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer; power_shaping.go UpdateMinimumPowerInTopN',
    },
    actions: ['replaceParameters'],
  },
} as const;

/** Instead, where the consumer has an owner. */
const ownedUpdate = {
  shapingUpdateSubmitted: [
    {
      description: 'Refused: whoever signed it does not own the consumer.',
      meta: { spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (ErrUnauthorized)' },
      guard: 'signerIsNotOwner',
      actions: ['noteUpdateRefused'],
    },
    {
      description:
        'Refused: governance alone can make it a Top-N chain, and it must own the consumer before it does.',
      meta: { spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (ErrInvalidTransformToTopN)' },
      guard: and(['asksForTopN', not('governanceOwns')]),
      actions: ['noteUpdateRefused'],
    },
    {
      description: 'Refused: a chain that remains a Top-N chain cannot be handed over to an account.',
      meta: { spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (ErrInvalidTransformToOptIn)' },
      guard: and(['asksForTopN', not('governanceIsToOwn')]),
      actions: ['noteUpdateRefused'],
    },
    {
      description:
        'The owner replaces the parameters as a whole, and may hand the consumer over; both may be in one transaction.',
      meta: {
        spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer; power_shaping.go UpdateMinimumPowerInTopN',
      },
      actions: ['replaceParameters', 'changeOwner'],
    },
  ],
} as const;

export function createShapingMachine(instance: Instance, consumer: ShapedConsumer) {
  const transactions = { ...membership, ...(consumer.shaping.owner === undefined ? {} : ownedUpdate) };
  return shapingSetup(instance, consumer).createMachine({
    id: 'shaping',
    description: "Who validates a consumer: opted-in validators, and how the consumer's set is shaped.",
    meta: { spec: 'ADR-015, ADR-017; x/ccv/provider/keeper/partial_set_security.go, power_shaping.go' },
    context: genesisShapingOf(instance, consumer),
    initial: startsLaunched(consumer) ? 'launched' : 'notLaunched',
    states: {
      notLaunched: {
        description: 'The consumer has yet to launch: validators may opt in, and cannot take it back (SC-2).',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_REGISTERED, CONSUMER_PHASE_INITIALIZED' },
        on: {
          ...transactions,
          optOutSubmitted: {
            description: 'Refused: the consumer is not launched (SC-2).',
            meta: { spec: 'x/ccv/provider/keeper/partial_set_security.go HandleOptOut (ErrInvalidPhase)' },
          },
          epochEnded: {
            description: 'No set is computed for a consumer that is not launched.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets' },
          },
          launchMoment: {
            description:
              'The spawn time has come: the top N are opted in, and the first set is computed as at the end of an epoch. Should the launch fail, that is undone.',
            meta: {
              spec: 'x/ccv/provider/keeper/consumer_lifecycle.go LaunchConsumer (in a cached context)',
            },
            actions: ['rememberMembership', 'storeMinPower', 'optInTopN', 'passOnLaunchSet'],
          },
          phaseChanged: [
            {
              description: 'The consumer is launched, with the set just computed.',
              meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go LaunchConsumer' },
              guard: 'isLaunchedNow',
              target: 'launched',
              actions: ['forgetMembershipBefore'],
            },
            {
              description: 'The launch failed, or the owner moved it: who is opted in is as before.',
              meta: {
                spec: 'x/ccv/provider/keeper/consumer_lifecycle.go BeginBlockLaunchConsumers (the cached context is discarded)',
              },
              actions: ['restoreMembership'],
            },
          ],
        },
      },
      launched: {
        description: 'The consumer is launched: validators come and go, its set is computed at every epoch.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_LAUNCHED' },
        on: {
          ...transactions,
          optOutSubmitted: [
            {
              description:
                'The validator is in the top N as it was last measured (at the end of the epoch, or when N changed): refused.',
              meta: {
                spec: 'x/ccv/provider/keeper/partial_set_security.go HandleOptOut (ErrCannotOptOutFromTopN)',
              },
              guard: 'mustValidate',
              actions: ['noteOptOutRefused'],
            },
            {
              description: 'The validator opts out; it is relieved from the end of the epoch on.',
              meta: { spec: 'x/ccv/provider/keeper/partial_set_security.go HandleOptOut' },
              actions: ['optOut'],
            },
          ],
          epochEnded: {
            description:
              'The epoch ended: the top N are opted in, and the next set is what lists, stake and caps leave of all who are. It may be empty: only launching refuses that (SC-7).',
            meta: { spec: 'x/ccv/provider/keeper/validator_set_update.go ComputeConsumerNextValSet' },
            actions: ['storeMinPower', 'optInTopN', 'passOnNextSet'],
          },
          phaseChanged: [
            {
              description: 'The provider removes the consumer at once: nobody is opted in any more.',
              meta: { spec: 'v5 x/ccv/provider/keeper/proposal.go StopConsumerChain' },
              guard: 'isDeletedNow',
              target: 'over',
              actions: ['forgetMembership'],
            },
            {
              description: 'The provider stops the consumer.',
              meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go StopAndPrepareForConsumerRemoval' },
              target: 'over',
            },
          ],
        },
      },
      over: {
        description: 'The consumer is stopped: nobody can opt in or out, and no set is computed.',
        meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go IsConsumerActive' },
        on: {
          optInSubmitted: {
            description: 'Refused: the consumer is not active.',
            meta: { spec: 'x/ccv/provider/keeper/partial_set_security.go HandleOptIn (ErrInvalidPhase)' },
          },
          optOutSubmitted: {
            description: 'Refused: the consumer is not launched (SC-2).',
            meta: { spec: 'x/ccv/provider/keeper/partial_set_security.go HandleOptOut (ErrInvalidPhase)' },
          },
          shapingUpdateSubmitted: {
            description: 'Refused: the consumer is not active.',
            meta: { spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (ErrInvalidPhase)' },
          },
          phaseChanged: {
            description: 'The stopped consumer is deleted: nobody is opted in any more.',
            meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain' },
            actions: ['forgetMembership'],
          },
          epochEnded: {
            description: 'No set is computed for a stopped consumer.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go QueueVSCPackets' },
          },
        },
      },
    },
  });
}
