/** Guards and actions of the slash queue, by name. What they are for is said in `slash-queue-descriptions.ts`. */
import { assertEvent, setup } from 'xstate';
import type { Emitted } from '../../src/system/vocabulary.ts';
import type { Instance } from '../instance.ts';
import { replyToRecord, sendMessage } from '../send-message.ts';
import type { SlashQueueContext, ToSlashQueue } from '../vocabulary.ts';
import { oldestVscAge } from '../vsc-age.ts';
import {
  aheadOfReports,
  firstReport,
  leadingMaturities,
  trailingMaturities,
  withMaturity,
  withoutConsumer,
  withoutMaturities,
  withoutServed,
  withOlderIds,
  withReport,
} from './throttled-packets.ts';

export interface SlashQueueParameters {
  /** Maturities that are handled in a block before it turns to reports. */
  readonly maturedPerBlock: number;
  /** Packets of one consumer with the last of which the queue is full. */
  readonly mostPackets: number;
  readonly oldestVscAge: number;
}

/** The bounds of the released code, where the instance names no others. */
const released = { maturedPerBlock: 100, maxThrottledPackets: 100_000 } as const;

export function slashQueueParameters(instance: Instance): SlashQueueParameters {
  const { maturedPerBlock, maxThrottledPackets } = instance.provider;
  return {
    maturedPerBlock: maturedPerBlock ?? released.maturedPerBlock,
    mostPackets: (maxThrottledPackets ?? released.maxThrottledPackets) - 1,
    oldestVscAge: oldestVscAge(instance),
  };
}

export const slashQueueTypes = setup({
  types: {
    context: {} as SlashQueueContext,
    events: {} as ToSlashQueue,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/** How maturities ahead of all reports are handled: at most so many, and of those that count as such (`leading`). */
export function handlingOfMaturities(limit: number, leading = aheadOfReports) {
  return {
    guards: {
      maturitiesFillBlock: ({ context }: { readonly context: SlashQueueContext }) =>
        leadingMaturities(context, limit, leading).length >= limit,
    },
    actions: {
      handleLeadingMaturities: slashQueueTypes.enqueueActions(({ context, enqueue }) => {
        for (const { consumer, vsc } of leadingMaturities(context, limit, leading))
          enqueue.emit(replyToRecord(consumer, { type: 'maturityDue', vsc }));
      }),
      offerFirstReport: slashQueueTypes.enqueueActions(({ context, event, enqueue }) => {
        const report = firstReport(context);
        if (report === undefined) return;
        const maturedBefore =
          event.type === 'reportServed'
            ? event.maturedBefore
            : leadingMaturities(context, limit, leading).length;
        enqueue.emit(sendMessage('slash-meter', { type: 'throttleReport', ...report, maturedBefore }));
      }),
      forgetLeadingMaturities: slashQueueTypes.assign(({ context }) =>
        withoutMaturities(context, leadingMaturities(context, limit, leading)),
      ),
    },
  };
}

/** XState's `setup` with everything that the machine's configuration names. */
export function slashQueueSetup({ maturedPerBlock, oldestVscAge: oldest }: SlashQueueParameters) {
  const { guards, actions } = handlingOfMaturities(maturedPerBlock);
  return slashQueueTypes.extend({
    guards,
    actions: {
      queueReport: slashQueueTypes.assign(({ context, event }) => {
        assertEvent(event, 'throttleReport');
        const { type: _, ...report } = event;
        return withReport(context, report);
      }),
      queueMaturity: slashQueueTypes.assign(({ context, event }) => {
        assertEvent(event, 'throttleMaturity');
        return withMaturity(context, event);
      }),
      ...actions,
      handleTrailingMaturities: slashQueueTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'reportServed');
        for (const { consumer, vsc } of trailingMaturities(context, maturedPerBlock - event.maturedBefore))
          enqueue.emit(replyToRecord(consumer, { type: 'maturityDue', vsc }));
      }),
      forgetServed: slashQueueTypes.assign(({ context, event }) => {
        assertEvent(event, 'reportServed');
        return withoutServed(context, maturedPerBlock - event.maturedBefore);
      }),
      dropPackets: slashQueueTypes.assign(({ context, event }) => {
        assertEvent(event, 'dropThrottled');
        return withoutConsumer(context, event.consumer);
      }),
      forgetThrottled: slashQueueTypes.assign({ order: [], throttled: [] }),
      growReferencesOlder: slashQueueTypes.assign(({ context }) => withOlderIds(context, oldest)),
    },
  });
}
