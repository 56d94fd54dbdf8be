/** What an observer hears in a delivery, typed by the model's vocabulary. */
import type { Emitted, MachineEvent, ObservedDelivery } from '../../src/system/vocabulary.ts';
import type { Features } from '../../model/features.ts';
import type { ModelMessage, ModelNote, ValidatorPower } from '../../model/vocabulary.ts';

type NoteOf<Type extends ModelNote['type']> = Extract<ModelNote, { readonly type: Type }>;

/** The notes of one type, in the order in which they were made. */
export function notesOf<Type extends ModelNote['type']>(
  emitted: readonly Emitted[],
  type: Type,
): readonly NoteOf<Type>[] {
  const notes: NoteOf<Type>[] = [];
  for (const each of emitted) {
    if (each.type === 'note' && each.note.type === type) notes.push(each.note as unknown as NoteOf<Type>);
  }
  return notes;
}

/** The messages of one type that were sent, in order. */
export function messagesOf<Type extends ModelMessage['type']>(
  emitted: readonly Emitted[],
  type: Type,
): readonly Extract<ModelMessage, { readonly type: Type }>[] {
  const messages: Extract<ModelMessage, { readonly type: Type }>[] = [];
  for (const each of emitted) {
    if (each.type === 'send' && each.event.type === type) messages.push(each.event as never);
  }
  return messages;
}

/** How many blocks begin and how many seconds pass with the event; none for any other event than a block. */
export function blocksBegun(event: MachineEvent): { readonly blocks: number; readonly seconds: number } {
  if (event.type === 'nextBlock') return { blocks: 1, seconds: Number(event['seconds']) };
  if (event.type === 'quietBlocks') {
    return { blocks: Number(event['blocks']), seconds: Number(event['seconds']) };
  }
  return { blocks: 0, seconds: 0 };
}

/**
 * When the provider's clock moves on, and by how many seconds: with the block, save that EndBlock goes on for a while where
 * it handles a slash queue (v1-v3).
 */
export function providerClockMoves(
  event: MachineEvent,
  { throttleByQueue }: Pick<Features, 'throttleByQueue'>,
): { readonly moves: boolean; readonly seconds: number } {
  if (throttleByQueue) {
    const moves = event.type === 'restOfBlock';
    return { moves, seconds: moves ? Number(event['seconds']) : 0 };
  }
  const { blocks, seconds } = blocksBegun(event);
  return { moves: blocks > 0, seconds };
}

const closings: ReadonlySet<string> = new Set([
  'vscTimedOut',
  'slashTimedOut',
  'channelCloseConfirmed',
  'closeFromConsumer',
  'consumerHalted',
]);

/**
 * An end of the channel closes, the consumer halts for good or is stopped, as its record, its channel or the consumer itself hears or
 * says it: nothing is owed to this consumer from now on.
 */
export function endsRelation({ event, emitted }: ObservedDelivery): boolean {
  return (
    closings.has(event.type) ||
    emitted.some(
      (each) =>
        (each.type === 'send' && closings.has(each.event.type)) ||
        (each.type === 'note' && each.note.type === 'consumerStopped'),
    )
  );
}

/**
 * Shaping computed a set with which the consumer cannot launch, since none of its validators is active on the provider:
 * all that the attempt changes is undone.
 */
export function isVainLaunch({ event, emitted }: Pick<ObservedDelivery, 'event' | 'emitted'>): boolean {
  return messagesOf(emitted, 'launchMoment').some(({ bonded, active }) => {
    const isActive = ({ validator }: ValidatorPower): boolean => active.includes(validator);
    return event.type === 'launchMoment' && !bonded.some(isActive);
  });
}
