/** What key assignment must be able to come to: a checker that never gets there has tested nothing of it. */
import { consumerOf, keysOf } from '../model/component-ids.ts';
import type { KeysContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { mayHappen } from './expectations.ts';
import type { ConsumerSnapshot, IcsProperty } from './ics-property.ts';
import { currentKey, ofEachKeyedConsumer } from './keys-of.ts';
import { eventOf } from './model-events.ts';
import { notesOf } from './observers/heard.ts';

type KeysStep = LocalStep<KeysContext>;

/** A witness as a property: some execution gets there, where keys may be asked for at all. */
function witness(
  given: Pick<IcsProperty, 'id' | 'title' | 'statement' | 'source'>,
  checksOf: Parameters<typeof ofEachKeyedConsumer>[0],
): IcsProperty {
  const checks: IcsProperty['checks'] = (system) =>
    mayHappen(system, 'keyAssignments') ? ofEachKeyedConsumer(checksOf)(system) : [];
  return {
    kind: 'reachable',
    assumptions: [],
    witness: given.statement,
    ...given,
    checks,
    expected: (system) => (checks(system).length === 0 ? 'not-applicable' : 'holds'),
  };
}

const stepOfKeys =
  (whenStep: (step: KeysStep) => boolean) =>
  (_: unknown, { id }: { readonly id: string }): readonly Check[] => [
    { kind: 'reachable', scope: id, on: keysOf(id), whenStep },
  ];

const reachKeyAssigned = witness(
  {
    id: 'reach-key-assigned',
    title: 'A key is assigned',
    statement: 'A validator is assigned a key on some consumer.',
    source: ['Quint CanAssignConsumerKey'],
  },
  stepOfKeys(({ emitted }) => notesOf(emitted, 'keyAssigned').length > 0),
);

const reachKeyUsed = witness(
  {
    id: 'reach-key-used',
    title: 'An assigned key is in use',
    statement: 'Some consumer has a key in force that was assigned after its launch.',
    source: ['Quint CanHaveConsumerAddresses'],
  },
  (instance, { id, assignedKeys }) => {
    const atLaunch = new Set([
      ...instance.validators.map((validator) => validator.id),
      ...Object.values(assignedKeys),
    ]);
    return [
      {
        kind: 'reachable',
        scope: id,
        reads: [consumerOf(id)],
        when: ({ context }: ConsumerSnapshot) => context.set.some(({ key }) => !atLaunch.has(key)),
      },
    ];
  },
);

const reachKeyPruned = witness(
  {
    id: 'reach-key-pruned',
    title: 'A replaced key is forgotten',
    statement: 'The provider forgets whose a replaced key was.',
    source: ['ADR-001', 'ADR-018'],
  },
  stepOfKeys(({ emitted }) => notesOf(emitted, 'keyPruned').length > 0),
);

const reachOldKeyReport = witness(
  {
    id: 'reach-old-key-report',
    title: 'A report names a replaced key',
    statement: 'A report arrives about a key that its validator has replaced, and still leads to it.',
    source: ['ADR-001'],
  },
  stepOfKeys((step) => {
    const event = eventOf(step);
    if (event.type !== 'slashPacketReceived') return false;
    const { context } = step.before;
    const owner = context.owners.find(({ key }) => key === event.key);
    return owner !== undefined && currentKey(context, owner.validator) !== event.key;
  }),
);

export const keyWitnesses: readonly IcsProperty[] = [
  reachKeyAssigned,
  reachKeyUsed,
  reachKeyPruned,
  reachOldKeyReport,
];
