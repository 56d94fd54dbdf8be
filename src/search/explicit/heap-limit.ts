/** A heap that is full ends the whole program with all that it has found, so a search stops shortly before. */
import { getHeapStatistics } from 'node:v8';

/** Part of the heap that may be used; collecting garbage takes most of the time beyond it. */
const mostUsed = 0.95;
const megabyte = 2 ** 20;

/** Why to stop, or undefined while there is room. */
export function heapIsNearlyFull(
  {
    used_heap_size: used,
    heap_size_limit: limit,
  }: Pick<ReturnType<typeof getHeapStatistics>, 'used_heap_size' | 'heap_size_limit'> = getHeapStatistics(),
): string | undefined {
  if (used < mostUsed * limit) return undefined;
  return `the ${String(Math.floor(limit / megabyte))} MB that Node has for data are nearly full (NODE_OPTIONS=--max-old-space-size=<MB> gives it more)`;
}
