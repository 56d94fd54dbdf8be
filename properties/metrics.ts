/**
 * What validators in common are worth, in figures: how much power is common, what a header and a fork of a consumer cost on
 * the provider, how much of a set changes at once, and how much power a cap hands out.
 */
import { consumerOf, provider, recordOf } from '../model/component-ids.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import { epochLength } from '../model/vsc-age.ts';
import type { Measure, MetricDefinition, Share } from '../src/property/metric.ts';
import {
  cheapestQuorum,
  commonShares,
  costOfFork,
  haveBothPower,
  keptShare,
  storedPowers,
  type SharedPower,
} from './common-power.ts';
import { mostValidators, powersInForce, powersText } from './common-declared.ts';
import type { ConsumerSnapshot, ProviderSnapshot, RecordSnapshot } from './ics-property.ts';
import { textOf } from './key-powers.ts';
import { isLaunched } from './relation.ts';

type IcsMetric = MetricDefinition<IcsSystem>;

/** Of those who have power on the provider now and those who sign the consumer's present block. */
function inForce(figure: (powers: readonly SharedPower[]) => Share): IcsMetric['measures'] {
  return ({ instance, consumers }) =>
    instance.validators.length > mostValidators
      ? []
      : consumers
          // Keys that change would have to be translated back by what they meant when a set was given.
          .filter(({ spareKeys }) => spareKeys === undefined)
          .map((consumer): Measure => ({
            scope: consumer.id,
            reads: [provider, consumerOf(consumer.id)],
            value: (chain: ProviderSnapshot, other: ConsumerSnapshot) => {
              const powers = powersInForce(chain, other, consumer);
              return haveBothPower(powers) ? figure(powers) : undefined;
            },
            situation: (chain: ProviderSnapshot, other: ConsumerSnapshot) =>
              powersText(powersInForce(chain, other, consumer), consumer.id),
          }));
}

const ofProvider =
  (part: (powers: readonly SharedPower[]) => number) => (powers: readonly SharedPower[]) => ({
    part: part(powers),
    whole: commonShares(powers).provider.whole,
  });

/** In states in which a block of the consumer is signed by one set and the next one by another. */
function changeOfSet(consumer: ConsumerInstance): Measure {
  return {
    scope: consumer.id,
    reads: [consumerOf(consumer.id)],
    value: ({ context: { signers, set } }: ConsumerSnapshot) => {
      const { part, whole } = keptShare(signers, set);
      return whole === 0 ? undefined : { part: whole - part, whole };
    },
    situation: ({ context: { signers, set } }: ConsumerSnapshot) =>
      `{${textOf(signers)}} is followed by {${textOf(set)}}`,
  };
}

/** The largest ratio of power on the consumer to power on the provider among the members of the stored set. */
function inflation(instance: Instance, consumer: ConsumerInstance): Measure {
  const first = 1 % epochLength(instance);
  return {
    scope: consumer.id,
    reads: [provider, recordOf(consumer.id)],
    value: (chain: ProviderSnapshot, record: RecordSnapshot) => {
      // Only just after an epoch ended: later, powers differ because the provider's have changed.
      if (!isLaunched(record) || chain.context.blockOfEpoch !== first) return undefined;
      const shares = storedPowers(chain, record)
        .filter((power) => power.provider > 0 && power.consumer > 0)
        .map((power): Share => ({ part: power.consumer, whole: power.provider }));
      return shares.reduce<Share | undefined>(
        (most, share) =>
          most === undefined || share.part * most.whole > most.part * share.whole ? share : most,
        undefined,
      );
    },
    situation: (chain: ProviderSnapshot, record: RecordSnapshot) =>
      powersText(storedPowers(chain, record), consumer.id),
  };
}

export const metrics: readonly IcsMetric[] = [
  {
    id: 'common-provider-share',
    title: 'share of the provider that common validators have',
    statement:
      'Power on the provider of those who sign on the consumer as well, of all power on the provider.',
    keep: 'least',
    measures: inForce((powers) => commonShares(powers).provider),
  },
  {
    id: 'common-consumer-share',
    title: 'share of the consumer that common validators have',
    statement:
      "Power on the consumer of those who have some on the provider as well, of all power that signs the consumer's block.",
    keep: 'least',
    measures: inForce((powers) => commonShares(powers).consumer),
  },
  {
    id: 'cost-of-forged-header',
    title: 'share of the provider that signs a header of the consumer',
    statement:
      'The smallest power on the provider of a quorum of the consumer: what it takes to have anything signed there. A light client of the provider trusts a header with more than a third.',
    keep: 'least',
    measures: inForce(ofProvider(cheapestQuorum)),
  },
  {
    id: 'cost-of-fork',
    title: 'share of the provider that signs two conflicting blocks of the consumer',
    statement:
      'The smallest power on the provider that two quorums of the consumer have in common: what it takes to fork it. On the provider itself it is more than a third.',
    keep: 'least',
    measures: inForce(ofProvider(costOfFork)),
  },
  {
    id: 'churn-per-vsc',
    title: "share of a consumer's power that one change of its set replaces",
    statement:
      'Power in the older of two successive sets of those who are not in the newer one. A light client can skip while it is below two thirds.',
    keep: 'largest',
    measures: ({ consumers }) => consumers.map(changeOfSet),
  },
  {
    id: 'cap-inflation',
    title: 'ratio of power on the consumer to power on the provider',
    statement: 'Of a member of a capped set, just after it was computed: the leverage of a small validator.',
    keep: 'largest',
    measures: ({ instance, consumers }) =>
      consumers
        .filter(
          ({ shaping }) =>
            shaping !== undefined && [shaping, ...shaping.alternatives].some(({ powerCap }) => powerCap > 0),
        )
        .map((consumer) => inflation(instance, consumer)),
  },
];
