/**
 * Guards and actions of the channel machine, by name. What they are for is said in `descriptions.ts`.
 */
import { assertEvent, stateIn } from 'xstate';
import { castDraft, freeze, produce } from 'immer';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { sendMessage } from '../send-message.ts';
import type { ChannelContext } from '../vocabulary.ts';
import { featuresOf, growOlder, oldestVscAge } from '../vsc-age.ts';
import {
  channelPeriods,
  driftAfterProviderBlock,
  slashTimeoutFromNow,
  transferTimeoutFromNow,
  trustAfter,
  trustInConsumerNow,
  trustInProviderNow,
  vscTimeoutFromNow,
  withLessTime,
} from './channel-clocks.ts';
import { channelTypes } from './channel-types.ts';
import { sendRewardMessage } from '../rewards/send-reward-message.ts';
import { isMaturedPacket, isSlashPacket } from './consumer-packets.ts';

/** An open channel of two chains whose clocks agree and whose clients were just updated. */
export function initialChannelContext(instance: Instance, consumer: ConsumerInstance): ChannelContext {
  const periods = channelPeriods(instance, consumer);
  const context: ChannelContext = {
    drift: 0,
    toConsumer: [],
    toProvider: [],
    slashAcks: [],
    vscError: 'none',
    consumerHalted: false,
    consumerClientExpiresIn: periods.consumerTrust,
    providerClientExpiresIn: periods.providerTrust,
  };
  return freeze(context, true);
}

