/** Goal: the visited set is exact, whatever way a state is added. */
import test from 'ava';
import fc from 'fast-check';
import { StateStore } from '../../../src/search/explicit/state-store.ts';

test('gives equal vectors equal numbers and decodes them, before and after it is reshaped', (t) => {
  t.notThrows(() => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 1, max: 7 }), fc.constantFrom(33, 34, 70)).chain((width) =>
          fc.record({
            width: fc.constant(width),
            vectors: fc.array(fc.array(fc.nat(3), { minLength: width, maxLength: width }), {
              minLength: 1,
              maxLength: 60,
            }),
          }),
        ),
        ({ width, vectors }) => {
          const store = new StateStore(width, { tableCapacity: 2, reshapeAt: 20 });
          const numbers = new Map<string, number>();
          let loaded = -1;
          const base = new Int32Array(width);
          for (const [at, values] of vectors.entries()) {
            const vector = Int32Array.from(values);
            const key = values.join();
            // Alternate between the three ways to add, each against the map as oracle.
            if (loaded >= 0 && at % 3 === 1) {
              const position = at % width;
              const one = base.slice();
              one[position] = values[position] ?? 0;
              const oneKey = one.join();
              const number = store.addWithOne(position, values[position] ?? 0);
              if (number !== (numbers.get(oneKey) ?? numbers.size)) return false;
              numbers.set(oneKey, number);
            }
            const number = loaded >= 0 && at % 2 === 0 ? store.addChanged(vector) : store.add(vector);
            if (number !== (numbers.get(key) ?? numbers.size)) return false;
            numbers.set(key, number);
            store.load(number, base);
            loaded = number;
            if (base.join() !== key) return false;
          }
          return store.size === numbers.size;
        },
      ),
      { numRuns: 300 },
    );
  });
});

const change = fc.record({ position: fc.nat(), value: fc.nat(5), together: fc.boolean() });

test('numbers queued states as if they were added one by one', (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 6 }),
      fc.array(fc.array(change, { minLength: 1, maxLength: 90 }), { minLength: 1, maxLength: 12 }),
      (width, batches) => {
        const store = new StateStore(width, { tableCapacity: 2, reshapeAt: 30 });
        const base = new Int32Array(width);
        const numbers = new Map([[base.join(), store.add(base)]]);
        for (const [state, batch] of batches.entries()) {
          store.load(state % store.size, base);
          const keys = batch.map(({ position, value, together }) => {
            const changed = base.slice();
            const first = position % width;
            changed[first] = value;
            if (!together) {
              store.queueWithOne(first, value);
              return changed.join();
            }
            const second = (first + 1) % width;
            changed[second] = value + 1;
            store.change(first, value);
            store.change(second, value + 1);
            store.queueChanges();
            return changed.join();
          });
          t.is(store.queued, batch.length);
          const settled = store.settle();
          for (const [at, key] of keys.entries()) {
            const expected = numbers.get(key) ?? numbers.size;
            numbers.set(key, expected);
            t.is(settled[at], expected);
          }
          t.is(store.queued, 0);
        }
        t.is(store.size, numbers.size);
        for (const [key, number] of numbers) {
          store.load(number, base);
          t.is(base.join(), key);
        }
      },
    ),
  );
});
