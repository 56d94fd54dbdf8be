/**
 * Which VSC id a downtime report has to name, followed apart from the consumer's own bookkeeping: the id in force at the
 * infraction height. Downtime found in BeginBlock(h + 1) is about the commit of block h, whose set was fixed one height
 * before that, so the infraction height is h - 1; and a VSC received in block h is in force from h + 1 on.
 */
import { consumerOf } from '../../model/component-ids.ts';
import type { VscRef } from '../../model/vocabulary.ts';
import { growOlder, oldestVscAge } from '../../model/vsc-age.ts';
import { eventOf } from '../model-events.ts';
import { nameOf } from '../vsc-order.ts';
import { notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface InfractionIds {
  /** Ids in force at the height before the present one, at the present one and at the next. */
  readonly previous: VscRef;
  readonly current: VscRef;
  readonly next: VscRef;
  /** A report has been made in the present block. */
  readonly reported: boolean;
  /** How a report named another id. */
  readonly defect: string;
}

export const infractionIds = onePerConsumer<InfractionIds>((instance, { id }) => {
  const oldest = oldestVscAge(instance);
  return {
    id: `infraction-ids-${id}`,
    initial: { previous: 'genesis', current: 'genesis', next: 'genesis', reported: false, defect: '' },
    observes: [consumerOf(id)],
    reduce: (state, delivery) => {
      const event = eventOf(delivery);
      const { previous, current, next } = state;
      switch (event.type) {
        case 'vscReceived':
          return next === event.vsc ? state : { ...state, next: event.vsc };
        case 'vscIdAdvanced':
          return {
            ...state,
            previous: growOlder(previous, oldest),
            current: growOlder(current, oldest),
            next: growOlder(next, oldest),
          };
        case 'quietBlocks':
          return { ...state, previous: event.blocks > 1 ? next : current, current: next, reported: false };
        case 'nextBlock': {
          const reports = notesOf(delivery.emitted, 'reportQueued').map(({ report }) => report);
          const wrong = reports.find(({ vsc }) => vsc !== previous);
          const defect =
            wrong === undefined
              ? state.defect
              : `the report about ${wrong.key} names ${wrong.vsc === 'unknown' ? 'an unknown VSC' : nameOf(wrong.vsc)}, expected ${nameOf(previous)}`;
          return { previous: current, current: next, next, reported: reports.length > 0, defect };
        }
        default:
          return state;
      }
    },
  };
});
