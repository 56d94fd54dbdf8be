/** When reward transfers are sent, received and refunded, on situations made by hand. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import type { ConsumerInstance } from '../../model/instance.ts';
import { loadInstance } from '../../model/load-instance.ts';
import {
  transmissionRounds,
  type TransmissionRounds,
} from '../../properties/observers/transmission-rounds.ts';
import { send } from '../../src/system/authoring.ts';
import type { Emitted } from '../../src/system/vocabulary.ts';
import { assertJudgement, checkOf, judgeState, judgeStep } from './judge.ts';
import { follow, snapshot, step } from './slashing-situations.ts';

const instance = loadInstance('rewards');
const ics = createIcsSystem(instance);

const gold = (amount: number) => ({ denom: 'gold', amount });
const home = (toSend: readonly object[]) => snapshot({ feeCollector: [], toSend, blocksToTransmission: 1 });
const carried = (inFlight: readonly object[]) => snapshot({ inFlight, refused: [] });
const flying = (amount: number, timesOutIn: number | null) => ({ ...gold(amount), timesOutIn });

test('reward-transfer-timing', (t) => {
  const check = checkOf(ics, 'reward-transfer-timing', 'c1');
  const judged = (type: string, timesOutIn: number | null) =>
    judgeStep(check, step(carried([flying(3, timesOutIn)]), { type, index: 0 }, carried([])));
  assertJudgement(t, judged('relayTransfer', 1), 'holds');
  assertJudgement(t, judged('relayTransfer', null), 'holds');
  assertJudgement(t, judged('timeoutTransfer', 0), 'holds, seen');
  assertJudgement(
    t,
    judged('relayTransfer', 0),
    /a reward transfer of c1 is received although it has timed out/,
  );
  assertJudgement(t, judged('relayRefusedTransfer', 0), /is received/);
  assertJudgement(t, judged('timeoutTransfer', 1), /is timed out 1 s before its timeout/);
});

test('reward-transmission-period', (t) => {
  const [, c2] = instance.consumers as [ConsumerInstance, ConsumerInstance];
  const ends = (...emitted: readonly Emitted[]) => ({
    component: 'rewards-c2',
    event: { type: 'rewardsBlockEnding' },
    emitted,
  });
  const transfer = send('channel', { type: 'sendTransfers', coins: [gold(3)] });
  const states = follow<TransmissionRounds>(transmissionRounds(instance, c2), [
    ends(),
    ends(transfer),
    ends(),
    ends(),
    ends(transfer),
  ]);
  t.deepEqual(states, [
    { since: 1, early: false },
    { since: 0, early: false },
    { since: 1, early: false },
    { since: 0, early: false },
    { since: 1, early: true },
  ]);
  const check = checkOf(ics, 'reward-transmission-period', 'c2');
  assertJudgement(t, judgeState(check, [states[0], home([gold(3)])]), 'holds, seen');
  assertJudgement(t, judgeState(check, [states[1], home([gold(3)])]), 'holds');
  assertJudgement(
    t,
    judgeState(check, [states[4], home([])]),
    /c2 transfers rewards although 2 blocks have not/,
  );
});
