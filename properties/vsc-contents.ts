/** What VSCs say: validity of their updates, the order of updates, equality between consumers of the same shape. */
import { channelOf, provider, recordOf } from '../model/component-ids.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import { startsLaunched } from '../model/lifecycle.ts';
import { hasKeys } from '../model/epoch-stages.ts';
import { isShaped } from '../model/shaping/shaping-parameters.ts';
import type { KeyPower, StakedValidator, ToConsumerRecord } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type ChannelSnapshot,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import type { ConsumerRecordContext, ProviderContext } from '../model/vocabulary.ts';
import { contrast, differences, keyedOf, textOf } from './key-powers.ts';
import { messagesOf, notesOf } from './observers/heard.ts';
import { createTwinSequences, twinSequencesId, type TwinSequences } from './observers/twin-sequences.ts';
import { withoutStateType } from './observers/one-per-consumer.ts';
import { underWay, vscJourney, vscJourneyId, type VscJourney } from './observers/vsc-journey.ts';
import { areBothEndsOpen, isLaunched } from './relation.ts';
import { someScopeJoins } from './scope-room.ts';
import { targetOfBonded } from './target-set.ts';
import { haveSameUpdates } from './vsc-order.ts';

type ProviderStep = LocalStep<ProviderContext>;
type RecordStep = LocalStep<ConsumerRecordContext>;

/**
 * The validators that the provider must announce at the end of an epoch, as `id:power`, with their tokens where these are more
 * than the power says, from its own state. What the slash queue jails comes after the EndBlock of staking, and counts in the next block.
 */
function announceable({ event, after }: ProviderStep, powerReduction: number): string {
  const mayHaveBeenJailedSince = event.type === 'restOfBlock';
  return after.context.validators
    .filter(
      ({ status, jailed, tokens }) =>
        status === 'Bonded' && (!jailed || mayHaveBeenJailedSince) && tokens >= powerReduction,
    )
    .map(({ id, tokens }) => inWords(id, Math.floor(tokens / powerReduction), tokens, powerReduction))
    .join(',');
}

/** What a set is computed from: power, and tokens, by which minimum stakes are judged. */
function inWords(id: string, power: number, tokens: number, powerReduction: number): string {
  const beyond = tokens === power * powerReduction ? '' : ` (${String(tokens)} tokens)`;
  return `${id}:${String(power)}${beyond}`;
}

function announced({ emitted }: ProviderStep, powerReduction: number): string | undefined {
  const [message] = messagesOf(emitted, 'epochEnded');
  const bonded = message?.bonded as readonly StakedValidator[] | undefined;
  return bonded
    ?.map(({ validator, power, tokens }) => inWords(validator, power, tokens, powerReduction))
    .join(',');
}

function bondedOf({
  event,
}: RecordStep): Extract<ToConsumerRecord, { type: 'epochEnded' }>['bonded'] | undefined {
  const message = event as unknown as ToConsumerRecord;
  return message.type === 'epochEnded' ? message.bonded : undefined;
}

/** What is wrong with what a launched record does at the end of an epoch; empty if nothing. */
function faultOfEpochEnd(step: RecordStep, owed: readonly KeyPower[]): string {
  const { before, after, emitted } = step;
  const sent = keyedOf(before.context.stored);
  const updates = differences(sent, owed);
  const queued = after.context.pending.slice(before.context.pending.length);
  const [provided, ...more] = notesOf(emitted, 'vscProvided');
  if (textOf(keyedOf(after.context.stored)) !== textOf(owed)) {
    return `it stores a set that is not the one due: ${contrast(keyedOf(after.context.stored), owed)}`;
  }
  // Where unbondings wait for maturity, one that began calls for a VSC, whether or not it moved any power.
  const unbondingsBegan = before.context.unbondingsBegan === true;
  const [vsc] = queued;
  if (updates.length === 0 && !unbondingsBegan)
    return vsc === undefined ? '' : 'it queues a VSC although the set did not change';
  if (vsc === undefined) {
    return updates.length === 0
      ? 'it queues no VSC although unbondings began that wait for its maturity'
      : `it queues no VSC although the set changes by {${textOf(updates)}}`;
  }
  if (queued.length > 1 || more.length > 0) return 'it queues more than one VSC';
  if (!haveSameUpdates(vsc.updates, updates)) {
    return `its VSC says {${textOf(vsc.updates)}} where the set changes by {${textOf(updates)}}`;
  }
  return provided !== undefined && textOf(provided.set) === textOf(owed) ? '' : 'it announces another set';
}

const validityChecks: IcsProperty['checks'] = (system) => {
  const { powerReduction } = system.instance.provider;
  const ofRecords = ofEachConsumer((instance, consumer): readonly Check[] => {
    const shape = targetOfBonded(instance, consumer);
    const judge = (step: RecordStep): string => {
      const bonded = bondedOf(step);
      return bonded === undefined || !isLaunched(step.before) ? '' : faultOfEpochEnd(step, shape(bonded));
    };
    return [
      {
        kind: 'step',
        scope: consumer.id,
        on: recordOf(consumer.id),
        holds: (step: RecordStep) => judge(step) === '',
        witness: ({ emitted }: RecordStep) =>
          notesOf(emitted, 'vscProvided').some(({ change }) => change.updates.length > 1),
        explain: (step: RecordStep) => `at the end of the epoch, for ${consumer.id}: ${judge(step)}`,
      },
    ];
  });
  return [
    {
      kind: 'step',
      scope: 'provider',
      on: provider,
      holds: (step: ProviderStep) => {
        const said = announced(step, powerReduction);
        return said === undefined || said === announceable(step, powerReduction);
      },
      witness: (step: ProviderStep) => announced(step, powerReduction) !== undefined,
      explain: (step: ProviderStep) =>
        `at the end of the epoch the bonded, unjailed validators are {${announceable(step, powerReduction)}}, ` +
        `but VSCs are computed from {${announced(step, powerReduction) ?? ''}}`,
    },
    ...ofRecords(system),
  ];
};

