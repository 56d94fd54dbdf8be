/** Plays events on one machine with XState's pure `transition`, and keeps what scenario tests compare. */
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { initialTransition } from 'xstate';
import { enabledTransitions, takeLocalStep } from '../../src/system/local-step.ts';
import type { Emitted, MachineEvent } from '../../src/system/vocabulary.ts';

export interface Play {
  readonly snapshot: AnyMachineSnapshot;
  /** Messages sent, in order, as [role, message]. */
  readonly sent: readonly (readonly [string, MachineEvent])[];
  readonly notes: readonly MachineEvent[];
  /** Types of the events that the machine refused, in order. */
  readonly refused: readonly string[];
}

export function start(machine: AnyStateMachine, context?: object, value?: unknown): AnyMachineSnapshot {
  const [initial] = initialTransition(machine);
  if (context === undefined && value === undefined) return initial as AnyMachineSnapshot;
  return machine.resolveState({
    value: (value ?? initial.value) as never,
    context: { ...(initial.context as object), ...context },
  }) as AnyMachineSnapshot;
}

export function play(
  machine: AnyStateMachine,
  from: AnyMachineSnapshot,
  events: readonly MachineEvent[],
): Play {
  let snapshot = from;
  const emitted: Emitted[] = [];
  const refused: string[] = [];
  for (const event of events) {
    if (enabledTransitions(machine, snapshot, event).length === 0) {
      refused.push(event.type);
      continue;
    }
    const step = takeLocalStep(machine, snapshot, event);
    snapshot = step.snapshot;
    emitted.push(...step.emitted);
  }
  return {
    snapshot,
    refused,
    sent: emitted.flatMap((effect) => (effect.type === 'send' ? [[effect.to, effect.event] as const] : [])),
    notes: emitted.flatMap((effect) => (effect.type === 'note' ? [effect.note] : [])),
  };
}
