/**
 * Maturity of VSCs (consumers before v6.4): a VSC matures when the unbonding period has passed since it was received, and
 * the consumer then tells the provider. Maturity packets and slash packets share one queue, which the machine keeps as
 * the list of reports and, for each maturity packet, the number of reports ahead of it.
 */
import { castDraft, produce } from 'immer';
import { sendMessage } from '../send-message.ts';
import type { Send } from '../../src/system/vocabulary.ts';
import type { ConsumerContext, VscRef } from '../vocabulary.ts';

/** What the consumer knows at the start, if it reports maturity. */
export const noMaturities = { maturing: [], matured: [] } as const;

export function withMaturing(context: ConsumerContext, vsc: VscRef, maturesIn: number): ConsumerContext {
  return produce(context, (draft) => {
    draft.maturing = castDraft([...(context.maturing ?? []), { vsc, maturesIn }]);
  });
}

/** VSCs whose period is over; of those that are over with the same block, the one received first comes first. */
export function elapsed({ maturing = [] }: ConsumerContext): readonly VscRef[] {
  return maturing.filter(({ maturesIn }) => maturesIn === 0).map(({ vsc }) => vsc);
}

/** The maturities join the queue, behind all reports that wait. */
export function withQueued(context: ConsumerContext, vscs: readonly VscRef[]): ConsumerContext {
  if (vscs.length === 0) return context;
  const behind = context.queue.length;
  return produce(context, (draft) => {
    draft.maturing = castDraft((context.maturing ?? []).filter(({ vsc }) => !vscs.includes(vsc)));
    draft.matured = castDraft([...(context.matured ?? []), ...vscs.map((vsc) => ({ vsc, behind }))]);
  });
}

/** Maturity packets behind that many reports, as one message; nothing if there are none. */
export function maturedBehind({ matured = [] }: ConsumerContext, reports: number): readonly Send[] {
  const vscs = matured.filter(({ behind }) => behind === reports).map(({ vsc }) => vsc);
  return vscs.length === 0 ? [] : [sendMessage('channel', { type: 'sendMatured', vscs })];
}

/** Those at the head of the queue were sent. */
export function withoutSent(context: ConsumerContext): ConsumerContext {
  return produce(context, (draft) => {
    draft.matured = castDraft((context.matured ?? []).filter(({ behind }) => behind > 0));
  });
}

/** The oldest report left the queue. */
export function withoutHead(context: ConsumerContext): ConsumerContext {
  return produce(context, (draft) => {
    draft.queue = castDraft(context.queue.slice(1));
    for (const packet of draft.matured ?? []) packet.behind -= 1;
  });
}

export function withLessTime(context: ConsumerContext, seconds: number): ConsumerContext {
  if ((context.maturing ?? []).length === 0) return context;
  return produce(context, (draft) => {
    for (const vsc of draft.maturing ?? []) vsc.maturesIn = Math.max(0, vsc.maturesIn - seconds);
  });
}

export function withOlderReferences(
  context: ConsumerContext,
  older: (vsc: VscRef) => VscRef,
): ConsumerContext {
  if ((context.maturing ?? []).length + (context.matured ?? []).length === 0) return context;
  return produce(context, (draft) => {
    for (const reference of [...(draft.maturing ?? []), ...(draft.matured ?? [])])
      reference.vsc = older(reference.vsc);
  });
}
