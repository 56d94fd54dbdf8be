/** The ownership of a consumer, request by request: what the owner may ask for goes on, everything else is refused. */
import test from 'ava';
import { lifecycleSchema } from '../../../model/instance/lifecycle-schema.ts';
import { shapingSchema } from '../../../model/instance/shaping-schema.ts';
import { createOwnershipMachine } from '../../../model/ownership/ownership-machine.ts';
import type {
  ConsumerOwner,
  ConsumerPhase,
  OwnershipChoice,
  RequestRefusal,
} from '../../../model/vocabulary.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { play, start, type Play } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';

/** Of a consumer that belongs to some account, once its record has told of these phases. */
function run(phases: readonly ConsumerPhase[], ...events: readonly MachineEvent[]): Play {
  const { consumer } = smallInstance({ lifecycle: lifecycleSchema.parse({ start: 'registered' }) });
  const machine = createOwnershipMachine(consumer, 'account');
  const told = phases.map((phase) => ({ type: 'phaseChanged', phase }));
  return play(machine, start(machine), [...told, ...events]);
}

const life: readonly ConsumerPhase[] = ['initialized', 'launched', 'stopped', 'deleted'];
const upTo = (phase: ConsumerPhase): readonly ConsumerPhase[] => life.slice(0, life.indexOf(phase) + 1);
const requests = (by: ConsumerOwner) =>
  ({
    launch: { type: 'requestLaunch', seconds: 2, by },
    withdrawal: { type: 'withdrawLaunch', by },
    penalties: { type: 'requestPenalties', choice: 1, by },
    denoms: { type: 'requestDenoms', denoms: ['gold'], by },
    removal: { type: 'requestRemoval', by },
    handOver: { type: 'handOver', by, to: 'governance' },
  }) as const satisfies Record<string, OwnershipChoice>;
const own = requests('account');
const others = requests('governance');

const setAtOnce = [['own-penalties', { type: 'setInfractionParameters', choice: 1 }]] as const;
const granted = {
  launch: [['record', { type: 'scheduleLaunch', seconds: 2 }]],
  withdrawal: [['record', { type: 'unscheduleLaunch' }]],
  penalties: [['own-penalties', { type: 'updateInfractionParameters', choice: 1 }]],
  denoms: [['allocation', { type: 'allowDenoms', denoms: ['gold'] }]],
  removal: [['record', { type: 'removeConsumer' }]],
} as const;

for (const [phase, request, outcome] of [
  ['registered', 'launch', 'granted'],
  ['registered', 'penalties', 'granted'],
  ['registered', 'removal', 'wrongPhase'],
  ['registered', 'denoms', 'granted'],
  ['initialized', 'launch', 'granted'],
  ['initialized', 'denoms', 'granted'],
  ['initialized', 'withdrawal', 'granted'],
  ['initialized', 'penalties', 'granted'],
  ['initialized', 'removal', 'wrongPhase'],
  ['launched', 'launch', 'alreadyLaunched'],
  ['launched', 'withdrawal', 'alreadyLaunched'],
  ['launched', 'penalties', 'granted'],
  ['launched', 'denoms', 'granted'],
  ['launched', 'removal', 'granted'],
  ['stopped', 'launch', 'wrongPhase'],
  ['stopped', 'penalties', 'wrongPhase'],
  ['stopped', 'denoms', 'wrongPhase'],
  ['stopped', 'removal', 'wrongPhase'],
  ['deleted', 'removal', 'wrongPhase'],
] as const satisfies readonly (readonly [
  ConsumerPhase,
  keyof typeof granted,
  'granted' | RequestRefusal,
])[]) {
  const refusal = (reason: RequestRefusal) => [
    { type: 'requestRefused', request: own[request].type, reason },
  ];
  test(`${request} of a consumer that is ${phase}, asked for by its owner: ${outcome}`, (t) => {
    const played = run(upTo(phase), own[request]);
    t.deepEqual(played.refused, []);
    const isBeforeLaunch = phase === 'registered' || phase === 'initialized';
    const done = request === 'penalties' && isBeforeLaunch ? setAtOnce : granted[request];
    t.deepEqual(played.sent, outcome === 'granted' ? [...done] : []);
    t.deepEqual(played.notes, outcome === 'granted' ? [] : refusal(outcome));
  });

  test(`${request} of a consumer that is ${phase}, asked for by somebody else: refused`, (t) => {
    const played = run(upTo(phase), others[request]);
    t.deepEqual(played.refused, []);
    t.deepEqual(played.sent, []);
    // Of a consumer that is over, an update is refused before anybody asks who signed it; a removal never is.
    const isTooLate = ['stopped', 'deleted'].includes(phase) && request !== 'removal';
    t.deepEqual(played.notes, refusal(isTooLate ? 'wrongPhase' : 'notOwner'));
  });
}

for (const phase of ['registered', 'initialized', 'launched'] as const) {
  test(`a consumer that is ${phase} is handed over, and then it is the new owner's`, (t) => {
    const played = run(upTo(phase), own.handOver, own.handOver);
    t.deepEqual(played.snapshot.context, { owner: 'governance' });
    t.deepEqual(played.notes, [
      { type: 'ownerChanged', owner: 'governance' },
      { type: 'requestRefused', request: 'handOver', reason: 'notOwner' },
    ]);
  });

  test(`a consumer that is ${phase} is taken by nobody`, (t) => {
    t.deepEqual(run(upTo(phase), others.handOver).snapshot.context, { owner: 'account' });
  });
}

test('a consumer that is stopped is not handed over any more', (t) => {
  const played = run(upTo('stopped'), own.handOver);
  t.deepEqual(played.snapshot.context, { owner: 'account' });
  t.deepEqual(played.notes, [{ type: 'requestRefused', request: 'handOver', reason: 'wrongPhase' }]);
});

test('a launch that is taken back or fails may be asked for again', (t) => {
  const played = run(['initialized', 'registered'], own.launch);
  t.is(played.snapshot.value, 'registered');
  t.deepEqual(played.sent, [...granted.launch]);
});

test('what is handed over with its shaping is handed over for everything', (t) => {
  const { consumer } = smallInstance({
    lifecycle: lifecycleSchema.parse({}),
    shaping: shapingSchema.parse({ owner: 'account' }),
  });
  const machine = createOwnershipMachine(consumer, 'account');
  const played = play(machine, start(machine), [
    { type: 'handedOver', owner: 'governance' },
    own.removal,
    others.removal,
  ]);
  t.deepEqual(played.snapshot.context, { owner: 'governance' });
  t.deepEqual(played.sent, [...granted.removal]);
});
