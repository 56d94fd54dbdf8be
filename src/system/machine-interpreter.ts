/**
 * How a table asks a machine for one step: from plain data to plain data. There are two interpreters of the same machine
 * configuration: XState itself, which takes every machine, and a lean one for the simple shapes that models mostly have.
 */
import type { AnyMachineSnapshot, AnyStateMachine, AnyTransitionDefinition } from 'xstate';
import { enabledTransitions, localSnapshot, takeLocalStep } from './local-step.ts';
import type { Emitted, LocalSnapshot, MachineEvent } from './vocabulary.ts';

export interface InterpretedStep {
  readonly snapshot: LocalSnapshot;
  readonly emitted: readonly Emitted[];
  readonly transitions: readonly AnyTransitionDefinition[];
}

export interface MachineInterpreter {
  readonly kind: 'lean' | 'xstate';
  /** The step that the event causes in a snapshot that this interpreter gave out; undefined if it is refused. */
  readonly step: (snapshot: LocalSnapshot, event: MachineEvent) => InterpretedStep | undefined;
  /** The plain data of a snapshot of the machine itself. */
  readonly begin: (initial: AnyMachineSnapshot) => LocalSnapshot;
  /** A snapshot that was not made here (by an equal machine elsewhere, say), made fit for `step`. */
  readonly adopt: (plain: LocalSnapshot) => LocalSnapshot;
}

/** XState's own `transition`. Keeps XState's snapshot beside each plain one that it gave out. */
export function xstateInterpreter(machine: AnyStateMachine): MachineInterpreter {
  const own = new WeakMap<LocalSnapshot, AnyMachineSnapshot>();
  const remember = (snapshot: AnyMachineSnapshot): LocalSnapshot => {
    const plain = localSnapshot(snapshot);
    own.set(plain, snapshot);
    return plain;
  };
  return {
    kind: 'xstate',
    begin: remember,
    adopt: ({ value, context }) => remember(machine.resolveState({ value, context } as never)),
    step: (snapshot, event) => {
      const known = own.get(snapshot);
      if (known === undefined) throw new TypeError(`a snapshot that ${machine.id} did not make`);
      const transitions = enabledTransitions(machine, known, event);
      if (transitions.length === 0) return undefined;
      const taken = takeLocalStep(machine, known, event);
      return { snapshot: remember(taken.snapshot), emitted: taken.emitted, transitions };
    },
  };
}
