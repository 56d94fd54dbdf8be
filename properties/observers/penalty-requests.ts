/** What the owner of a consumer asked for, and since when: whether its penalties change when, and only when, they may. */
import { penaltiesOf } from '../../model/component-ids.ts';
import { eventOf } from '../model-events.ts';
import { notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

export interface PenaltyRequests {
  readonly inForce: number;
  /** The last request, unless it was met or was for what is in force; `waited` seconds ago. */
  readonly asked: { readonly choice: number; readonly waited: number } | null;
  /** A request was met since the last block of the provider. */
  readonly met: boolean;
  /** The first change that came at the wrong time, or did not come. */
  readonly defect: string;
}

export const penaltyRequestsId = (consumer: string): string => `penalty-requests-${consumer}`;

export const penaltyRequests = onePerConsumer<PenaltyRequests>((instance, { id }) => {
  const { unbondingSeconds } = instance.provider;
  return {
    id: penaltyRequestsId(id),
    initial: { inForce: 0, asked: null, met: false, defect: '' },
    observes: [penaltiesOf(id)],
    reduce: (state, delivery) => {
      const event = eventOf(delivery);
      const changes = notesOf(delivery.emitted, 'penaltiesChanged');
      if (event.type === 'setInfractionParameters') return setAtOnce(state, event.choice, changes);
      let next = state;
      if (event.type === 'updateInfractionParameters') {
        const { choice } = event;
        next = { ...next, asked: choice === next.inForce ? null : { choice, waited: 0 } };
      } else if (event.type === 'penaltyChangesComeCloser') {
        if (next.met) next = { ...next, met: false };
        if (next.asked !== null) {
          next = { ...next, asked: { ...next.asked, waited: next.asked.waited + event.seconds } };
        }
      }
      const { asked } = next;
      const isDue = asked !== null && asked.waited >= unbondingSeconds;
      for (const { choice } of changes) {
        const isRight = isDue && event.type === 'penaltyChangesComeCloser' && choice === asked.choice;
        next = {
          inForce: choice,
          asked: null,
          met: true,
          defect: isRight
            ? next.defect
            : next.defect ||
              `parameters no. ${String(choice)} come into force ${asked === null ? 'unasked' : `${String(asked.waited)} s after no. ${String(asked.choice)} were asked for`}`,
        };
      }
      if (changes.length === 0 && isDue) {
        next = {
          ...next,
          defect: next.defect || `parameters no. ${String(asked.choice)} are due and not in force`,
        };
      }
      return next;
    },
  };
});

/** Before the launch: exactly what was asked for is in force now. */
function setAtOnce(
  { met, inForce, defect }: PenaltyRequests,
  choice: number,
  changes: readonly { readonly choice: number }[],
): PenaltyRequests {
  const isDone =
    choice === inForce ? changes.length === 0 : changes.length === 1 && changes[0]?.choice === choice;
  return {
    inForce: choice,
    asked: null,
    met,
    defect:
      defect || (isDone ? '' : `parameters no. ${String(choice)} are asked for at once and not in force`),
  };
}
