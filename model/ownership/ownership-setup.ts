/** Guards and actions of the machine of a consumer's ownership, by name. What they are for: `descriptions.ts`. */
import { assertEvent, setup } from 'xstate';
import type { Emitted } from '../../src/system/vocabulary.ts';
import { sendRewardMessage } from '../rewards/send-reward-message.ts';
import { remark, sendMessage } from '../send-message.ts';
import type { OwnershipChoice, OwnershipContext, RequestRefusal, ToOwnership } from '../vocabulary.ts';

const requests = [
  'requestLaunch',
  'withdrawLaunch',
  'requestPenalties',
  'requestDenoms',
  'handOver',
  'requestRemoval',
] as const satisfies OwnershipChoice['type'][];

const ownershipTypes = setup({
  types: {
    context: {} as OwnershipContext,
    events: {} as ToOwnership | OwnershipChoice,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

const refuse = (reason: RequestRefusal) =>
  ownershipTypes.emit(({ event }) => {
    assertEvent(event, requests);
    return remark({ type: 'requestRefused', request: event.type, reason });
  });

/** XState's `setup` with everything that the machine's configuration names. */
export const ownershipSetup = ownershipTypes.extend({
  guards: {
    signerIsNotOwner: ({ context, event }) => 'by' in event && event.by !== context.owner,
    isLaunchedNow: ({ event }) => event.type === 'phaseChanged' && event.phase === 'launched',
  },
  actions: {
    refuseStranger: refuse('notOwner'),
    refuseInThisPhase: refuse('wrongPhase'),
    refuseAfterLaunch: refuse('alreadyLaunched'),
    scheduleLaunch: ownershipTypes.emit(({ event }) => {
      assertEvent(event, 'requestLaunch');
      return sendMessage('record', { type: 'scheduleLaunch', seconds: event.seconds });
    }),
    unscheduleLaunch: ownershipTypes.emit(sendMessage('record', { type: 'unscheduleLaunch' })),
    removeConsumer: ownershipTypes.emit(sendMessage('record', { type: 'removeConsumer' })),
    setPenalties: ownershipTypes.emit(({ event }) => {
      assertEvent(event, 'requestPenalties');
      return sendMessage('own-penalties', { type: 'setInfractionParameters', choice: event.choice });
    }),
    updatePenalties: ownershipTypes.emit(({ event }) => {
      assertEvent(event, 'requestPenalties');
      return sendMessage('own-penalties', { type: 'updateInfractionParameters', choice: event.choice });
    }),
    replaceAllowlist: ownershipTypes.emit(({ event }) => {
      assertEvent(event, 'requestDenoms');
      return sendRewardMessage('allocation', { type: 'allowDenoms', denoms: event.denoms });
    }),
    followShaping: ownershipTypes.assign(({ event }) => {
      assertEvent(event, 'handedOver');
      return { owner: event.owner };
    }),
    changeOwner: ownershipTypes.enqueueActions(({ event, enqueue }) => {
      assertEvent(event, 'handOver');
      enqueue.assign({ owner: event.to });
      enqueue.emit(remark({ type: 'ownerChanged', owner: event.to }));
    }),
  },
});
