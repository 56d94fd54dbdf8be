/** Small helpers with which machines are written. A machine emits their results through XState's `emit`. */
import type { MachineEvent, Note, Send } from './vocabulary.ts';

/** A message to a role or component, delivered within the same atomic step. */
export function send(to: string, event: MachineEvent): Send {
  return { type: 'send', to, event };
}

/** A remark for observers and for readers of a trace. */
export function note(type: string, fields: Readonly<Record<string, unknown>> = {}): Note {
  return { type: 'note', note: { type, ...fields } };
}
