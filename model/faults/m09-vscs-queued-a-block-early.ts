import { providerParameters } from '../provider/provider-parameters.ts';
import { endsEpoch, providerTypes } from '../provider/provider-types.ts';
import { growEntriesOlder } from '../provider/unbonding-entries.ts';
import { bondedStakes } from '../provider/validator-power.ts';
import { sendMessage } from '../send-message.ts';
import type { ProviderContext } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

export const m09: Fault = {
  id: 'M09',
  name: 'vscs-queued-a-block-early',
  kind: 'mutant',
  description:
    'VSCs are computed in the block before the last one of an epoch (and the id advances there), but sent in the last.',
  source: ['x/ccv/provider/keeper/relay.go EndBlockVSU, BlocksUntilNextEpoch'],
  machine: 'provider',
  overrides: (instance) => {
    const { epochLength, oldestVscAge } = providerParameters(instance);
    const queues = ({ blockOfEpoch }: ProviderContext): boolean => (blockOfEpoch + 1) % epochLength === 0;
    const idAdvancesFor = (role: 'records' | 'channels' | 'consumers') =>
      providerTypes.enqueueActions(({ context, enqueue }) => {
        if (queues(context)) enqueue.emit(sendMessage(role, { type: 'vscIdAdvanced' }));
      });
    return {
      guards: {
        endsEpoch: ({ context }: { context: ProviderContext }) => endsEpoch(context) || queues(context),
      },
      actions: {
        queueVscs: providerTypes.enqueueActions(({ context, enqueue }) => {
          if (!queues(context)) return;
          enqueue.emit(
            sendMessage('epoch-stages', { type: 'epochEnded', bonded: bondedStakes(context.validators) }),
          );
        }),
        advanceVscId: providerTypes.assign(({ context }) =>
          queues(context) ? growEntriesOlder(context, oldestVscAge) : {},
        ),
        announceVscIdToRecords: idAdvancesFor('records'),
        announceVscIdToChannels: idAdvancesFor('channels'),
        announceVscIdToConsumers: idAdvancesFor('consumers'),
        sendVscs: providerTypes.enqueueActions(({ context, enqueue }) => {
          if (endsEpoch(context)) enqueue.emit(sendMessage('records', { type: 'sendPendingVscs' }));
        }),
      },
    };
  },
  caughtBy: ['vsc-only-at-epoch', 'vscid-monotone'],
};
