import { providerParameters } from '../provider/provider-parameters.ts';
import { providerTypes } from '../provider/provider-types.ts';
import { growEntriesOlder } from '../provider/unbonding-entries.ts';
import { bondedStakes } from '../provider/validator-power.ts';
import { sendMessage } from '../send-message.ts';
import type { ProviderContext, ValidatorPower } from '../vocabulary.ts';
import type { Fault } from './fault.ts';

/** What the faulty provider remembers above what the sound one does. */
interface Remembered {
  /** Powers at the end of the last epoch that changed some; before the first one, those of the genesis. */
  readonly powersAtLastId?: readonly ValidatorPower[];
  /** The present epoch changed none. */
  readonly idStays?: boolean;
}

type FaultyContext = ProviderContext & Remembered;

const advances = (context: ProviderContext): boolean => (context as FaultyContext).idStays !== true;

const idAdvancesFor = (role: 'records' | 'channels' | 'consumers') =>
  providerTypes.enqueueActions(({ context, enqueue }) => {
    if (advances(context)) enqueue.emit(sendMessage(role, { type: 'vscIdAdvanced' }));
  });

export const m04: Fault = {
  id: 'M04',
  name: 'id-advances-on-change-only',
  kind: 'mutant',
  description: 'The VSC id stays the same at the end of an epoch in which no power changed.',
  source: ['x/ccv/provider/keeper/relay.go QueueVSCPackets (IncrementValidatorSetUpdateId)'],
  machine: 'provider',
  overrides: (instance) => {
    const { oldestVscAge } = providerParameters(instance);
    return {
      actions: {
        queueVscs: providerTypes.enqueueActions(({ context, enqueue }) => {
          const powers = bondedStakes(context.validators);
          const { powersAtLastId } = context as FaultyContext;
          const remembered: Remembered = {
            powersAtLastId: powers,
            idStays: powersAtLastId !== undefined && samePowers(powersAtLastId, powers),
          };
          enqueue.assign(remembered as Partial<ProviderContext>);
          enqueue.emit(sendMessage('epoch-stages', { type: 'epochEnded', bonded: powers }));
        }),
        advanceVscId: providerTypes.assign(({ context }) =>
          advances(context) ? growEntriesOlder(context, oldestVscAge) : {},
        ),
        announceVscIdToRecords: idAdvancesFor('records'),
        announceVscIdToChannels: idAdvancesFor('channels'),
        announceVscIdToConsumers: idAdvancesFor('consumers'),
      },
    };
  },
  // No slash shows it: nothing was ever provided under an id that stays, so its height is looked up by nobody.
  caughtBy: ['vscid-monotone'],
};

function samePowers(some: readonly ValidatorPower[], others: readonly ValidatorPower[]): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ validator, power }, index) =>
        others[index]?.validator === validator && others[index].power === power,
    )
  );
}
