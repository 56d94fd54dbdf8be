import test from 'ava';
import fc from 'fast-check';
import { createChannelMachine } from '../../../model/channel/channel-machine.ts';
import type { ChannelContext } from '../../../model/vocabulary.ts';
import { play, start } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';
import { AbsoluteChannel } from './absolute-channel.ts';

const { instance, consumer } = smallInstance();
const machine = createChannelMachine(instance, consumer);

/** Time, sending and relaying often; what ends a channel or a client rarely. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('providerTimePassed'),
      seconds: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('consumerTimePassed'),
      seconds: fc.integer({ min: 1, max: 2 }),
    }),
  },
  ...(
    [
      ['sendVscs', 4],
      ['sendSlash', 3],
      ['relayVsc', 3],
      ['relaySlash', 2],
      ['updateClientOnProvider', 3],
      ['updateClientOnConsumer', 3],
      ['recoverClientOnProvider', 1],
      ['recoverClientOnConsumer', 1],
      ['timeoutVsc', 1],
      ['timeoutSlash', 1],
    ] as const
  ).map(([type, weight]) => ({ weight, arbitrary: fc.constant({ type, seconds: 0 }) })),
);
const schedule = fc.array(step, { maxLength: 80, size: 'max' });

test('countdowns and drift say what absolute clocks say', (t) => {
  let expiries = 0;
  let timeouts = 0;
  fc.assert(
    fc.property(schedule, (events) => {
      const oracle = new AbsoluteChannel(instance, consumer);
      let snapshot = start(machine);
      for (const { type, seconds } of events) {
        // Finished channels keep no clocks.
        if (!oracle.providerOpen && !oracle.consumerOpen) return;
        const event =
          type === 'sendVscs'
            ? { type, packets: [{ vsc: 0, updates: [], slashAcks: [] }] }
            : type === 'sendSlash'
              ? { type, report: { key: 'a', power: 1, vsc: 0 } }
              : { type, seconds };
        const played = play(machine, snapshot, [event]);
        snapshot = played.snapshot;
        const possible = oracle.play(type, seconds);
        t.is(played.refused.length === 0, possible, type);
        const context = snapshot.context as ChannelContext;
        t.is(context.drift, oracle.consumerClock - oracle.providerClock);
        t.is(context.consumerClientExpiresIn, Math.max(0, oracle.consumerClientLeft()));
        t.is(context.providerClientExpiresIn, Math.max(0, oracle.providerClientLeft()));
        t.deepEqual(
          context.toConsumer.map(({ timesOutIn }) => timesOutIn),
          oracle.toConsumer.map(({ timeout }) => Math.max(0, timeout - oracle.consumerClock)),
        );
        t.deepEqual(
          context.toProvider.map(({ timesOutIn }) => timesOutIn),
          oracle.toProvider.map(({ timeout }) => Math.max(0, timeout - oracle.providerClock)),
        );
        if (context.consumerClientExpiresIn === 0 || context.providerClientExpiresIn === 0) expiries += 1;
        if (type.startsWith('timeout') && possible) timeouts += 1;
      }
    }),
    { seed: 7, numRuns: 300 },
  );
  t.true(expiries > 0 && timeouts > 0, 'the schedules reached expiries and timeouts');
});

test('what arrives is a prefix of what was sent, in both directions', (t) => {
  let arrived = 0;
  fc.assert(
    fc.property(schedule, (events) => {
      let number = 0;
      const messages = events.map(({ type, seconds }) => {
        number += 1;
        if (type === 'sendVscs') {
          const packets = [{ vsc: 0, updates: [{ key: 'a', power: number }], slashAcks: [] }];
          return { type, packets };
        }
        return type === 'sendSlash'
          ? { type, report: { key: 'a', power: number, vsc: 0 } }
          : { type, seconds };
      });
      const vscsSent: number[] = [];
      const slashesSent: number[] = [];
      const vscsReceived: number[] = [];
      const slashesReceived: number[] = [];
      let snapshot = start(machine);
      for (const message of messages) {
        const played = play(machine, snapshot, [message]);
        snapshot = played.snapshot;
        for (const [, { type, updates, power }] of played.sent) {
          const sentPower = 'packets' in message ? message.packets[0]?.updates[0]?.power : undefined;
          if (type === 'vscsSent' && sentPower !== undefined) vscsSent.push(sentPower);
          if (type === 'slashSent' && 'report' in message) slashesSent.push(message.report.power);
          if (type === 'vscReceived') vscsReceived.push((updates as { power: number }[])[0]?.power ?? -1);
          if (type === 'slashPacketReceived') slashesReceived.push(power as number);
        }
      }
      t.deepEqual(vscsReceived, vscsSent.slice(0, vscsReceived.length));
      t.deepEqual(slashesReceived, slashesSent.slice(0, slashesReceived.length));
      arrived += vscsReceived.length + slashesReceived.length;
    }),
    { seed: 7, numRuns: 300 },
  );
  t.true(arrived > 100, 'the schedules delivered packets');
});
