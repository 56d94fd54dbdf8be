import { providerParameters } from '../provider/provider-parameters.ts';
import { slashForConsumerDowntime } from '../provider/downtime-report-actions.ts';
import { mappedHeight } from '../provider/slashing.ts';
import type { Fault } from './fault.ts';

export const m22: Fault = {
  id: 'M22',
  name: 'genesis-id-mapped-to-chain-start',
  kind: 'mutant',
  description:
    'An infraction under id 0 is dated to height 0 instead of the opening of the channel, so stake that left before is slashed too.',
  source: ['x/ccv/provider/keeper/relay.go getMappedInfractionHeight (GetInitChainHeight)'],
  machine: 'provider',
  overrides: (instance) => ({
    actions: {
      slashForConsumerDowntime: slashForConsumerDowntime(providerParameters(instance), (vsc, ...block) =>
        vsc === 'genesis' ? 'chain start' : mappedHeight(vsc, ...block),
      ),
    },
  }),
  caughtBy: ['slash-exact-amount'],
};
