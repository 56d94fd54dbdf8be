/** What machines say and are told, with the types of the model's vocabulary. */
import type {
  ChannelChoice,
  ConsumerChoice,
  EvidenceChoice,
  ModelMessage,
  ModelNote,
  PenaltiesChoice,
  ProviderChoice,
  StandaloneChoice,
} from '../model/vocabulary.ts';
import type { Emitted, MachineEvent } from '../src/system/vocabulary.ts';

/** Any event that a machine of the model may be given. */
export type ModelEvent =
  | ModelMessage
  | ((ProviderChoice | ChannelChoice | ConsumerChoice | EvidenceChoice | PenaltiesChoice | StandaloneChoice) &
      MachineEvent);

/** The event of a step or delivery, as one of the model's. */
export function eventOf(occurrence: { readonly event: MachineEvent }): ModelEvent {
  return occurrence.event as ModelEvent;
}

/** The notes of all types, in order. */
export function notesIn(emitted: readonly Emitted[]): readonly ModelNote[] {
  const notes: ModelNote[] = [];
  for (const effect of emitted) if (effect.type === 'note') notes.push(effect.note as unknown as ModelNote);
  return notes;
}
