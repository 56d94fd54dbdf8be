/** Downtime on a consumer, from the report to the punishment and back to the flag. */
import { downtimeProperties } from './downtime.ts';
import { downtimeImpunityProperties } from './downtime-impunity.ts';
import type { IcsProperty } from './ics-property.ts';
import { outstandingClearedProperties } from './outstanding-cleared.ts';
import { outstandingFlagProperties } from './outstanding-flag.ts';
import { punishmentProperties } from './punishment.ts';
import { slashAckProperties } from './slash-acks.ts';
import { slashAmountProperties } from './slash-amount.ts';

export const slashingProperties: readonly IcsProperty[] = [
  ...downtimeProperties,
  ...downtimeImpunityProperties,
  ...outstandingFlagProperties,
  ...outstandingClearedProperties,
  ...slashAckProperties,
  ...punishmentProperties,
  ...slashAmountProperties,
];
