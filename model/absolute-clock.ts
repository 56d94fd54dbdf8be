/**
 * Heights, VSC ids and times as people count them. The machines know countdowns and ages only; this adds up what passed
 * in a run. Every chain's first block in a run is block 1 at 0 seconds, and the first VSC id the provider hands out is 1.
 */
import type { JsonRecord } from '../src/system/json.ts';
import type { TraceClock } from '../src/system/trace-clock.ts';
import { consumerOf, provider, recordOf, standaloneOf } from './component-ids.ts';
import type { Instance } from './instance.ts';
import type { VscRef } from './vocabulary.ts';

/** Fields of the clock: `<chain> height`, `<chain> seconds`, `next VSC id`. */
const nextVscId = 'next VSC id';
const heightOf = (chain: string): string => `${chain} height`;
const secondsOf = (chain: string): string => `${chain} seconds`;

/** The clock of systems made of this instance. */
export function absoluteClock(instance: Pick<Instance, 'consumers'>): TraceClock {
  const chains = new Map<string, string>([
    [provider, provider],
    ...instance.consumers.flatMap(
      ({ id }) =>
        [
          [consumerOf(id), id],
          [standaloneOf(id), id],
        ] as const,
    ),
  ]);
  const [first] = instance.consumers;
  // Everyone is told of a new id in the same atomic step, the records first; one of them stands for all.
  const announcedTo = first === undefined ? '' : recordOf(first.id);
  const initial: JsonRecord = Object.fromEntries([
    ...[...chains.values()].flatMap((chain) => [
      [heightOf(chain), 1],
      [secondsOf(chain), 0],
    ]),
    [nextVscId, 1],
  ]) as JsonRecord;
  return {
    initial,
    advance: (clock, { component, event }) => {
      if (event.type === 'vscIdAdvanced') {
        return component === announcedTo ? { ...clock, [nextVscId]: numberIn(clock, nextVscId) + 1 } : clock;
      }
      const chain = chains.get(component);
      const isBlock = event.type === 'nextBlock' || event.type === 'quietBlocks';
      if (chain === undefined || !isBlock) return clock;
      const blocks = event.type === 'quietBlocks' ? Number(event['blocks']) : 1;
      return {
        ...clock,
        [heightOf(chain)]: numberIn(clock, heightOf(chain)) + blocks,
        [secondsOf(chain)]: numberIn(clock, secondsOf(chain)) + Number(event['seconds']),
      };
    },
  };
}

/** Height of the chain's current block. */
export function heightIn(clock: JsonRecord, chain: string): number {
  return numberIn(clock, heightOf(chain));
}

/** Seconds since the start of the run on the chain's own clock. */
export function secondsIn(clock: JsonRecord, chain: string): number {
  return numberIn(clock, secondsOf(chain));
}

/** `VSC 3`, or `the genesis set` for id 0. Ids from before the run are named by how long ago they were issued. */
export function vscName(ref: VscRef | 'unknown', clock: JsonRecord): string {
  if (ref === 'genesis') return 'the genesis set';
  if (ref === 'unknown') return 'an unknown VSC';
  const id = numberIn(clock, nextVscId) - ref;
  return id >= 1 ? `VSC ${id}` : `a VSC from before the run (${1 - id} ids earlier)`;
}

function numberIn(clock: JsonRecord, field: string): number {
  const value = clock[field];
  return typeof value === 'number' ? value : 0;
}
