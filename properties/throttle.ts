/** How fast reports of consumers can jail: the slash meter, and the queues that wait for it. */
import type { IcsProperty } from './ics-property.ts';
import { jailRateProperties } from './jail-rate.ts';
import { slashMeterProperties } from './slash-meter.ts';
import { slashQueueProperties } from './slash-queue.ts';

export const throttleProperties: readonly IcsProperty[] = [
  ...slashQueueProperties,
  ...slashMeterProperties,
  ...jailRateProperties,
];
