/**
 * The environment's events as objects that are made once: the same event is always the same object, for every system
 * in the process, because tables look events up by identity before they look at what is in them.
 */
import type {
  ChannelChoice,
  ConsumerChoice,
  EvidenceChoice,
  OwnershipChoice,
  PenaltiesChoice,
  ConsumerRecordChoice,
  ProviderChoice,
  RewardChoice,
  StandaloneChoice,
} from '../vocabulary.ts';

type EnvironmentEvent =
  | ProviderChoice
  | ConsumerRecordChoice
  | ChannelChoice
  | ConsumerChoice
  | EvidenceChoice
  | OwnershipChoice
  | PenaltiesChoice
  | RewardChoice
  | StandaloneChoice;

/** Grows with the number of distinct events only, which instances keep small. */
const made = new Map<string, EnvironmentEvent>();

/** The one object for this event. */
export function environmentEvent<Event extends EnvironmentEvent>(event: Event): Event {
  const name = JSON.stringify(event);
  const known = made.get(name);
  if (known !== undefined) return known as Event;
  Object.freeze(event);
  made.set(name, event);
  return event;
}