const vscValidity: IcsProperty = {
  id: 'vsc-validity',
  title: 'Validator updates are what the set changed by',
  kind: 'step',
  statement:
    'At the end of an epoch each launched consumer is given exactly the difference between the set stored for it and the set that the bonded, unjailed validators now make, and nothing if there is none.',
  source: [
    'ICS-28 Validator Update To VSC Validity (shaped form)',
    'x/ccv/provider/keeper/relay.go QueueVSCPackets',
    'x/ccv/provider/keeper/validator_set_update.go DiffValidators',
  ],
  assumptions: ['SB'],
  witness: 'a VSC with two updates or more; an epoch that ends',
  expected: holdsWhereApplicable(validityChecks),
  checks: validityChecks,
};

/** The powers that each key is given, one after the other. */
function powersByKey(
  changes: readonly { readonly updates: readonly KeyPower[] }[],
): ReadonlyMap<string, string> {
  const powers = new Map<string, string>();
  for (const { updates } of changes) {
    for (const { key, power } of updates) powers.set(key, `${powers.get(key) ?? ''} ${String(power)}`);
  }
  return powers;
}

/** A key whose updates are under way in another order than they were provided in. */
function disorderedKey(
  record: RecordSnapshot,
  channel: ChannelSnapshot,
  journey: VscJourney,
): string | undefined {
  const queued = [...channel.context.toConsumer, ...record.context.pending];
  if (queued.length === 0) return undefined;
  const provided = powersByKey(underWay(journey));
  const found = [...powersByKey(queued)].find(([key, powers]) => provided.get(key) !== powers);
  return found === undefined
    ? undefined
    : `${found[0]} gets${found[1]} instead of${provided.get(found[0]) ?? ' nothing'}`;
}

const orderChecks = ofEachConsumer((instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: consumer.id,
    reads: [recordOf(consumer.id), channelOf(consumer.id), vscJourneyId(consumer.id)],
    observers: [vscJourney(instance, consumer)],
    holds: (record: RecordSnapshot, channel: ChannelSnapshot, journey: VscJourney) =>
      journey.overtaking === '' &&
      (!isLaunched(record) ||
        !areBothEndsOpen(channel) ||
        disorderedKey(record, channel, journey) === undefined),
    witness: (_record: RecordSnapshot, _channel: ChannelSnapshot, journey: VscJourney) =>
      [...powersByKey(underWay(journey)).values()].some((powers) => powers.trim().includes(' ')),
    explain: (record: RecordSnapshot, channel: ChannelSnapshot, journey: VscJourney) =>
      journey.overtaking === ''
        ? `updates of ${consumer.id} are under way out of order: ${disorderedKey(record, channel, journey) ?? ''}`
        : `${consumer.id} received ${journey.overtaking} before an older one`,
  },
]);

const vscUpdateOrder: IcsProperty = {
  id: 'vsc-update-order',
  title: 'Updates of a validator keep their order',
  kind: 'always',
  statement:
    'Two changes of the power of one validator reach a consumer in the order in which the provider made them.',
  source: ['ICS-28 Validator Update To VSC Order', 'x/ccv/provider/keeper/relay.go SendVSCPacketsToChain'],
  assumptions: [],
  witness: 'two VSCs under way that both change one validator',
  expected: holdsWhereApplicable(orderChecks),
  checks: orderChecks,
};

/** Pairs of consumers that are given the same validators, and that some scope has both. */
function twinsAmong(instance: Instance): readonly (readonly [ConsumerInstance, ConsumerInstance])[] {
  const shapeOf = ({ optedIn }: ConsumerInstance): string => JSON.stringify(optedIn?.toSorted() ?? 'all');
  // Where validators choose for each consumer, whether or with which key, equal parameters make no equal sets; nor do they
  // where one consumer is launched later than another.
  const fixed = instance.consumers.filter(
    (consumer) => !isShaped(consumer) && !hasKeys(consumer) && startsLaunched(consumer),
  );
  return fixed.flatMap((first, index) =>
    fixed
      .slice(index + 1)
      .filter((second) => shapeOf(first) === shapeOf(second))
      .filter((second) => someScopeJoins(instance, [first, second]))
      .map((second) => [first, second] as const),
  );
}

const twinChecks: IcsProperty['checks'] = ({ instance }) =>
  twinsAmong(instance).map((twins): Check => {
    const [first, second] = twins;
    return {
      kind: 'always',
      scope: `${first.id}, ${second.id}`,
      reads: [twinSequencesId(first.id, second.id)],
      observers: [withoutStateType(createTwinSequences(instance, twins))],
      holds: ({ difference }: TwinSequences) => difference === '',
      witness: ({ lead }: TwinSequences) => lead.length > 1,
      explain: ({ difference }: TwinSequences) => difference,
    };
  });

const sameVscSequence: IcsProperty = {
  id: 'same-vsc-sequence',
  title: 'Consumers of the same shape see the same sequence',
  kind: 'always',
  statement:
    'Of two launched consumers that are given the same validators, one has received the same VSCs, keys translated back to validators, as the other, as far as it has got.',
  source: ['tests/mbt/model/ccv_model.qnt SameVscPacketsKeyAssignmentInv', 'CCV.tla Inv603'],
  assumptions: ['NC'],
  witness: 'one of them is two VSCs ahead of the other',
  expected: holdsWhereApplicable(twinChecks),
  checks: twinChecks,
};

export const vscContentProperties: readonly IcsProperty[] = [vscValidity, vscUpdateOrder, sameVscSequence];
