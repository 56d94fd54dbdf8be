import test from 'ava';
import { send } from '../../src/system/authoring.ts';
import { assertJudgement, checkOf, judgeState, judgeStep, type Expected } from './judge.ts';
import {
  channelIn,
  consumerIn,
  ics,
  providerIn,
  recordIn,
  stepOf,
  undelegation,
  validatorsWith,
  vsc,
} from './situations.ts';

const halts: readonly (readonly [title: string, values: readonly unknown[], expected: Expected])[] = [
  ['a VSC that could not be sent', [providerIn(), recordIn({ pending: [vsc(1, {})] })], 'holds, seen'],
  ['a consumer that was stopped', [providerIn(), recordIn({}, 'stopped')], 'holds, seen'],
  ['nothing special', [providerIn(), recordIn()], 'holds'],
  [
    'a halt',
    [providerIn({ haltReason: 'client expired' }, 'halted'), recordIn()],
    /the provider has halted: client expired/,
  ],
];
for (const [title, values, expected] of halts) {
  test(`provider-never-halts: ${title}`, (t) => {
    assertJudgement(t, judgeState(checkOf(ics, 'provider-never-halts', 'c1'), values), expected);
  });
}

const block = { type: 'nextBlock', seconds: 2 };
const told = (seconds: number) => [
  send('slash-meter', { type: 'blockBegan', seconds, totalPower: 6 }),
  send('channels', { type: 'providerTimePassed', seconds }),
];
const waiting = providerIn({ unbonding: [undelegation('a', 1, { completesIn: 5 })] });
const dueIn = (completesIn: number) =>
  providerIn({ blockOfEpoch: 0, unbonding: [undelegation('a', 1, { completesIn })] });
const jailed = (jailedFor: number, blockOfEpoch: number) =>
  providerIn({ blockOfEpoch, validators: validatorsWith({ b: { jailed: true, jailedFor } }) });

const times: readonly (readonly [title: string, step: ReturnType<typeof stepOf>, expected: Expected])[] = [
  ['a block', stepOf(waiting, block, dueIn(3), told(2)), 'holds, seen'],
  ['a transaction', stepOf(waiting, { type: 'delegate' }, waiting), 'holds'],
  [
    'a block that does not move the height',
    stepOf(waiting, block, waiting, told(2)),
    /height moves to 1 within the epoch instead of 0/,
  ],
  [
    'a transaction that moves the height',
    stepOf(waiting, { type: 'delegate' }, dueIn(5)),
    /height moves to 0/,
  ],
  [
    'a block without time',
    stepOf(waiting, { type: 'nextBlock', seconds: 0 }, dueIn(5), told(0)),
    /1 blocks take 0 s/,
  ],
  ['a block that tells another time', stepOf(waiting, block, dueIn(3), told(1)), /not told that 2 s pass/],
  ['a block that tells nobody', stepOf(waiting, block, dueIn(3)), /not told that 2 s pass/],
  [
    'time told without a block',
    stepOf(waiting, { type: 'delegate' }, waiting, told(2)),
    /time passes without a block/,
  ],
  [
    'an unbonding that does not come closer',
    stepOf(waiting, block, dueIn(5), told(2)),
    /due in 5 s instead of 3 s/,
  ],
  ['a jail term that runs', stepOf(jailed(3, 1), block, jailed(1, 0), told(2)), 'holds, seen'],
  [
    'a jail term that stands',
    stepOf(jailed(3, 1), block, jailed(3, 0), told(2)),
    /b stays in jail for 3 s instead of 1 s/,
  ],
];
for (const [title, step, expected] of times) {
  test(`time-monotone, provider: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(ics, 'time-monotone', 'provider'), step), expected);
  });
}

test('time-monotone, consumer: a block tells the channel how long it took', (t) => {
  const check = checkOf(ics, 'time-monotone', 'c1');
  const tell = (seconds: number) => [send('channel', { type: 'consumerTimePassed', seconds })];
  const chain = consumerIn();
  assertJudgement(t, judgeStep(check, stepOf(chain, block, chain, tell(2))), 'holds, seen');
  assertJudgement(t, judgeStep(check, stepOf(chain, block, chain, tell(1))), /not told that 2 s pass/);
  assertJudgement(t, judgeStep(check, stepOf(chain, block, chain)), /not told/);
  assertJudgement(
    t,
    judgeStep(check, stepOf(chain, { type: 'nextBlock', seconds: 0 }, chain, tell(0))),
    /1 blocks take 0 s/,
  );
  assertJudgement(
    t,
    judgeStep(check, stepOf(chain, { type: 'vscReceived' }, chain, tell(1))),
    /without a block/,
  );
});

const clocks = { drift: 1, consumerClientExpiresIn: 3, providerClientExpiresIn: 3 };
const flying = channelIn({ ...clocks, toConsumer: [{ ...vsc(1, {}), timesOutIn: 5 }] });
const consumerTime = { type: 'consumerTimePassed', seconds: 2 };
const after = (change: object, timesOutIn = 3) =>
  channelIn({
    ...clocks,
    drift: 3,
    providerClientExpiresIn: 1,
    toConsumer: [{ ...vsc(1, {}), timesOutIn }],
    ...change,
  });
const passing: readonly (readonly [title: string, step: ReturnType<typeof stepOf>, expected: Expected])[] = [
  [
    'all that lives on the clock of the consumer ages',
    stepOf(flying, consumerTime, after({})),
    'holds, seen',
  ],
  [
    'the drift stands still',
    stepOf(flying, consumerTime, after({ drift: 1 })),
    /drift is 1 s instead of 3 s/,
  ],
  [
    'a client does not age',
    stepOf(flying, consumerTime, after({ providerClientExpiresIn: 3 })),
    /a client does not age/,
  ],
  ['a packet does not age', stepOf(flying, consumerTime, after({}, 5)), /packets do not come closer/],
  [
    'the provider’s time runs the other way',
    stepOf(
      channelIn(clocks),
      { type: 'providerTimePassed', seconds: 2 },
      channelIn({ ...clocks, drift: -1, consumerClientExpiresIn: 1 }),
    ),
    'holds, seen',
  ],
  [
    'a channel that is over keeps no time',
    stepOf(
      channelIn({}, { providerEnd: 'closed', consumerEnd: 'closed' }),
      consumerTime,
      channelIn({}, { providerEnd: 'closed', consumerEnd: 'closed' }),
    ),
    'holds, seen',
  ],
  ['anything else', stepOf(flying, { type: 'relayVsc' }, channelIn()), 'holds'],
];
for (const [title, step, expected] of passing) {
  test(`time-monotone, channel: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(ics, 'time-monotone', 'channel of c1'), step), expected);
  });
}

const drifts: readonly (readonly [drift: number, ends: object, expected: Expected])[] = [
  [0, {}, 'holds'],
  [2, {}, 'holds, seen'],
  [-2, {}, 'holds, seen'],
  [3, {}, /clock of c1 is 3 s ahead of the provider's, 2 s are allowed/],
  [-3, { consumerEnd: 'closed' }, /-3 s ahead/],
  [-3, { consumerEnd: 'closed', providerEnd: 'closed' }, 'holds, seen'],
];
for (const [drift, ends, expected] of drifts) {
  test(`bounded-drift: ${String(drift)} s with ${JSON.stringify(ends)}`, (t) => {
    assertJudgement(
      t,
      judgeState(checkOf(ics, 'bounded-drift', 'c1'), [channelIn({ drift }, ends)]),
      expected,
    );
  });
}
