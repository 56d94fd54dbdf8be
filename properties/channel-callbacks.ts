/**
 * What a channel owes to the applications at its ends: an answer to whoever sends, word of how an end was closed, and
 * openings in the order that ICS-04 has for them.
 */
import { channelOf } from '../model/component-ids.ts';
import type { Instance } from '../model/instance.ts';
import type { ChannelContext, ConsumerId } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { endsOf, holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

type ChannelStep = LocalStep<ChannelContext>;

function sentTypes({ emitted }: ChannelStep): readonly string[] {
  return emitted.flatMap((each) => (each.type === 'send' ? [each.event.type] : []));
}

/** The answers of which a send gets exactly one. */
const answersTo: Readonly<Record<string, readonly string[]>> = {
  sendVscs: ['vscsSent', 'sendRefusedClientExpired', 'sendFailedChannelClosed'],
  sendSlash: ['slashSent', 'slashKept'],
  sendMatured: ['maturedSent', 'maturedKept'],
  sendTransfers: ['transfersSent', 'transfersKept'],
};

/** What is wrong with the answer to a send; empty if nothing. */
function faultOfAnswer(step: ChannelStep): string {
  const { before, event } = step;
  const possible = answersTo[event.type];
  if (possible === undefined) return '';
  const answers = sentTypes(step).filter((type) => possible.includes(type));
  if (answers.length !== 1) return `"${event.type}" is answered ${String(answers.length)} times`;
  const isRefused = answers[0] === 'sendFailedChannelClosed';
  return event.type === 'sendVscs' && isRefused !== (endsOf(before).providerEnd === 'closed')
    ? `"${event.type}" is answered "${answers[0] ?? ''}" by an end that is ${endsOf(before).providerEnd}`
    : '';
}

const answerChecks = ofEachConsumer((_instance, { id }): readonly Check[] => [
  onChannel(id, faultOfAnswer, ({ event }) => event.type in answersTo),
]);

type End = 'providerEnd' | 'consumerEnd';

/** The end closes because the other end is closed, or because a packet timed out. */
function isClosedBy(types: readonly string[], end: End): (step: ChannelStep) => boolean {
  return ({ before, event, after }) =>
    types.includes(event.type) && endsOf(before)[end] === 'open' && endsOf(after)[end] === 'closed';
}

const isClosedOnProvider = isClosedBy(['relayClose'], 'providerEnd');
const isClosedOnConsumer = isClosedBy(['relayClose', 'timeoutSlash'], 'consumerEnd');

/** An end was closed in one of these ways that the application there is not told of; empty if there is no such thing. */
function untoldClosing(isClosed: (step: ChannelStep) => boolean): (step: ChannelStep) => string {
  return (step) => {
    const told = step.event.type === 'relayClose' ? 'channelCloseConfirmed' : 'slashTimedOut';
    return isClosed(step) && !sentTypes(step).includes(told)
      ? 'an end is closed, and its application is not told'
      : '';
  };
}

/** The end on the consumer closes by itself: reports time out, or an error is answered to one. */
const mayCloseFirst = (scope: Instance): boolean =>
  (scope.channelExpiry === 'counted' && mostOf(scope, 'consumerDowntimes') > 0) ||
  mostOf(scope, 'consumerFaults') > 0;

const providerClosingChecks: IcsProperty['checks'] = (system) =>
  someScopeHas(system.instance, mayCloseFirst)
    ? ofEachConsumer((_instance, { id }) => [
        onChannel(id, untoldClosing(isClosedOnProvider), isClosedOnProvider),
      ])(system)
    : [];

/** The end on the provider closes by itself, since a VSC times out, or a report does on the consumer. */
const consumerClosingChecks: IcsProperty['checks'] = (system) =>
  someScopeHas(
    system.instance,
    (scope) =>
      scope.channelExpiry === 'counted' &&
      mostOf(scope, 'stakingOperations', 'consumerDowntimes', 'providerDowntimes') > 0,
  )
    ? ofEachConsumer((_instance, { id }) => [
        onChannel(id, untoldClosing(isClosedOnConsumer), isClosedOnConsumer),
      ])(system)
    : [];

/** What an end of the channel must have come to before a step of the handshake is proved to the other. */
const proved: Readonly<Record<string, readonly [end: End, state: string]>> = {
  openTry: ['consumerEnd', 'init'],
  openAck: ['providerEnd', 'tryopen'],
  openConfirm: ['consumerEnd', 'open'],
};

function faultOfHandshake({ before, event }: ChannelStep): string {
  const [end, state] = proved[event.type] ?? [];
  if (end === undefined || endsOf(before)[end] === state) return '';
  return `"${event.type}" proves that the other end is ${String(state)}, and it is ${endsOf(before)[end]}`;
}

const handshakeChecks = ofEachConsumer((instance, { id, channelOpen, lifecycle }): readonly Check[] => {
  const mayLaunch = someScopeHas(
    instance,
    (scope) => lifecycle?.start !== 'registered' || mostOf(scope, 'lifecycleActions') > 0,
  );
  return channelOpen || !mayLaunch
    ? []
    : [onChannel(id, faultOfHandshake, ({ event }) => event.type in proved)];
});

/** A check of the steps of one channel: what is wrong with such a step, if anything is. */
function onChannel(
  id: ConsumerId,
  wrongWith: (step: ChannelStep) => string,
  witness: (step: ChannelStep) => boolean,
): Check {
  return {
    kind: 'step',
    scope: id,
    on: channelOf(id),
    holds: (step: ChannelStep) => wrongWith(step) === '',
    witness,
    explain: (step: ChannelStep) => `on the channel of ${id} ${wrongWith(step)}`,
  };
}

export const channelCallbackProperties: readonly IcsProperty[] = [
  {
    id: 'sends-answered',
    title: 'Every send is answered once',
    kind: 'step',
    statement:
      'Whoever hands packets to the channel learns whether they were sent, stay because a client has expired, or cannot be sent because the end is closed: one of these, once.',
    source: ['ICS-04 sendPacket', 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain'],
    assumptions: [],
    witness: 'packets are handed to the channel',
    expected: holdsWhereApplicable(answerChecks),
    checks: answerChecks,
  },
  {
    id: 'closing-told-to-provider',
    title: 'The provider learns that its end was closed',
    kind: 'step',
    statement: "When the provider's end closes because the consumer's is closed, the provider is told.",
    source: ['ICS-04 chanCloseConfirm', 'ICS-26 onChanCloseConfirm'],
    assumptions: [],
    witness: "the closing of the consumer's end is proved to the provider",
    expected: holdsWhereApplicable(providerClosingChecks),
    checks: providerClosingChecks,
  },
  {
    id: 'closing-told-to-consumer',
    title: 'The consumer learns that its end was closed',
    kind: 'step',
    statement:
      "When the consumer's end closes because the provider's is closed, or because a packet timed out, the consumer is told.",
    source: ['ICS-04 chanCloseConfirm, timeoutPacket', 'ICS-26 onChanCloseConfirm, onTimeoutPacket'],
    assumptions: [],
    witness: "the consumer's end closes after the provider's, or over a timeout",
    expected: holdsWhereApplicable(consumerClosingChecks),
    checks: consumerClosingChecks,
  },
  {
    id: 'handshake-in-order',
    title: 'Each step of the handshake follows upon what it proves',
    kind: 'step',
    statement:
      'The opening is taken up only when it was begun on the consumer, acknowledged only when it was taken up, and confirmed only when the end on the consumer is open.',
    source: ['ICS-04 chanOpenTry, chanOpenAck, chanOpenConfirm'],
    assumptions: [],
    witness: 'a step of a handshake is relayed',
    expected: holdsWhereApplicable(handshakeChecks),
    checks: handshakeChecks,
  },
];
