/** Guards and actions of a consumer's shaping, by name. What they are for is said in `shaping-descriptions.ts`. */
import { produce } from 'immer';
import { assertEvent, setup } from 'xstate';
import type { Emitted } from '../../src/system/vocabulary.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { isOwned } from '../lifecycle.ts';
import { compareIds } from '../provider/validator-power.ts';
import { remark, sendMessage } from '../send-message.ts';
import type { ShapingContext, ToShaping, ValidatorId } from '../vocabulary.ts';
import { computeNextSet, soundCaps, type Caps } from './compute-next-set.ts';
import { minPowerInTopN } from './min-power.ts';
import { newInTopN, nextMinPower, topNRule, type TopNRule } from './top-n.ts';

/** The types of the machine alone; faults build their replacements with it. */
const shapingTypes = setup({
  types: {
    context: {} as ShapingContext,
    events: {} as ToShaping,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/** Stores the least power that belongs to the top N. */
export function storeMinPower(rule: TopNRule) {
  return shapingTypes.assign(({ context, event }) => {
    assertEvent(event, ['epochEnded', 'launchMoment']);
    return { minPowerInTopN: nextMinPower(context, event.bonded, rule) };
  });
}

/** Opts in everybody who must validate. */
export function optInTopN(rule: TopNRule) {
  return shapingTypes.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, ['epochEnded', 'launchMoment']);
    const added = newInTopN(context, event.bonded, rule);
    if (added.length === 0) return;
    enqueue.assign({ optedIn: [...context.optedIn, ...added].sort(compareIds) });
    for (const validator of added) enqueue.emit(remark({ type: 'optedIn', validator, byTopN: true }));
  });
}

/** Tells what computes the set next who is to be in it; so many `slots` are active on the provider. */
export function passOnNextSet(slots: number, caps: Partial<Caps> = {}) {
  return shapingTypes.emit(({ context, event }) => {
    assertEvent(event, 'epochEnded');
    return sendMessage('next', {
      type: 'epochEnded',
      bonded: computeNextSet(event.bonded, context, slots, { ...soundCaps, ...caps }),
    });
  });
}

/** XState's `setup` with everything that the machine's configuration names. */
export function shapingSetup({ provider }: Instance, consumer: ConsumerInstance) {
  const slots = provider.maxProviderConsensusValidators;
  const rule = topNRule(slots);
  return shapingTypes.extend({
    guards: {
      mustValidate: ({ context, event }) =>
        event.type === 'optOutSubmitted' &&
        context.parameters.topN > 0 &&
        (context.minPowerInTopN === null || event.lastPower >= context.minPowerInTopN),
      isNotOptedIn: ({ context, event }) =>
        event.type === 'optInSubmitted' && !context.optedIn.includes(event.validator),
      signerIsNotOwner: ({ context, event }) =>
        event.type === 'shapingUpdateSubmitted' && event.ownership?.by !== context.owner,
      asksForTopN: ({ event }) => event.type === 'shapingUpdateSubmitted' && event.parameters.topN > 0,
      governanceOwns: ({ context }) => context.owner === 'governance',
      governanceIsToOwn: ({ event }) =>
        event.type === 'shapingUpdateSubmitted' && event.ownership?.to === 'governance',
      isDeletedNow: ({ event }) => event.type === 'phaseChanged' && event.phase === 'deleted',
      isLaunchedNow: ({ event }) => event.type === 'phaseChanged' && event.phase === 'launched',
    },
    actions: {
      storeMinPower: storeMinPower(rule),
      optInTopN: optInTopN(rule),
      passOnNextSet: passOnNextSet(slots),
      passOnLaunchSet: shapingTypes.emit(({ context, event }) => {
        assertEvent(event, 'launchMoment');
        const { bonded, active } = event;
        return sendMessage('next', {
          type: 'launchMoment',
          bonded: computeNextSet(bonded, context, slots),
          active,
        });
      }),
      rememberMembership: shapingTypes.assign(({ context: { optedIn, minPowerInTopN: minPower } }) => ({
        beforeLaunch: { optedIn, minPowerInTopN: minPower },
      })),
      forgetMembership: shapingTypes.assign({ optedIn: [], minPowerInTopN: null }),
      forgetMembershipBefore: shapingTypes.assign({ beforeLaunch: null }),
      restoreMembership: shapingTypes.assign(({ context: { beforeLaunch } }) => ({
        ...beforeLaunch,
        beforeLaunch: null,
      })),
      optIn: shapingTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'optInSubmitted');
        const { validator } = event;
        enqueue.assign(withMember(context, validator));
        enqueue.emit(remark({ type: 'optedIn', validator, byTopN: false }));
      }),
      optOut: shapingTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'optOutSubmitted');
        const { validator } = event;
        enqueue.assign({ optedIn: context.optedIn.filter((id) => id !== validator) });
        enqueue.emit(remark({ type: 'optedOut', validator }));
      }),
      noteOptOutRefused: shapingTypes.emit(({ context, event }) => {
        assertEvent(event, 'optOutSubmitted');
        const { validator, lastPower } = event;
        return remark({
          type: 'optOutRefused',
          validator,
          lastPower,
          minPower: context.minPowerInTopN ?? 0,
        });
      }),
      noteUpdateRefused: shapingTypes.emit(remark({ type: 'updateRefused' })),
      changeOwner: shapingTypes.enqueueActions(({ event, enqueue }) => {
        assertEvent(event, 'shapingUpdateSubmitted');
        if (event.ownership === undefined) return;
        const owner = event.ownership.to;
        enqueue.assign({ owner });
        if (isOwned(consumer)) enqueue.emit(sendMessage('ownership', { type: 'handedOver', owner }));
      }),
      replaceParameters: shapingTypes.assign(({ context, event }) => {
        assertEvent(event, 'shapingUpdateSubmitted');
        const { parameters, active } = event;
        const { topN } = parameters;
        // Only a new N measures again before the epoch ends, and N = 0 forgets the old measure.
        if (topN === context.parameters.topN) return { parameters };
        return { parameters, minPowerInTopN: topN === 0 ? null : (minPowerInTopN(active, topN) ?? null) };
      }),
    },
  });
}

function withMember(context: ShapingContext, validator: ValidatorId): ShapingContext {
  return produce(context, (draft) => {
    draft.optedIn.push(validator);
    draft.optedIn.sort(compareIds);
  });
}
