/** What a provider before v3.2 forgets when it is started anew (N29): promises in both forms, and the machines. */
import test from 'ava';
import { createDeadlinesMachine } from '../../model/provider/deadlines-machine.ts';
import { createSlashQueueMachine } from '../../model/provider/slash-queue-machine.ts';
import { createIcsSystem } from '../../model/ics-system.ts';
import { withinScope } from '../../model/instance.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { DeadlinesContext, SlashQueueContext } from '../../model/vocabulary.ts';
import { propertyById } from '../../properties/index.ts';
import { restarts } from '../../properties/observers/restarts.ts';
import { play, start } from '../model/play-machine.ts';
import { assertJudgement, checkOf, judgeObligation, judgeState } from './judge.ts';
import { channelIn, observed, recordIn } from './situations.ts';

const instance = loadInstance('v3');
const [scope] = instance.scopes.filter(({ name }) => name === 'restart-and-staking-c1');
if (scope === undefined) throw new Error('expected a scope with restarts');
const anew = withinScope(instance, scope);
const system = createIcsSystem(anew);
const restarted = observed(restarts(anew), [['provider', { type: 'restartFromExport' }]]);
const running = observed(restarts(anew), [['provider', { type: 'nextBlock', seconds: 1 }]]);
const overdue = { overdue: true, awaited: [{ vsc: 1, dueIn: -1 }] };

test('a promise in its published form is broken whether or not the provider was started anew', (t) => {
  const check = checkOf(system, 'mature-within-timeout-or-removed', 'c1');
  assertJudgement(t, judgeState(check, [overdue]), /is not matured in time|was not matured in time/);
});

test('in its true form it is broken only if the provider was not started anew', (t) => {
  const check = checkOf(system, 'mature-within-timeout-or-removed-without-restart', 'c1');
  assertJudgement(t, judgeState(check, [overdue, running]), /was not matured in time/);
  assertJudgement(t, judgeState(check, [overdue, restarted]), 'holds');
});

test('an obligation is excluded once the provider was started anew', (t) => {
  const check = checkOf(system, 'register-maturity-liveness-without-restart', 'c1');
  const owed = { awaited: [{ vsc: 1, dueIn: 2 }], met: false };
  t.like(judgeObligation(check, [owed, recordIn(), channelIn(), running]), {
    from: true,
    to: false,
    excluded: false,
  });
  t.true(judgeObligation(check, [owed, recordIn(), channelIn(), restarted]).excluded);
});

test('published forms are expected to be violated where there is something to forget', (t) => {
  const expected = (id: string, preset: string) =>
    propertyById(id).expected(createIcsSystem(loadInstance(preset)));
  for (const id of ['unbonding-eventually-completes', 'downtime-always-decided']) {
    t.is(expected(id, 'v3'), 'violated');
    t.is(expected(`${id}-without-restart`, 'v3'), 'holds');
    t.is(expected(id, 'v4'), 'holds');
    t.is(expected(`${id}-without-restart`, 'v4'), 'not-applicable');
  }
});

test('nothing is timed and nothing waits after a restart', (t) => {
  const [consumer] = anew.consumers;
  if (consumer === undefined) throw new Error('expected a consumer');
  const deadlines = createDeadlinesMachine(anew, consumer);
  const awaited = { awaiting: [{ vsc: 1, timesOutIn: 2 }] };
  const anewTimed = play(deadlines, start(deadlines, awaited), [{ type: 'stateRestored' }]);
  t.deepEqual((anewTimed.snapshot.context as DeadlinesContext).awaiting, []);
  const queue = createSlashQueueMachine(anew);
  const waiting: SlashQueueContext = {
    order: [],
    throttled: [{ consumer: 'c1', packets: [{ matured: 1 }] }],
  };
  const anewQueued = play(queue, start(queue, waiting), [{ type: 'stateRestored' }]);
  t.deepEqual(anewQueued.snapshot.context, { order: [], throttled: [] });
});
