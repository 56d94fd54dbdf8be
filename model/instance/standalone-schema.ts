/** A chain that was there before it became a consumer: who validates it then, and what misbehaviour costs them. */
import { z } from 'zod';
import { fraction, name } from './common-schemas.ts';

export const standaloneSchema = z
  .strictObject({
    /** Tokens staked on the chain itself, by the consensus key of the validator; a token is a unit of power. */
    validators: z.record(name, z.int().min(1).max(1e15)).readonly(),
    /** Part of the stake that a double sign costs there. */
    slashFraction: fraction,
  })
  .readonly();
