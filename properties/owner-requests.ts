/** Nobody but its owner has a consumer launched, removed, punished otherwise or handed over, and only where its phase admits it. */
import { ownershipOf, recordOf, shapingOf } from '../model/component-ids.ts';
import { hasPenaltyUpdates } from '../model/equivocation-scope.ts';
import type { Instance } from '../model/instance.ts';
import { isOwned, startPhaseOf, type OwnedConsumer } from '../model/lifecycle.ts';
import { isShaped } from '../model/shaping/shaping-parameters.ts';
import type {
  OwnershipChoice,
  OwnershipContext,
  RequestRefusal,
  ShapingContext,
} from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { equalData } from '../src/system/equal-data.ts';
import type { LocalSnapshot, MachineEvent } from '../src/system/vocabulary.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type IcsProperty,
  type RecordSnapshot,
} from './ics-property.ts';
import { notesOf } from './observers/heard.ts';
import { isLaunched } from './relation.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

type Request = OwnershipChoice['type'];
type OwnershipStep = LocalStep<OwnershipContext>;

/** What is sent to whom when a request is granted; a handing over sends nothing. */
const decisions: Readonly<Record<Request, (step: OwnershipStep) => readonly MachineEvent[]>> = {
  requestLaunch: ({ event: { seconds } }) => [{ type: 'scheduleLaunch', seconds }],
  withdrawLaunch: () => [{ type: 'unscheduleLaunch' }],
  requestRemoval: () => [{ type: 'removeConsumer' }],
  // After the launch new penalties wait.
  requestPenalties: ({ before, event: { choice } }) => [
    {
      type: before.value === 'launched' ? 'updateInfractionParameters' : 'setInfractionParameters',
      choice,
    },
  ],
  requestDenoms: ({ event: { denoms } }) => [{ type: 'allowDenoms', denoms }],
  handOver: () => [],
};

const isRequest = (type: string): type is Request => type in decisions;

/** Why the rules refuse the request; undefined if they let it through. */
function refusalOf({ before, event }: OwnershipStep): RequestRefusal | undefined {
  const isStranger = event['by'] !== before.context.owner;
  if (event.type === 'requestRemoval') {
    if (isStranger) return 'notOwner';
    return before.value === 'launched' ? undefined : 'wrongPhase';
  }
  if (before.value === 'over') return 'wrongPhase';
  if (isStranger) return 'notOwner';
  const isAboutStart = event.type === 'requestLaunch' || event.type === 'withdrawLaunch';
  return isAboutStart && before.value === 'launched' ? 'alreadyLaunched' : undefined;
}

/** What is wrong with how a request is decided; empty if nothing. */
function faultOf(step: OwnershipStep): string {
  const { before, event, after, emitted } = step;
  if (!isRequest(event.type)) return '';
  const refusal = refusalOf(step);
  const sent = emitted.flatMap((each) => (each.type === 'send' ? [each.event] : []));
  const told = notesOf(emitted, 'requestRefused').map(({ reason }) => reason);
  if (refusal !== undefined) {
    const isRefused = sent.length === 0 && equalData(after.context, before.context);
    return isRefused && equalData(told, [refusal]) ? '' : `it is not refused (${refusal})`;
  }
  const owner = event.type === 'handOver' ? event['to'] : before.context.owner;
  const isDone = equalData(sent, decisions[event.type](step)) && after.context.owner === owner;
  return isDone && told.length === 0 ? '' : 'what the owner may ask for is not done';
}

interface Family {
  readonly name: string;
  readonly requests: readonly Request[];
  /** Such requests may be made in the scope. */
  readonly hasRoom: (scope: Instance, consumer: OwnedConsumer) => boolean;
}

const families: readonly Family[] = [
  {
    name: 'launch',
    requests: ['requestLaunch', 'withdrawLaunch'],
    hasRoom: (scope) => mostOf(scope, 'lifecycleActions') > 0,
  },
  {
    name: 'removal',
    requests: ['requestRemoval'],
    hasRoom: (scope) => mostOf(scope, 'lifecycleActions') > 0,
  },
  { name: 'penalties', requests: ['requestPenalties'], hasRoom: hasPenaltyUpdates },
  {
    name: 'denoms',
    requests: ['requestDenoms'],
    hasRoom: (scope, { rewards }) =>
      mostOf(scope, 'allowlistChanges') > 0 && (rewards?.allowlistAlternatives ?? []).length > 0,
  },
  {
    name: 'owner',
    requests: ['handOver'],
    hasRoom: (scope, consumer) => !isShaped(consumer) && mostOf(scope, 'lifecycleActions') > 0,
  },
];

