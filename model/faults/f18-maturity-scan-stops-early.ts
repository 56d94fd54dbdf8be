import { queueMatured } from '../consumer/maturity-setup.ts';
import type { ConsumerContext, VscRef } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

/** Those at the head of the list whose period is over, up to the first that has time left. */
function elapsedAtHead({ maturing = [] }: ConsumerContext): readonly VscRef[] {
  const first = maturing.findIndex(({ maturesIn }) => maturesIn > 0);
  return (first === -1 ? maturing : maturing.slice(0, first)).map(({ vsc }) => vsc);
}

export const f18: Fault = {
  id: 'F18',
  name: 'maturity-scan-stops-early',
  kind: 'historical',
  description:
    'Maturities are looked for in the order of VSC ids, up to the first that is not due: after the unbonding period was shortened, younger ones come late.',
  source: ['cosmos/interchain-security#598', 'cosmos/interchain-security#622'],
  machine: 'consumer',
  overrides: () => ({ actions: { queueMatured: queueMatured(elapsedAtHead) } }),
  preset: 'legacy',
  caughtBy: ['mature-on-time'],
};
