/** What the provider does with the keys of a consumer, step by step: whom it assigns which key, and what it forgets when. */
import { keysOf } from '../model/component-ids.ts';
import { featuresOf, growOlder, oldestVscAge } from '../model/vsc-age.ts';
import type { ConsumerKey, KeysContext, ValidatorId } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { mayHappen } from './expectations.ts';
import { holdsWhereApplicable, type IcsProperty } from './ics-property.ts';
import { currentKey, ofEachKeyedConsumer } from './keys-of.ts';
import { messagesOf, notesOf } from './observers/heard.ts';

type KeysStep = LocalStep<KeysContext>;

/** Who asks for which key, and which validator has it as its own on the provider; empty if none has. */
interface Request {
  readonly validator: ValidatorId;
  readonly key: ConsumerKey;
  readonly usedBy: ValidatorId;
}

function requestOf({ event }: KeysStep): Request {
  const text = (field: string): string => String(event[field]);
  return { validator: text('validator'), key: text('key'), usedBy: text('usedBy') };
}

const isOver = ({ before }: KeysStep): boolean => before.value === 'stopped' || before.value === 'deleted';

const leadsSomewhere = ({ before }: KeysStep, key: ConsumerKey): boolean =>
  before.context.owners.some((owner) => owner.key === key);

const assignedTo = ({ assigned }: KeysContext, validator: ValidatorId): ConsumerKey | undefined =>
  assigned.find((each) => each.validator === validator)?.key;

/** What the rules make of a request: why it is refused, or that it succeeds. */
function ruling(step: KeysStep, silentReassignment: boolean): string {
  const { validator, key, usedBy } = requestOf(step);
  const { context } = step.before;
  if (isOver(step)) return 'consumerInactive';
  if (usedBy !== '' && usedBy !== validator) return 'keyOfAnotherValidator';
  if (usedBy === validator && assignedTo(context, validator) === undefined) return 'ownKeyByDefault';
  if (!leadsSomewhere(step, key)) return 'assigned';
  const owner = context.owners.find((each) => each.key === key)?.validator;
  return silentReassignment && owner === validator ? 'unchanged' : 'keyInUse';
}

/** What the machine has made of it. */
function outcome({ emitted }: KeysStep): string {
  if (notesOf(emitted, 'keyAssigned').length > 0) return 'assigned';
  if (notesOf(emitted, 'keyUnchanged').length > 0) return 'unchanged';
  return notesOf(emitted, 'keyAssignmentRefused')[0]?.reason ?? 'nothing';
}

function faultOfRuling(step: KeysStep, silentReassignment: boolean): string {
  const { validator, key } = requestOf(step);
  const [expected, given] = [ruling(step, silentReassignment), outcome(step)];
  if (expected !== given)
    return `the request of ${validator} for ${key} comes to "${given}" instead of "${expected}"`;
  const { before, after } = step;
  if (expected !== 'assigned')
    return after.context.owners.length === before.context.owners.length ? '' : 'keys change all the same';
  if (currentKey(after.context, validator) !== key) return `${validator} does not use ${key}`;
  const replaced = assignedTo(before.context, validator);
  if (replaced === undefined || replaced === key) return '';
  const isKept = after.context.owners.some((owner) => owner.key === replaced);
  return isKept === (before.value === 'launched')
    ? ''
    : `${replaced}, which is replaced, is ${isKept ? 'kept' : 'forgotten'} while the consumer is ${JSON.stringify(before.value)}`;
}

const requestChecks: IcsProperty['checks'] = (system) =>
  mayHappen(system, 'keyAssignments')
    ? ofEachKeyedConsumer((instance, { id }): readonly Check[] => {
        const { silentReassignment } = featuresOf(instance);
        const isRequest = ({ event }: KeysStep): boolean => event.type === 'keyRequested';
        return [
          {
            kind: 'step',
            scope: id,
            on: keysOf(id),
            holds: (step: KeysStep) => !isRequest(step) || faultOfRuling(step, silentReassignment) === '',
            witness: isRequest,
            explain: (step: KeysStep) => `on ${id}, ${faultOfRuling(step, silentReassignment)}`,
          },
        ];
      })(system)
    : [];

