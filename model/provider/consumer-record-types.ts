/** The types of the machine of a consumer's record, bound once; actions, and faults that replace them, are built with it. */
import { setup } from 'xstate';
import type { Emitted } from '../../src/system/vocabulary.ts';
import type {
  ConsumerKey,
  ConsumerRecordChoice,
  ConsumerRecordContext,
  Penalties,
  ToConsumerRecord,
  ValidatorId,
} from '../vocabulary.ts';
import type { NextValidatorSet } from './next-validator-set.ts';

export interface ConsumerRecordParameters {
  readonly nextSet: NextValidatorSet;
  readonly ownerOf: (key: ConsumerKey) => ValidatorId;
  readonly oldestVscAge: number;
  /** Reports about validators outside the stored set are dropped. */
  readonly membershipCheck: boolean;
  /** Only the consumers hold an unbonding in whose stored set the validator is (v4.2+); else all that are launched. */
  readonly holdsOwnOnly: boolean;
  /** The provider distributes rewards of this consumer to the members of its set. */
  readonly paysRewards: boolean;
  /** A stopped consumer is deleted an unbonding period later. */
  readonly delayedRemoval: boolean;
  /** The consumer goes through its life cycle: the provider's time queues are there. */
  readonly isManaged: boolean;
  /** What infractions on this consumer cost at its launch. */
  readonly penalties: Penalties;
  readonly chainId: string;
  /** What is received waits in the slash queue (v1-v3). */
  readonly hasSlashQueue: boolean;
  /** Slash packets about double signs are executed. */
  readonly executesDoubleSignReports: boolean;
}

export const consumerRecordTypes = setup({
  types: {
    context: {} as ConsumerRecordContext,
    events: {} as ConsumerRecordChoice | ToConsumerRecord,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});
