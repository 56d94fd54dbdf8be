/** Guards and actions of a standalone chain, by name. What they are for is said in `descriptions.ts`. */
import { assertEvent, setup } from 'xstate';
import { castDraft, freeze, produce } from 'immer';
import type { Emitted } from '../../src/system/vocabulary.ts';
import { applyUpdates, powerOf } from '../consumer/validator-updates.ts';
import { parseFraction } from '../fraction.ts';
import { remark, sendMessage } from '../send-message.ts';
import type {
  KeyPower,
  OwnInfraction,
  StandaloneChoice,
  StandaloneContext,
  ToStandalone,
} from '../vocabulary.ts';
import type { StandaloneConsumer } from './is-standalone.ts';
import { completeDue, dueAtHome, ownPowers, passOwnTime, slashOwn, undelegateOwn } from './own-staking.ts';

export function initialStandalone({ standalone }: StandaloneConsumer): StandaloneContext {
  const validators = Object.entries(standalone.validators)
    .map(([key, tokens]) => ({ key, tokens }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const set = ownPowers({ validators });
  const context: StandaloneContext = {
    set,
    signers: set,
    validators,
    unbonding: [],
    infractions: [],
    genesis: null,
  };
  return freeze(context, true);
}

/** Everything in the genesis set with its power there, and nobody else: own validators that are not in it lose theirs. */
function changeoverUpdates(own: readonly KeyPower[], genesis: readonly KeyPower[]): readonly KeyPower[] {
  const leaving = own.filter(({ key }) => powerOf(genesis, key) === 0).map(({ key }) => ({ key, power: 0 }));
  return [...genesis, ...leaving].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

export const standaloneTypes = setup({
  types: {
    context: {} as StandaloneContext,
    events: {} as StandaloneChoice | ToStandalone,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/** XState's `setup` with everything that the machine's configuration names. */
export function standaloneSetup({ standalone, unbondingSeconds }: StandaloneConsumer) {
  const fraction = parseFraction(standalone.slashFraction);
  const oldestOf = (context: StandaloneContext, key: string): OwnInfraction => {
    const found = context.infractions.find((infraction) => infraction.key === key);
    if (found === undefined) throw new Error(`expected a double sign of ${key}, received none`);
    return found;
  };
  const without = (context: StandaloneContext, infraction: OwnInfraction): StandaloneContext =>
    produce(context, (draft) => {
      draft.infractions = castDraft(context.infractions.filter((other) => other !== infraction));
    });

  return standaloneTypes.extend({
    guards: {
      hasOwnStake: ({ context, event }) =>
        event.type === 'undelegateAtHome' &&
        context.validators.some(({ key, tokens }) => key === event.key && tokens > 0),
      signsAtHome: ({ context, event }) =>
        event.type === 'signTwiceAtHome' && powerOf(context.signers, event.key) > 0,
      hasSignedTwice: ({ context, event }) =>
        event.type === 'reportOldDoubleSign' && context.infractions.some(({ key }) => key === event.key),
    },
    actions: {
      // Own staking
      undelegateOwnStake: standaloneTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'undelegateAtHome');
        enqueue.assign(undelegateOwn(context, event.key, unbondingSeconds));
        enqueue.emit(remark({ type: 'ownUnbondingStarted', key: event.key }));
      }),
      completeDueUnbondings: standaloneTypes.enqueueActions(({ context, enqueue }) => {
        for (const { key } of dueAtHome(context))
          enqueue.emit(remark({ type: 'ownUnbondingCompleted', key }));
        enqueue.assign(completeDue(context));
      }),
      slashOwnStake: standaloneTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'slashOwn');
        const { context: slashed, burnt } = slashOwn(context, event, fraction);
        enqueue.assign(slashed);
        enqueue.emit(remark({ type: 'ownSlashed', key: event.key, burnt }));
      }),

      // Infractions
      rememberDoubleSign: standaloneTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'signTwiceAtHome');
        const infraction = {
          key: event.key,
          power: powerOf(context.signers, event.key),
          expiresIn: unbondingSeconds,
        };
        enqueue.assign(
          produce(context, (draft) => {
            draft.infractions.push(infraction);
          }),
        );
        enqueue.emit(remark({ type: 'ownDoubleSigned', key: event.key }));
      }),
      showDoubleSign: standaloneTypes.emit(({ context, event }) => {
        assertEvent(event, 'signTwiceAtHome');
        const { key } = event;
        const power = powerOf(context.signers, key);
        return sendMessage('evidence', {
          type: 'equivocationSeen',
          key,
          kind: 'doubleVote',
          power,
          vsc: 'genesis',
        });
      }),
      punishDoubleSign: standaloneTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'reportOldDoubleSign');
        const infraction = oldestOf(context, event.key);
        const { context: slashed, burnt } = slashOwn(without(context, infraction), infraction, fraction);
        enqueue.assign(slashed);
        enqueue.emit(remark({ type: 'ownSlashed', key: event.key, burnt }));
      }),
      passInfractionOn: standaloneTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'reportOldDoubleSign');
        const infraction = oldestOf(context, event.key);
        enqueue.assign(without(context, infraction));
        enqueue.emit(sendMessage('consumer', { type: 'oldInfractionFound', ...infraction }));
      }),

      // Blocks
      passOwnTime: standaloneTypes.assign(({ context, event }) => {
        assertEvent(event, ['nextBlock', 'ownTimePassed']);
        return passOwnTime(context, event.seconds);
      }),
      tellChannelOfTime: standaloneTypes.emit(({ event }) => {
        assertEvent(event, 'nextBlock');
        return sendMessage('channel', { type: 'consumerTimePassed', seconds: event.seconds });
      }),
      rotateOwnSets: standaloneTypes.assign(({ context }) => ({
        ...context,
        signers: context.set,
        set: ownPowers(context),
      })),

      // The changeover
      keepGenesis: standaloneTypes.assign(({ context, event }) => {
        assertEvent(event, 'genesisMade');
        return { ...context, genesis: event.set };
      }),
      switchSet: standaloneTypes.enqueueActions(({ context, enqueue }) => {
        const set = applyUpdates(context.set, changeoverUpdates(context.set, context.genesis ?? []));
        enqueue.assign({ ...context, signers: context.set, set, genesis: null });
        enqueue.emit(remark({ type: 'ownSetSwitched', set }));
      }),
      startConsumer: standaloneTypes.emit(({ context: { set } }) =>
        sendMessage('consumer', { type: 'genesisMade', set }),
      ),
      retireOwnSets: standaloneTypes.assign(({ context }) => ({ ...context, set: [], signers: [] })),
    },
  });
}
