/** Situations that must be reachable: a checker that never sees them says little by finding nothing wrong. */
import { channelOf, consumerOf, provider, recordOf } from '../model/component-ids.ts';
import { hasDeadlines } from '../model/deadlines.ts';
import { hasKeys } from '../model/epoch-stages.ts';
import type { ConsumerInstance } from '../model/instance.ts';
import type { ChannelContext, ConsumerRecordContext } from '../model/vocabulary.ts';
import { featuresOf } from '../model/vsc-age.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import type { LocalSnapshot } from '../src/system/vocabulary.ts';
import { isPowerUncovered } from './bonded-power.ts';
import {
  ofEachConsumer,
  ofEachRunningConsumer,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
  type ProviderSnapshot,
  type RecordSnapshot,
} from './ics-property.ts';
import { keyedOf, textOf } from './key-powers.ts';
import { notesOf } from './observers/heard.ts';
import { powerWindows, powerWindowsId } from './observers/power-windows.ts';
import { unapplied, vscJourney, vscJourneyId, type VscJourney } from './observers/vsc-journey.ts';
import { isLaunched } from './relation.ts';
import {
  clientsMayExpire,
  consumersMayStop,
  mostOf,
  packetsMayTimeOut,
  someScopeJoins,
  whereSomeScope,
} from './scope-room.ts';
import { targetSet } from './target-set.ts';

interface Situation {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  readonly source?: readonly string[];
  /** One check per consumer; reaching it for one of them is enough. */
  readonly checks: IcsProperty['checks'];
}

function witness({ id, title, statement, source = [], checks }: Situation): IcsProperty {
  return {
    id,
    title,
    kind: 'reachable',
    statement,
    source,
    assumptions: [],
    witness: 'the situation itself',
    expected: (system) => (checks(system).length === 0 ? 'not-applicable' : 'holds'),
    checks,
  };
}

type Scoped = (consumer: ConsumerInstance) => Check;

const everyConsumer = (check: Scoped): IcsProperty['checks'] =>
  ofEachConsumer((_instance, consumer) => [check(consumer)]);

const running = witness({
  id: 'reach-running',
  title: 'A consumer runs',
  statement: 'Some consumer is launched.',
  source: ['tests/mbt/model CanRunConsumer'],
  checks: everyConsumer(({ id }) => ({
    kind: 'reachable',
    scope: id,
    reads: [recordOf(id)],
    when: isLaunched,
  })),
});

const stopped = witness({
  id: 'reach-stopped',
  title: 'A consumer is stopped',
  statement: 'Some consumer is stopped, for whatever reason.',
  source: ['tests/mbt/model CanStopConsumer'],
  checks: everyConsumer(({ id }) => ({
    kind: 'reachable',
    scope: id,
    reads: [recordOf(id)],
    when: ({ value }: RecordSnapshot) => value === 'stopped' || value === 'deleted',
  })),
});

const timedOut = witness({
  id: 'reach-timedout',
  title: 'A consumer is stopped by a timeout',
  statement: 'Some consumer is stopped because a VSC timed out, or (v1-v5) was not answered in time.',
  source: ['tests/mbt/model CanTimeoutConsumer'],
  checks: everyConsumer(({ id }) => ({
    kind: 'reachable',
    scope: id,
    on: recordOf(id),
    whenStep: ({ emitted }: LocalStep<ConsumerRecordContext>) =>
      notesOf(emitted, 'consumerStopped').some(
        ({ reason }) => reason === 'vscTimeout' || reason === 'answerOverdue' || reason === 'openingOverdue',
      ),
  })),
});

const vscSent = witness({
  id: 'reach-vsc-sent',
  title: 'A VSC is sent',
  statement: 'Some VSC is in flight.',
  source: ['tests/mbt/model CanSendVscPackets'],
  checks: everyConsumer(({ id }) => ({
    kind: 'reachable',
    scope: id,
    reads: [channelOf(id)],
    when: ({ context }: ChannelSnapshot) => context.toConsumer.length > 0,
  })),
});

const vscReceived = witness({
  id: 'reach-vsc-received',
  title: 'A VSC is received',
  statement: 'Some consumer has received a VSC.',
  source: ['tests/mbt/model CanReceiveVscPackets'],
  checks: everyConsumer(({ id }) => ({
    kind: 'reachable',
    scope: id,
    reads: [consumerOf(id)],
    when: ({ context }: ConsumerSnapshot) => context.pendingChanges !== null,
  })),
});

const twoVscsInOneBlock = witness({
  id: 'reach-two-vscs-one-block',
  title: 'Two VSCs in one block',
  statement: 'Some consumer has received two VSCs in one block and will apply them as one.',
  checks: ofEachConsumer((instance, consumer) => [
    {
      kind: 'reachable',
      scope: consumer.id,
      reads: [vscJourneyId(consumer.id)],
      observers: [vscJourney(instance, consumer)],
      when: (journey: VscJourney) => unapplied(journey).length > 1,
    },
  ]),
});

