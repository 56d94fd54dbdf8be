import type { Fault } from './fault.ts';

/**
 * The early return without a slash ack is in the protocol to this day; what takes the harm out of it came later and is
 * all that there is to switch off: the consumer clears the flag of a validator that enters its set, and a validator
 * that left the consumer's set is dropped with an ack before anybody looks whether it is unbonded.
 */
export const f13: Fault = {
  id: 'F13',
  name: 'slash-ack-missing-on-drop',
  kind: 'historical',
  description:
    'A report about a tombstoned, unbonded or unknown validator is dropped without a slash ack, and nothing else clears the flag on the consumer when the validator returns.',
  source: ['cosmos/interchain-security#237', 'cosmos/interchain-security#497'],
  machine: 'provider',
  preset: 'minimal',
  overrides: () => ({}),
  disables: { clearFlagOnEntry: false, membershipCheck: false },
  caughtBy: ['outstanding-cleared-by-ack-unless-dropped', 'no-downtime-impunity-after-next-change'],
};
