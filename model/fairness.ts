/**
 * What the world may not neglect for ever: chains go on producing blocks, relayers go on relaying. Liveness properties name
 * the set that they assume.
 *
 * - `F0` (a live blockchain each): every chain produces blocks for ever. A block takes at least a second, so time passes.
 *   A chain that is to become a consumer is upgraded some day.
 *   Where the instance assumes that relayers keep up (`maxVscsInFlight`), the provider's blocks wait for VSCs to arrive, so
 *   that they do arrive is part of it there.
 * - `F1` (and a live relayer each): what can be relayed on a channel all the time is relayed some day; of reward transfers,
 *   which may time out and are sent again, what can be relayed again and again. The usual set.
 * - `F3` (and what fails): what timed out, was answered with an error, or met a closed end is proved some day.
 * - `FO` (and owners who mind): a consumer that can be removed all the time is removed some day.
 * - `F2` (and lucky retries): a downtime report that can be sent, or relayed, or answered again and again *while the slash
 *   meter is not negative* is so at such a moment some day. The meter goes up and down, so weak fairness would let the
 *   reports of one consumer arrive at a negative meter every single time, because those of another one always come first.
 *   Luck in relaying the report alone is not enough: where the other two legs of a retry, the answer to the last attempt
 *   and the block that sends the next one, always come while the meter is negative, the report is never on its way while it
 *   is not.
 *
 * - `FE` (and somebody who cares): F1, and whatever proof of equivocation there is can be handed in all the time, so it is
 *   some day. The same as F1 where there is none.
 *
 * Weak fairness speaks of what is enabled without interruption, strong fairness of what is enabled again and again.
 */
import type { FairnessClass, LocalSnapshot, Requirement } from '../src/system/vocabulary.ts';
import {
  channelOf,
  consumerOf,
  evidenceOf,
  ownershipOf,
  provider,
  recordOf,
  slashMeter,
  standaloneOf,
  transfersOf,
} from './component-ids.ts';
import { removalBy } from './choices/ownership-choices.ts';
import { equivocatorKeys, submissionClass } from './choices/evidence-choices.ts';
import { isStandalone } from './changeover/is-standalone.ts';
import { hasEquivocations, hasEvidence } from './equivocation-scope.ts';
import type { ConsumerInstance, Instance } from './instance.ts';
import { isOwned } from './lifecycle.ts';
import { hasRewards } from './rewards/has-rewards.ts';
import { reportsMaturity } from './vsc-age.ts';
import type {
  ChannelChoice,
  ConsumerContext,
  ConsumerId,
  OwnershipContext,
  SlashMeterContext,
} from './vocabulary.ts';

type Relaying = Extract<ChannelChoice['type'], `relay${string}`>;

const relayed: Readonly<
  Record<'vsc' | 'slash' | 'ack' | 'matured', { readonly type: Relaying; readonly what: string }>
> = {
  vsc: { type: 'relayVsc', what: 'VSC packets' },
  slash: { type: 'relaySlash', what: 'slash packets' },
  ack: { type: 'relaySlashAck', what: 'slash acknowledgements' },
  matured: { type: 'relayMatured', what: 'maturity packets' },
};

const meterNotNegative: Requirement = {
  component: slashMeter,
  name: 'the slash meter is not negative',
  holds: ({ context }: LocalSnapshot<SlashMeterContext>) => context.meter >= 0,
};

/** Whoever owns the consumer at that time: what others ask for removes nothing. */
function removalClasses(consumer: ConsumerInstance): readonly FairnessClass[] {
  const { id } = consumer;
  if (!isOwned(consumer)) {
    const eventClasses = ['removeConsumer'];
    return [{ name: `removal of ${id}`, strength: 'weak', component: recordOf(id), eventClasses }];
  }
  return (['account', 'governance'] as const).map((owner): FairnessClass => ({
    name: `removal of ${id} by ${owner}, if it is the owner`,
    strength: 'weak',
    component: ownershipOf(id),
    eventClasses: [removalBy(owner)],
    when: [
      {
        component: ownershipOf(id),
        name: `${id} belongs to ${owner}`,
        holds: ({ context }: LocalSnapshot<OwnershipContext>) => context.owner === owner,
      },
    ],
  }));
}

/** The block of the consumer that ends next sends the oldest report of its queue. */
function reportIsDue(id: ConsumerId): Requirement {
  return {
    component: consumerOf(id),
    name: `a report of ${id} is due to be sent`,
    holds: ({ context }: LocalSnapshot<ConsumerContext>) => {
      const { queue, channelEstablished, channelClosed, slashRecord } = context;
      const mayBeSent = slashRecord === null || (!slashRecord.waiting && slashRecord.retryIn < 0);
      return queue.length > 0 && channelEstablished && !channelClosed && mayBeSent;
    },
  };
}

/** Fairness sets by name. */
export type FairnessSets = Readonly<
  Record<'F0' | 'F1' | 'F2' | 'F3' | 'FO' | 'FE', readonly FairnessClass[]>