const expiredAndRecovered = witness({
  id: 'reach-expired-recovered',
  title: 'An expired client is recovered',
  statement: 'Governance of some chain replaces an expired light client by an active one.',
  source: ['ibc-go MsgRecoverClient'],
  checks: everyConsumer(({ id }) => ({
    kind: 'reachable',
    scope: id,
    on: channelOf(id),
    whenStep: ({ before, after }: LocalStep<ChannelContext>) =>
      (before.context.consumerClientExpiresIn === 0 && after.context.consumerClientExpiresIn > 0) ||
      (before.context.providerClientExpiresIn === 0 && after.context.providerClientExpiresIn > 0),
  })),
});

const unbondingDoneWhileLagging = witness({
  id: 'reach-unbonding-done-while-lagging',
  title: 'Stake is gone while the power that it backed is still punishable',
  statement:
    'An unbonding completes while a consumer that lags behind uses, or has just used, the power it backed.',
  source: ['ADR-018 (what pausing of unbondings prevented)'],
  checks: ofEachRunningConsumer((instance, consumer): readonly Check[] =>
    // Where unbondings are paused, this is what pausing prevents.
    featuresOf(instance).vscMaturity
      ? []
      : [
          {
            kind: 'reachable',
            scope: consumer.id,
            reads: [provider, powerWindowsId(consumer.id)],
            observers: [powerWindows(instance, consumer)],
            when: isPowerUncovered(instance, consumer),
          },
        ],
  ),
});

const quietConvergence = witness({
  id: 'reach-quiet-convergence',
  title: 'Sets have converged after they differed',
  statement: "Some consumer that has applied a VSC has exactly the provider's set, with nothing under way.",
  checks: ofEachConsumer((instance, consumer) => {
    const { stages, owed } = targetSet(instance, consumer);
    return [
      {
        kind: 'reachable',
        scope: consumer.id,
        reads: [provider, recordOf(consumer.id), channelOf(consumer.id), consumerOf(consumer.id), ...stages],
        when: (
          chain: ProviderSnapshot,
          record: RecordSnapshot,
          channel: ChannelSnapshot,
          { context }: ConsumerSnapshot,
          ...stagesNow: readonly LocalSnapshot[]
        ) =>
          context.vscOfHeight.current !== 'genesis' &&
          isLaunched(record) &&
          record.context.pending.length === 0 &&
          channel.context.toConsumer.length === 0 &&
          textOf(context.set) === textOf(owed(chain.context.validators, stagesNow)) &&
          textOf(keyedOf(record.context.stored)) === textOf(context.set),
      },
    ];
  }),
});

/** The set of a consumer with its keys translated back to validators, as text. */
function setByValidator({ assignedKeys }: ConsumerInstance): (snapshot: ConsumerSnapshot) => string {
  const owners = new Map(Object.entries(assignedKeys).map(([validator, key]) => [key, validator]));
  return ({ context }) =>
    context.set
      .map(({ key, power }) => `${owners.get(key) ?? key}:${String(power)}`)
      .sort()
      .join(',');
}

const threeConsumersDiverge = witness({
  id: 'reach-three-consumers-diverge',
  title: 'Three consumers have three different sets',
  statement: 'Three consumers have pairwise different sets in force, keys translated back to validators.',
  checks: ({ instance }): readonly Check[] => {
    // Where keys change, the instance does not tell whose they are.
    const consumers = instance.consumers.filter((consumer) => !hasKeys(consumer));
    if (consumers.length < 3 || !someScopeJoins(instance, consumers)) return [];
    const translations = consumers.map(setByValidator);
    return [
      {
        kind: 'reachable',
        scope: '',
        reads: consumers.map(({ id }) => consumerOf(id)),
        when: (...snapshots: readonly ConsumerSnapshot[]) =>
          new Set(snapshots.map((snapshot, index) => translations[index]?.(snapshot))).size > 2,
      },
    ];
  },
});

export const witnesses: readonly IcsProperty[] = [
  running,
  whereSomeScope(consumersMayStop, stopped),
  whereSomeScope((scope) => packetsMayTimeOut(scope) || hasDeadlines(scope), timedOut),
  vscSent,
  vscReceived,
  twoVscsInOneBlock,
  whereSomeScope(
    (scope) => clientsMayExpire(scope) && mostOf(scope, 'clientRecoveries') > 0,
    expiredAndRecovered,
  ),
  unbondingDoneWhileLagging,
  quietConvergence,
  threeConsumersDiverge,
];
