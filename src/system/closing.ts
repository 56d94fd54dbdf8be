/**
 * A closing schedule: what a random run does at its end so that liveness can be judged. It plays rounds in which every
 * fair action is taken and the environment asks for nothing new; a run whose rounds repeat a state has found a fair loop.
 */
import type { ComponentId, LocalSnapshot, MachineEvent } from './vocabulary.ts';

/** What a schedule may do with the run that it closes. */
export interface ClosingRun {
  /** Takes the event if the component takes it and its requirements hold (budgets do not matter here); tells whether it did. */
  readonly take: (to: ComponentId, event: MachineEvent) => boolean;
  readonly read: <Context>(component: ComponentId) => LocalSnapshot<Context>;
}

export interface ClosingSchedule {
  readonly id: string;
  readonly description: string;
  /** Steps before the first round. */
  readonly prepare?: (run: ClosingRun) => void;
  /** One fair round: every fair action that is enabled is taken. */
  readonly round: (run: ClosingRun) => void;
  /** After how many rounds, counted from the state that closing starts in, every obligation must have been met. */
  readonly rounds: (run: Pick<ClosingRun, 'read'>) => number;
  /** Only a loop proves anything: what is owed when the rounds are over may still be met. */
  readonly provesByLoop?: true;
}
