/**
 * Sound evidence about one consumer, from the moment at which the provider accepts it until it is executed or refused: it
 * must not come too late for a validator that was bonded when it was accepted.
 */
import { provider, recordOf } from '../../model/component-ids.ts';
import { bondedAtGenesis } from '../../model/genesis-validator-set.ts';
import type { ConsumerKey, EquivocationKind, ValidatorId } from '../../model/vocabulary.ts';
import type { ObservedDelivery } from '../../src/system/vocabulary.ts';
import { eventOf } from '../model-events.ts';
import { notesOf } from './heard.ts';
import { onePerConsumer } from './one-per-consumer.ts';

interface Accepted {
  readonly key: ConsumerKey;
  readonly kind: EquivocationKind;
  readonly validator: ValidatorId;
}

export interface AcceptedEvidence {
  /** Who had power when the last block of the provider ended, and has not been tombstoned since; sorted. */
  readonly bonded: readonly ValidatorId[];
  /** Accepted against validators that were bonded and have not been tombstoned since, and not decided. */
  readonly undecided: readonly Accepted[];
  /** Some evidence was executed. */
  readonly executed: boolean;
  /** The first that came too late, in words; empty if none did. */
  readonly escaped: string;
}

export const acceptedEvidenceId = (consumer: string): string => `accepted-evidence-${consumer}`;

export const acceptedEvidence = onePerConsumer<AcceptedEvidence>((instance, { id }) => ({
  id: acceptedEvidenceId(id),
  initial: {
    bonded: bondedAtGenesis(instance)
      .map(({ validator }) => validator)
      .sort(),
    undecided: [],
    executed: false,
    escaped: '',
  },
  observes: [provider, recordOf(id)],
  reduce: (state, delivery) => {
    if (delivery.component !== provider) return afterRecord(state, delivery);
    const event = eventOf(delivery);
    if (event.type === 'punishEquivocation' && event.consumer === id)
      return withoutTombstoned(decided(state, event, delivery), delivery);
    const [ended] = notesOf(delivery.emitted, 'providerBlockEnded');
    const bonded = ended?.bonded.map(({ validator }) => validator).sort();
    return withoutTombstoned(bonded === undefined ? state : { ...state, bonded }, delivery);
  },
}));

function afterRecord(state: AcceptedEvidence, { emitted }: ObservedDelivery): AcceptedEvidence {
  const against = notesOf(emitted, 'evidenceAccepted')
    .filter(({ validator }) => state.bonded.includes(validator))
    .map(({ key, kind, validator }): Accepted => ({ key, kind, validator }));
  return against.length === 0 ? state : { ...state, undecided: [...state.undecided, ...against] };
}

/** Nothing worse can happen to them. */
function withoutTombstoned(state: AcceptedEvidence, { emitted }: ObservedDelivery): AcceptedEvidence {
  const gone = notesOf(emitted, 'tombstoned').map(({ validator }) => validator);
  if (gone.length === 0) return state;
  return {
    ...state,
    bonded: state.bonded.filter((validator) => !gone.includes(validator)),
    undecided: state.undecided.filter(({ validator }) => !gone.includes(validator)),
  };
}

function decided(
  state: AcceptedEvidence,
  { key, kind }: Pick<Accepted, 'key' | 'kind'>,
  { emitted }: ObservedDelivery,
): AcceptedEvidence {
  const at = state.undecided.findIndex((each) => each.key === key && each.kind === kind);
  const isExecuted = notesOf(emitted, 'slashed').length > 0;
  const isOutOfReach = notesOf(emitted, 'evidenceRefused').some(({ reason }) => reason !== 'tombstoned');
  const found = state.undecided[at];
  const escape =
    found !== undefined && isOutOfReach
      ? `${found.validator} was bonded when evidence about its key ${key} was accepted, and is out of reach when it is executed`
      : '';
  return {
    ...state,
    undecided: at === -1 ? state.undecided : state.undecided.toSpliced(at, 1),
    executed: state.executed || isExecuted,
    escaped: state.escaped || escape,
  };
}
