/** Which assignments succeed, how they reach the consumer, and what becomes of replaced keys. */
import { channelOf, consumerOf, keysOf, provider, recordOf } from '../model/component-ids.ts';
import type {
  ConsumerContext,
  ConsumerRecordContext,
  KeyAssignment,
  KeysContext,
} from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import {
  holdsWhereApplicable,
  type ChannelSnapshot,
  type ConsumerSnapshot,
  type IcsProperty,
  type ProviderSnapshot,
  type RecordSnapshot,
} from './ics-property.ts';
import { currentKey, isActive, ofEachKeyedConsumer, type KeysSnapshot } from './keys-of.ts';
import { eventOf } from './model-events.ts';
import { notesOf } from './observers/heard.ts';
import { keyUses, keyUsesId, type KeyUses } from './observers/key-users.ts';
import { isOldestMet } from './observers/oldest-first.ts';
import { replacedKeys, replacedKeysId, type ReplacedKeys } from './observers/replaced-keys.ts';
import { isLaunched, isSevered, isStakingUnsettled } from './relation.ts';

type KeysStep = LocalStep<KeysContext>;

const isAssigned = ({ before, after }: KeysStep): boolean =>
  before.context.assigned !== after.context.assigned;

const inactiveChecks = ofEachKeyedConsumer((_, { id }): readonly Check[] => [
  {
    kind: 'step',
    scope: id,
    on: keysOf(id),
    holds: (step: KeysStep) =>
      step.event.type !== 'keyRequested' || isActive(step.before) || !isAssigned(step),
    witness: ({ before, event }: KeysStep) => event.type === 'keyRequested' && !isActive(before),
    explain: ({ before }: KeysStep) => `a key is assigned on ${id}, which is ${JSON.stringify(before.value)}`,
  },
]);

