/** What the provider's machine notes when it punishes. */
import type { Note } from '../../src/system/vocabulary.ts';
import { remark } from '../send-message.ts';
import type { ConsumerId, ProviderContext, ValidatorId } from '../vocabulary.ts';
import type { SlashOutcome } from './slashing.ts';
import { findValidator } from './staking-operations.ts';

/** Seconds noted for a jail that never ends (a double sign); longer than any period of an instance. */
export const endlessJailSeconds = 1e10;

/** Notes a slash. */
export function slashedNote(
  validator: ValidatorId,
  cause: ConsumerId | 'provider',
  outcome: SlashOutcome,
): Note {
  return remark({ type: 'slashed', validator, cause, nominal: outcome.nominal, burnt: outcome.burnt });
}

/** Notes a jailing, with the last power that the validator had before it. */
export function jailedNote(
  before: ProviderContext,
  jailing: {
    readonly validator: ValidatorId;
    readonly cause: ConsumerId | 'provider';
    readonly seconds: number;
  },
): Note {
  return remark({
    type: 'jailed',
    ...jailing,
    power: findValidator(before, jailing.validator)?.lastPower ?? 0,
  });
}
