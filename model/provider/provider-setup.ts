/**
 * Guards and actions of the provider's machine, by name. What they are for is said in `provider-descriptions.ts`; what
 * they compute, in the modules that they call.
 */
import { assertEvent } from 'xstate';
import { remark, sendMessage } from '../send-message.ts';
import type { ProviderContext, ProviderValidator } from '../vocabulary.ts';
import {
  answer,
  answerDropped,
  jailForConsumerDowntime,
  slashForConsumerDowntime,
} from './downtime-report-actions.ts';
import {
  jailEquivocator,
  refusePunishment,
  slashEquivocator,
  tombstoneEquivocator,
} from './equivocation-actions.ts';
import { submitCommission, submitOptIn, submitOptOut, submitShapingUpdate } from './membership-actions.ts';
import { announceCreation, passKeyRequestOn, removals, undoCreation } from './key-requests.ts';
import { areQuiet, passTime, rememberOpening, updateConsensusSet } from './provider-clock.ts';
import type { ProviderParameters } from './provider-parameters.ts';
import { endsEpoch, isSignedByValidator, providerTypes, type ProviderEvent } from './provider-types.ts';
import { endlessJailSeconds, jailedNote, slashedNote } from './punishment-notes.ts';
import { mappedHeight, slash } from './slashing.ts';
import {
  bondTopValidators,
  completeUnbondings,
  completeValidatorUnbondings,
  dueEntries,
  unbondTheRest,
} from './staking-end-block.ts';
import {
  canCreateValidator,
  canDelegate,
  canRedelegate,
  canUndelegate,
  canUnjail,
  createValidator,
  delegate,
  effectivePower,
  findValidator,
  jail,
  powerAtDoubleSign,
  redelegate,
  signsForProvider,
  tombstone,
  undelegate,
  unjail,
} from './staking-operations.ts';
import { growEntriesOlder } from './unbonding-entries.ts';
import { questionsOfHolding, unbondingHoldActions } from './unbonding-hold-actions.ts';
import { growHoldsOlder } from './unbonding-holds.ts';
import { bondedPowers, bondedStakes, totalPower } from './validator-power.ts';
import { sendRewardMessage } from '../rewards/send-reward-message.ts';

/** An action that changes the context and says nothing. */
const change = (recipe: (context: ProviderContext) => ProviderContext) =>
  providerTypes.assign(({ context }) => recipe(context));