const requestChecks = ofEachConsumer((instance, consumer): readonly Check[] => {
  if (!isOwned(consumer)) return [];
  const { id } = consumer;
  const mayBeAskedFor = ({ hasRoom }: Family): boolean =>
    someScopeHas(
      instance,
      (scope) => scope.consumers.some((each) => each.id === id) && hasRoom(scope, consumer),
    );
  return families.filter(mayBeAskedFor).map(({ name, requests }): Check => {
    const isAbout = (type: string): boolean => requests.some((request) => request === type);
    return {
      kind: 'step',
      scope: `${id}: ${name}`,
      on: ownershipOf(id),
      holds: (step: OwnershipStep) => !isAbout(step.event.type) || faultOf(step) === '',
      witness: (step: OwnershipStep) => isAbout(step.event.type) && refusalOf(step) === 'notOwner',
      explain: (step: OwnershipStep) => `"${step.event.type}" about ${id}: ${faultOf(step)}`,
    };
  });
});

type OwnershipSnapshot = LocalSnapshot<OwnershipContext>;
type ShapingSnapshot = LocalSnapshot<ShapingContext>;

/** What may be asked for depends on the phase, which the record has. */
const phaseChecks = ofEachConsumer((instance, consumer): readonly Check[] => {
  const { id } = consumer;
  const mayChange = someScopeHas(
    instance,
    (scope) => scope.consumers.some((each) => each.id === id) && mostOf(scope, 'lifecycleActions') > 0,
  );
  if (!isOwned(consumer) || !mayChange) return [];
  const initial = startPhaseOf(consumer);
  return [
    {
      kind: 'always',
      scope: `${id}: phase`,
      reads: [ownershipOf(id), recordOf(id)],
      holds: ({ value }: OwnershipSnapshot, record: RecordSnapshot) =>
        value === (isLaunched(record) || isYetToLaunch(record) ? record.value : 'over'),
      witness: ({ value }: OwnershipSnapshot) => value !== initial,
      explain: ({ value }: OwnershipSnapshot, record: RecordSnapshot) =>
        `${id} is ${JSON.stringify(record.value)}, and its owner may ask for what is for ${JSON.stringify(value)} ones`,
    },
  ];
});

function isYetToLaunch({ value }: RecordSnapshot): boolean {
  return value === 'registered' || value === 'initialized';
}

/** Where the owner is known in two places, both know the same one. */
const agreementChecks = ofEachConsumer((instance, consumer): readonly Check[] => {
  const { id } = consumer;
  const mayChange = someScopeHas(
    instance,
    (scope) => scope.consumers.some((each) => each.id === id) && mostOf(scope, 'shapingUpdates') > 0,
  );
  if (!isOwned(consumer) || !isShaped(consumer) || !mayChange) return [];
  const { owner } = consumer.lifecycle;
  return [
    {
      kind: 'always',
      scope: `${id}: one owner`,
      reads: [ownershipOf(id), shapingOf(id)],
      holds: (ownership: OwnershipSnapshot, shaping: ShapingSnapshot) =>
        ownership.context.owner === shaping.context.owner,
      witness: ({ context }: OwnershipSnapshot) => context.owner !== owner,
      explain: ({ context }: OwnershipSnapshot, shaping: ShapingSnapshot) =>
        `${id} belongs to ${context.owner}, and its shaping is for ${String(shaping.context.owner)} to change`,
    },
  ];
});

const checks: IcsProperty['checks'] = (system) => [
  ...requestChecks(system),
  ...phaseChecks(system),
  ...agreementChecks(system),
];

export const ownerRequestProperties: readonly IcsProperty[] = [
  {
    id: 'owner-requests-decided',
    title:
      'The owner of a consumer, and nobody else, has it launched, removed, punished otherwise or handed over',
    kind: 'step',
    statement:
      'A request about a consumer is carried out if its owner, who is the same for all requests, signed it and its phase admits it (a spawn time before the launch, a removal after it, nothing after the stop); any other is refused and changes nothing.',
    source: ['ADR-019', 'x/ccv/provider/keeper/msg_server.go UpdateConsumer, RemoveConsumer'],
    assumptions: [],
    witness: 'somebody who does not own the consumer asks for it',
    expected: holdsWhereApplicable(checks),
    checks,
  },
];
