/** Goal: stores over one memory hold the same states, each added by exactly one of them, however often they are full. */
import test from 'ava';
import fc from 'fast-check';
import { TableFull } from '../../../src/search/parallel/shared-pairs.ts';
import { SharedStateStore, storeMemory } from '../../../src/search/parallel/shared-state-store.ts';

function makeRoom(stores: readonly SharedStateStore[]): void {
  const [first] = stores;
  const tables = first?.makeRoom() ?? [];
  for (const store of stores) store.viewAgain();
  // Each enters its share.
  for (const index of tables) {
    stores.forEach((store, member) => {
      const { size = 0 } = store.tables[index] ?? {};
      const half = Math.ceil(size / 2);
      store.tables[index]?.reindex(member * half, Math.min(size, (member + 1) * half));
    });
  }
}

test('two stores agree with a map', (t) => {
  const vectors = fc.integer({ min: 1, max: 6 }).chain((width) =>
    fc.array(fc.tuple(fc.array(fc.nat(3), { minLength: width, maxLength: width }), fc.nat(2)), {
      minLength: 1,
      maxLength: 60,
    }),
  );
  t.notThrows(() => {
    fc.assert(
      fc.property(vectors, (given) => {
        const width = given[0]?.[0].length ?? 1;
        const memory = storeMemory(width, 1);
        const stores = [new SharedStateStore(memory), new SharedStateStore(memory)] as const;
        const numbers = new Map<string, number>();
        const base = new Int32Array(width);
        return given.every(([values, way]) => {
          const store = stores[way % 2 === 0 ? 0 : 1];
          const key = values.join();
          const add = (): number => {
            if (way === 2 && store.size > 0) {
              // As a change of a state that is there.
              store.load(store.size - 1, base);
              const changed = values.flatMap((value, position) =>
                value === base[position] ? [] : [[position, value] as const],
              );
              if (changed.length === 0) return numbers.get(key) ?? 0;
              const [only] = changed;
              if (changed.length === 1 && only !== undefined) store.queueWithOne(...only);
              else {
                for (const [position, value] of changed) store.change(position, value);
                store.queueChanges();
              }
              const { queued } = store;
              const fresh = store.settle(0)[0] ?? -1;
              if (store.isFull) {
                makeRoom(stores);
                return add();
              }
              return queued === 1 && fresh >= 0 ? -1 - fresh : (numbers.get(key) ?? -1000);
            }
            try {
              return store.add(Int32Array.from(values));
            } catch (error) {
              if (!(error instanceof TableFull)) throw error;
              makeRoom(stores);
              return add();
            }
          };
          const found = add();
          const known = numbers.get(key);
          if (found !== (known ?? -1 - numbers.size)) return false;
          const number = known ?? numbers.size;
          numbers.set(key, number);
          return stores.every((each) => {
            each.load(number, base);
            return base.join() === key && each.size === numbers.size;
          });
        });
      }),
      { numRuns: 500 },
    );
  });
});
