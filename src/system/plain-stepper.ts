/**
 * The reference stepper: XState's own `transition`, no tables, no sharing. Slow (tens of microseconds a delivery) and
 * plain; everything that is reported is re-run by it, and the fast stepper is tested against it.
 */
import type { AnyMachineSnapshot } from 'xstate';
import { CheckerError } from '../errors/checker-error.ts';
import type { System } from './define-system.ts';
import { enabledTransitions, localSnapshot, takeLocalStep } from './local-step.ts';
import type { ComponentId, Delivery, LocalSnapshot, MachineEvent } from './vocabulary.ts';

/**
 * More deliveries than this in one atomic step means that machines answer each other for ever. Deliveries nest, so a much
 * larger limit would be reached by the stack first.
 */
export const maxDeliveriesPerStep = 2_000;

/** A global state: one snapshot a component, in the order of `system.componentIds`. Immutable. */
export interface PlainState {
  readonly snapshots: readonly LocalSnapshot[];
  /** XState's own snapshots, from which the next step is taken. */
  readonly machineSnapshots: readonly AnyMachineSnapshot[];
}

export interface PlainStep {
  readonly after: PlainState;
  /** In order; the first is the environment's event. */
  readonly deliveries: readonly Delivery[];
}

export class PlainStepper {
  readonly system: System;

  constructor(system: System) {
    this.system = system;
  }

  initial(): PlainState {
    const machineSnapshots = this.system.components.map(({ initialSnapshot, machine }) =>
      initialSnapshot(machine),
    );
    return { machineSnapshots, snapshots: machineSnapshots.map(localSnapshot) };
  }

  /**
   * The atomic step that the event causes, or undefined if the component refuses it. Requirements and budgets of
   * choices are the caller's business.
   * @param deliveries filled in order; after an error it holds what was delivered before it
   * @throws CheckerError MODEL_UNHANDLED_MESSAGE, MODEL_BAD_EMISSION, MODEL_ENDLESS_STEP
   */
  step(
    state: PlainState,
    to: ComponentId,
    event: MachineEvent,
    deliveries: Delivery[] = [],
  ): PlainStep | undefined {
    const machineSnapshots = [...state.machineSnapshots];
    const snapshots = [...state.snapshots];
    const deliver = (index: number, delivered: MachineEvent, sender: string): boolean => {
      const component = this.system.components[index];
      const snapshot = machineSnapshots[index];
      const before = snapshots[index];
      if (component === undefined || snapshot === undefined || before === undefined)
        throw new RangeError('component');
      if (enabledTransitions(component.machine, snapshot, delivered).length === 0) return false;
      const { snapshot: next, emitted } = takeLocalStep(component.machine, snapshot, delivered);
      const after = localSnapshot(next);
      machineSnapshots[index] = next;
      snapshots[index] = after;
      deliveries.push({ component: component.id, sender, event: delivered, before, after, emitted });
      if (deliveries.length > maxDeliveriesPerStep) throw endlessStep(component.id, event);
      for (const effect of emitted) {
        if (effect.type === 'note') continue;
        const targets = component.resolve(effect.to);
        if (targets === undefined) throw unknownAddress(component.id, effect.to);
        for (const target of targets) {
          if (deliver(target, effect.event, component.id)) continue;
          throw unhandledMessage(
            this.system.componentIds[target] ?? '',
            snapshots[target],
            effect.event,
            component.id,
          );
        }
      }
      return true;
    };
    if (!deliver(this.system.indexOf(to), event, 'environment')) return undefined;
    return { after: { machineSnapshots, snapshots }, deliveries };
  }
}

export function unhandledMessage(
  target: ComponentId,
  snapshot: LocalSnapshot | undefined,
  event: MachineEvent,
  sender: ComponentId,
): CheckerError {
  return new CheckerError(
    'MODEL_UNHANDLED_MESSAGE',
    `${target} has no transition for "${event.type}" from ${sender} in state ${JSON.stringify(snapshot?.value)}`,
    {
      at: target,
      received: JSON.stringify(event),
      hint: 'where the protocol ignores a message, give the machine a transition that says so',
    },
  );
}

export function unknownAddress(sender: ComponentId, address: string): CheckerError {
  return new CheckerError(
    'MODEL_BAD_EMISSION',
    `${sender} sent to "${address}", which is no link and no component`,
    {
      at: sender,
      received: address,
    },
  );
}

export function endlessStep(component: ComponentId, event: MachineEvent): CheckerError {
  return new CheckerError('MODEL_ENDLESS_STEP', `the step "${event.type}" does not end`, {
    at: component,
    expected: `at most ${String(maxDeliveriesPerStep)} deliveries`,
  });
}