/** Where the keys are after their consumer has come to a phase. */
const stateIn: Readonly<Record<string, string>> = {
  launched: 'launched',
  stopped: 'stopped',
  deleted: 'deleted',
};

/** What is wrong with what becomes of the keys; empty if nothing. */
function faultOfUpkeep(step: KeysStep, oldest: number): string {
  const { event, after, emitted } = step;
  const validator = String(event['validator']);
  switch (event.type) {
    case 'validatorCreated': {
      const isAborted = messagesOf(emitted, 'creationAborted').length > 0;
      const isDue = !isOver(step) && leadsSomewhere(step, validator);
      return isAborted === isDue
        ? ''
        : `the creation of ${validator} is ${isAborted ? '' : 'not '}aborted, and its key ${isDue ? 'is' : 'is not'} known`;
    }
    case 'validatorRemoved':
      return assignedTo(after.context, validator) === undefined
        ? ''
        : `${validator} is gone, and has an assigned key`;
    case 'phaseChanged': {
      const state = stateIn[String(event['phase'])] ?? 'unlaunched';
      if (after.value !== state)
        return `the consumer is ${String(event['phase'])}, and its keys are as while it is ${JSON.stringify(after.value)}`;
      const { assigned, owners } = after.context;
      return state === 'deleted' && assigned.length + owners.length > 0
        ? 'the consumer is deleted, and keys of it are kept'
        : '';
    }
    case 'vscIdAdvanced': {
      const [was, is] = [step.before.context.awaitingMaturity, after.context.awaitingMaturity];
      const older = was.map(({ vsc }) => growOlder(vsc, oldest));
      const isOlder = older.every((age, index) => age === 'genesis' || is[index]?.vsc === age);
      return isOlder ? '' : 'a VSC id is issued, and those that replaced keys wait for are no older';
    }
    case 'vscMatured':
      return after.context.awaitingMaturity.some(({ vsc }) => vsc === event['vsc'])
        ? 'a VSC has matured, and keys that were replaced under its id are kept'
        : '';
    default:
      return '';
  }
}

const upkeep: ReadonlySet<string> = new Set([
  'validatorCreated',
  'validatorRemoved',
  'phaseChanged',
  'vscIdAdvanced',
  'vscMatured',
]);

const upkeepChecks = ofEachKeyedConsumer((instance, { id }): readonly Check[] => [
  {
    kind: 'step',
    scope: id,
    on: keysOf(id),
    holds: (step: KeysStep) => faultOfUpkeep(step, oldestVscAge(instance)) === '',
    witness: ({ event }: KeysStep) => upkeep.has(event.type),
    explain: (step: KeysStep) => `on ${id}, ${faultOfUpkeep(step, oldestVscAge(instance))}`,
  },
]);

export const keyEffectProperties: readonly IcsProperty[] = [
  {
    id: 'key-requests-decided',
    title: 'A key is assigned if it may be, and only then',
    kind: 'step',
    statement:
      "A request for a key fails if the consumer is stopped or deleted, another validator has the key on the provider, the validator uses it by default, or it leads to somebody still; else the key is the validator's, and one that it replaces is kept if the consumer runs.",
    source: ['ADR-001', 'x/ccv/provider/keeper/key_assignment.go AssignConsumerKey'],
    assumptions: [],
    witness: 'a validator asks for a key',
    expected: holdsWhereApplicable(requestChecks),
    checks: requestChecks,
  },
  {
    id: 'keys-follow-events',
    title: 'Keys follow validators and the life of the consumer',
    kind: 'step',
    statement:
      'A validator whose key is known on a consumer that is not over cannot be created, one that is gone has no assigned key, nothing is kept of the keys of a deleted consumer, and ids of VSCs that replaced keys wait for grow older until they mature.',
    source: [
      'x/ccv/provider/keeper/hooks.go AfterValidatorCreated, AfterValidatorRemoved',
      'x/ccv/provider/keeper/key_assignment.go DeleteKeyAssignments',
    ],
    assumptions: [],
    witness: 'a validator comes or goes, the consumer changes its phase, or a VSC id is issued',
    expected: holdsWhereApplicable(upkeepChecks),
    checks: upkeepChecks,
  },
];
