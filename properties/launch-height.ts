/** To which height of the provider the launch set of a consumer is mapped. */
import { provider } from '../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type { UnbondingEntry } from '../model/vocabulary.ts';
import type { Check } from '../src/property/definition.ts';
import { ofEachConsumer, type IcsProperty, type ProviderSnapshot } from './ics-property.ts';
import { launchClock, launchClockId, type LaunchClock } from './observers/launch-clock.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

function isLaunchedLater({ lifecycle }: ConsumerInstance): boolean {
  return lifecycle !== undefined && lifecycle.start !== 'launched';
}

/** Stake may begin to unbond between the launch and the opening of the channel. */
function hasRoom(instance: Instance): boolean {
  return (
    instance.consumers.some(isLaunchedLater) && mostOf(instance, 'stakingOperations', 'providerDowntimes') > 0
  );
}

/** Stake that backed the launch set, as it began to unbond after the launch, and is taken for older than the set. */
function misdated(
  instance: Instance,
  consumer: ConsumerInstance,
  { context }: ProviderSnapshot,
  { since }: LaunchClock,
): UnbondingEntry | undefined {
  const opening = context.channelOpenings.find((each) => each.consumer === consumer.id);
  if (opening === undefined || since === null) return undefined;
  const leastLeft = instance.provider.unbondingSeconds - since;
  return context.unbonding.find(
    ({ completesIn }) => completesIn >= leastLeft && completesIn < opening.recentFor,
  );
}

const ofLaunched = ofEachConsumer((instance, consumer): readonly Check[] =>
  isLaunchedLater(consumer)
    ? [
        {
          kind: 'always',
          scope: consumer.id,
          reads: [provider, launchClockId(consumer.id)],
          observers: [launchClock(instance, consumer)],
          holds: (chain: ProviderSnapshot, clock: LaunchClock) =>
            misdated(instance, consumer, chain, clock) === undefined,
          witness: ({ context }: ProviderSnapshot, { since }: LaunchClock) =>
            since !== null &&
            context.unbonding.length > 0 &&
            context.channelOpenings.some((each) => each.consumer === consumer.id),
          explain: (chain: ProviderSnapshot, clock: LaunchClock) => {
            const entry = misdated(instance, consumer, chain, clock);
            if (entry === undefined) return '';
            return (
              `the ${entry.kind} of ${String(entry.initialBalance)} from ${entry.validator} began after the launch of ` +
              `${consumer.id}, whose set it backed, and before its channel was open: a slash under VSC id 0 spares it`
            );
          },
        },
      ]
    : [],
);

const checks: IcsProperty['checks'] = (system) =>
  someScopeHas(system.instance, hasRoom) ? ofLaunched(system) : [];

const launchHeightExact: IcsProperty = {
  id: 'replication-height-exact-at-launch',
  title: 'The launch set is mapped to the height at which it was computed',
  kind: 'always',
  statement:
    'What began to unbond after the launch set of a consumer was computed counts as stake behind that set: no slash under VSC id 0 takes it for older.',
  source: [
    'ICS-28 VSCtoH, HtoVSC for id 0',
    'x/ccv/provider/keeper/keeper.go SetConsumerChain (SetInitChainHeight)',
  ],
  assumptions: [],
  witness: 'something is unbonding when the channel of a consumer has just been opened',
  expected: (system) => (checks(system).length === 0 ? 'not-applicable' : 'violated'),
  finding: {
    id: 'N2',
    restoredBy: 'replication-height-exact',
    assumption: 'the height is mapped to a VSC that the consumer has received, not to its launch set',
  },
  checks,
};

export const launchHeightProperties: readonly IcsProperty[] = [launchHeightExact];
