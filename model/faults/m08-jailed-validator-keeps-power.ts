import { providerParameters } from '../provider/provider-parameters.ts';
import { providerTypes } from '../provider/provider-types.ts';
import { powerOf } from '../provider/validator-power.ts';
import { sendMessage } from '../send-message.ts';
import type { Fault } from './fault.ts';

export const m08: Fault = {
  id: 'M08',
  name: 'jailed-validator-keeps-power',
  kind: 'mutant',
  description: 'The sets of consumers are computed as if nobody were in jail.',
  source: ['x/ccv/provider/keeper/relay.go QueueVSCPackets (GetLastBondedValidators)'],
  machine: 'provider',
  overrides: (instance) => {
    const { powerReduction } = providerParameters(instance);
    return {
      actions: {
        queueVscs: providerTypes.emit(({ context }) => {
          const bonded = context.validators
            .map(({ id, jailed, tokens, lastPower }) => ({
              validator: id,
              power: jailed ? powerOf(tokens, powerReduction) : lastPower,
              tokens,
            }))
            .filter(({ power }) => power > 0);
          return sendMessage('epoch-stages', { type: 'epochEnded', bonded });
        }),
      },
    };
  },
  caughtBy: ['vsc-validity', 'validator-set-replication', 'jail-removes-everywhere'],
};
