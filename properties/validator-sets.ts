/** Validator sets of consumers against what the provider provided: replication, heights, convergence. */
import { isStandalone } from '../model/changeover/is-standalone.ts';
import { channelOf, consumerOf, keysOf, provider, recordOf } from '../model/component-ids.ts';
import { hasKeys } from '../model/epoch-stages.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import { epochLength } from '../model/vsc-age.ts';
import { isShaped } from '../model/shaping/shaping-parameters.ts';
import type { KeysContext, ShapedValidator } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import type { LocalSnapshot } from '../src/system/vocabulary.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
  type ProviderSnapshot,
  type RecordSnapshot,
} from './ics-property.ts';
import { contrast, keyedOf, setFrom, textOf, withUpdates } from './key-powers.ts';
import { currentKey } from './keys-of.ts';
import { eventOf } from './model-events.ts';
import { messagesOf } from './observers/heard.ts';
import { vscJourney, vscJourneyId, type ProvidedVsc, type VscJourney } from './observers/vsc-journey.ts';
import { areBothEndsOpen, isLaunched, isSevered, isStakingUnsettled } from './relation.ts';
import { shapedMembers } from './shaped-set.ts';
import { lawOfEpochs, membersInWords } from './shaping-steps.ts';
import { membersOfBonded, targetSet } from './target-set.ts';
import { nameOf } from './vsc-order.ts';

/** The first block of an epoch: what EndBlock computed a moment ago has not been overtaken by another EndBlock. */
function isEpochFresh(instance: Instance): (snapshot: ProviderSnapshot) => boolean {
  const first = 1 % epochLength(instance);
  return ({ context }) => context.blockOfEpoch === first;
}

/** What the provider gave the consumer at the end of the epoch are its own validators, shaped. */
function providedRightly(instance: Instance, consumer: ConsumerInstance): Check {
  if (isShaped(consumer)) {
    // Transactions right after the epoch change what is owed: only the moment itself can be judged.
    return lawOfEpochs(instance, consumer, {
      wrong: ({ shaping, bonded, members }, slots) => {
        const owed = membersInWords(shapedMembers(shaping, bonded, slots));
        const given = membersInWords(members);
        return given === owed ? '' : `the set is ${given} and should be ${owed}`;
      },
      concerns: () => true,
    });
  }
  if (hasKeys(consumer)) return keyedRightly(instance, consumer);
  const { owed } = targetSet(instance, consumer);
  const isFresh = isEpochFresh(instance);
  return {
    kind: 'always',
    scope: `${consumer.id}: set provided`,
    reads: [provider, recordOf(consumer.id)],
    holds: (chain: ProviderSnapshot, record: RecordSnapshot) =>
      !isFresh(chain) ||
      !isLaunched(record) ||
      textOf(keyedOf(record.context.stored)) === textOf(owed(chain.context.validators, [])),
    witness: (chain: ProviderSnapshot, record: RecordSnapshot) => isFresh(chain) && isLaunched(record),
    explain: (chain: ProviderSnapshot, record: RecordSnapshot) =>
      `at the end of the epoch the provider's set for ${consumer.id} differs from its validators: ` +
      contrast(keyedOf(record.context.stored), owed(chain.context.validators, [])),
  };
}

/** Likewise where keys may change right after the epoch. */
function keyedRightly(instance: Instance, consumer: ConsumerInstance): Check {
  const members = membersOfBonded(instance, consumer);
  const wrong = (step: LocalStep<KeysContext>): string => {
    const heard = eventOf(step);
    const [said] = messagesOf(step.emitted, 'epochEnded');
    if (heard.type !== 'epochEnded' || said === undefined) return '';
    const bonded: readonly ShapedValidator[] = heard.bonded;
    const given = namesInWords(members<ShapedValidator>(said.bonded));
    const owed = namesInWords(
      members(bonded).map((each) => ({
        ...each,
        key: currentKey(step.before.context, each.validator),
      })),
    );
    return given === owed ? '' : `the set is ${given} and should be ${owed}`;
  };
  return {
    kind: 'step',
    scope: `${consumer.id}: set provided`,
    on: keysOf(consumer.id),
    holds: (step: LocalStep<KeysContext>) => wrong(step) === '',
    witness: ({ event, before }: LocalStep<KeysContext>) =>
      event.type === 'epochEnded' && before.context.assigned.length > 0,
    explain: (step: LocalStep<KeysContext>) => `at the end of the epoch, for ${consumer.id}: ${wrong(step)}`,
  };
}

