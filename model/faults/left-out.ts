/** Faults that are on record and that no switch of this model shows, each with the reason. */

export interface FaultLeftOut {
  readonly id: string;
  readonly name: string;
  /** What the fault did, in a sentence. */
  readonly description: string;
  readonly source: readonly string[];
  /** Why it is not modelled. */
  readonly because: string;
}

export const faultsLeftOut: readonly FaultLeftOut[] = [
  {
    id: 'T05',
    name: 'close-then-error-reverts-close',
    description:
      'The provider refuses a second channel by closing it and returning an error, and the error takes the closing back.',
    source: ['cosmos/interchain-security#293', 'cosmos/interchain-security#328'],
    because:
      'The repair gave the closing up: the error alone refuses, and the refused end stays half open, where nothing can be sent over it. That is what this model does with a channel that is refused, so the fault would change nothing in it. That a second channel is taken is F34, that one over another client is taken M44.',
  },
  {
    id: 'T07',
    name: 'maturity-vs-staking-end-block-order',
    description:
      'Whether unbondings are released before the EndBlock of staking or after it, the same transactions give another set.',
    source: ['cosmos/interchain-security#298', 'cosmos/interchain-security#299', 'cosmos/ibc#825'],
    because:
      'Neither order breaks a promise about one run: an unbonding completes in this block or in the next. What differs is the outcome of two runs with the same transactions, and properties here speak of one run.',
  },
  {
    id: 'T10',
    name: 'ack-decoding-nondeterministic',
    description: 'Nodes of one chain disagree about what an acknowledgement means, and the chain stops.',
    source: ['ASA-2025-004', 'ISA-2025-001'],
    because:
      'A chain is one machine here, not the agreement of its nodes, and messages have no encoding. What a chain that stops does to the other is shown by halted consumers (haltForEver) and by F24, F25, F42 and F45.',
  },
  {
    id: 'T13',
    name: 'disabled-message-via-authz',
    description:
      'The messages that a consumer refuses before its channel is up are let in where another message wraps them.',
    source: ['cosmos/interchain-security#1500'],
    because:
      'The users of a consumer send nothing in this model before the channel is up or after: what they could do with it is outside the protocol. The fees that the consumer shares are paid by an event of the environment.',
  },
];
