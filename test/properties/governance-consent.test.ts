/** Consent, where owners of consumers are known: on situations made by hand. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import type { ConsumerOwner } from '../../model/vocabulary.ts';
import { assertJudgement, checkOf, judgeState, judgeStep } from './judge.ts';
import { snapshot, step } from './slashing-situations.ts';

const system = createIcsSystem(loadInstance('partial'));

const chain = (owner: ConsumerOwner, topN: number) =>
  snapshot(
    { parameters: { topN }, optedIn: [], minPowerInTopN: null, beforeLaunch: null, owner },
    'launched',
  );

test('consent: a Top-N chain belongs to governance', (t) => {
  const check = checkOf(system, 'consent', 'c2: owner');
  assertJudgement(t, judgeState(check, [chain('governance', 60)]), 'holds');
  assertJudgement(t, judgeState(check, [chain('account', 0)]), 'holds, seen');
  assertJudgement(t, judgeState(check, [chain('account', 60)]), /c2 is a Top-N chain and does not belong/);
});

const judged = (before: ReturnType<typeof chain>, by: ConsumerOwner, after: ReturnType<typeof chain>) => {
  const { parameters, owner: to } = after.context;
  const event = { type: 'shapingUpdateSubmitted', parameters, active: [], ownership: { by, to } };
  return judgeStep(checkOf(system, 'consent', 'c2: updates'), step(before, event, after));
};

test('consent: only the owner changes a chain, and only governance makes it a Top-N chain', (t) => {
  const open = chain('account', 0);
  const forced = chain('governance', 60);
  assertJudgement(t, judged(forced, 'governance', open), 'holds');
  assertJudgement(t, judged(chain('governance', 0), 'governance', forced), 'holds');
  assertJudgement(t, judged(forced, 'account', forced), 'holds, seen');
  assertJudgement(t, judged(forced, 'account', open), /c2 is changed by whoever does not own it/);
  assertJudgement(t, judged(open, 'account', forced), /c2 is made a Top-N chain by an account/);
});
