/** What the first set of a consumer is computed from, on its way from the provider's validators to the genesis. */
import { keysOf, provider, recordOf } from '../model/component-ids.ts';
import { hasKeys } from '../model/epoch-stages.ts';
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import { startsLaunched } from '../model/lifecycle.ts';
import type { KeysContext, ProviderContext, ShapedValidator, StakedValidator } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { contrast, keyedOf, textOf } from './key-powers.ts';
import { currentKey } from './keys-of.ts';
import { ofEachManagedConsumer, type RecordStep } from './lifecycle.ts';
import { eventOf } from './model-events.ts';
import { messagesOf } from './observers/heard.ts';
import { activeAmong } from './shaped-set.ts';
import { bondedOf, targetOfBonded } from './target-set.ts';

type ProviderStep = LocalStep<ProviderContext>;
type KeysStep = LocalStep<KeysContext>;

const stakesInWords = (stakes: readonly StakedValidator[]): string =>
  stakes.map(({ validator, power, tokens }) => `${validator}:${String(power)}/${String(tokens)}`).join(', ');

/** What the provider tells its time queues of its validators and of the time, against its state; empty if it is right. */
function misinformed({ event, after, emitted }: ProviderStep, slots: number): string {
  const [told] = messagesOf(emitted, 'handleTimeQueues');
  if (told === undefined) return '';
  if (told.seconds !== event['seconds'])
    return `${String(told.seconds)} s pass for them instead of ${String(event['seconds'])}`;
  const bonded = bondedOf(after.context.validators);
  const stakes = stakesInWords(told.bonded);
  if (stakes !== stakesInWords(bonded))
    return `launches are computed from {${stakes}} instead of {${stakesInWords(bonded)}}`;
  const active = activeAmong(bonded, slots).map(({ validator }) => validator);
  return told.active.toSorted().join() === active.toSorted().join()
    ? ''
    : `{${told.active.join(', ')}} are taken for those who validate the provider, {${active.join(', ')}} do`;
}

/** How the set that a launch stores differs from what it is computed from; empty if it does not. */
function wrongSet(
  owed: ReturnType<typeof targetOfBonded>,
  { before, event: happened, after }: RecordStep,
): string {
  const event = eventOf({ event: happened });
  if (event.type !== 'launchMoment' || before.value !== 'initialized' || after.value !== 'launched')
    return '';
  const [stored, due] = [keyedOf(after.context.stored), owed(event.bonded)];
  return textOf(stored) === textOf(due) ? '' : contrast(stored, due);
}

/** A validator that is launched with under another key than it uses; empty if there is none. */
function wrongKey({ before, event: happened, emitted }: KeysStep): string {
  const event = eventOf({ event: happened });
  const [said] = messagesOf(emitted, 'launchMoment');
  if (event.type !== 'launchMoment') return '';
  const named: readonly ShapedValidator[] = said?.bonded ?? [];
  const other = event.bonded.find(
    ({ validator }) =>
      named.find((each) => each.validator === validator)?.key !== currentKey(before.context, validator),
  );
  return other === undefined
    ? ''
    : `${other.validator} is not named by its key ${currentKey(before.context, other.validator)}`;
}

function launchedFrom(instance: Instance, consumer: ConsumerInstance): readonly Check[] {
  const { id } = consumer;
  const owed = targetOfBonded(instance, consumer);
  return [
    {
      kind: 'step',
      scope: `${id}: set`,
      on: recordOf(id),
      holds: (step: RecordStep) => wrongSet(owed, step) === '',
      witness: ({ before, event, after }: RecordStep) =>
        event.type === 'launchMoment' && before.value === 'initialized' && after.value === 'launched',
      explain: (step: RecordStep) => `${id} is launched with another set: ${wrongSet(owed, step)}`,
    },
    ...(hasKeys(consumer)
      ? [
          {
            kind: 'step' as const,
            scope: `${id}: keys`,
            on: keysOf(id),
            holds: (step: KeysStep) => wrongKey(step) === '',
            witness: ({ event }: KeysStep) => event.type === 'launchMoment',
            explain: (step: KeysStep) => `at the launch of ${id}, ${wrongKey(step)}`,
          },
        ]
      : []),
  ];
}

const checks: IcsProperty['checks'] = (system) => {
  const ofConsumers = ofEachManagedConsumer((instance, consumer) =>
    startsLaunched(consumer) ? [] : launchedFrom(instance, consumer),
  )(system);
  const slots = system.instance.provider.maxProviderConsensusValidators;
  const ofProvider: Check = {
    kind: 'step',
    scope: 'provider',
    on: provider,
    holds: (step: ProviderStep) => misinformed(step, slots) === '',
    witness: ({ emitted }: ProviderStep) => messagesOf(emitted, 'handleTimeQueues').length > 0,
    explain: (step: ProviderStep) => misinformed(step, slots),
  };
  return ofConsumers.length === 0 ? [] : [ofProvider, ...ofConsumers];
};

export const launchSetProperties: readonly IcsProperty[] = [
  {
    id: 'launch-set-from-bonded',
    title: 'The first set is made of the validators of the moment',
    kind: 'step',
    statement:
      'When launches are due, the provider goes by the time of its block, by the validators that are bonded after the last EndBlock of staking and by those among them that run its consensus; and whoever validates a consumer that is launched then does so with the power and under the key that it has at that moment, unless power is shaped.',
    source: [
      'x/ccv/provider/keeper/consumer_lifecycle.go BeginBlockLaunchConsumers, LaunchConsumer, HasActiveConsumerValidator',
      'x/ccv/provider/keeper/validator_set_update.go ComputeConsumerNextValSet, CreateConsumerValidator',
    ],
    assumptions: [],
    witness: 'a block of the provider begins; a consumer is launched',
    expected: holdsWhereApplicable(checks),
    checks,
  },
];