function namesInWords(members: readonly ShapedValidator[]): string {
  return members.map(({ validator, power, key }) => `${validator}:${power} as ${key ?? '?'}`).join(', ');
}

/** A chain that is launched as a consumer, but has not changed over to being one: no set of the provider is in force. */
function isYetItsOwn(consumer: ConsumerInstance, { value }: ConsumerSnapshot): boolean {
  return isStandalone(consumer) && value === 'unlaunched';
}

const replicationChecks = ofEachConsumer((instance, consumer): readonly Check[] => {
  const wasProvided = (chain: ConsumerSnapshot, { provided, next }: VscJourney): boolean => {
    if (isYetItsOwn(consumer, chain)) return true;
    const { context } = chain;
    const set = textOf(context.set);
    return provided.some((each, index) => index <= next && each.set === set);
  };
  return [
    {
      kind: 'always',
      scope: `${consumer.id}: set in force`,
      reads: [consumerOf(consumer.id), vscJourneyId(consumer.id)],
      observers: [vscJourney(instance, consumer)],
      holds: wasProvided,
      witness: ({ context }: ConsumerSnapshot) => context.vscOfHeight.current !== 'genesis',
      explain: ({ context }: ConsumerSnapshot, { provided, current }: VscJourney) =>
        `${consumer.id} has the set {${textOf(context.set)}}, which the provider never gave it; its last VSC applied, ` +
        `${nameOf(provided[current]?.vsc ?? 'genesis')}, leads to {${provided[current]?.set ?? ''}}`,
    },
    providedRightly(instance, consumer),
  ];
});

const validatorSetReplication: IcsProperty = {
  id: 'validator-set-replication',
  title: 'Validator set replication',
  kind: 'always',
  statement:
    'Every set that a consumer has in force is one that the provider gave it, and what the provider gave it at the end of an epoch was, under its keys, its own validators at that moment, as far as they validate the consumer and shaped as it wants them.',
  source: [
    'ICS-28 Validator Set Replication (keyed and shaped form)',
    'tests/mbt/model/ccv_model.qnt ValidatorSetHasExistedInv',
    'CCV.tla Inv601',
  ],
  assumptions: ['SB'],
  witness: 'a consumer has applied a VSC; an epoch has just ended for a launched consumer',
  expected: holdsWhereApplicable(replicationChecks),
  checks: replicationChecks,
};

