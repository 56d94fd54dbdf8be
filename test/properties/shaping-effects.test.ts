/** Goal: what becomes of members at the launch and at the end of their consumer is judged. */
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { LocalSnapshot } from '../../src/system/vocabulary.ts';
import type { Expected } from './judge.ts';
import { testStep } from './test-step.ts';

const whole = createIcsSystem(loadInstance('whole'));

function members(
  value: string,
  optedIn: readonly string[],
  before?: readonly string[],
): LocalSnapshot<never> {
  const beforeLaunch = before === undefined ? null : { optedIn: before, minPowerInTopN: null };
  return {
    value,
    context: { optedIn, minPowerInTopN: null, beforeLaunch },
  } as unknown as LocalSnapshot<never>;
}

const moment = { type: 'launchMoment' };
const phase = (to: string) => ({ type: 'phaseChanged', phase: to });
const waiting = members('notLaunched', ['v1']);
const launching = members('notLaunched', ['v1', 'v2'], ['v1']);

const rows: readonly (readonly [
  property: string,
  title: string,
  before: LocalSnapshot<never>,
  event: { readonly type: string },
  after: LocalSnapshot<never>,
  expected: Expected,
])[] = [
  ['failed-launch-undone', 'the moment', waiting, moment, launching, 'holds, seen'],
  [
    'failed-launch-undone',
    'a moment without memory',
    waiting,
    moment,
    members('notLaunched', ['v1', 'v2']),
    /nobody remembers \{v1\}/,
  ],
  [
    'failed-launch-undone',
    'a launch',
    launching,
    phase('launched'),
    members('launched', ['v1', 'v2']),
    'holds',
  ],
  ['failed-launch-undone', 'a failure', launching, phase('registered'), waiting, 'holds'],
  [
    'failed-launch-undone',
    'a failure that leaves something',
    launching,
    phase('registered'),
    members('notLaunched', ['v1', 'v2']),
    /\{v1, v2\} .* remain of \{v1\}/,
  ],
  [
    'failed-launch-undone',
    'a failure that is taken for a launch',
    launching,
    phase('registered'),
    members('launched', ['v1', 'v2']),
    /taken for launched/,
  ],
  [
    'members-until-deleted',
    'a stop',
    members('launched', ['v1']),
    phase('stopped'),
    members('over', ['v1']),
    'holds, seen',
  ],
  [
    'members-until-deleted',
    'a stop that forgets',
    members('launched', ['v1']),
    phase('stopped'),
    members('over', []),
    /members are lost/,
  ],
  [
    'members-until-deleted',
    'a deletion that does not',
    members('launched', ['v1']),
    phase('deleted'),
    members('over', ['v1']),
    /members are kept/,
  ],
];

for (const [property, title, before, event, after, expected] of rows) {
  testStep({ system: whole, property, scope: 'c2' }, title, { before, event, after, emitted: [] }, expected);
}
