/** Goal: what the provider keeps for others is noticed when it does not move with it. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { LocalSnapshot, MachineEvent } from '../../src/system/vocabulary.ts';
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
