import test from 'ava';
import { allowanceOf, genesisTotalPower, greatestPower } from '../../properties/allowance.ts';
import type { DowntimeReports } from '../../properties/observers/downtime-reports.ts';
import type { SlashMeterContext, SlashPacket, SlashRecord } from '../../model/vocabulary.ts';
import {
  assertLeadsTo,
  assertState,
  assertStep,
  channelState,
  checkOf,
  consumerState,
  handleDowntime,
  pair,
  providerState,
  said,
  sent,
  snapshot,
  step,
  validator,
} from './slashing-situations.ts';

const meter = (value: number, changes: Partial<SlashMeterContext> = {}) =>
  snapshot({ meter: value, replenishesIn: 2, totalPower: 10, ...changes });

test('the allowance: rounded to nearest, halves to even, at least 1', (t) => {
  const { instance } = pair;
  const powers = [0, 2, 3, 7, 8, 10, 12, 13];
  t.deepEqual(
    powers.map((power) => allowanceOf(instance, power)),
    [1, 1, 1, 1, 2, 2, 2, 3],
  );
  const half = { ...instance, provider: { ...instance.provider, slashMeterReplenishFraction: '0.5' } };
  t.deepEqual(
    [1, 3, 5, 7].map((power) => allowanceOf(half, power)),
    [1, 2, 2, 4],
  );
  t.is(genesisTotalPower(instance), 5);
  t.is(greatestPower(instance), 14);
});

test('bounce-iff-negative', (t) => {
  const check = checkOf('bounce-iff-negative', '');
  const report = { ...handleDowntime(), type: 'throttleReport' };
  const bounced = sent({ type: 'reportBounced', key: 'k1' });
  const handled = sent(handleDowntime());
  const rows = [
    { before: -1, effects: [bounced], holds: true, witness: true },
    { before: -1, effects: [handled], holds: false, witness: true },
    { before: 0, effects: [handled], holds: true, witness: false },
    { before: 0, effects: [bounced], holds: true, witness: false },
    { before: 1, effects: [handled], holds: true, witness: false },
    { before: 1, effects: [bounced], holds: false, witness: false },
    { before: 1, effects: [], holds: false, witness: false },
  ];
  for (const { before, effects, holds, witness } of rows) {
    assertStep(t, check, step(meter(before), report, meter(before), ...effects), { holds, witness });
  }
  assertStep(t, check, step(meter(-1), report, meter(-2), bounced), {
    holds: false,
    says: /meter -2 at once/,
  });
});

test('meter-bounds', (t) => {
  const check = checkOf('meter-bounds', '');
  assertState(t, check, [meter(2)], { holds: true, witness: false });
  assertState(t, check, [meter(-14)], { holds: true, witness: true });
  assertState(t, check, [meter(3)], { holds: false, says: /the meter is 3, expected between -14 and 2/ });
  assertState(t, check, [meter(-15)], { holds: false });
});

test('meter-charge-exact: the charge', (t) => {
  const check = checkOf('meter-charge-exact', 'provider');
  const state = (changes: Parameters<typeof validator>[1] = {}) => providerState([validator('v1', changes)]);
  const charge = (power: number) => sent({ type: 'charge', power });
  const jailed = said({ type: 'jailed', validator: 'v1', cause: 'c1', seconds: 1, power: 10 });
  const after = state({ jailed: true });
  assertStep(t, check, step(state(), handleDowntime(), after, charge(10), jailed), {
    holds: true,
    witness: true,
  });
  assertStep(t, check, step(state(), handleDowntime(), after, charge(3), jailed), {
    holds: false,
    says: /expected 10/,
  });
  assertStep(t, check, step(state(), handleDowntime(), after, jailed), { holds: false });
  assertStep(t, check, step(state(), handleDowntime(), state(), charge(10)), {
    holds: false,
    says: /nobody is jailed/,
  });
  assertStep(t, check, step(after, handleDowntime(), after, charge(0)), { holds: true });
  assertStep(t, check, step(after, handleDowntime(), after, charge(10)), {
    holds: false,
    says: /expected 0/,
  });
  assertStep(t, check, step(state(), { type: 'unjail' }, state(), charge(1)), {
    holds: false,
    witness: false,
  });
});

test('meter-charge-exact: the meter', (t) => {
  const check = checkOf('meter-charge-exact', 'meter');
  const charge = { type: 'charge', power: 4 };
  assertStep(t, check, step(meter(1), charge, meter(-3)), { holds: true, witness: true });
  assertStep(t, check, step(meter(1), charge, meter(-2)), { holds: false, says: /from 1 to -2/ });
  assertStep(t, check, step(meter(-1), charge, meter(-5)), { holds: false, says: /negative already/ });
  const block = { type: 'blockBegan', seconds: 1, totalPower: 10 };
  const replenished = said({ type: 'replenished', by: 2 });
  assertStep(t, check, step(meter(-1), block, meter(1), replenished), { holds: true });
  assertStep(t, check, step(meter(-1), block, meter(1)), { holds: false });
  assertStep(t, check, step(meter(1), block, meter(3), replenished), {
    holds: false,
    says: /the allowance is 2/,
  });
  assertStep(t, check, step(meter(3), block, meter(2)), { holds: true });
  const bounce = { ...handleDowntime(), type: 'throttleReport' };
  assertStep(t, check, step(meter(1), bounce, meter(0)), {
    holds: false,
    says: /throttleReport takes the meter/,
  });
});

