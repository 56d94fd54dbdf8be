/** What each guard and action of the evidence machine means, and the clause that it implements. */
export const descriptions = {
  guards: {
    proofExists: {
      description: 'The validator behind the key has equivocated in this way.',
      spec: 'cometbft types/evidence.go',
    },
    attackIsProved: {
      description: 'There are two conflicting headers that the key has signed.',
      spec: 'cometbft types/evidence.go LightClientAttackEvidence',
    },
    votesOnTwinChains: {
      description:
        'The key belongs to the genesis set of this chain and of another one with the same chain id.',
      spec: 'ADR-019 (chain ids need not be unique)',
    },
  },
  actions: {
    keepProof: {
      description: 'Two votes, or two headers, are kept as proof.',
      spec: 'cometbft types/evidence.go',
    },
    submitProof: {
      description: 'The proof is handed in under the consumer id that the submitter names.',
      spec: 'x/ccv/provider/types/tx.proto MsgSubmitConsumerDoubleVoting, MsgSubmitConsumerMisbehaviour',
    },
    submitForgery: {
      description:
        'Votes are handed in that are not signed, are for another chain, are too old, or do not conflict.',
      spec: 'x/ccv/provider/types/tx.proto MsgSubmitConsumerDoubleVoting',
    },
    submitPaddedProof: {
      description: 'Two conflicting headers are handed in, with a bystander among the signers.',
      spec: 'x/ccv/provider/types/tx.proto MsgSubmitConsumerMisbehaviour',
    },
    submitTwinVotes: {
      description:
        'An honest vote on either chain is handed in: to the provider, they look like a double vote.',
      spec: 'x/ccv/provider/types/tx.proto MsgSubmitConsumerDoubleVoting',
    },
  },
} as const;
