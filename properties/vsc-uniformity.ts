/**
 * Whether consumers hear alike of what happens on the provider: literally, as if all had its whole set, and in the form
 * that remains where each has its own.
 */
import { provider, recordOf } from '../model/component-ids.ts';
import { startsLaunched } from '../model/lifecycle.ts';
import { hasKeys } from '../model/epoch-stages.ts';
import { isShaped } from '../model/shaping/shaping-parameters.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import { epochLength } from '../model/vsc-age.ts';
import type { Check } from '../src/property/definition.ts';
import type { LocalSnapshot } from '../src/system/vocabulary.ts';
import { mayHappen } from './expectations.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type IcsProperty,
  type ProviderSnapshot,
  type RecordSnapshot,
} from './ics-property.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import { contrast, keyedOf, textOf } from './key-powers.ts';
import { isOldestMet } from './observers/oldest-first.ts';
import { withoutStateType } from './observers/one-per-consumer.ts';
import { createPowersToTell, powersToTellId, type PowersToTell } from './observers/powers-to-tell.ts';
import { createVscUniformity, vscUniformityId, type VscUniformity } from './observers/vsc-uniformity.ts';
import { isLaunched, isStakingUnsettled } from './relation.ts';
import { ofEachShapedWithFixedKeys } from './shaping-steps.ts';
import { someScopeJoins } from './scope-room.ts';
import { targetSet } from './target-set.ts';

type Pair = readonly [ConsumerInstance, ConsumerInstance];

/**
 * Where keys change, each consumer has VSCs of its own for that, and one that is launched later has none before: such
 * consumers are compared with none.
 */
function pairsOf(consumers: readonly ConsumerInstance[]): readonly Pair[] {
  const fixed = consumers.filter((consumer) => !hasKeys(consumer) && startsLaunched(consumer));
  return fixed.flatMap((first, index) => fixed.slice(index + 1).map((second): Pair => [first, second]));
}

/** None where every scope has but one of each pair. */
function pairsIn(instance: Instance): readonly Pair[] {
  return pairsOf(instance.consumers).filter((pair) => someScopeJoins(instance, pair));
}

/** Some validator whose power may change can be a member of both. */
function mayChangeTogether({ validators }: Instance, pair: Pair): boolean {
  return validators.some(
    ({ id, steady }) =>
      !steady && pair.every((consumer) => isShaped(consumer) || (consumer.optedIn?.includes(id) ?? true)),
  );
}

/** Two consumers may come to have different sets. */
function mayDiffer([first, second]: Pair): boolean {
  const shapeOf = ({ optedIn }: ConsumerInstance): string => JSON.stringify(optedIn?.toSorted() ?? 'all');
  return isShaped(first) || isShaped(second) || shapeOf(first) !== shapeOf(second);
}

const observers = new WeakMap<Instance, Map<string, ReturnType<typeof withoutStateType>>>();

/** One for each pair, shared by the properties. */
function uniformityOf(instance: Instance, pair: Pair): ReturnType<typeof withoutStateType> {
  const made = observers.get(instance) ?? new Map<string, ReturnType<typeof withoutStateType>>();
  observers.set(instance, made);
  const id = vscUniformityId(pair[0].id, pair[1].id);
  const observer = made.get(id) ?? withoutStateType(createVscUniformity(instance, pair));
  made.set(id, observer);
  return observer;
}

function uniformity(
  fault: (state: VscUniformity) => string,
  isWitness: (state: VscUniformity) => boolean,
  pairs: (instance: Instance) => readonly Pair[] = pairsIn,
): IcsProperty['checks'] {
  return ({ instance }) =>
    pairs(instance).map((pair): Check => ({
      kind: 'always',
      scope: `${pair[0].id}, ${pair[1].id}`,
      reads: [vscUniformityId(pair[0].id, pair[1].id)],
      observers: [uniformityOf(instance, pair)],
      holds: (state: VscUniformity) => fault(state) === '',
      witness: isWitness,
      explain: fault,
    }));
}

const publishedChecks = uniformity(
  ({ uneven }) => uneven,
  ({ both }) => both,
);

const vscUniformity: IcsProperty = {
  id: 'vsc-uniformity',
  title: 'A VSC goes to all consumers or to none',
  kind: 'always',
  statement:
    'If the provider provides a VSC to one consumer, it provides one with the same id to every other.',
  source: ['ICS-28 Provide VSC Uniformity'],
  assumptions: ['NC'],
  witness: 'two consumers are given a VSC at the end of the same epoch',
  expected: (system) => {
    const pairs = pairsIn(system.instance);
    if (pairs.length === 0) return 'not-applicable';
    return pairs.some(mayDiffer) ? 'violated' : 'holds';
  },
  finding: {
    id: 'N1',
    restoredBy: 'vsc-uniformity-same-shape',
    assumption:
      'the consumers have the same validators with the same powers before the epoch ends and after it',
  },
  checks: publishedChecks,
};

const sameShapeChecks = uniformity(
  ({ unevenThoughAlike }) => unevenThoughAlike,
  ({ bothAlike }) => bothAlike,
  (instance) => pairsIn(instance).filter((pair) => mayChangeTogether(instance, pair)),
);