const keyRejectedWhenInactive: IcsProperty = {
  id: 'key-rejected-when-inactive',
  title: 'No keys on consumers that are gone',
  kind: 'step',
  statement: 'A key is assigned only on a consumer that is registered, initialized or launched.',
  source: ['ADR-019', 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey (IsConsumerActive)'],
  assumptions: [],
  witness: 'a key is asked for on a stopped consumer',
  expected: holdsWhereApplicable(inactiveChecks),
  checks: inactiveChecks,
};

/** A validator asks for its own key of the provider. */
const asksForOwn = ({ event }: KeysStep): boolean =>
  event.type === 'keyRequested' && event['key'] === event['validator'];

const hadAssigned = ({ before, event }: KeysStep): boolean =>
  before.context.assigned.some(({ validator }) => validator === event['validator']);

const defaultKeyChecks = ofEachKeyedConsumer((_, { id }): readonly Check[] => [
  {
    kind: 'step',
    scope: id,
    on: keysOf(id),
    holds: (step: KeysStep) => !asksForOwn(step) || hadAssigned(step) || !isAssigned(step),
    witness: (step: KeysStep) => asksForOwn(step) && isActive(step.before) && !hadAssigned(step),
    explain: ({ event }: KeysStep) =>
      `${String(event['validator'])} is assigned its own key on ${id}, which it used without any assignment`,
  },
]);

const defaultKeyRule: IcsProperty = {
  id: 'default-key-rule',
  title: 'Its own key is for returning to',
  kind: 'step',
  statement:
    'A validator is assigned its own key of the provider only in place of another key that was assigned to it before.',
  source: ['x/ccv/provider/keeper/key_assignment.go AssignConsumerKey', 'interchain-security issue 850'],
  assumptions: [],
  witness: 'a validator without an assigned key asks for its own',
  expected: holdsWhereApplicable(defaultKeyChecks),
  checks: defaultKeyChecks,
};

const pruneSafeChecks: IcsProperty['checks'] = (system) =>
  system.features.vscMaturity
    ? ofEachKeyedConsumer((_, { id }) => [
        {
          kind: 'step',
          scope: id,
          on: keysOf(id),
          holds: (step: KeysStep) => forgottenWithoutMaturity(step) === '',
          witness: ({ emitted }: KeysStep) => notesOf(emitted, 'keyPruned').length > 0,
          explain: (step: KeysStep) =>
            `the replaced key ${forgottenWithoutMaturity(step)} of ${id} is forgotten before its VSC has matured`,
        },
      ])(system)
    : ofEachKeyedConsumer((instance, consumer) => [
        {
          kind: 'always',
          scope: consumer.id,
          reads: [replacedKeysId(consumer.id)],
          observers: [replacedKeys(instance, consumer)],
          holds: ({ early }: ReplacedKeys) => early === '',
          witness: ({ met }: ReplacedKeys) => met,
          explain: ({ early }: ReplacedKeys) =>
            `the replaced key ${early} of ${consumer.id} is forgotten before an unbonding period of the provider is over`,
        },
      ])(system);

/** A key that the step forgets although the VSC that it waits for has not matured with it. */
function forgottenWithoutMaturity({ before, event, emitted }: KeysStep): string {
  const heard = eventOf({ event });
  const early = notesOf(emitted, 'keyPruned').find(({ key }) => {
    const waiting = before.context.awaitingMaturity.find((each) => each.key === key);
    return heard.type !== 'vscMatured' || waiting?.vsc !== heard.vsc;
  });
  return early?.key ?? '';
}

const keyPruneSafe: IcsProperty = {
  id: 'key-prune-safe',
  title: 'Replaced keys are kept for their time',
  kind: 'always',
  statement:
    'A replaced key is forgotten no sooner than an unbonding period of the provider after it was replaced (v1-v5: no sooner than the VSC matures whose id was current then).',
  source: ['ADR-001', 'ADR-018', 'Go TestSimulatedAssignmentsAndUpdateApplication'],
  assumptions: ['whether that is long enough is key-resolution'],
  witness: 'a replaced key was forgotten a moment ago',
  expected: holdsWhereApplicable(pruneSafeChecks),
  checks: pruneSafeChecks,
};

const pruneLiveChecks: IcsProperty['checks'] = (system) =>
  system.features.vscMaturity
    ? []
    : ofEachKeyedConsumer((instance, consumer) => [
        {
          kind: 'leadsTo',
          scope: consumer.id,
          fairness: 'F0',
          reads: [replacedKeysId(consumer.id)],
          observers: [replacedKeys(instance, consumer)],
          from: ({ open }: ReplacedKeys) => open.length > 0,
          to: isOldestMet,
          explain: ({ open }: ReplacedKeys) =>
            `the replaced key ${open[0]} of ${consumer.id} is never forgotten`,
        },
      ])(system);

const keyPruneLive: IcsProperty = {
  id: 'key-prune-live',
  title: 'Replaced keys are forgotten some day',
  kind: 'leadsTo',
  statement: 'Every replaced key is eventually forgotten, and free for others.',
  source: ['ADR-001', 'ADR-018'],
  assumptions: ['LB'],
  witness: 'a key has been replaced',
  expected: holdsWhereApplicable(pruneLiveChecks),
  checks: pruneLiveChecks,
};

/** A member of the stored set whose key the consumer does not have; the consumer has no other for it in the end. */
function unheardKey(
  keys: KeysContext,
  { stored }: ConsumerRecordContext,
  { set }: ConsumerContext,
): string | undefined {
  const due = stored.map(({ validator }) => currentKey(keys, validator));
  const missing = due.find((key) => set.every((member) => member.key !== key));
  return missing ?? set.find(({ key }) => !due.includes(key))?.key;
}

const propagationChecks = ofEachKeyedConsumer((instance, consumer): readonly Check[] => {
  const { id } = consumer;
  const { powerReduction } = instance.provider;
  return [
    {
      kind: 'leadsTo',
      scope: id,
      reads: [provider, keysOf(id), recordOf(id), channelOf(id), consumerOf(id)],
      from: (
        _chain: ProviderSnapshot,
        keys: KeysSnapshot,
        record: RecordSnapshot,
        _channel: ChannelSnapshot,
        { context }: ConsumerSnapshot,
      ) => isLaunched(record) && unheardKey(keys.context, record.context, context) !== undefined,
      // What a network owes that never becomes quiet, `from` demands again when it does.
      to: (
        chain: ProviderSnapshot,
        keys: KeysSnapshot,
        record: RecordSnapshot,
        _channel: ChannelSnapshot,
        { context }: ConsumerSnapshot,
      ) =>
        unheardKey(keys.context, record.context, context) === undefined ||
        isStakingUnsettled(chain.context, powerReduction),
      excluded: (
        _chain: ProviderSnapshot,
        _keys: KeysSnapshot,
        record: RecordSnapshot,
        channel: ChannelSnapshot,
      ) => isSevered(record, channel),
      explain: (
        _chain: ProviderSnapshot,
        keys: KeysSnapshot,
        record: RecordSnapshot,
        _channel: ChannelSnapshot,
        { context }: ConsumerSnapshot,
      ) =>
        `${id} never comes to have the keys that its validators use: ${unheardKey(keys.context, record.context, context)}`,
    },
  ];
});

const keyChangePropagates: IcsProperty = {
  id: 'key-change-propagates',
  title: 'A new key reaches the consumer',
  kind: 'leadsTo',
  statement:
    'Once keys and stake stay as they are, the consumer comes to have every member under the key assigned last, and no replaced key.',
  source: ['ADR-001', 'tests/mbt/model KeyAssignmentTest', 'Go TestKeyAssignment'],
  assumptions: ['LB', 'CR', 'NX', 'NC', 'QS'],
  witness: 'a member has a key that the consumer has not heard of',
  expected: holdsWhereApplicable(propagationChecks),
  checks: propagationChecks,
};

/** What is wrong with the keys in force; empty if each member has the one that it was given in this set. */
function doubleKey({ set }: ConsumerContext, { sets, current }: KeyUses): string {
  const users = sets[current] ?? [];
  const strange = set.find(({ key }) => users.every(([used]) => used !== key));
  if (strange !== undefined) return `${strange.key}, which nobody uses in this set`;
  const twice = users.find(([, user], index) => users.findIndex(([, other]) => other === user) < index);
  return twice === undefined ? '' : `two keys of ${twice[1]}, one of them ${twice[0]}`;
}

const atOnceChecks = ofEachKeyedConsumer((instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: consumer.id,
    reads: [consumerOf(consumer.id), keyUsesId(consumer.id)],
    observers: [keyUses(instance, consumer)],
    holds: ({ context }: ConsumerSnapshot, uses: KeyUses) => doubleKey(context, uses) === '',
    witness: (_chain: ConsumerSnapshot, { sets, current }: KeyUses) =>
      (sets[0] ?? []).some(([key, user]) =>
        (sets[current] ?? []).some(([other, same]) => same === user && other !== key),
      ),
    explain: ({ context }: ConsumerSnapshot, uses: KeyUses) =>
      `the set of ${consumer.id} has ${doubleKey(context, uses)}`,
  },
]);

