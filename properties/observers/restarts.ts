/** Whether the provider was started anew from an exported state that says nothing of what it had to wait for (v1-v3.1). */
import { provider } from '../../model/component-ids.ts';
import { onePerInstance } from './one-per-instance.ts';

export interface Restarts {
  readonly restarted: boolean;
}

export const restartsId = 'restarts';

export const restarts = onePerInstance<Restarts>(() => ({
  id: restartsId,
  initial: { restarted: false },
  observes: [provider],
  reduce: (state, { event }) => (event.type === 'restartFromExport' ? { restarted: true } : state),
}));
