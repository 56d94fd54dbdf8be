import test from 'ava';
import { heapIsNearlyFull } from '../../../src/search/explicit/heap-limit.ts';

const limit = 1000 * 2 ** 20;

test('a heap with room is no reason to stop', (t) => {
  t.is(heapIsNearlyFull({ used_heap_size: limit / 2, heap_size_limit: limit }), undefined);
  t.is(heapIsNearlyFull(), undefined);
});

test('a heap that is nearly full is one, and how to give it more is told', (t) => {
  const reason = heapIsNearlyFull({ used_heap_size: 0.96 * limit, heap_size_limit: limit });
  t.regex(reason ?? '', /the 1000 MB .* nearly full .*max-old-space-size/);
});
