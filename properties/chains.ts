/** The chains themselves: the provider never halts, time and heights move on as they should, clocks stay close. */
import { channelOf, consumerOf, provider, recordOf } from '../model/component-ids.ts';
import type { ChannelContext, ConsumerContext, ProviderContext } from '../model/vocabulary.ts';
import type { Instance } from '../model/instance.ts';
import type { Features } from '../model/features.ts';
import { epochLength } from '../model/vsc-age.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import type { Send } from '../src/system/vocabulary.ts';
import {
  endsOf,
  holdsWhereApplicable,
  ofEachConsumer,
  type ChannelSnapshot,
  type IcsProperty,
  type ProviderSnapshot,
  type RecordSnapshot,
} from './ics-property.ts';
import { blocksBegun, messagesOf, providerClockMoves } from './observers/heard.ts';
import { isLaunched } from './relation.ts';
import { clientsMayExpire, consumersMayStop, whereSomeScope } from './scope-room.ts';

type ProviderStep = LocalStep<ProviderContext>;
type ConsumerStep = LocalStep<ConsumerContext>;

type ChannelStep = LocalStep<ChannelContext>;

const haltChecks = ofEachConsumer((_instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: consumer.id,
    reads: [provider, recordOf(consumer.id)],
    holds: ({ context }: ProviderSnapshot) => context.haltReason === '',
    // What once halted providers, in its benign form: a send that was refused, and one that failed.
    witness: (_chain: ProviderSnapshot, record: RecordSnapshot) =>
      record.context.pending.length > 0 || !isLaunched(record),
    explain: ({ context }: ProviderSnapshot) => `the provider has halted: ${context.haltReason}`,
  },
]);

const providerNeverHalts: IcsProperty = {
  id: 'provider-never-halts',
  title: 'Nothing halts the provider',
  kind: 'always',
  statement: 'No step of any chain, relayer or user makes the provider halt.',
  source: [
    'quality assurance plan 1.01, 4.10-4.12',
    'x/ccv/provider/module.go BeginBlock, EndBlock',
    'cosmos/interchain-security#435',
  ],
  assumptions: [],
  witness: 'a VSC could not be sent, or a consumer was stopped',
  expected: holdsWhereApplicable(haltChecks),
  checks: haltChecks,
};

/** Sends may be refused, or fail. */
function somethingMayFail(scope: Instance): boolean {
  return (
    clientsMayExpire(scope) ||
    consumersMayStop(scope) ||
    scope.consumers.some(({ channelOpen }) => !channelOpen)
  );
}

function countDown(left: number, seconds: number): number {
  return Math.max(0, left - seconds);
}

function timesTold(
  emitted: ProviderStep['emitted'],
  type: 'blockBegan' | 'providerTimePassed',
  isMeant: (send: Send) => boolean,
): readonly { readonly seconds: number }[] {
  return emitted.flatMap((each) =>
    each.type === 'send' && each.event.type === type && isMeant(each)
      ? [{ seconds: Number(each.event['seconds']) }]
      : [],
  );
}

/** The part of a block ahead of the slash queue: the rest of it takes the time over, and none passes so far. */
function passesTimeOn(step: ProviderStep): boolean {
  const { seconds } = blocksBegun(step.event);
  const rest = messagesOf(step.emitted, 'restOfBlock');
  return rest.length === 1 && rest[0]?.seconds === seconds && seconds > 0;
}

