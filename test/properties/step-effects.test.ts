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

test('requests-passed-on: what a validator asks for is, what nobody asks for is not', (t) => {
  const check = checkOf(createIcsSystem(loadInstance('keys')), 'requests-passed-on', '');
  const ask = (validator: string) => ({ type: 'assignKey', validator, key: 'k1' });
  const passed = [send('keys', { type: 'keyRequested' })];
  const chain = providerIn();
  assertJudgement(t, judgeStep(check, stepOf(chain, ask('a'), chain, passed)), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(chain, ask('a'), chain)), /"assignKey" of a is not passed on/);
  assertJudgement(t, judgeStep(check, stepOf(chain, ask('nobody'), chain, passed)), /no such validator/);
});

test('first-vsc-establishes: who has received a VSC knows its channel', (t) => {
  const check = checkOf(ics, 'first-vsc-establishes', 'c1');
  const received = { type: 'vscReceived' };
  const [knows, not] = [consumerIn({ channelEstablished: true }), consumerIn({ channelEstablished: false })];
  assertJudgement(t, judgeStep(check, stepOf(not, received, knows)), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(not, received, not)), /does not know its channel/);
});

test('own-time-goes-on: the old staking hears of every block', (t) => {
  const check = checkOf(createIcsSystem(loadInstance('changeover')), 'own-time-goes-on', 'c2');
  const block = { type: 'nextBlock', seconds: 1 };
  const told = [send('standalone', { type: 'ownTimePassed', seconds: 1 })];
  const chain = consumerIn();
  assertJudgement(t, judgeStep(check, stepOf(chain, block, chain, told)), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(chain, block, chain)), /is not told of a block/);
});