/** XState's `setup` with everything that the machine's configuration names. */
export function channelSetup(instance: Instance, consumer: ConsumerInstance) {
  const periods = channelPeriods(instance, consumer);
  const oldest = oldestVscAge(instance);
  const retries = featuresOf(instance).throttleByRetry;
  const initial = initialChannelContext(instance, consumer);

  return channelTypes.extend({
    guards: {
      vscInFlight: ({ context }) => context.toConsumer.length > 0,
      slashInFlight: ({ context }) => isSlashPacket(context.toProvider[0]),
      maturedInFlight: ({ context }) => isMaturedPacket(context.toProvider[0]),
      headVscHasNotTimedOut: ({ context }) => (context.toConsumer[0]?.timesOutIn ?? 0) > 0,
      headSlashHasNotTimedOut: ({ context }) => (context.toProvider[0]?.timesOutIn ?? 0) > 0,
      headVscHasTimedOut: ({ context }) => context.toConsumer[0]?.timesOutIn === 0,
      headSlashHasTimedOut: ({ context }) => context.toProvider[0]?.timesOutIn === 0,
      headSlashAckIsCommitted: ({ context }) => context.slashAcks[0]?.committed === true,
      consumerClientActive: ({ context }) => context.consumerClientExpiresIn > 0,
      providerClientActive: ({ context }) => context.providerClientExpiresIn > 0,
      consumerHasNewerHeader: ({ context }) =>
        trustInConsumerNow(periods, context) > context.consumerClientExpiresIn,
      providerHasNewerHeader: ({ context }) =>
        trustInProviderNow(periods, context) > context.providerClientExpiresIn,
      vscErrorIsProvable: ({ context }) => context.vscError === 'provable',
      consumerProducesBlocks: ({ context }) => !context.consumerHalted,
      consumerUnlaunched: stateIn({ providerEnd: 'unlaunched' }),
      providerEndTryopen: stateIn({ providerEnd: 'tryopen' }),
      consumerEndInit: stateIn({ consumerEnd: 'init' }),
      consumerEndOpen: stateIn({ consumerEnd: 'open' }),
      providerEndClosed: stateIn({ providerEnd: 'closed' }),
      consumerEndClosed: stateIn({ consumerEnd: 'closed' }),
    },
    actions: {
      putVscsInFlight: channelTypes.assign(({ context, event }) => {
        assertEvent(event, 'sendVscs');
        const timesOutIn = vscTimeoutFromNow(periods, context);
        const sent = event.packets.map((change) => ({ ...change, timesOutIn }));
        return produce(context, (draft) => {
          draft.toConsumer = castDraft([...context.toConsumer, ...sent]);
        });
      }),
      putSlashInFlight: channelTypes.assign(({ context, event }) => {
        assertEvent(event, 'sendSlash');
        const sent = { ...event.report, timesOutIn: slashTimeoutFromNow(periods, context) };
        return produce(context, (draft) => {
          draft.toProvider = castDraft([...context.toProvider, sent]);
        });
      }),
      putMaturedInFlight: channelTypes.assign(({ context, event }) => {
        assertEvent(event, 'sendMatured');
        const timesOutIn = slashTimeoutFromNow(periods, context);
        const sent = event.vscs.map((matured) => ({ matured, timesOutIn }));
        return produce(context, (draft) => {
          draft.toProvider = castDraft([...context.toProvider, ...sent]);
        });
      }),
      putSlashAckInFlight: channelTypes.assign(({ context, event }) => {
        assertEvent(event, 'writeSlashAck');
        // To a consumer that does not wait for replies, only an error says anything.
        if (!retries && event.result !== 'error') return context;
        return produce(context, (draft) => {
          draft.slashAcks.push({ result: event.result, committed: false });
        });
      }),
      takeVsc: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.toConsumer = castDraft(context.toConsumer.slice(1));
        }),
      ),
      takeSlash: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.toProvider = castDraft(context.toProvider.slice(1));
        }),
      ),
      takeSlashAck: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.slashAcks.shift();
        }),
      ),
      dropVscs: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.toConsumer = [];
        }),
      ),
      dropSlashesAndAcks: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.toProvider = [];
          draft.slashAcks = [];
        }),
      ),
      updateConsumerClient: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.consumerClientExpiresIn = trustInConsumerNow(periods, context);
        }),
      ),
      updateProviderClient: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.providerClientExpiresIn = trustInProviderNow(periods, context);
        }),
      ),
      passProviderTime: channelTypes.assign(({ context, event }) => {
        assertEvent(event, 'providerTimePassed');
        return produce(context, (draft) => {
          draft.drift = driftAfterProviderBlock(periods, context, event.seconds);
          draft.toProvider = castDraft(withLessTime(periods, context.toProvider, event.seconds));
          draft.consumerClientExpiresIn = trustAfter(periods, context.consumerClientExpiresIn, event.seconds);
        });
      }),
      commitSlashAcks: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          for (const ack of draft.slashAcks) ack.committed = true;
        }),
      ),
      passConsumerTime: channelTypes.assign(({ context, event }) => {
        assertEvent(event, 'consumerTimePassed');
        return produce(context, (draft) => {
          draft.drift += event.seconds;
          draft.toConsumer = castDraft(withLessTime(periods, context.toConsumer, event.seconds));
          draft.providerClientExpiresIn = trustAfter(periods, context.providerClientExpiresIn, event.seconds);
        });
      }),
      putVscErrorInFlight: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.vscError = 'written';
        }),
      ),
      commitVscError: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          if (context.vscError === 'written') draft.vscError = 'provable';
        }),
      ),
      takeVscError: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.vscError = 'none';
        }),
      ),
      rememberHalt: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.consumerHalted = true;
        }),
      ),
      growReferencesOlder: channelTypes.assign(({ context }) =>
        produce(context, (draft) => {
          context.toConsumer.forEach(({ vsc }, index) => {
            const packet = draft.toConsumer[index];
            if (packet) packet.vsc = growOlder(vsc, oldest);
          });
          for (const packet of draft.toProvider) {
            if ('matured' in packet) packet.matured = growOlder(packet.matured, oldest);
            else if (packet.vsc !== 'unknown') packet.vsc = growOlder(packet.vsc, oldest);
          }
        }),
      ),
      passTransfersOn: channelTypes.emit(({ context, event }) => {
        assertEvent(event, 'sendTransfers');
        const timesOutIn = transferTimeoutFromNow(periods, context);
        const transfers = event.coins.map((coin) => ({ ...coin, timesOutIn }));
        return sendRewardMessage('transfers', { type: 'transfersPut', transfers });
      }),
      answerTransfersSent: channelTypes.emit(sendRewardMessage('rewards', { type: 'transfersSent' })),
      answerTransfersKept: channelTypes.emit(({ event }) => {
        assertEvent(event, 'sendTransfers');
        return sendRewardMessage('rewards', { type: 'transfersKept', coins: event.coins });
      }),
      putClocksAtRest: channelTypes.assign(({ context }) => ({
        ...initial,
        consumerHalted: context.consumerHalted,
      })),
      setClocks: channelTypes.assign(() => initial),
      deliverVsc: channelTypes.emit(({ context }) => {
        const [{ timesOutIn: _, ...change }] = nonEmpty(context.toConsumer);
        return sendMessage('consumer', { type: 'vscReceived', ...change });
      }),
      deliverSlash: channelTypes.emit(({ context }) => {
        const [{ timesOutIn: _, ...report }] = nonEmpty(context.toProvider.filter(isSlashPacket));
        return sendMessage('slash-inbox', { type: 'slashPacketReceived', ...report });
      }),
      deliverMatured: channelTypes.emit(({ context }) => {
        const [{ matured: vsc }] = nonEmpty(context.toProvider.filter(isMaturedPacket));
        return sendMessage('record', { type: 'vscMaturedReceived', vsc });
      }),
      deliverSlashAck: channelTypes.emit(({ context }) => {
        const [{ result }] = nonEmpty(context.slashAcks);
        return sendMessage('consumer', { type: 'slashAcknowledged', result });
      }),
      answerVscsSent: channelTypes.emit(sendMessage('record', { type: 'vscsSent' })),
      answerClientExpired: channelTypes.emit(sendMessage('record', { type: 'sendRefusedClientExpired' })),
      answerChannelClosed: channelTypes.emit(sendMessage('record', { type: 'sendFailedChannelClosed' })),
      answerSlashSent: channelTypes.emit(sendMessage('consumer', { type: 'slashSent' })),
      answerSlashKept: channelTypes.emit(sendMessage('consumer', { type: 'slashKept' })),
      answerMaturedSent: channelTypes.emit(sendMessage('consumer', { type: 'maturedSent' })),
      answerMaturedKept: channelTypes.emit(sendMessage('consumer', { type: 'maturedKept' })),
      tellRecordOfTimeout: channelTypes.emit(sendMessage('record', { type: 'vscTimedOut' })),
      askToTry: channelTypes.emit(sendMessage('record', { type: 'channelTried' })),
      askToConfirm: channelTypes.emit(sendMessage('record', { type: 'channelConfirmed' })),
      tellRecordOfError: channelTypes.emit(sendMessage('record', { type: 'vscRefused' })),
      tellRecordOfClose: channelTypes.emit(sendMessage('record', { type: 'channelCloseConfirmed' })),
      tellConsumerOfTimeout: channelTypes.emit(sendMessage('consumer', { type: 'slashTimedOut' })),
      tellConsumerOfClose: channelTypes.emit(sendMessage('consumer', { type: 'channelCloseConfirmed' })),
    },
  });
}

/** For actions that a guard keeps from running on an empty queue. */
function nonEmpty<Item>(items: readonly Item[]): readonly [Item, ...Item[]] {
  const [first, ...rest] = items;
  if (first === undefined) throw new Error('expected a packet in flight, received an empty queue');
  return [first, ...rest];
}