/** What is wrong with how time passes on the provider; empty if nothing. */
function faultOfProviderTime(
  { before, event, after, emitted }: ProviderStep,
  features: Features,
  epoch: number,
): string {
  const { throttleByQueue } = features;
  if (throttleByQueue && event.type === 'nextBlock')
    return passesTimeOn({ before, event, after, emitted })
      ? ''
      : 'the block does not go on for as long as it takes';
  const { moves, seconds } = providerClockMoves(event, features);
  const blocks = throttleByQueue && moves ? 1 : blocksBegun(event).blocks;
  const height = (before.context.blockOfEpoch + blocks) % epoch;
  if (after.context.blockOfEpoch !== height) {
    return `its height moves to ${String(after.context.blockOfEpoch)} within the epoch instead of ${String(height)}`;
  }
  const tellsMeter = ({ to }: { readonly to: string }): boolean => to === 'slash-meter';
  const meterIsTold = timesTold(emitted, throttleByQueue ? 'providerTimePassed' : 'blockBegan', tellsMeter);
  const othersAreTold = timesTold(emitted, 'providerTimePassed', (send) => !tellsMeter(send));
  const told = [...meterIsTold, ...othersAreTold];
  if (blocks === 0) return told.length === 0 ? '' : 'time passes without a block';
  if (!(seconds >= blocks)) return `${String(blocks)} blocks take ${String(seconds)} s`;
  const isSomebodyLeftOut = meterIsTold.length !== 1 || othersAreTold.length === 0;
  if (isSomebodyLeftOut || told.some((message) => message.seconds !== seconds)) {
    return `others are not told that ${String(seconds)} s pass`;
  }
  const expected = before.context.unbonding
    .filter(({ completesIn, hold }) => completesIn > 0 || (hold !== undefined && hold.holders.length > 0))
    .map(({ completesIn }) => countDown(completesIn, seconds));
  const actual = after.context.unbonding.map(({ completesIn }) => completesIn);
  if (expected.join() !== actual.join()) {
    return `unbondings are due in ${actual.join(', ')} s instead of ${expected.join(', ')} s`;
  }
  for (const [index, { id, jailedFor }] of before.context.validators.entries()) {
    if (jailedFor === 0) continue;
    const neighbour = after.context.validators[index];
    const now =
      neighbour?.id === id ? neighbour : after.context.validators.find((validator) => validator.id === id);
    if (now !== undefined && now.jailedFor !== countDown(jailedFor, seconds)) {
      return `${id} stays in jail for ${String(now.jailedFor)} s instead of ${String(countDown(jailedFor, seconds))} s`;
    }
  }
  return '';
}

function faultOfConsumerTime({ event, emitted }: ConsumerStep): string {
  const { blocks, seconds } = blocksBegun(event);
  const told = messagesOf(emitted, 'consumerTimePassed');
  if (blocks === 0) return told.length === 0 ? '' : 'time passes without a block';
  if (!(seconds >= blocks)) return `${String(blocks)} blocks take ${String(seconds)} s`;
  return told.length === 1 && told[0]?.seconds === seconds
    ? ''
    : `the channel is not told that ${String(seconds)} s pass`;
}

/** What is wrong with how the channel takes the passing of time on one of the chains; empty if nothing. */
function faultOfChannelTime({ before, event, after }: ChannelStep, expiryIsCounted: boolean): string {
  const onProvider = event.type === 'providerTimePassed';
  if (!onProvider && event.type !== 'consumerTimePassed') return '';
  // A channel that is over keeps no clocks, nor does one of a consumer that does not run.
  if (isOver(before) || before.context.consumerHalted || endsOf(before).providerEnd === 'unlaunched')
    return '';
  const seconds = Number(event['seconds']);
  const drift = before.context.drift + (onProvider ? -seconds : seconds);
  if (after.context.drift !== drift)
    return `the drift is ${String(after.context.drift)} s instead of ${String(drift)} s`;
  const direction = onProvider ? 'toProvider' : 'toConsumer';
  const client = onProvider ? 'consumerClientExpiresIn' : 'providerClientExpiresIn';
  if (!expiryIsCounted) return '';
  if (after.context[client] !== countDown(before.context[client], seconds)) return 'a client does not age';
  const late = before.context[direction].some(
    ({ timesOutIn }, index) => after.context[direction][index]?.timesOutIn !== countDown(timesOutIn, seconds),
  );
  return late ? 'packets do not come closer to their timeout' : '';
}

