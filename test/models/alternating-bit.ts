/**
 * The alternating bit protocol over channels that lose messages (Bartlett, Scantlebury and Wilkinson, 1969), with the
 * atomic steps of the TLA+ version in Lamport's "Specifying Systems" (module AlternatingBit). Channels hold at most two
 * messages: nothing is sent to a full one.
 */
import { assign, emit, enqueueActions, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { leadsTo } from '../../src/property/constructors.ts';
import type { PropertyDefinition } from '../../src/property/definition.ts';
import { send } from '../../src/system/authoring.ts';
import type { Choice, FairnessClass, LocalSnapshot, SystemDefinition } from '../../src/system/vocabulary.ts';

type Bit = 0 | 1;
type Datum = 'd1' | 'd2';

interface Message {
  readonly bit: Bit;
  readonly datum: Datum | null;
}

interface SenderContext {
  /** Bit of the last message sent, and of the last acknowledgement received: equal if a new value may be sent. */
  readonly bit: Bit;
  readonly acknowledged: Bit;
  readonly sent: Datum;
}

interface ReceiverContext {
  readonly bit: Bit;
  readonly received: Datum;
}

export interface InitialValues {
  readonly bit: Bit;
  readonly sent: Datum;
  readonly received: Datum;
}

interface Arrival {
  readonly type: 'arrived';
  readonly message: Message;
}

const capacity = 2;

function senderMachine({ bit, sent }: InitialValues): AnyStateMachine {
  return setup({
    types: {
      context: {} as SenderContext,
      events: {} as
        Arrival | { readonly type: 'sendNew'; readonly datum: Datum } | { readonly type: 'resend' },
    },
    guards: {
      isAcknowledged: ({ context }) => context.bit === context.acknowledged,
      isNotAcknowledged: ({ context }) => context.bit !== context.acknowledged,
    },
    actions: {
      sendNewValue: enqueueActions(({ context, event, enqueue }) => {
        if (event.type !== 'sendNew') return;
        const next: Bit = context.bit === 0 ? 1 : 0;
        enqueue.assign({ bit: next, sent: event.datum });
        enqueue.emit(send('out', { type: 'put', message: { bit: next, datum: event.datum } }));
      }),
      sendAgain: emit(({ context }) =>
        send('out', { type: 'put', message: { bit: context.bit, datum: context.sent } }),
      ),
      keepBit: assign(({ event }) => (event.type === 'arrived' ? { acknowledged: event.message.bit } : {})),
    },
  }).createMachine({
    id: 'sender',
    context: { bit, acknowledged: bit, sent },
    on: {
      sendNew: { guard: 'isAcknowledged', actions: 'sendNewValue' },
      resend: { guard: 'isNotAcknowledged', actions: 'sendAgain' },
      arrived: { actions: 'keepBit' },
    },
  });
}

function receiverMachine({ bit, received }: InitialValues): AnyStateMachine {
  return setup({
    types: { context: {} as ReceiverContext, events: {} as Arrival | { readonly type: 'acknowledge' } },
    actions: {
      keepMessage: assign(({ context, event }) =>
        event.type === 'arrived'
          ? { bit: event.message.bit, received: event.message.datum ?? context.received }
          : {},
      ),
      sendBit: emit(({ context }) =>
        send('out', { type: 'put', message: { bit: context.bit, datum: null } }),
      ),
    },
  }).createMachine({
    id: 'receiver',
    context: { bit, received },
    on: { arrived: { actions: 'keepMessage' }, acknowledge: { actions: 'sendBit' } },
  });
}

const channel: AnyStateMachine = setup({
  types: {
    context: {} as { readonly queue: readonly Message[] },
    events: {} as
      | { readonly type: 'put'; readonly message: Message }
      | { readonly type: 'deliver' }
      | { readonly type: 'lose'; readonly position: number },
  },
  guards: {
    hasMessage: ({ context }) => context.queue.length > 0,
    hasPosition: ({ context, event }) => event.type === 'lose' && event.position < context.queue.length,
  },
  actions: {
    append: assign(({ context, event }) => ({
      queue: event.type === 'put' ? [...context.queue, event.message] : context.queue,
    })),
    handOver: enqueueActions(({ context, enqueue }) => {
      const [message, ...queue] = context.queue;
      enqueue.assign({ queue });
      enqueue.emit(send('target', { type: 'arrived', message }));
    }),
    drop: assign(({ context, event }) => ({
      queue: context.queue.filter((_, position) => event.type !== 'lose' || position !== event.position),
    })),
  },
}).createMachine({
  id: 'channel',
  context: { queue: [] },
  on: {
    put: { actions: 'append' },
    deliver: { guard: 'hasMessage', actions: 'handOver' },
    lose: { guard: 'hasPosition', actions: 'drop' },
  },
});

const hasRoom = (component: string) => ({
  component,
  name: 'the channel has room',
  holds: ({ context }: LocalSnapshot<{ readonly queue: readonly Message[] }>) =>
    context.queue.length < capacity,
});

const channelChoices: readonly Choice[] = [
  { event: { type: 'deliver' } },
  ...Array.from({ length: capacity }, (_, position) => ({ event: { type: 'lose', position } })),
];

const fairness = (delivery: 'weak' | 'strong'): readonly FairnessClass[] => [
  { name: 'resend', strength: 'weak', component: 'sender', eventClasses: ['resend'] },
  { name: 'acknowledge', strength: 'weak', component: 'receiver', eventClasses: ['acknowledge'] },
  { name: 'deliver message', strength: delivery, component: 'messages', eventClasses: ['deliver'] },
  { name: 'deliver acknowledgement', strength: delivery, component: 'acks', eventClasses: ['deliver'] },
];

/** Fairness sets: delivery is `weak`ly or `strong`ly fair; resending and acknowledging are weakly fair in both. */
export function alternatingBit(initial: InitialValues): SystemDefinition {
  return {
    name: 'alternating-bit',
    components: {
      sender: { machine: senderMachine(initial), links: { out: 'messages' } },
      receiver: { machine: receiverMachine(initial), links: { out: 'acks' } },
      messages: { machine: channel, links: { target: 'receiver' } },
      acks: { machine: channel, links: { target: 'sender' } },
    },
    choices: {
      sender: [
        ...(['d1', 'd2'] as const).map((datum) => ({
          event: { type: 'sendNew', datum },
          requires: [hasRoom('messages')],
        })),
        { event: { type: 'resend' }, requires: [hasRoom('messages')] },
      ],
      receiver: [{ event: { type: 'acknowledge' }, requires: [hasRoom('acks')] }],
      messages: channelChoices,
      acks: channelChoices,
    },
    fairness: { weak: fairness('weak'), strong: fairness('strong') },
  };
}

/** Lamport's SentLeadsToRcvd, for one value. */
export function sentLeadsToReceived(datum: Datum): PropertyDefinition<unknown> {
  return leadsTo({
    id: `sent-${datum}`,
    statement: `Once ${datum} is sent and not yet acknowledged, it is received eventually.`,
    reads: ['sender', 'receiver'],
    from: ({ context }: LocalSnapshot<SenderContext>) =>
      context.sent === datum && context.bit !== context.acknowledged,
    to: (_: LocalSnapshot, { context }: LocalSnapshot<ReceiverContext>) => context.received === datum,
  });
}

export const anotherRound = leadsTo({
  id: 'another-round',
  statement: 'What is sent is acknowledged eventually.',
  reads: ['sender'],
  from: ({ context }: LocalSnapshot<SenderContext>) => context.bit !== context.acknowledged,
  to: ({ context }: LocalSnapshot<SenderContext>) => context.bit === context.acknowledged,
});
