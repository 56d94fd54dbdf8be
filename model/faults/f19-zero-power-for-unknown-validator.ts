import { castDraft, produce } from 'immer';
import { consumerTypes } from '../consumer/consumer-types.ts';
import { merge } from '../consumer/validator-updates.ts';
import type { Fault } from './fault.ts';

export const f19: Fault = {
  id: 'F19',
  name: 'zero-power-for-unknown-validator',
  kind: 'historical',
  description:
    'A validator that is added and removed within one block reaches consensus with power 0 although the set never had it.',
  source: ['cosmos/interchain-security#105', 'cosmos/interchain-security#148'],
  machine: 'consumer',
  overrides: () => ({
    actions: {
      changeSets: consumerTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.signers = castDraft(context.set);
          if (context.pendingChanges === null) return;
          const known = new Set(context.set.map(({ key }) => key));
          draft.set = castDraft(
            merge(context.set, context.pendingChanges).filter(
              ({ key, power }) => power > 0 || !known.has(key),
            ),
          );
          draft.pendingChanges = null;
        }),
      ),
    },
  }),
  caughtBy: ['stored-tracks-consumer', 'validator-set-replication'],
};