const keyChangePropagatesAtOnce: IcsProperty = {
  id: 'key-change-propagates-at-once',
  title: 'Never two keys of one validator',
  kind: 'always',
  statement:
    'In no block has a consumer both the old and the new key of a validator, nor any key that nobody uses in the set that the provider gave it.',
  source: ['ADR-001', 'tests/mbt/model KeyAssignmentTest'],
  assumptions: ['SB'],
  witness: 'a validator has just changed its key on the consumer',
  expected: holdsWhereApplicable(atOnceChecks),
  checks: atOnceChecks,
};

/** The key that the step grants to the validator which asked for it; undefined if it grants none. */
function granted({ event: happened, emitted }: KeysStep): KeyAssignment | undefined {
  const event = eventOf({ event: happened });
  const isGranted = event.type === 'keyRequested' && notesOf(emitted, 'keyAssignmentRefused').length === 0;
  return isGranted ? { validator: event.validator, key: event.key } : undefined;
}

/** The validator used the key before and has replaced it; the provider has not forgotten that. */
const isFormer = ({ before: { context } }: KeysStep, { validator, key }: KeyAssignment): boolean =>
  context.owners.some((owner) => owner.key === key && owner.validator === validator) &&
  currentKey(context, validator) !== key;

const effectChecks = (isJudged: (step: KeysStep, asked: KeyAssignment) => boolean): IcsProperty['checks'] => {
  const inVain = (step: KeysStep): KeyAssignment | undefined => {
    const asked = granted(step);
    if (asked === undefined || !isJudged(step, asked)) return undefined;
    return currentKey(step.after.context, asked.validator) === asked.key ? undefined : asked;
  };
  return ofEachKeyedConsumer((_, { id }): readonly Check[] => [
    {
      kind: 'step',
      scope: id,
      on: keysOf(id),
      holds: (step: KeysStep) => inVain(step) === undefined,
      witness: (step: KeysStep) => granted(step) !== undefined,
      explain: (step: KeysStep) => {
        const { validator = '', key = '' } = inVain(step) ?? {};
        return `${validator} is granted ${key} on ${id}, and goes on using ${currentKey(step.after.context, validator)}`;
      },
    },
  ]);
};

const everyEffect = effectChecks(() => true);

const keyChangeTakesEffect: IcsProperty = {
  id: 'key-change-takes-effect',
  title: 'A key that is granted is used',
  kind: 'step',
  statement: 'A validator whose assignment of a key succeeds uses that key from the next VSC on.',
  source: [
    'ADR-001 (an assignment of a key in use fails)',
    'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey',
  ],
  assumptions: [],
  witness: 'an assignment succeeds',
  expected: (system) =>
    everyEffect(system).length === 0
      ? 'not-applicable'
      : system.features.silentReassignment
        ? 'violated'
        : 'holds',
  finding: {
    id: 'ADR-001',
    restoredBy: 'key-change-takes-effect-unless-replaced',
    assumption: 'the validator does not ask for a key that it has replaced lately',
  },
  checks: everyEffect,
};

const effectOfOthers = effectChecks((step, asked) => !isFormer(step, asked));

const keyChangeTakesEffectUnlessReplaced: IcsProperty = {
  id: 'key-change-takes-effect-unless-replaced',
  title: 'A key that is granted is used, unless it was replaced lately',
  kind: 'step',
  statement:
    'A validator whose assignment of a key succeeds uses that key from the next VSC on, unless it is one that it replaced and that still leads to it.',
  source: ['x/ccv/provider/keeper/key_assignment.go (v4.5) AssignConsumerKey'],
  assumptions: [],
  witness: 'an assignment succeeds',
  expected: holdsWhereApplicable(effectOfOthers),
  checks: effectOfOthers,
};

export const keyAssignmentProperties: readonly IcsProperty[] = [
  keyChangePropagates,
  keyChangePropagatesAtOnce,
  keyChangeTakesEffect,
  keyChangeTakesEffectUnlessReplaced,
  keyRejectedWhenInactive,
  defaultKeyRule,
  keyPruneSafe,
  keyPruneLive,
];