/** Both ends are closed and nothing waits to be timed out: no clock of the channel matters any more. */
function isOver(snapshot: ChannelStep['before']): boolean {
  const { providerEnd, consumerEnd } = endsOf(snapshot);
  return providerEnd === 'closed' && consumerEnd === 'closed' && snapshot.context.toConsumer.length === 0;
}

const timeChecks: IcsProperty['checks'] = (system) => {
  const epoch = epochLength(system.instance);
  const ofConsumers = ofEachConsumer(({ channelExpiry }, { id }): readonly Check[] => [
    {
      kind: 'step',
      scope: id,
      on: consumerOf(id),
      holds: (step: ConsumerStep) => faultOfConsumerTime(step) === '',
      witness: ({ event }: ConsumerStep) => blocksBegun(event).blocks > 0,
      explain: (step: ConsumerStep) => `"${step.event.type}" of ${id}: ${faultOfConsumerTime(step)}`,
    },
    {
      kind: 'step',
      scope: `channel of ${id}`,
      on: channelOf(id),
      holds: (step: ChannelStep) => faultOfChannelTime(step, channelExpiry === 'counted') === '',
      witness: ({ event }: ChannelStep) => event.type.endsWith('TimePassed'),
      explain: (step: ChannelStep) =>
        `"${step.event.type}" on the channel of ${id}: ${faultOfChannelTime(step, channelExpiry === 'counted')}`,
    },
  ]);
  return [
    {
      kind: 'step',
      scope: 'provider',
      on: provider,
      holds: (step: ProviderStep) => faultOfProviderTime(step, system.features, epoch) === '',
      witness: ({ event }: ProviderStep) => blocksBegun(event).blocks > 0,
      explain: (step: ProviderStep) =>
        `"${step.event.type}" of the provider: ${faultOfProviderTime(step, system.features, epoch)}`,
    },
    ...ofConsumers(system),
  ];
};

const timeMonotone: IcsProperty = {
  id: 'time-monotone',
  title: 'Block times and heights increase',
  kind: 'step',
  statement:
    'With each block the height of its chain rises by one and its clock by at least a second, every countdown of that chain falls by as much, and at no other time.',
  source: ['ICS-28 Safe Blockchain', 'CometBFT BFT time'],
  assumptions: [],
  witness: 'a block',
  expected: holdsWhereApplicable(timeChecks),
  checks: timeChecks,
};

const driftChecks = ofEachConsumer(({ maxClockDriftSeconds }, { id }): readonly Check[] => [
  {
    kind: 'always',
    scope: id,
    reads: [channelOf(id)],
    holds: (channel: ChannelSnapshot) =>
      isOver(channel) ||
      channel.context.consumerHalted ||
      Math.abs(channel.context.drift) <= maxClockDriftSeconds,
    witness: ({ context }: ChannelSnapshot) => context.drift !== 0,
    explain: ({ context }: ChannelSnapshot) =>
      `the clock of ${id} is ${String(context.drift)} s ahead of the provider's, ${String(maxClockDriftSeconds)} s are allowed`,
  },
]);

const boundedDrift: IcsProperty = {
  id: 'bounded-drift',
  title: 'Clocks stay close',
  kind: 'always',
  statement:
    'While their channel lives, the clocks of provider and consumer differ by no more than the instance allows (a monitor of the assumption).',
  source: ['tests/mbt/model/ccv_boundeddrift.qnt BoundedDriftInv', 'CCV.tla boundedDrift'],
  assumptions: ['BD'],
  witness: 'the clocks differ',
  expected: holdsWhereApplicable(driftChecks),
  checks: driftChecks,
};

export const chainProperties: readonly IcsProperty[] = [
  whereSomeScope(somethingMayFail, providerNeverHalts),
  timeMonotone,
  boundedDrift,
];