const heightChecks = ofEachConsumer((instance, consumer): readonly Check[] => {
  const setOf = (vsc: ProvidedVsc | undefined): string => vsc?.set ?? '';
  const holds = (chain: ConsumerSnapshot, { provided, current, next }: VscJourney): boolean => {
    if (isYetItsOwn(consumer, chain)) return true;
    const { context } = chain;
    const { vscOfHeight, signers, set, pendingChanges } = context;
    return (
      vscOfHeight.previous === provided[0]?.vsc &&
      vscOfHeight.current === provided[current]?.vsc &&
      vscOfHeight.next === provided[next]?.vsc &&
      textOf(signers) === setOf(provided[0]) &&
      textOf(set) === setOf(provided[current]) &&
      (pendingChanges === null || textOf(withUpdates(set, pendingChanges)) === setOf(provided[next]))
    );
  };
  return [
    {
      kind: 'always',
      scope: consumer.id,
      reads: [consumerOf(consumer.id), vscJourneyId(consumer.id)],
      observers: [vscJourney(instance, consumer)],
      holds,
      witness: ({ context }: ConsumerSnapshot) => context.vscOfHeight.previous !== 'genesis',
      explain: ({ context }: ConsumerSnapshot, { provided, current, next }: VscJourney) => {
        const { vscOfHeight, signers, set, pendingChanges } = context;
        const after = withUpdates(set, pendingChanges ?? []);
        return [
          mismatch(`${consumer.id}, previous height (signs now)`, vscOfHeight.previous, signers, provided[0]),
          mismatch(`${consumer.id}, current height`, vscOfHeight.current, set, provided[current]),
          mismatch(`${consumer.id}, next height`, vscOfHeight.next, after, provided[next]),
        ]
          .filter((each) => each !== '')
          .join('; ');
      },
    },
  ];
});

function mismatch(
  where: string,
  vsc: ProvidedVsc['vsc'],
  set: ConsumerSnapshot['context']['set'],
  expected: ProvidedVsc | undefined,
): string {
  if (expected === undefined || (vsc === expected.vsc && textOf(set) === expected.set)) return '';
  const mapped = vsc === expected.vsc ? '' : `mapped to ${nameOf(vsc)} instead of ${nameOf(expected.vsc)}`;
  const powers =
    textOf(set) === expected.set ? '' : `has other powers: ${contrast(set, setFrom(expected.set))}`;
  return `${where}: ${[mapped, powers].filter((each) => each !== '').join(', ')}`;
}

const replicationHeightExact: IcsProperty = {
  id: 'replication-height-exact',
  title: 'Heights are mapped to the set in force',
  kind: 'always',
  statement:
    'The set of every consumer height is the one of the VSC to which the height is mapped, so that an infraction leads to the provider height whose stake backed it.',
  source: [
    'ICS-28 HtoVSC, VSCtoH',
    'difference model properties.ts validatorSetReplication',
    'x/ccv/consumer/keeper/relay.go OnRecvVSCPacket',
  ],
  assumptions: ['SB'],
  witness: 'a block signed by a set that came with a VSC',
  expected: holdsWhereApplicable(heightChecks),
  checks: heightChecks,
};

/** ccVal after everything that is under way to the consumer. */
function setToCome(
  record: RecordSnapshot,
  channel: ChannelSnapshot,
  { context }: ConsumerSnapshot,
): ConsumerSnapshot['context']['set'] {
  let set = withUpdates(context.set, context.pendingChanges ?? []);
  for (const { updates } of channel.context.toConsumer) set = withUpdates(set, updates);
  for (const { updates } of record.context.pending) set = withUpdates(set, updates);
  return set;
}

const trackingChecks = ofEachConsumer((_instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: consumer.id,
    reads: [recordOf(consumer.id), channelOf(consumer.id), consumerOf(consumer.id)],
    holds: (record: RecordSnapshot, channel: ChannelSnapshot, chain: ConsumerSnapshot) =>
      !isLaunched(record) ||
      !areBothEndsOpen(channel) ||
      textOf(setToCome(record, channel, chain)) === textOf(keyedOf(record.context.stored)),
    witness: (record: RecordSnapshot, channel: ChannelSnapshot) =>
      isLaunched(record) && channel.context.toConsumer.length + record.context.pending.length > 1,
    explain: (record: RecordSnapshot, channel: ChannelSnapshot, chain: ConsumerSnapshot) =>
      `when everything under way has arrived at ${consumer.id}, its set will not be the one the provider has stored: ` +
      contrast(setToCome(record, channel, chain), keyedOf(record.context.stored)),
  },
]);