const vscUniformitySameShape: IcsProperty = {
  id: 'vsc-uniformity-same-shape',
  title: 'A VSC goes to all consumers that have the same set, or to none',
  kind: 'always',
  statement:
    'Of two launched consumers that have the same validators with the same powers before an epoch ends and after it, both are given a VSC then or none.',
  source: ['ICS-28 Provide VSC Uniformity (for consumers of the same shape)'],
  assumptions: ['NC'],
  witness: 'two consumers with equal sets are given a VSC at the end of the same epoch',
  expected: holdsWhereApplicable(sameShapeChecks),
  checks: sameShapeChecks,
};

/** Everything that changes powers. */
const mayChangePowers = (system: IcsSystem): boolean =>
  mayHappen(system, 'stakingOperations') ||
  mayHappen(system, 'providerDowntimes') ||
  mayHappen(system, 'providerDoubleSigns') ||
  mayHappen(system, 'consumerDowntimes');

const literalChecks: IcsProperty['checks'] = (system) =>
  mayChangePowers(system)
    ? ofEachShapedWithFixedKeys((instance, consumer) => [
        {
          kind: 'leadsTo',
          scope: consumer.id,
          fairness: 'F0',
          reads: [powersToTellId(consumer.id), recordOf(consumer.id)],
          observers: [withoutStateType(createPowersToTell(instance, consumer))],
          from: ({ untold }: PowersToTell) => untold.open.length > 0,
          to: ({ untold }: PowersToTell) => isOldestMet(untold),
          excluded: (_: PowersToTell, record: RecordSnapshot) => !isLaunched(record),
          explain: ({ untold }: PowersToTell) =>
            `no VSC to ${consumer.id} ever says that ${(untold.open[0] ?? '').replace(':', ' has power ')}`,
        },
      ])(system)
    : [];

const vscUpdateLiveness: IcsProperty = {
  id: 'vsc-update-liveness',
  title: 'Every change of power is provided',
  kind: 'leadsTo',
  statement:
    'Every power that a validator of the provider comes to have is said to every launched consumer by some later VSC (stated of consumers whose sets are shaped).',
  source: [
    'ICS-28 Validator Update To VSC Liveness',
    'CCV.tla Inv602',
    'Quint ValidatorUpdatesArePropagatedInv',
  ],
  assumptions: ['LB', 'NC'],
  witness: 'the power of a validator changes',
  expected: (system) => (literalChecks(system).length === 0 ? 'not-applicable' : 'violated'),
  finding: {
    id: 'N1',
    restoredBy: 'vsc-update-liveness-final-value',
    assumption:
      'only validators of the consumer count, with the power that they have there when the epoch ends',
  },
  checks: literalChecks,
};

const finalValueChecks = ofEachConsumer((instance, consumer): readonly Check[] => {
  // Where every block ends an epoch, whoever is owed a set is told in the same step.
  if (epochLength(instance) === 1) return [];
  const { stages, owed } = targetSet(instance, consumer);
  const { powerReduction } = instance.provider;
  const isTold = (
    chain: ProviderSnapshot,
    record: RecordSnapshot,
    stagesNow: readonly LocalSnapshot[],
  ): boolean => textOf(keyedOf(record.context.stored)) === textOf(owed(chain.context.validators, stagesNow));
  return [
    {
      kind: 'leadsTo',
      scope: consumer.id,
      fairness: 'F0',
      reads: [provider, recordOf(consumer.id), ...stages],
      from: (chain: ProviderSnapshot, record: RecordSnapshot, ...stagesNow: readonly LocalSnapshot[]) =>
        isLaunched(record) && !isTold(chain, record, stagesNow),
      to: (chain: ProviderSnapshot, record: RecordSnapshot, ...stagesNow: readonly LocalSnapshot[]) =>
        !isLaunched(record) ||
        isTold(chain, record, stagesNow) ||
        isStakingUnsettled(chain.context, powerReduction),
      explain: (chain: ProviderSnapshot, record: RecordSnapshot, ...stagesNow: readonly LocalSnapshot[]) =>
        `no VSC to ${consumer.id} makes up for it: ${contrast(keyedOf(record.context.stored), owed(chain.context.validators, stagesNow))}`,
    },
  ];
});

const vscUpdateLivenessFinalValue: IcsProperty = {
  id: 'vsc-update-liveness-final-value',
  title: 'The power that a validator ends up with is provided',
  kind: 'leadsTo',
  statement:
    'If the set that a launched consumer should have differs from what it was last given, it is given a VSC that makes up for it, however relayers behave, or changes once more.',
  source: ['ICS-28 Validator Update To VSC Liveness (final value)', 'ADR-014'],
  assumptions: ['LB', 'NC'],
  witness: 'the set that a consumer should have changes',
  expected: holdsWhereApplicable(finalValueChecks),
  checks: finalValueChecks,
};

export const vscUniformityProperties: readonly IcsProperty[] = [
  vscUniformity,
  vscUniformitySameShape,
  vscUpdateLiveness,
  vscUpdateLivenessFinalValue,
];
