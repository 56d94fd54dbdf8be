/** The slash meter: allowance, candidate times, charges and bounces, with the numbers worked out by hand. */
import fc from 'fast-check';
import test from 'ava';
import { createSlashMeterMachine } from '../../../model/provider/slash-meter-machine.ts';
import { slashMeterParameters } from '../../../model/provider/slash-meter-setup.ts';
import { featurePresets } from '../../../model/features.ts';
import type { SlashMeterContext } from '../../../model/vocabulary.ts';
import { play, start, type Play } from '../play-machine.ts';
import { providerInstance } from './provider-instance.ts';

// Powers 3 and 2, a fifth of them: the allowance is 1; periods of 2 s.
const machine = createSlashMeterMachine(providerInstance());
const began = (seconds: number, totalPower = 5) => ({ type: 'blockBegan', seconds, totalPower });
const charge = (power: number) => ({ type: 'charge', power });
const report = {
  type: 'throttleReport',
  consumer: 'c1',
  key: 'k',
  validator: 'a',
  power: 3,
  vsc: 2,
  slashFraction: { numerator: 0, denominator: 1 },
  jailSeconds: 1,
};
const from = (context: Partial<SlashMeterContext>, ...events: Parameters<typeof play>[2]): Play =>
  play(machine, start(machine, context), events);
const contextOf = ({ snapshot }: Play): SlashMeterContext => snapshot.context as SlashMeterContext;

for (const [fraction, total, allowance] of [
  ['0.2', 5, 1],
  ['0.05', 270_000_000, 13_500_000],
  // Halves go to the even number.
  ['0.5', 5, 2],
  ['0.5', 7, 4],
  // Nothing becomes 1.
  ['0.5', 1, 1],
  ['0', 100, 1],
  ['1', 100, 100],
] as const) {
  test(`allowance of ${fraction} of ${String(total)} is ${String(allowance)}`, (t) => {
    const instance = providerInstance({ provider: { slashMeterReplenishFraction: fraction } });
    t.is(slashMeterParameters(instance).allowance(total), allowance);
  });
}

test('the meter starts full, a period before its first replenishment', (t) => {
  t.deepEqual(from({}).snapshot.context, { meter: 1, replenishesIn: 2, totalPower: 5 });
});

test('a full meter postpones its replenishment in every block', (t) => {
  t.is(contextOf(from({}, began(1), began(1), began(1))).replenishesIn, 2);
});

test('a period counts from when the meter was full last, and one allowance comes per period', (t) => {
  const at = (...events: Parameters<typeof play>[2]): number =>
    contextOf(from({}, charge(3), ...events)).meter;
  t.is(at(began(1)), -2);
  t.is(at(began(1), began(1)), -1);
  t.is(at(began(1), began(1), began(1)), -1);
  t.is(at(began(1), began(1), began(1), began(1)), 0);
  // One long block brings one replenishment only.
  t.is(at(began(9)), -1);
  t.deepEqual(from({}, charge(3), began(1), began(1)).notes, [{ type: 'replenished', by: 1 }]);
});

test('the meter never rises above the allowance, and sinks with the total power', (t) => {
  t.is(contextOf(from({ meter: 0, replenishesIn: 1 }, began(1))).meter, 1);
  t.deepEqual(contextOf(from({ meter: 9, totalPower: 45 }, began(1, 20))), {
    meter: 4,
    replenishesIn: 2,
    totalPower: 20,
  });
  // A grown allowance is reached at the next replenishment only.
  t.is(contextOf(from({ meter: 1 }, began(1, 20))).meter, 1);
});

for (const [meter, answer] of [
  [1, 'provider handleDowntime'],
  [0, 'provider handleDowntime'],
  [-1, 'record-c1 reportBounced'],
] as const) {
  test(`at ${String(meter)} a report goes to ${answer}`, (t) => {
    const { sent, snapshot } = from({ meter }, report);
    t.deepEqual(
      sent.map(([to, { type }]) => `${to} ${type}`),
      [answer],
    );
    t.is((snapshot.context as SlashMeterContext).meter, meter);
  });
}

test('what goes on is the report itself', (t) => {
  t.deepEqual(from({}, report).sent[0]?.[1], { ...report, type: 'handleDowntime' });
});

test('without throttling by retry nothing bounces', (t) => {
  const features = { ...featurePresets.v7, throttleByRetry: false };
  const open = createSlashMeterMachine(providerInstance({ features }));
  const { sent } = play(open, start(open, { meter: -5 }), [report]);
  t.is(sent[0]?.[0], 'provider');
});

test('agrees with the code, which keeps times instead of countdowns', (t) => {
  const event = fc.oneof(
    fc.record({ seconds: fc.integer({ min: 1, max: 5 }), totalPower: fc.nat(40) }),
    fc.record({ power: fc.nat(6) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let now = 0;
      let candidate = 2;
      let meter = 1;
      for (const next of events) {
        if ('power' in next) {
          meter -= next.power;
          continue;
        }
        now += next.seconds;
        const allowance = Math.max(1, Math.round(next.totalPower / 5));
        if (now >= candidate) {
          meter = Math.min(meter + allowance, allowance);
          candidate = now + 2;
        }
        if (meter >= allowance) {
          candidate = now + 2;
          meter = allowance;
        }
      }
      const played = from(
        {},
        ...events.map((next) =>
          'power' in next ? charge(next.power) : began(next.seconds, next.totalPower),
        ),
      );
      t.is(contextOf(played).meter, meter);
      t.is(contextOf(played).replenishesIn, Math.max(0, candidate - now));
    }),
  );
});
