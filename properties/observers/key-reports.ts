/**
 * Follows the downtime reports of one consumer with the validators that used the reported keys in the blocks that they
 * missed, which is who ought to be blamed.
 */
import { consumerOf, keysOf, recordOf } from '../../model/component-ids.ts';
import type { ConsumerKey, DowntimeDecision, ValidatorId } from '../../model/vocabulary.ts';
import type { ObservedDelivery } from '../../src/system/vocabulary.ts';
import { blocksBegun, notesOf } from './heard.ts';
import {
  alongConsumer,
  alongRecord,
  isUsedIn,
  keyJourneyFromLaunch,
  userIn,
  type KeyJourney,
} from './key-journey.ts';
import { onePerConsumer } from './one-per-consumer.ts';

interface KeyUse {
  readonly key: ConsumerKey;
  readonly user: ValidatorId;
}

export interface BlamedReport extends KeyUse {
  readonly blamed: ValidatorId;
  readonly decision: DowntimeDecision;
  /** The provider had forgotten whose key it was. */
  readonly forgotten: boolean;
}

export interface KeyReports extends KeyJourney {
  /** Queued and not decided for good, oldest first. */
  readonly undecided: readonly KeyUse[];
  /** Of uses that may still be, or are, reported: those whose key leads to the user no more; sorted by key and user. */
  readonly forgotten: readonly KeyUse[];
  /** Decided since the consumer's last block. */
  readonly decided: BlamedReport | null;
}

export const keyReportsId = (consumer: string): string => `key-reports-${consumer}`;

export const keyReports = onePerConsumer<KeyReports>((instance, consumer) => {
  const record = recordOf(consumer.id);
  const keys = keysOf(consumer.id);
  return {
    id: keyReportsId(consumer.id),
    initial: { ...keyJourneyFromLaunch(instance, consumer), undecided: [], forgotten: [], decided: null },
    observes: [keys, record, consumerOf(consumer.id)],
    reduce: (state, delivery) => {
      switch (delivery.component) {
        case keys:
          return afterKeys(state, delivery);
        case record:
          return afterRecord(alongRecord(state, delivery), delivery);
        default:
          return afterConsumer(state, delivery);
      }
    },
  };
});

function afterKeys(state: KeyReports, { emitted }: ObservedDelivery): KeyReports {
  const gone = [...notesOf(emitted, 'keyPruned'), ...notesOf(emitted, 'keyReleased')].map(
    ({ key, validator }): KeyUse => ({ key, user: validator }),
  );
  // A key that is assigned to its former user again leads to it again.
  const back = notesOf(emitted, 'keyAssigned').map(({ key, validator }): KeyUse => ({
    key,
    user: validator,
  }));
  if (gone.length === 0 && back.length === 0) return state;
  // The default key of a validator that is gone may be taken without having been pruned.
  const uses = [...state.sets.flat().map(([key, user]): KeyUse => ({ key, user })), ...state.undecided];
  const taken = uses.filter((use) => back.some(({ key, user }) => use.key === key && use.user !== user));
  const forgotten = [...state.forgotten, ...gone, ...taken].filter(
    (use) => !back.some((other) => isSame(use, other)),
  );
  return tidied({ ...state, forgotten });
}

function afterRecord(state: KeyReports, { emitted }: ObservedDelivery): KeyReports {
  let next = state;
  for (const { key, validator, decision } of notesOf(emitted, 'reportDecided')) {
    if (decision === 'bounced') continue;
    const at = next.undecided.findIndex((report) => report.key === key);
    const report = next.undecided[at];
    if (report === undefined) continue;
    const forgotten = next.forgotten.some((use) => isSame(use, report));
    next = {
      ...next,
      undecided: next.undecided.toSpliced(at, 1),
      decided: { ...report, blamed: validator, decision, forgotten },
    };
  }
  return next === state ? state : tidied(next);
}

function afterConsumer(state: KeyReports, delivery: ObservedDelivery): KeyReports {
  const { blocks } = blocksBegun(delivery.event);
  // What is reported at the beginning of a block was missed under the set that signed the block before.
  const reported = notesOf(delivery.emitted, 'reportQueued').map(({ report: { key } }): KeyUse => ({
    key,
    user: userIn(state.sets, key) ?? key,
  }));
  const moved = alongConsumer(state, delivery);
  if (blocks === 0) return moved;
  return tidied({ ...moved, undecided: [...moved.undecided, ...reported], decided: null });
}

/** Forgets what was forgotten of uses that nobody can report any more. */
function tidied(state: KeyReports): KeyReports {
  if (state.forgotten.length === 0) return state;
  const { sets, undecided } = state;
  const kept = state.forgotten.filter(
    (use, index) =>
      state.forgotten.findIndex((other) => isSame(use, other)) === index &&
      (isUsedIn(sets, use.key, use.user) || undecided.some((report) => isSame(use, report))),
  );
  return { ...state, forgotten: kept.sort((a, b) => (`${a.key} ${a.user}` < `${b.key} ${b.user}` ? -1 : 1)) };
}

function isSame(first: KeyUse, second: KeyUse): boolean {
  return first.key === second.key && first.user === second.user;
}
