import test from 'ava';
import fc from 'fast-check';
import { createConsumerMachine } from '../../../model/consumer/consumer-machine.ts';
import { initialConsumerContext } from '../../../model/consumer/consumer-setup.ts';
import type { ConsumerContext, KeyPower, VscRef } from '../../../model/vocabulary.ts';
import { oldestVscAge } from '../../../model/vsc-age.ts';
import { play, start } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';
import { AbsoluteConsumer } from './absolute-consumer.ts';

const { instance, consumer } = smallInstance();
const machine = createConsumerMachine(instance, consumer);
const oldest = oldestVscAge(instance);

const key = fc.constantFrom('a', 'b', 'c', 'd');
const updates = fc
  .uniqueArray(fc.record({ key, power: fc.integer({ min: 0, max: 3 }) }), {
    selector: (update) => update.key,
  })
  .map((list): readonly KeyPower[] => list.toSorted((a, b) => (a.key < b.key ? -1 : 1)));

type Step =
  | { readonly type: 'nextBlock'; readonly seconds: number }
  | {
      readonly type: 'vscReceived';
      readonly updates: readonly KeyPower[];
      readonly slashAcks: readonly string[];
    }
  | { readonly type: 'slashAcknowledged'; readonly result: 'handled' | 'bounced' }
  | { readonly type: 'stopSigning' | 'resumeSigning'; readonly key: string }
  | { readonly type: 'vscIdAdvanced' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant('nextBlock' as const),
      seconds: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('vscReceived' as const),
      updates,
      slashAcks: fc.uniqueArray(key, { maxLength: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('slashAcknowledged' as const),
      result: fc.constantFrom('handled' as const, 'bounced' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('stopSigning' as const), key }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('resumeSigning' as const), key }) },
  { weight: 3, arbitrary: fc.constant({ type: 'vscIdAdvanced' as const }) },
);
const schedule = fc.array(step, { maxLength: 60, size: 'max' });

const sorted = (entries: Iterable<readonly [string, number]>): readonly KeyPower[] =>
  [...entries].map(([name, power]) => ({ key: name, power })).sort((a, b) => (a.key < b.key ? -1 : 1));

test('the consumer agrees with a chain of absolute heights, ids and times', (t) => {
  const seen = { reports: 0, bounced: 0, entered: 0 };
  fc.assert(
    fc.property(schedule, (steps) => {
      const oracle = new AbsoluteConsumer(
        initialConsumerContext(instance, consumer).set,
        consumer.downtimeBlocks,
        consumer.retryDelaySeconds,
      );
      let snapshot = start(machine);
      let nextId = 7;
      let sendings = 0;
      const age = (id: number): VscRef => (id === 0 ? 'genesis' : Math.min(nextId - id, oldest));
      for (const chosen of steps) {
        // An acknowledgement comes only for a packet that was sent.
        if (chosen.type === 'slashAcknowledged' && !oracle.waiting) continue;
        // The provider's present id is not sent yet; the one before it is the newest that can arrive.
        const event = chosen.type === 'vscReceived' ? { ...chosen, vsc: age(nextId - 1) } : chosen;
        const played = play(machine, snapshot, [event]);
        snapshot = played.snapshot;
        sendings += played.sent.filter(([, message]) => message.type === 'sendSlash').length;
        let possible = true;
        if (chosen.type === 'nextBlock') oracle.nextBlock(chosen.seconds);
        else if (chosen.type === 'vscReceived') oracle.receive(nextId - 1, chosen.updates, chosen.slashAcks);
        else if (chosen.type === 'slashAcknowledged') oracle.acknowledge(chosen.result);
        else if (chosen.type === 'stopSigning') possible = oracle.stop(chosen.key);
        else if (chosen.type === 'resumeSigning') possible = oracle.resume(chosen.key);
        else nextId += 1;

        t.is(played.refused.length === 0, possible, chosen.type);
        const context = snapshot.context as ConsumerContext;
        t.deepEqual(context.signers, sorted(oracle.signers(oracle.height)), 'signers');
        t.deepEqual(context.set, sorted(oracle.signers(oracle.height + 1)), 'set');
        t.deepEqual(context.vscOfHeight, {
          previous: age(oracle.idOfHeight.get(oracle.height - 1) ?? -1),
          current: age(oracle.idOfHeight.get(oracle.height) ?? -1),
          next: age(oracle.idOfHeight.get(oracle.height + 1) ?? -1),
        });
        t.deepEqual(context.outstanding, [...oracle.outstanding].sort());
        t.deepEqual(context.down, [...oracle.down].sort());
        t.deepEqual(
          context.missed,
          sorted(oracle.missed).map(({ key: name, power: blocks }) => ({ key: name, blocks })),
        );
        t.deepEqual(
          context.queue,
          oracle.queue.map(({ key: name, power, id }) => ({ key: name, power, vsc: age(id) })),
        );
        t.is(sendings, oracle.sendings, 'sendings');
        t.is(context.slashRecord?.waiting ?? false, oracle.waiting);
        seen.reports = Math.max(seen.reports, oracle.queue.length);
        if (chosen.type === 'slashAcknowledged' && chosen.result === 'bounced') seen.bounced += 1;
        if (context.set.some((member) => member.key === 'd')) seen.entered += 1;
      }
    }),
    { seed: 3, numRuns: 300 },
  );
  t.true(seen.reports > 1 && seen.bounced > 10 && seen.entered > 10, JSON.stringify(seen));
});

test('quiet blocks are that many blocks', (t) => {
  let taken = 0;
  fc.assert(
    fc.property(schedule, fc.integer({ min: 1, max: 4 }), (steps, blocks) => {
      const from = play(
        machine,
        start(machine),
        steps.map((chosen) => ({ vsc: 1, ...chosen })),
      ).snapshot;
      const quiet = play(machine, from, [{ type: 'quietBlocks', blocks, seconds: blocks }]);
      if (quiet.refused.length > 0) return;
      taken += 1;
      const one = { type: 'nextBlock', seconds: 1 };
      const single = play(
        machine,
        from,
        Array.from({ length: blocks }, () => one),
      );
      t.deepEqual(quiet.snapshot.context, single.snapshot.context);
      t.deepEqual(quiet.sent, [['channel', { type: 'consumerTimePassed', seconds: blocks }]]);
      t.true(single.sent.every(([, { type }]) => type === 'consumerTimePassed'));
    }),
    { seed: 5, numRuns: 400 },
  );
  t.true(taken > 40, `${taken} schedules ended in a quiet state`);
});
