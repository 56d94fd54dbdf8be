import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { send } from '../../src/system/authoring.ts';
import { assertJudgement, checkOf, judgeStep } from './judge.ts';
import { providerIn, stepOf } from './situations.ts';

test('penalty-changes-count-down: each block takes its time off', (t) => {
  const check = checkOf(createIcsSystem(loadInstance('equivocation')), 'penalty-changes-count-down', '');
  const block = { type: 'nextBlock', seconds: 2 };
  const closer = (seconds: number) => [send('penalties', { type: 'penaltyChangesComeCloser', seconds })];
  const chain = providerIn();
  assertJudgement(t, judgeStep(check, stepOf(chain, block, chain, closer(2))), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(chain, block, chain, closer(1))), /come no closer/);
  assertJudgement(t, judgeStep(check, stepOf(chain, block, chain)), /come no closer/);
});
