/** Equivocation on consumers, and consumers that misbehave themselves. */
import { claimedPowerProperties } from './claimed-power.ts';
import { equivocationAmountProperties } from './equivocation-amounts.ts';
import { equivocationPunishmentProperties } from './equivocation-punishment.ts';
import type { IcsProperty } from './ics-property.ts';
import { slashingWarrantyProperties } from './slashing-warranties.ts';
import { infractionParameterProperties } from './infraction-parameters.ts';

export const equivocationProperties: readonly IcsProperty[] = [
  ...equivocationPunishmentProperties,
  ...equivocationAmountProperties,
  ...infractionParameterProperties,
  ...claimedPowerProperties,
  ...slashingWarrantyProperties,
];
