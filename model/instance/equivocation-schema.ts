/** What an instance says about equivocation: chain ids, what a double sign costs, and how its owner may change that. */
import { z } from 'zod';
import { fraction, seconds } from './common-schemas.ts';

const doubleSignSchema = z
  .strictObject({
    slashFraction: fraction,
    jailSeconds: seconds,
    /** Without it nothing keeps the same evidence from being used again (SC-25). */
    tombstone: z.boolean(),
  })
  .readonly();

const infractionParametersSchema = z
  .strictObject({
    downtimeSlashFraction: fraction,
    downtimeJailSeconds: seconds,
    doubleSign: doubleSignSchema,
  })
  .readonly();

/** Fields of a consumer. */
export const equivocationFields = {
  /** Signed in every vote; other consumers may carry it too. The consumer's own id unless given. */
  chainId: z.string().min(1).max(50).optional(),
  /** The chain may be in the hands of attackers: where one is, properties that assume honest consumers say nothing. */
  byzantine: z.boolean().default(false),
  /** Infraction parameters for equivocation (v6.4+); as on the provider itself unless given. */
  doubleSign: doubleSignSchema.optional(),
  /** Infraction parameters that the owner may ask for in place of those above. */
  infractionUpdates: z.array(infractionParametersSchema).readonly().default([]),
};