const storedTracksConsumer: IcsProperty = {
  id: 'stored-tracks-consumer',
  title: "The provider's view is the consumer's set plus what is under way",
  kind: 'always',
  statement:
    'While a consumer is launched and its channel open, applying its pending changes, the VSCs in flight and the pending VSCs to its set yields the set that the provider has stored for it.',
  source: ['x/ccv/provider/keeper/validator_set_update.go ComputeConsumerNextValSet (derived)'],
  assumptions: [],
  witness: 'two VSCs are under way at once',
  expected: holdsWhereApplicable(trackingChecks),
  checks: trackingChecks,
};

function convergence(instance: Instance, consumer: ConsumerInstance): readonly Check[] {
  const { stages, owed } = targetSet(instance, consumer);
  const { powerReduction } = instance.provider;
  const hasConverged = (
    chain: ProviderSnapshot,
    record: RecordSnapshot,
    channel: ChannelSnapshot,
    { context }: ConsumerSnapshot,
    stagesNow: readonly LocalSnapshot[],
  ): boolean => {
    if (record.context.pending.length > 0 || channel.context.toConsumer.length > 0) return false;
    const target = textOf(owed(chain.context.validators, stagesNow));
    return textOf(context.set) === target && textOf(keyedOf(record.context.stored)) === target;
  };
  return [
    {
      kind: 'leadsTo',
      scope: consumer.id,
      reads: [provider, recordOf(consumer.id), channelOf(consumer.id), consumerOf(consumer.id), ...stages],
      from: (
        chain: ProviderSnapshot,
        record: RecordSnapshot,
        channel: ChannelSnapshot,
        consumerChain: ConsumerSnapshot,
        ...stagesNow: readonly LocalSnapshot[]
      ) => !hasConverged(chain, record, channel, consumerChain, stagesNow),
      // A network that is never quiet owes nothing; what it owes when it becomes quiet is demanded again by `from`.
      to: (
        chain: ProviderSnapshot,
        record: RecordSnapshot,
        channel: ChannelSnapshot,
        consumerChain: ConsumerSnapshot,
        ...stagesNow: readonly LocalSnapshot[]
      ) =>
        hasConverged(chain, record, channel, consumerChain, stagesNow) ||
        isStakingUnsettled(chain.context, powerReduction),
      excluded: (_chain: ProviderSnapshot, record: RecordSnapshot, channel: ChannelSnapshot) =>
        isSevered(record, channel),
      explain: (
        chain: ProviderSnapshot,
        record: RecordSnapshot,
        channel: ChannelSnapshot,
        { context }: ConsumerSnapshot,
        ...stagesNow: readonly LocalSnapshot[]
      ) => {
        const target = owed(chain.context.validators, stagesNow);
        return (
          `${consumer.id} never gets the provider's set: ${contrast(context.set, target)}; ` +
          `stored on the provider: ${contrast(keyedOf(record.context.stored), target)}; ` +
          `${String(record.context.pending.length)} VSCs pending, ${String(channel.context.toConsumer.length)} in flight`
        );
      },
    },
  ];
}

const convergenceChecks = ofEachConsumer(convergence);

const valsetsConverge: IcsProperty = {
  id: 'valsets-converge',
  title: 'Validator sets converge',
  kind: 'leadsTo',
  statement:
    "Once stake, jails, keys and what shapes its set stay as they are, every launched consumer comes to have the provider's set under its keys, the provider comes to store it, and nothing remains under way.",
  source: [
    'ICS-28 Apply VSC Liveness together with Validator Update To VSC Liveness',
    'x/ccv/provider/keeper/validator_set_update.go',
  ],
  assumptions: ['LB', 'CR', 'NX', 'NC', 'QS'],
  witness: "a consumer's set differs from the provider's, or a VSC is under way",
  expected: holdsWhereApplicable(convergenceChecks),
  checks: convergenceChecks,
};

export const validatorSetProperties: readonly IcsProperty[] = [
  validatorSetReplication,
  replicationHeightExact,
  storedTracksConsumer,
  valsetsConverge,
];
