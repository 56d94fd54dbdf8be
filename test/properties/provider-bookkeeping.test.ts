/** Goal: what the provider keeps for others is noticed when it does not move with it. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { note, send } from '../../src/system/authoring.ts';
import type { Emitted, LocalSnapshot, MachineEvent } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeStep } from './judge.ts';

const legacy = createIcsSystem(loadInstance('legacy'));
const state = (context: object): LocalSnapshot<never> =>
  ({ value: 'on', context }) as unknown as LocalSnapshot<never>;
const stepFrom = (before: object, event: MachineEvent, after: object) => ({
  before: state(before),
  event,
  after: state(after),
  emitted: [],
});

test('references-grow-older: each by one, in its order', (t) => {
  const check = checkOf(legacy, 'references-grow-older', 'deadlines-c1');
  const waiting = (...vscs: readonly number[]) => ({
    awaiting: vscs.map((vsc) => ({ vsc, timesOutIn: 2 })),
  });
  const issued = { type: 'vscIdAdvanced' };
  assertJudgement(t, judgeStep(check, stepFrom(waiting(1, 0), issued, waiting(2, 1))), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepFrom(waiting(1, 0), issued, waiting(1, 0))), /are no older/);
});

test('meter-knows-power: from the moment at which it is told', (t) => {
  const check = checkOf(legacy, 'meter-knows-power', '');
  const told = { type: 'blockBegan', seconds: 1, totalPower: 5 };
  assertJudgement(t, judgeStep(check, stepFrom({}, told, { totalPower: 5 })), 'holds, seen');
  assertJudgement(
    t,
    judgeStep(check, stepFrom({}, told, { totalPower: 4 })),
    /have power 5, and the meter is measured by 4/,
  );
});

test('meter-knows-power: of all bonded validators', (t) => {
  const check = checkOf(legacy, 'meter-knows-power', 'provider');
  const chain = { validators: [{ lastPower: 3 }, { lastPower: 2 }, { lastPower: 0 }] };
  const begun = (totalPower: number) => ({
    ...stepFrom(chain, { type: 'nextBlock', seconds: 1 }, chain),
    emitted: [send('slash-meter', { type: 'blockBegan', seconds: 1, totalPower })],
  });
  assertJudgement(t, judgeStep(check, begun(5)), 'holds, seen');
  assertJudgement(t, judgeStep(check, begun(3)), /have power 5, and the meter is told of 3/);
});

test('maturities-told: with every one that is registered', (t) => {
  const check = checkOf(legacy, 'maturities-told', 'c1');
  const registered = note('maturityRegistered', { vsc: 1 });
  const step = (emitted: readonly Emitted[]) => ({
    ...stepFrom({}, { type: 'vscMaturedReceived', vsc: 1 }, {}),
    emitted,
  });
  const told = send('maturity-listeners', { type: 'vscMatured', vsc: 1 });
  assertJudgement(t, judgeStep(check, step([registered, told])), 'holds, seen');
  assertJudgement(t, judgeStep(check, step([registered])), /those who wait for it are not told/);
});

test('answered-in-time-forgotten: for the VSC that has matured', (t) => {
  const check = checkOf(legacy, 'answered-in-time-forgotten', 'c1');
  const waiting = (...vscs: readonly number[]) => ({ awaiting: vscs.map((vsc) => ({ vsc, timesOutIn: 2 })) });
  const matured = { type: 'vscMatured', vsc: 1 };
  assertJudgement(t, judgeStep(check, stepFrom(waiting(1, 0), matured, waiting(0))), 'holds, seen');
  assertJudgement(
    t,
    judgeStep(check, stepFrom(waiting(1, 0), matured, waiting(1, 0))),
    /is timed for it still/,
  );
});

test('references-grow-older: what keeps keys is told of ids, like everybody else', (t) => {
  const check = checkOf(createIcsSystem(loadInstance('keys')), 'references-grow-older', 'keys');
  const issued = (...to: readonly string[]) => ({
    ...stepFrom({}, { type: 'nextBlock', seconds: 1 }, {}),
    emitted: to.map((address) => send(address, { type: 'vscIdAdvanced' })),
  });
  assertJudgement(t, judgeStep(check, issued('records', 'keys')), 'holds, seen');
  assertJudgement(t, judgeStep(check, issued('records')), /what keeps keys is not told/);
});
