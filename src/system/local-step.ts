/**
 * One step of one machine: XState's own pure `transition`, plus the two things a checker must know that XState does not
 * tell: whether the event was taken at all, and what was emitted.
 *
 * Taken or refused: XState's `snapshot.can()` is false for a transition with neither target nor actions, and comparing
 * snapshots cannot tell "ignored on purpose" from "refused". We ask `getTransitionData`: an event is *taken* exactly
 * when at least one transition is enabled for it, even if that transition changes nothing. Such a step counts as
 * generated like any other; a refused environment event is no step, and a refused message is an error of the model.
 */
import { transition } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine, AnyTransitionDefinition } from 'xstate';
import { CheckerError } from '../errors/checker-error.ts';
import type { Emitted, LocalSnapshot, MachineEvent } from './vocabulary.ts';

export interface LocalStepResult {
  readonly snapshot: AnyMachineSnapshot;
  readonly emitted: readonly Emitted[];
}

const nothing: readonly Emitted[] = Object.freeze([]);

/** Enabled transitions for the event in the snapshot; empty if the machine refuses it. */
export function enabledTransitions(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: MachineEvent,
): readonly AnyTransitionDefinition[] {
  return machine.getTransitionData(snapshot, event);
}

/**
 * The snapshot after the event and what was emitted, in order. Call only for a taken event.
 * @throws CheckerError MODEL_BAD_EMISSION if the machine emits what is neither `send` nor `note`.
 */
export function takeLocalStep(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: MachineEvent,
): LocalStepResult {
  const [next, actions] = transition(machine, snapshot, event);
  if (next.status === 'error') throw next.error;
  let emitted: Emitted[] | undefined;
  // XState types the built-in effects that need an actor system; `emit` has no place in that union.
  for (const action of actions as readonly { readonly type: string; readonly params?: unknown }[]) {
    if (action.type !== 'xstate.emit') continue;
    const effect: unknown = (action.params as { event?: unknown } | undefined)?.event;
    if (!isEmitted(effect)) {
      throw new CheckerError(
        'MODEL_BAD_EMISSION',
        `machine "${machine.id}" emitted something unknown on ${event.type}`,
        {
          expected: '{ type: "send", to, event } or { type: "note", note }',
          received: JSON.stringify(effect) ?? 'undefined',
        },
      );
    }
    (emitted ??= []).push(effect);
  }
  return { snapshot: next as AnyMachineSnapshot, emitted: emitted ?? nothing };
}

/** The plain data of a snapshot, which is all that the model and the properties ever see. */
export function localSnapshot(snapshot: AnyMachineSnapshot): LocalSnapshot {
  return { value: snapshot.value as LocalSnapshot['value'], context: snapshot.context as unknown };
}

function isEmitted(effect: unknown): effect is Emitted {
  if (typeof effect !== 'object' || effect === null || !('type' in effect)) return false;
  return effect.type === 'send'
    ? 'to' in effect && 'event' in effect
    : effect.type === 'note' && 'note' in effect;
}
