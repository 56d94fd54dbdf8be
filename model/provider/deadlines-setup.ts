/** Guards and actions of the deadlines of a consumer, by name. What they are for is said in `deadlines-descriptions.ts`. */
import { assertEvent, setup } from 'xstate';
import { castDraft, produce } from 'immer';
import type { Emitted } from '../../src/system/vocabulary.ts';
import { sendMessage } from '../send-message.ts';
import type { DeadlinesContext, ToDeadlines } from '../vocabulary.ts';
import { growOlder } from '../vsc-age.ts';

export interface DeadlinesParameters {
  readonly vscTimeoutSeconds: number;
  /** Null: there is no channel whose opening is timed. */
  readonly initTimeoutSeconds: number | null;
  readonly oldestVscAge: number;
}

export const deadlinesTypes = setup({
  types: {
    context: {} as DeadlinesContext,
    events: {} as ToDeadlines,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/** XState's `setup` with everything that the machine's configuration names. */
export function deadlinesSetup({ vscTimeoutSeconds, initTimeoutSeconds, oldestVscAge }: DeadlinesParameters) {
  const timeOpening = (openingTimesOutIn: number | null) =>
    deadlinesTypes.assign(({ context }) =>
      initTimeoutSeconds === null ? context : { ...context, openingTimesOutIn },
    );
  return deadlinesTypes.extend({
    guards: {
      answerIsOverdue: ({ context }) => (context.awaiting[0]?.timesOutIn ?? 0) < 0,
      openingIsOverdue: ({ context }) => (context.openingTimesOutIn ?? 0) < 0,
    },
    actions: {
      awaitMaturities: deadlinesTypes.assign(({ context, event }) => {
        assertEvent(event, 'maturitiesAwaited');
        const sent = event.vscs.map((vsc) => ({ vsc, timesOutIn: vscTimeoutSeconds }));
        return produce(context, (draft) => {
          draft.awaiting = castDraft([...context.awaiting, ...sent]);
        });
      }),
      forgetMatured: deadlinesTypes.assign(({ context, event }) => {
        assertEvent(event, 'vscMatured');
        const at = context.awaiting.findIndex(({ vsc }) => vsc === event.vsc);
        return produce(context, (draft) => {
          if (at !== -1) draft.awaiting.splice(at, 1);
        });
      }),
      forgetAllVscs: deadlinesTypes.assign({ awaiting: [] }),
      awaitOpening: timeOpening(initTimeoutSeconds),
      forgetOpening: timeOpening(null),
      restoreTimeouts: deadlinesTypes.assign(({ context }) => ({
        ...context,
        awaiting: context.awaiting.map((awaited) => ({ ...awaited })),
      })),
      reportOverdue: deadlinesTypes.emit(sendMessage('record', { type: 'answerOverdue' })),
      reportOpeningOverdue: deadlinesTypes.emit(sendMessage('record', { type: 'openingOverdue' })),
      passTime: deadlinesTypes.assign(({ context, event }) => {
        assertEvent(event, 'providerTimePassed');
        const left = (countdown: number): number => Math.max(-1, countdown - event.seconds);
        return produce(context, (draft) => {
          for (const awaited of draft.awaiting) awaited.timesOutIn = left(awaited.timesOutIn);
          if (typeof context.openingTimesOutIn === 'number')
            draft.openingTimesOutIn = left(context.openingTimesOutIn);
        });
      }),
      growReferencesOlder: deadlinesTypes.assign(({ context }) =>
        produce(context, (draft) => {
          for (const awaited of draft.awaiting) awaited.vsc = growOlder(awaited.vsc, oldestVscAge);
        }),
      ),
    },
  });
}
