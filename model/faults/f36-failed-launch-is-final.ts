import type { Fault } from './fault.ts';

export const f36: Fault = {
  id: 'F36',
  name: 'failed-launch-is-final',
  kind: 'historical',
  description:
    'After a failed launch the consumer stays initialized, with its old spawn time, though it is in no queue any more: no new spawn time can be set.',
  source: ['cosmos/interchain-security#2271'],
  machine: 'consumer-record',
  overrides: () => ({ guards: { failedLaunchIsReset: () => false } }),
  preset: 'lifecycle',
  caughtBy: ['launch-at-spawn-time'],
};
