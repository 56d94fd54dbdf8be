import type { ConsumerPhase } from './names.ts';

/** The consumer has entered another phase. */
export interface PhaseChanged {
  readonly type: 'phaseChanged';
  readonly phase: ConsumerPhase;
}
