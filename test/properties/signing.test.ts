import test from 'ava';
import { assertJudgement, checkOf, judgeStep } from './judge.ts';
import { consumerIn, ics, stepOf } from './situations.ts';

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