test('replenish-rate and jail-rate-bound repeat what their observers found', (t) => {
  const rate = checkOf('replenish-rate', '');
  assertState(t, rate, [{ secondsSince: 0, any: true, defect: '' }], { holds: true, witness: true });
  const defect = 'replenished too early';
  assertState(t, rate, [{ secondsSince: 0, any: true, defect }], { holds: false, says: /too early/ });
  const bound = checkOf('jail-rate-bound', '');
  const one = { secondsAgo: 1, power: 3, allowance: 1 };
  assertState(t, bound, [{ allowance: 1, jailings: [one], excess: '' }], { holds: true, witness: false });
  assertState(t, bound, [{ allowance: 1, jailings: [one, one], excess: '' }], { holds: true, witness: true });
  const excess = 'too much power';
  assertState(t, bound, [{ allowance: 1, jailings: [one], excess }], { holds: false, says: /too much/ });
});

test('meter-recovers', (t) => {
  const check = checkOf('meter-recovers', '');
  assertLeadsTo(t, check, [meter(-1)], { from: true, to: false, says: /negative for ever: -1/ });
  assertLeadsTo(t, check, [meter(0)], { from: false, to: true });
});

const k1 = { key: 'k1', power: 3, vsc: 'genesis' } as const;
const v2 = { key: 'v2', power: 2, vsc: 'genesis' } as const;
const inFlight = (report: Omit<SlashPacket, 'timesOutIn'>): SlashPacket => ({ ...report, timesOutIn: 3 });
const waiting: SlashRecord = { waiting: true, retryIn: 1 };
const bounced: SlashRecord = { waiting: false, retryIn: 1 };
const reply = { result: 'handled', committed: true } as const;
const blocking: readonly (readonly [
  string,
  boolean,
  SlashRecord | null,
  Parameters<typeof channelState>[0],
])[] = [
  ['nothing sent', true, null, {}],
  ['in flight', true, waiting, { toProvider: [inFlight(k1)] }],
  ['the reply on its way', true, waiting, { slashAcks: [reply] }],
  ['bounced', true, bounced, {}],
  ['waiting for nothing', false, waiting, {}],
  ['in flight, not waiting', false, null, { toProvider: [inFlight(k1)] }],
  ['sent again while bounced', false, bounced, { toProvider: [inFlight(k1)] }],
  ['two in flight', false, waiting, { toProvider: [inFlight(k1), inFlight(k1)] }],
  ['another than the head in flight', false, waiting, { toProvider: [inFlight(v2)] }],
];
for (const [title, holds, slashRecord, channel] of blocking) {
  test(`slash-queue-blocking: ${title}`, (t) => {
    const chain = consumerState({ queue: [k1, v2], slashRecord });
    const check = checkOf('slash-queue-blocking', 'c1');
    assertState(t, check, [chain, channelState(channel)], { holds, witness: slashRecord !== null });
    const closed = channelState(channel, { providerEnd: 'closed', consumerEnd: 'open' });
    assertState(t, check, [chain, closed], { holds: true });
  });
}

test('retry-after-delay', (t) => {
  const check = checkOf('retry-after-delay', 'c1');
  const sending = sent({ type: 'sendSlash', report: k1 });
  const sends = (slashRecord: SlashRecord | null) => {
    const chain = consumerState({ queue: [k1], slashRecord });
    return step(chain, { type: 'nextBlock', seconds: 1 }, chain, sending);
  };
  assertStep(t, check, sends(null), { holds: true, witness: false });
  assertStep(t, check, sends({ waiting: false, retryIn: -1 }), { holds: true, witness: true });
  assertStep(t, check, sends({ waiting: false, retryIn: 0 }), { holds: true });
  assertStep(t, check, sends({ waiting: false, retryIn: 1 }), {
    holds: false,
    says: /1 s of the retry delay/,
  });
  assertStep(t, check, sends({ waiting: true, retryIn: -1 }), {
    holds: false,
    says: /a reply is outstanding/,
  });
});

test('no-slash-lost-on-bounce', (t) => {
  const check = checkOf('no-slash-lost-on-bounce', 'c1');
  const undecided = (...keys: readonly string[]): DowntimeReports => ({
    established: true,
    undecided: keys.map((key) => ({ key, bounces: 2 })),
    decided: null,
    surplusDecision: '',
    surplusPunishment: '',
  });
  const queue = (...reports: readonly (typeof k1 | typeof v2)[]) => consumerState({ queue: reports });
  assertState(t, check, [undecided('k1', 'v2'), queue(k1, v2)], { holds: true, witness: true });
  assertState(t, check, [undecided('v2'), queue(k1, v2)], { holds: true, witness: true });
  assertState(t, check, [undecided(), queue()], { holds: true, witness: false });
  assertState(t, check, [undecided('k1'), queue()], { holds: false, says: /k1, 2 bounces.*queue: \[\]/ });
  assertState(t, check, [undecided('k1', 'v2'), queue(v2, k1)], { holds: false });
  assertState(t, check, [undecided(), queue(k1, v2)], { holds: false });
});
