/** Soft opt-out: who need not run a consumer, and what becomes of the blocks that they miss. */
import fc from 'fast-check';
import test from 'ava';
import { smallestObligedPower } from '../../../model/consumer/soft-opt-out.ts';
import { createConsumerMachine } from '../../../model/consumer/consumer-machine.ts';
import { featurePresets } from '../../../model/features.ts';
import { parseFraction } from '../../../model/fraction.ts';
import type { ConsumerContext } from '../../../model/vocabulary.ts';
import { exemptionOn } from '../../../properties/exemption.ts';
import { play, start } from '../play-machine.ts';
import { smallInstance } from '../small-instance.ts';

const setOf = (powers: readonly number[]) => powers.map((power, index) => ({ key: `k${index}`, power }));

for (const [powers, threshold, smallest] of [
  [[3, 2, 1], '0.05', 1],
  [[3, 2, 1], '0.16', 1],
  [[3, 2, 1], '0.17', 2],
  [[3, 2, 1], '0.5', 3],
  [[3, 2, 1], '0', 0],
  // Equal ones are all obliged where together they are too many.
  [[8, 1, 1], '0.15', 1],
  [[8, 1, 1], '0.2', 8],
  [[95, 5], '0.05', 95],
  [[94, 5], '0.05', 5],
  [[], '0.05', 0],
] as const) {
  test(`from which power on one has to sign: of ${powers.join(', ')} with ${threshold}`, (t) => {
    t.is(smallestObligedPower(setOf(powers), parseFraction(threshold)), smallest);
  });
}

test('properties work out the same exemption in another way', (t) => {
  const thresholds = ['0', '0.05', '0.1', '0.15', '0.19', '0.333', '0.5'];
  t.notThrows(() => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...thresholds),
        (powers, softOptOutThreshold) => {
          const set = setOf(powers);
          const smallest = smallestObligedPower(set, parseFraction(softOptOutThreshold));
          const exemption = exemptionOn({ features: 'v3' }, { softOptOutThreshold });
          return powers.every((power) => (exemption?.(set, power) ?? false) === power < smallest);
        },
      ),
    );
  });
});

// Validators a: 3, b: 2 and c: 1, which a threshold of a fifth exempts; two blocks are the limit.
const block = { type: 'nextBlock', seconds: 1 };
const down = { type: 'stopSigning', key: 'c' };
/** What c does to become obliged: a leaves, so that the power of c is a third. */
const aLeaves = { type: 'vscReceived', vsc: 1, updates: [{ key: 'a', power: 0 }], slashAcks: [] };

function reportsAfter(freshDowntimeWindow: boolean, ...events: readonly { readonly type: string }[]) {
  const { instance, consumer } = smallInstance({ softOptOutThreshold: '0.2' });
  const features = { ...featurePresets.v7, softOptOut: true, freshDowntimeWindow };
  const machine = createConsumerMachine({ ...instance, features }, consumer);
  const { notes, snapshot } = play(machine, start(machine), events);
  const { outstanding, missed } = snapshot.context as ConsumerContext;
  return { reports: notes.filter(({ type }) => type === 'reportQueued').length, outstanding, missed };
}

test('somebody exempt is not reported, is not flagged, and begins anew', (t) => {
  t.deepEqual(reportsAfter(false, down, block, block), { reports: 0, outstanding: [], missed: [] });
});

test('somebody who is not exempt is reported', (t) => {
  const down2 = { type: 'stopSigning', key: 'b' };
  t.deepEqual(reportsAfter(false, down2, block, block), { reports: 1, outstanding: ['b'], missed: [] });
});

test('before v4.0 blocks missed while exempt count once the validator has to sign (F31)', (t) => {
  const { reports, outstanding } = reportsAfter(false, block, aLeaves, down, block, block);
  t.deepEqual([reports, outstanding], [1, ['c']]);
});

test('from v4.0 on only blocks count that the validator had to sign', (t) => {
  t.is(reportsAfter(true, block, aLeaves, down, block, block).reports, 0);
  t.is(reportsAfter(true, block, aLeaves, down, block, block, block).reports, 1);
});
