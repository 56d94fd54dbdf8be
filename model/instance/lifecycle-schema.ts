/** Where a consumer stands in its life cycle at the start, and which spawn times its owner may choose. */
import { z } from 'zod';
import { seconds } from './common-schemas.ts';

export const lifecycleSchema = z
  .strictObject({
    /** `initialized`: due to launch after the first of `spawnSeconds`. */
    start: z.enum(['registered', 'initialized', 'launched']).default('launched'),
    /** Seconds from now at which the owner may schedule the launch; 0: a spawn time that has passed already. */
    spawnSeconds: z.array(seconds).min(1).readonly().default([1]),
    /** Who owns the consumer at the start; unless given, nobody is asked who they are, and it is never handed over. */
    owner: z.enum(['account', 'governance']).optional(),
  })
  .readonly();

/** How many consumers a block launches at most, and how many it removes at most, where nothing else is said. */
export const defaultLifecycleQueueLimit = 200;