>;

/** The fairness sets F0, F1, F2, F3, FO and FE of the system of an instance. */
export function fairnessSets(instance: Instance): FairnessSets {
  const { consumers, maxVscsInFlight } = instance;
  const standalone = consumers.filter(isStandalone).map(({ id }) => standaloneOf(id));
  const chains = [provider, ...consumers.map(({ id }) => consumerOf(id)), ...standalone];
  const blocks = [
    ...chains.map((component): FairnessClass => ({
      name: `blocks of ${component}`,
      strength: 'weak',
      component,
      eventClasses: ['nextBlock'],
    })),
    // Its height is fixed in the plan of the upgrade: the chain does not go on without it.
    ...standalone.map((component): FairnessClass => ({
      name: `upgrade of ${component}`,
      strength: 'weak',
      component,
      eventClasses: ['upgrade'],
    })),
  ];
  const relaying = consumers.flatMap((consumer) =>
    Object.values(relayed)
      .filter(({ type }) => type !== 'relayMatured' || reportsMaturity(instance, consumer))
      .map(({ type, what }): FairnessClass => ({
        name: `relaying of ${what} of ${consumer.id}`,
        strength: 'weak',
        component: channelOf(consumer.id),
        eventClasses: [type],
      })),
  );
  // The steps of a handshake, and what may fail of a channel, are finitely many: one class for all of them loses nothing.
  const opening = consumers
    .filter(({ channelOpen }) => !channelOpen)
    .map(({ id }): FairnessClass => ({
      name: `opening of the channel of ${id}`,
      strength: 'weak',
      component: channelOf(id),
      eventClasses: ['openInit', 'openTry', 'openAck', 'openConfirm'] satisfies ChannelChoice['type'][],
    }));
  const failures = consumers.map(({ id }): FairnessClass => ({
    name: `proving of timeouts, closed ends and errors of ${id}`,
    strength: 'weak',
    component: channelOf(id),
    eventClasses: ['timeoutVsc', 'relayClose', 'relayVscError'] satisfies ChannelChoice['type'][],
  }));
  const removals = consumers.filter(({ lifecycle }) => lifecycle !== undefined).flatMap(removalClasses);
  const luck = consumers.flatMap(({ id }): readonly FairnessClass[] => [
    {
      name: `relaying of slash packets of ${id} at a slash meter that is not negative`,
      strength: 'strong',
      component: channelOf(id),
      eventClasses: [relayed.slash.type],
      when: [meterNotNegative],
    },
    {
      name: `relaying of slash acknowledgements of ${id} at a slash meter that is not negative`,
      strength: 'strong',
      component: channelOf(id),
      eventClasses: [relayed.ack.type],
      when: [meterNotNegative],
    },
    {
      name: `sending of slash packets of ${id} at a slash meter that is not negative`,
      strength: 'strong',
      component: consumerOf(id),
      eventClasses: ['nextBlock'],
      when: [meterNotNegative, reportIsDue(id)],
    },
  ]);
  // A transfer times out and is sent again, so that it is not in flight without interruption: relayers that always come too
  // late are none.
  const transfers = consumers.filter(hasRewards).flatMap(({ id }): readonly FairnessClass[] => [
    {
      name: `relaying of reward transfers of ${id}`,
      strength: 'strong',
      component: transfersOf(id),
      eventClasses: ['relayTransfer'],
    },
    {
      name: `refunding of reward transfers of ${id}`,
      strength: 'weak',
      component: transfersOf(id),
      eventClasses: ['timeoutTransfer', 'relayTransferError'],
    },
  ]);
  // Without equivocations there is nothing to prove.
  const mayEquivocate = hasEvidence(instance) && hasEquivocations(instance);
  const submissions = (mayEquivocate ? consumers : []).flatMap((consumer) =>
    equivocatorKeys(instance, consumer).flatMap((key) =>
      (['doubleVote', 'lightClientAttack'] as const).map((kind): FairnessClass => ({
        name: `submission of a ${kind === 'doubleVote' ? 'double vote' : 'light-client attack'} of ${key} on ${consumer.id}`,
        strength: 'weak',
        component: evidenceOf(consumer.id),
        eventClasses: [submissionClass({ key, kind })],
      })),
    ),
  );
  const arrivals = relaying.filter(({ eventClasses }) => eventClasses.includes(relayed.vsc.type));
  return {
    F0: maxVscsInFlight === undefined ? blocks : [...blocks, ...arrivals],
    F1: [...blocks, ...relaying, ...opening, ...transfers],
    F2: [...blocks, ...relaying, ...opening, ...transfers, ...luck],
    F3: [...blocks, ...relaying, ...opening, ...failures],
    FO: [...blocks, ...relaying, ...opening, ...failures, ...removals],
    FE: [...blocks, ...relaying, ...opening, ...transfers, ...submissions],
  };
}