/** XState's `setup` with everything that the machine's configuration names. */
export function providerSetup(parameters: ProviderParameters) {
  const { powerReduction, keysChange } = parameters;
  const removed = (before: ProviderContext, after: ProviderContext) =>
    keysChange ? removals(before, after) : [];

  return providerTypes.extend({
    guards: {
      delegationSucceeds: ({ context, event }) => event.type === 'delegate' && canDelegate(context, event),
      undelegationSucceeds: ({ context, event }) =>
        event.type === 'undelegate' && canUndelegate(context, event),
      redelegationSucceeds: ({ context, event }) =>
        event.type === 'redelegate' && canRedelegate(context, event),
      creationSucceeds: ({ context, event }) =>
        event.type === 'createValidator' && canCreateValidator(context, event),
      keyIsRequestedByValidator: ({ context, event }) =>
        event.type === 'assignKey' && findValidator(context, event.validator) !== undefined,
      unjailSucceeds: ({ context, event }) => event.type === 'unjail' && canUnjail(context, event),
      missesProviderBlocks: ({ context, event }) =>
        event.type === 'providerDowntime' &&
        signsForProvider(context, event.validator) !== undefined &&
        findValidator(context, event.validator)?.jailed === false,
      doubleSignIsPunishable: ({ context, event }) => {
        const found = event.type === 'providerDoubleSign' && findValidator(context, event.validator);
        return found !== false && found !== undefined && found.status !== 'Unbonded' && !found.tombstoned;
      },
      validatorIsUnknown: ({ context, event }) => validatorOf(context, event) === undefined,
      validatorIsUnbonded: ({ context, event }) => validatorOf(context, event)?.status === 'Unbonded',
      validatorIsTombstoned: ({ context, event }) => validatorOf(context, event)?.tombstoned === true,
      validatorIsJailed: ({ context, event }) => validatorOf(context, event)?.jailed === true,
      isSignedByOperator: ({ event }) => isSignedByValidator(event) && event.signer === 'operator',
      validatorExists: ({ context, event }) =>
        isSignedByValidator(event) && findValidator(context, event.validator) !== undefined,
      penaltyTombstones: ({ event }) => event.type === 'punishEquivocation' && event.tombstone,
      endsEpoch: ({ context }) => endsEpoch(context),
      blocksAreQuiet: ({ context, event }) =>
        event.type === 'quietBlocks' && areQuiet(context, event, parameters),
    },
    actions: {
      delegateStake: providerTypes.assign(({ context, event }) => {
        assertEvent(event, 'delegate');
        return delegate(context, event);
      }),
      undelegateStake: providerTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'undelegate');
        const { context: after, started } = undelegate(context, event, parameters);
        enqueue.assign(after);
        for (const removal of removed(context, after)) enqueue.emit(removal);
        if (started !== undefined) enqueue.emit(remark({ type: 'unbondingStarted', entry: started }));
        for (const question of questionsOfHolding(context, after, event.validator, parameters))
          enqueue.emit(question);
      }),
      redelegateStake: providerTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'redelegate');
        const { context: after, started } = redelegate(context, event, parameters);
        enqueue.assign(after);
        for (const removal of removed(context, after)) enqueue.emit(removal);
        if (started !== undefined) enqueue.emit(remark({ type: 'unbondingStarted', entry: started }));
        for (const question of questionsOfHolding(context, after, event.from, parameters))
          enqueue.emit(question);
      }),
      addValidator: providerTypes.assign(({ context, event }) => {
        assertEvent(event, 'createValidator');
        return createValidator(context, event);
      }),
      announceCreation,
      undoCreation,
      passKeyRequestOn,
      releaseFromJail: providerTypes.assign(({ context, event }) => {
        assertEvent(event, 'unjail');
        return unjail(context, event);
      }),
      noteUnjailed: providerTypes.emit(({ event }) => {
        assertEvent(event, 'unjail');
        return remark({ type: 'unjailed', validator: event.validator });
      }),

      slashForProviderDowntime: providerTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'providerDowntime');
        const { validator } = event;
        const outcome = slash(
          context,
          {
            validator,
            infraction: 'current block',
            power: signsForProvider(context, validator)?.power ?? 0,
            fraction: parameters.downtimeSlashFraction,
          },
          powerReduction,
        );
        enqueue.assign(outcome.context);
        enqueue.emit(slashedNote(validator, 'provider', outcome));
      }),
      jailForProviderDowntime: providerTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'providerDowntime');
        const { validator } = event;
        const seconds = parameters.downtimeJailSeconds;
        enqueue.assign(jail(context, validator, seconds));
        enqueue.emit(jailedNote(context, { validator, cause: 'provider', seconds }));
      }),
      slashForDoubleSign: providerTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'providerDoubleSign');
        const { validator } = event;
        const found = findValidator(context, validator);
        const outcome = slash(
          context,
          {
            validator,
            infraction: 'current block',
            power: found === undefined ? 0 : powerAtDoubleSign(found, powerReduction),
            fraction: parameters.doubleSignSlashFraction,
          },
          powerReduction,
        );
        enqueue.assign(outcome.context);
        enqueue.emit(slashedNote(validator, 'provider', outcome));
      }),
      tombstoneForDoubleSign: providerTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'providerDoubleSign');
        const { validator } = event;
        enqueue.assign(tombstone(context, validator));
        if (findValidator(context, validator)?.jailed === false) {
          enqueue.emit(jailedNote(context, { validator, cause: 'provider', seconds: endlessJailSeconds }));
        }
        enqueue.emit(remark({ type: 'tombstoned', validator }));
      }),

      chargeMeter: providerTypes.emit(({ context, event }) => {
        assertEvent(event, 'handleDowntime');
        return sendMessage('slash-meter', {
          type: 'charge',
          power: effectivePower(context, event.validator),
        });
      }),
      slashForConsumerDowntime: slashForConsumerDowntime(parameters, mappedHeight),
      jailForConsumerDowntime,
      answerExecuted: answer('executed'),
      answerAbsorbed: answer('absorbedJailed'),
      answerDropped,

      submitOptIn,
      submitOptOut,
      submitCommission,
      submitShapingUpdate: submitShapingUpdate(parameters),
      slashEquivocator: slashEquivocator(parameters),
      jailEquivocator,
      tombstoneEquivocator,
      refusePunishment,

      bondTopValidators: change((context) => bondTopValidators(context, parameters)),
      unbondTheRest: change((context) => unbondTheRest(context, parameters)),
      completeValidatorUnbondings: providerTypes.enqueueActions(({ context, enqueue }) => {
        const after = completeValidatorUnbondings(context);
        enqueue.assign(after);
        for (const removal of removed(context, after)) enqueue.emit(removal);
      }),
      completeUnbondings: providerTypes.enqueueActions(({ context, enqueue }) => {
        const due = dueEntries(context);
        if (due.length === 0) return;
        enqueue.assign(completeUnbondings(context));
        for (const entry of due) enqueue.emit(remark({ type: 'unbondingCompleted', entry }));
      }),
      noteBlockEnded: providerTypes.emit(({ context, event }) =>
        remark({
          type: 'providerBlockEnded',
          blocks: event.type === 'quietBlocks' ? event.blocks : 1,
          epoch: endsEpoch(context),
          bonded: bondedPowers(context.validators),
        }),
      ),
      announceBlocksToKeys: providerTypes.emit(({ event }) =>
        sendMessage('keys', { type: 'providerBlocksEnded', ...passedBy(event) }),
      ),
      updateConsensusSet: change((context) => updateConsensusSet(context, parameters)),
      queueVscs: providerTypes.emit(({ context }) =>
        sendMessage('epoch-stages', { type: 'epochEnded', bonded: bondedStakes(context.validators) }),
      ),
      advanceVscId: providerTypes.assign(({ context }) =>
        growHoldsOlder(growEntriesOlder(context, parameters.oldestVscAge), parameters.oldestVscAge),
      ),
      announceVscIdToRecords: providerTypes.emit(sendMessage('records', { type: 'vscIdAdvanced' })),
      announceVscIdToSlashQueue: providerTypes.emit(sendMessage('slash-queue', { type: 'vscIdAdvanced' })),
      announceVscIdToKeys: providerTypes.emit(sendMessage('keys', { type: 'vscIdAdvanced' })),
      announceVscIdToChannels: providerTypes.emit(sendMessage('channels', { type: 'vscIdAdvanced' })),
      announceVscIdToConsumers: providerTypes.emit(sendMessage('consumers', { type: 'vscIdAdvanced' })),
      sendVscs: providerTypes.emit(sendMessage('records', { type: 'sendPendingVscs' })),
      ...unbondingHoldActions(parameters),

      passTime: providerTypes.assign(({ context, event }) => passTime(context, passedBy(event), parameters)),
      handleTimeQueues: providerTypes.emit(({ context, event }) =>
        sendMessage('lifecycle-queues', {
          type: 'handleTimeQueues',
          seconds: passedBy(event).seconds,
          bonded: bondedStakes(context.validators),
          active: context.consensusSet.map(({ validator }) => validator),
        }),
      ),
      replenishMeter: providerTypes.emit(({ context, event }) =>
        sendMessage('slash-meter', {
          type: 'blockBegan',
          seconds: passedBy(event).seconds,
          totalPower: totalPower(context.validators),
        }),
      ),
      checkReplenishment: providerTypes.emit(({ context }) =>
        sendMessage('slash-meter', {
          type: 'replenishmentChecked',
          totalPower: totalPower(context.validators),
        }),
      ),
      handleThrottledPackets: providerTypes.emit(
        sendMessage('slash-queue', { type: 'handleThrottledPackets' }),
      ),
      goOnWithBlock: providerTypes.emit(({ event }) =>
        sendMessage('provider', { type: 'restOfBlock', seconds: passedBy(event).seconds }),
      ),
      announceTimeToMeter: providerTypes.emit(({ event }) =>
        sendMessage('slash-meter', { type: 'providerTimePassed', seconds: passedBy(event).seconds }),
      ),
      announceTime: providerTypes.emit(({ event }) =>
        sendMessage('channels', { type: 'providerTimePassed', seconds: passedBy(event).seconds }),
      ),
      beginRewardsBlock: providerTypes.enqueueActions(({ context, event, enqueue }) => {
        if (!parameters.distributesRewards) return;
        const { blocks, seconds } = passedBy(event);
        const validators = context.validators.map(({ id }) => id);
        enqueue.emit(sendRewardMessage('all-transfers', { type: 'transferTimePassed', seconds }));
        enqueue.emit(sendRewardMessage('reward-pool', { type: 'rewardsBlockBegan', blocks, validators }));
      }),
      countDownPenaltyChanges: providerTypes.enqueueActions(({ event, enqueue }) => {
        if (!parameters.penaltiesMayChange) return;
        const { seconds } = passedBy(event);
        enqueue.emit(sendMessage('penalties', { type: 'penaltyChangesComeCloser', seconds }));
      }),
      rememberOpening: providerTypes.assign(({ context, event }) => {
        assertEvent(event, 'channelOpened');
        return rememberOpening(context, event.consumer, parameters);
      }),
      rememberWhyHalted: providerTypes.assign(({ context, event }) => {
        assertEvent(event, 'blockAborted');
        return { haltReason: context.haltReason || event.reason };
      }),
    },
  });
}

/** The validator whom the provider is to punish, if it exists. */
function validatorOf(context: ProviderContext, event: ProviderEvent): ProviderValidator | undefined {
  assertEvent(event, ['handleDowntime', 'punishEquivocation']);
  return findValidator(context, event.validator);
}

function passedBy(event: ProviderEvent): { readonly seconds: number; readonly blocks: number } {
  assertEvent(event, ['nextBlock', 'restOfBlock', 'quietBlocks']);
  return { seconds: event.seconds, blocks: event.type === 'quietBlocks' ? event.blocks : 1 };
}
