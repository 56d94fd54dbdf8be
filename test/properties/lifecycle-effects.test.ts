/** Goal: what a record and the queues do for the life of a consumer is judged step by step. */
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { LocalSnapshot } from '../../src/system/vocabulary.ts';
import type { Expected } from './judge.ts';
import { recordIn, stepOf } from './situations.ts';
import { testStep } from './test-step.ts';

const lifecycle = createIcsSystem(loadInstance('lifecycle'));

type Row = readonly [title: string, scope: string, step: ReturnType<typeof stepOf>, expected: Expected];

function judged(property: string, rows: readonly Row[]): void {
  for (const [title, scope, step, expected] of rows)
    testStep({ system: lifecycle, property, scope }, title, step, expected);
}

const registered = recordIn({ hasChannel: false }, 'registered');
const initialized = recordIn({ hasChannel: false }, 'initialized');
const schedule = { type: 'scheduleLaunch', seconds: 2 };
const takeBack = { type: 'unscheduleLaunch' };
const queues = (...launches: readonly { consumer: string; dueIn: number }[]): LocalSnapshot<never> =>
  ({ value: 'queueing', context: { launches, removals: [] } }) as unknown as LocalSnapshot<never>;
const due = (dueIn: number) => ({ consumer: 'c2', dueIn });
const toQueue = (type: string, seconds = 2) => ({ type, consumer: 'c2', seconds });
const cancelled = send('record-c2', { type: 'launchCancelled' });

judged('launch-as-decided', [
  [
    'a launch is queued',
    'c2',
    stepOf(registered, schedule, initialized, [send('queues', toQueue('queueLaunch'))]),
    'holds, seen',
  ],
  ['a launch is forgotten', 'c2', stepOf(registered, schedule, initialized), /not queued for it/],
  [
    'a launch is moved',
    'c2',
    stepOf(initialized, schedule, initialized, [send('queues', toQueue('moveLaunch'))]),
    'holds, seen',
  ],
  [
    'a launch is moved elsewhere',
    'c2',
    stepOf(initialized, schedule, initialized, [send('queues', toQueue('moveLaunch', 1))]),
    /not moved to it/,
  ],
  ['a launch goes on', 'c2', stepOf(initialized, takeBack, initialized), /the launch stays queued/],
  [
    'the queue moves it',
    'queue',
    stepOf(queues(due(1)), toQueue('moveLaunch'), queues(due(2))),
    'holds, seen',
  ],
  [
    'the queue does not',
    'queue',
    stepOf(queues(due(1)), toQueue('moveLaunch'), queues(due(1))),
    /instead of 2/,
  ],
  [
    'the queue keeps both',
    'queue',
    stepOf(queues(due(1)), toQueue('moveLaunch'), queues(due(1), due(2))),
    /in \[1, 2\] s/,
  ],
  [
    'the queue lets it go',
    'queue',
    stepOf(queues(due(1)), toQueue('cancelLaunch'), queues(), [cancelled]),
    'holds, seen',
  ],
  [
    'the queue says nothing',
    'queue',
    stepOf(queues(due(1)), toQueue('cancelLaunch'), queues()),
    /nobody is told/,
  ],
  [
    'the queue keeps it',
    'queue',
    stepOf(queues(due(1)), toQueue('cancelLaunch'), queues(due(1)), [cancelled]),
    /stays queued/,
  ],
]);

const told = (phase: string) => send('phase-listeners', { type: 'phaseChanged', phase });
const moment = { type: 'launchMoment', bonded: [], active: [] };

judged('phase-changes-told', [
  ['a launch', 'c2', stepOf(initialized, moment, recordIn(), [told('launched')]), 'holds, seen'],
  ['a launch nobody hears of', 'c2', stepOf(initialized, moment, recordIn()), /it is "launched" now/],
  [
    'a failed launch',
    'c2',
    stepOf(initialized, moment, registered, [note('launchFailed', {}), told('registered')]),
    'holds, seen',
  ],
  [
    'a failed launch nobody hears of',
    'c2',
    stepOf(initialized, moment, registered, [told('registered')]),
    /the launch fails, and nobody is told/,
  ],
]);

const open = recordIn({ hasChannel: true });
const closed = recordIn({ hasChannel: false });
const accepted = send('channel-c2', { type: 'openingAccepted' });
const told2 = [accepted, note('channelAccepted', {})];
const height = send('provider', { type: 'channelOpened', consumer: 'c2' });
const refused = note('channelRefused', {});

judged('channel-opening-exact', [
  ['it is taken up', 'c2', stepOf(closed, { type: 'channelTried' }, closed, [accepted]), 'holds'],
  ['it is not', 'c2', stepOf(closed, { type: 'channelTried' }, closed, [refused]), /not taken up/],
  [
    'it is confirmed',
    'c2',
    stepOf(closed, { type: 'channelConfirmed' }, open, [...told2, height]),
    'holds, seen',
  ],
  ['it is refused', 'c2', stepOf(closed, { type: 'channelConfirmed' }, closed, [refused]), /is refused/],
  ['without a height', 'c2', stepOf(closed, { type: 'channelConfirmed' }, open, told2), /no height/],
  [
    'without a word',
    'c2',
    stepOf(closed, { type: 'channelConfirmed' }, open, [accepted, height]),
    /nobody is told/,
  ],
  [
    'a second one',
    'c2',
    stepOf(open, { type: 'confirmAnotherChannel', client: 'own' }, open, [...told2, height]),
    /not refused/,
  ],
]);
