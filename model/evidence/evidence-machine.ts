/**
 * What can be proved of the validators of one consumer, and what is handed in at the provider as proof. Votes and headers
 * are public: whoever equivocated once can be shown to have done so for ever, by anybody, as often as they like.
 *
 * What is abstracted
 * - A light-client attack has one equivocating signer, who holds more than a third of the chain's power by itself: that
 *   is all a light client asks for. An amnesia attack names nobody and is left out.
 * - Everything since the launch is recent enough: the provider takes evidence from the first height its client knows.
 *   What is older comes from a chain that ran under the same id before, as forged evidence does.
 * - Of two chains with one chain id, both have a first block, so members of both genesis sets under the same key have
 *   voted for two blocks of one height without having equivocated (F53). Members that joined later are not looked at.
 */
import type { ConsumerInstance, Instance } from '../instance.ts';
import { evidenceSetup } from './evidence-setup.ts';

export function createEvidenceMachine(instance: Instance, consumer: ConsumerInstance) {
  return evidenceSetup(instance, consumer).createMachine({
    id: 'evidence',
    description: 'Proofs of equivocation on one consumer, in the hands of everybody.',
    meta: { spec: 'ADR-005, ADR-013; cometbft types/evidence.go' },
    context: { proofs: [] },
    initial: 'watching',
    states: {
      watching: {
        description: 'Somebody watches the chain and may turn to the provider.',
        meta: { spec: 'ADR-005' },
        on: {
          equivocationSeen: {
            description: 'A validator signed twice: from now on that can be proved.',
            meta: { spec: 'cometbft types/evidence.go DuplicateVoteEvidence, LightClientAttackEvidence' },
            actions: ['keepProof'],
          },
          submitEvidence: {
            description: 'Somebody hands in a proof, for the first time or once more.',
            meta: {
              spec: 'x/ccv/provider/keeper/msg_server.go SubmitConsumerDoubleVoting, SubmitConsumerMisbehaviour',
            },
            guard: 'proofExists',
            actions: ['submitProof'],
          },
          submitForgedEvidence: {
            description: 'Somebody hands in what proves nothing.',
            meta: {
              spec: 'x/ccv/provider/keeper/consumer_equivocation.go VerifyDoubleVotingEvidence (what it refuses)',
            },
            actions: ['submitForgery'],
          },
          submitPaddedEvidence: {
            description:
              'Somebody hands in an attack with one more signer entered, whose signature is made up.',
            meta: { spec: 'x/ccv/provider/keeper/consumer_equivocation.go verifyLightBlockCommitSig' },
            guard: 'attackIsProved',
            actions: ['submitPaddedProof'],
          },
          submitTwinVotes: {
            description:
              'Somebody hands in two honest votes of a validator for one height, each for another chain with this chain id.',
            meta: { spec: 'ADR-019 (chain ids need not be unique)' },
            guard: 'votesOnTwinChains',
            actions: ['submitTwinVotes'],
          },
        },
      },
    },
  });
}
