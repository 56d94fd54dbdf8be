/** Goal: small steps that others rely on are noticed when they are left out. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { send } from '../../src/system/authoring.ts';
import { assertJudgement, checkOf, judgeStep } from './judge.ts';
import { consumerIn, ics, providerIn, stepOf } from './situations.ts';

test('signing-resumed: who signs again is not down, and has missed nothing', (t) => {
  const check = checkOf(ics, 'signing-resumed', 'c1');
  const down = consumerIn({ down: ['a'] });
  const resume = { type: 'resumeSigning', key: 'a' };
  assertJudgement(t, judgeStep(check, stepOf(down, resume, consumerIn())), 'holds, seen');
  assertJudgement(
    t,
    judgeStep(check, stepOf(down, resume, down)),
    /a signs again on c1, and is taken for down/,
  );
});

test('penalty-changes-count-down: each block takes its time off', (t) => {
  const check = checkOf(createIcsSystem(loadInstance('equivocation')), 'penalty-changes-count-down', '');
  const block = { type: 'nextBlock', seconds: 2 };
  const closer = (seconds: number) => [send('penalties', { type: 'penaltyChangesComeCloser', seconds })];
  const chain = providerIn();
  assertJudgement(t, judgeStep(check, stepOf(chain, block, chain, closer(2))), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(chain, block, chain, closer(1))), /come no closer/);
  assertJudgement(t, judgeStep(check, stepOf(chain, block, chain)), /come no closer/);
});
