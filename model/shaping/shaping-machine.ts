/**
 * Who validates one consumer, and with which powers: the validators that opted in, the power-shaping parameters that
 * its owner has set, and the least power that belongs to the top N of a Top-N chain. Whatever changes here takes effect
 * when the epoch ends: then this is the first of the steps in which the consumer's next set is computed.
 *
 * The owner is not modelled as such: whoever may set the parameters does (on a Top-N chain, governance alone).
 */
import { genesisShapingOf } from '../genesis-validator-set.ts';
import type { Instance } from '../instance.ts';
import type { ShapedConsumer } from './shaping-parameters.ts';
import { shapingSetup } from './shaping-setup.ts';

export function createShapingMachine(instance: Instance, consumer: ShapedConsumer) {
  return shapingSetup(instance).createMachine({
    id: 'shaping',
    description: "Who validates a consumer: opted-in validators, and how the consumer's set is shaped.",
    meta: { spec: 'ADR-015, ADR-017; x/ccv/provider/keeper/partial_set_security.go, power_shaping.go' },
    context: genesisShapingOf(instance, consumer),
    initial: 'launched',
    states: {
      launched: {
        description: 'The consumer is launched: validators come and go, its set is computed at every epoch.',
        meta: { spec: 'x/ccv/provider/types CONSUMER_PHASE_LAUNCHED' },
        on: {
          optInSubmitted: [
            {
              description: 'A validator opts in; it validates the chain from the end of the epoch on.',
              meta: { spec: 'x/ccv/provider/keeper/partial_set_security.go HandleOptIn' },
              guard: 'isNotOptedIn',
              actions: ['optIn'],
            },
            {
              description: 'The validator has opted in before: nothing changes.',
              meta: { spec: 'x/ccv/provider/keeper/partial_set_security.go HandleOptIn' },
            },
          ],
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
          shapingUpdateSubmitted: {
            description:
              'The parameters are replaced as a whole; they take effect at the end of the epoch, but a new N counts for opt-outs at once.',
            meta: {
              spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer; power_shaping.go UpdateMinimumPowerInTopN',
            },
            actions: ['replaceParameters'],
          },
          epochEnded: {
            description:
              'The epoch ended: the top N are opted in, and the next set is what lists, stake and caps leave of all who are. It may be empty: only launching refuses that (SC-7).',
            meta: { spec: 'x/ccv/provider/keeper/validator_set_update.go ComputeConsumerNextValSet' },
            actions: ['storeMinPower', 'optInTopN', 'passOnNextSet'],
          },
          phaseChanged: {
            description: 'The provider stops the consumer.',
            meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go StopAndPrepareForConsumerRemoval' },
            target: 'over',
          },
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
            description: 'The stopped consumer is deleted.',
            meta: { spec: 'x/ccv/provider/keeper/consumer_lifecycle.go DeleteConsumerChain' },
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
