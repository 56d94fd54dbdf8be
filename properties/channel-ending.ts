/** Timeouts and expired clients: what may not be delivered any more, and what must not be lost meanwhile. */
import { channelOf, consumerOf, recordOf } from '../model/component-ids.ts';
import type {
  ChannelContext,
  ChannelEnds,
  ConsumerContext,
  ConsumerRecordContext,
} from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { equalData } from '../src/system/equal-data.ts';
import { endsOf, holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { messagesOf } from './observers/heard.ts';
import { isLaunched } from './relation.ts';
import { clientsMayExpire, packetsMayTimeOut, whereSomeScope } from './scope-room.ts';

type ChannelStep = LocalStep<ChannelContext>;
type RecordStep = LocalStep<ConsumerRecordContext>;
type ConsumerStep = LocalStep<ConsumerContext>;

/** What is wrong with how a step treats the time of the oldest packets; empty if nothing. */
function faultOfTiming({ before, event, after }: ChannelStep): string {
  const vscLeft = before.context.toConsumer[0]?.timesOutIn;
  const slashLeft = before.context.toProvider[0]?.timesOutIn;
  switch (event.type) {
    case 'relayVsc':
      return vscLeft === 0 ? 'a VSC is received although it has timed out' : '';
    case 'relaySlash':
      return slashLeft === 0 ? 'a slash packet is received although it has timed out' : '';
    case 'relayMatured':
      return slashLeft === 0 ? 'a report of maturity is received although it has timed out' : '';
    case 'timeoutVsc':
      if (vscLeft === undefined) return 'a VSC is timed out although none is in flight';
      if (vscLeft !== 0 && endsOf(before).consumerEnd === 'open') {
        return `a VSC is timed out ${String(vscLeft)} s before its timeout`;
      }
      return endsOf(after).providerEnd === 'closed'
        ? ''
        : "a VSC timed out and the provider's end stays open";
    case 'timeoutSlash':
      if (slashLeft === undefined)
        return "a packet of the consumer's is timed out although none is in flight";
      if (slashLeft !== 0 && endsOf(before).providerEnd === 'open') {
        return `a slash packet is timed out ${String(slashLeft)} s before its timeout`;
      }
      return endsOf(after).consumerEnd === 'closed'
        ? ''
        : "a slash packet timed out and the consumer's end stays open";
    case 'relayVscError':
      return before.context.vscError === 'provable' ? '' : 'an error is proved that no block holds';
    default:
      return '';
  }
}

const timingChecks = ofEachConsumer((_instance, consumer): readonly Check[] => [
  {
    kind: 'step',
    scope: consumer.id,
    on: channelOf(consumer.id),
    holds: (step: ChannelStep) => faultOfTiming(step) === '',
    witness: ({ before }: ChannelStep) =>
      before.context.toConsumer[0]?.timesOutIn === 0 || before.context.toProvider[0]?.timesOutIn === 0,
    explain: (step: ChannelStep) => `on the channel of ${consumer.id} ${faultOfTiming(step)}`,
  },
]);

const noDeliveryAfterTimeout: IcsProperty = {
  id: 'no-delivery-after-timeout',
  title: 'Expired packets are never received',
  kind: 'step',
  statement:
    "A packet is received only before its timeout on the receiver's clock; from then on all that can happen to it is the timeout, which closes the sender's end; and nothing is proved of what was never sent or answered.",
  source: ['ICS-04 recvPacket, timeoutPacket', 'CCV.tla ReceptionBeforeTimeout'],
  assumptions: [],
  witness: 'a packet in flight whose timeout has passed',
  expected: holdsWhereApplicable(timingChecks),
  checks: timingChecks,
};

/** What takes a client of the consumer on the provider, and the other way round. */
const needsConsumerClient = new Set([
  'relaySlash',
  'relayMatured',
  'relayVscError',
  'timeoutVsc',
  'openTry',
  'openConfirm',
  'updateClientOnProvider',
]);
const needsProviderClient = new Set([
  'relayVsc',
  'relaySlashAck',
  'timeoutSlash',
  'openInit',
  'openAck',
  'updateClientOnConsumer',
]);

/** What the consumer sends, and the word that it was sent. */
const wordsOfSending = { sendSlash: 'slashSent', sendMatured: 'maturedSent', sendTransfers: 'transfersSent' };

function sendsToProvider({ before, event, after, emitted }: ChannelStep): boolean {
  return Object.entries(wordsOfSending).some(
    ([type, word]) =>
      event.type === type &&
      (after.context.toProvider.length !== before.context.toProvider.length ||
        emitted.some((each) => each.type === 'send' && each.event.type === word)),
  );
}

function closes(end: keyof ChannelEnds, { before, after }: ChannelStep): boolean {
  return endsOf(before)[end] !== 'closed' && endsOf(after)[end] === 'closed';
}

/** What an expired client did not keep from happening; empty if nothing. */
function faultUnderExpiry(step: ChannelStep): string {
  const { before, event, after, emitted } = step;
  const { consumerClientExpiresIn, providerClientExpiresIn, toConsumer } = before.context;
  if (consumerClientExpiresIn === 0) {
    if (needsConsumerClient.has(event.type) || closes('providerEnd', step)) {
      return `"${event.type}" happens although the provider's client of the consumer has expired`;
    }
    const isSent =
      after.context.toConsumer.length !== toConsumer.length || messagesOf(emitted, 'vscsSent').length > 0;
    if (event.type === 'sendVscs' && isSent)
      return "a VSC is sent although the provider's client has expired";
  }
  if (providerClientExpiresIn === 0) {
    if (needsProviderClient.has(event.type) || closes('consumerEnd', step)) {
      return `"${event.type}" happens although the consumer's client of the provider has expired`;
    }
    if (sendsToProvider(step)) {
      return `"${event.type}" is done although the consumer's client has expired`;
    }
  }
  return '';
}

function keepsPending({ before, event, after }: RecordStep): boolean {
  if (event.type !== 'sendRefusedClientExpired') return true;
  const { pending } = before.context;
  return isLaunched(after) && equalData(after.context.pending, pending);
}

function keepsReports({ before, event, after }: ConsumerStep): boolean {
  if (event.type !== 'slashKept') return true;
  const { slashRecord, queue } = after.context;
  return slashRecord?.waiting !== true && equalData(queue, before.context.queue);
}

const expiryChecks = ofEachConsumer((_instance, consumer): readonly Check[] => [
  {
    kind: 'step',
    scope: `${consumer.id}: channel`,
    on: channelOf(consumer.id),
    holds: (step: ChannelStep) => faultUnderExpiry(step) === '',
    witness: ({ before }: ChannelStep) =>
      before.context.consumerClientExpiresIn === 0 || before.context.providerClientExpiresIn === 0,
    explain: (step: ChannelStep) => `on the channel of ${consumer.id} ${faultUnderExpiry(step)}`,
  },
  {
    kind: 'step',
    scope: `${consumer.id}: provider`,
    on: recordOf(consumer.id),
    holds: keepsPending,
    witness: ({ event }: RecordStep) => event.type === 'sendRefusedClientExpired',
    explain: ({ before, after }: RecordStep) =>
      `the client of ${consumer.id} has expired; of ${String(before.context.pending.length)} pending VSCs ` +
      `${String(after.context.pending.length)} are kept, and the consumer is ${isLaunched(after) ? 'launched' : 'stopped'}`,
  },
  {
    kind: 'step',
    scope: `${consumer.id}: consumer`,
    on: consumerOf(consumer.id),
    holds: keepsReports,
    witness: ({ event }: ConsumerStep) => event.type === 'slashKept',
    explain: ({ before, after }: ConsumerStep) =>
      `${consumer.id} could not send a report; its queue of ${String(before.context.queue.length)} becomes one of ` +
      String(after.context.queue.length),
  },
]);

const clientExpirySafe: IcsProperty = {
  id: 'client-expiry-safe',
  title: 'An expired client loses and doubles nothing',
  kind: 'step',
  statement:
    'While a light client has expired nothing is sent or proved by it and no end is closed over it, and what was to be sent stays pending, unchanged, on its side; the relation is not ended by it.',
  source: [
    'ICS-02 client status',
    'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain',
    'Go TestVSCPacketSendExpiredClient, TestConsumerPacketSendExpiredClient',
  ],
  assumptions: [],
  witness: 'a send that is refused because a client has expired',
  expected: holdsWhereApplicable(expiryChecks),
  checks: expiryChecks,
};

const stoppingChecks = ofEachConsumer((_instance, consumer): readonly Check[] => [
  {
    kind: 'step',
    scope: `${consumer.id}: channel`,
    on: channelOf(consumer.id),
    holds: ({ event, emitted }: ChannelStep) =>
      event.type !== 'timeoutVsc' || messagesOf(emitted, 'vscTimedOut').length === 1,
    witness: ({ event }: ChannelStep) => event.type === 'timeoutVsc',
    explain: () => `a VSC to ${consumer.id} timed out and the provider's module was not told`,
  },
  {
    kind: 'step',
    scope: `${consumer.id}: provider`,
    on: recordOf(consumer.id),
    holds: ({ event, after }: RecordStep) => event.type !== 'vscTimedOut' || !isLaunched(after),
    witness: ({ event }: RecordStep) => event.type === 'vscTimedOut',
    explain: () => `a VSC to ${consumer.id} timed out and ${consumer.id} is still launched`,
  },
]);

const timeoutStopsConsumer: IcsProperty = {
  id: 'timeout-stops-consumer',
  title: 'A VSC that times out stops the consumer',
  kind: 'step',
  statement: 'When the timeout of a VSC is processed on the provider, the consumer is stopped.',
  source: ['ICS-28 onTimeoutVSCPacket', 'x/ccv/provider/keeper/relay.go OnTimeoutPacket'],
  assumptions: [],
  witness: 'the timeout of a VSC is processed',
  expected: holdsWhereApplicable(stoppingChecks),
  checks: stoppingChecks,
};

export const channelEndingProperties: readonly IcsProperty[] = [
  whereSomeScope(packetsMayTimeOut, noDeliveryAfterTimeout),
  whereSomeScope(clientsMayExpire, clientExpirySafe),
  whereSomeScope(packetsMayTimeOut, timeoutStopsConsumer),
];
