import type { ComponentId, MachineEvent } from './vocabulary.ts';

/** An event that the environment sent to a component: with the initial state, a list of these determines a run. */
export interface ChosenEvent {
  readonly to: ComponentId;
  readonly event: MachineEvent;
}
