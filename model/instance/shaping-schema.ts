/** How a consumer's validator set is shaped (ADR-015, ADR-017), and what its owner may change that to. */
import { z } from 'zod';
import { name } from './common-schemas.ts';

const validatorList = z.array(name).readonly().default([]);

const powerShapingFields = {
  /** Percentage of the active power whose holders must validate the chain; 0: an opt-in chain. */
  topN: z.union([z.literal(0), z.int().min(50).max(100)]).default(0),
  /** At most this many validators (opt-in chains only); 0: no such limit. */
  setCap: z.int().min(0).max(1_000_000).default(0),
  /** At most this percentage of the chain's power for one validator; 0: no such limit. */
  powerCap: z.int().min(0).max(100).default(0),
  /** Only these validators; empty: no such limit. */
  allow: validatorList,
  /** None of these validators. */
  deny: validatorList,
  /** These come first where the set is capped. */
  priority: validatorList,
  /** Tokens that a validator must have bonded. */
  minStake: z.int().min(0).max(1e15).default(0),
  /** Also validators that are bonded but take no part in the provider's consensus. */
  allowInactive: z.boolean().default(false),
};

export const shapingSchema = z
  .strictObject({
    ...powerShapingFields,
    /** What the owner may replace the parameters by, as a whole each time. */
    alternatives: z.array(z.strictObject(powerShapingFields).readonly()).readonly().default([]),
    /** Who owns the consumer at the start; unless given, nobody is asked who they are, and it is never handed over. */
    owner: z.enum(['account', 'governance']).optional(),
  })
  .readonly();
