/** Guards and actions of the evidence machine, by name. What they are for is said in `descriptions.ts`. */
import { assertEvent, setup } from 'xstate';
import { produce } from 'immer';
import type { Emitted, Send } from '../../src/system/vocabulary.ts';
import { chainIdOf } from '../equivocation-scope.ts';
import { genesisValidatorSet } from '../genesis-validator-set.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { submitTo } from '../send-message.ts';
import { compareIds } from '../provider/validator-power.ts';
import type {
  ConsumerId,
  ConsumerKey,
  EvidenceChoice,
  EvidenceContext,
  EvidenceFlaw,
  SubmittedEvidence,
  ToEvidence,
} from '../vocabulary.ts';

const evidenceTypes = setup({
  types: {
    context: {} as EvidenceContext,
    events: {} as ToEvidence | EvidenceChoice,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/** Keys in the genesis sets of this consumer and of another one with the same chain id. */
export function twinKeys(instance: Instance, consumer: ConsumerInstance): ReadonlySet<ConsumerKey> {
  const keysOf = (each: ConsumerInstance): readonly ConsumerKey[] =>
    genesisValidatorSet(instance, each).map(({ key }) => key);
  const onTwins = new Set(
    instance.consumers
      .filter((other) => other.id !== consumer.id && chainIdOf(other) === chainIdOf(consumer))
      .flatMap(keysOf),
  );
  return new Set(keysOf(consumer).filter((key) => onTwins.has(key)));
}

/** What proof of an equivocation looks like. */
function proper(chainId: string, key: ConsumerKey): SubmittedEvidence {
  return { key, kind: 'doubleVote', chainId, recent: true, conflicting: true, signed: true, unsigned: [] };
}

const flawed: Readonly<Record<EvidenceFlaw, Partial<SubmittedEvidence>>> = {
  unsigned: { signed: false },
  otherChain: { chainId: 'another-chain' },
  tooOld: { recent: false },
  noConflict: { conflicting: false },
};

/** XState's `setup` with everything that the machine's configuration names. */
export function evidenceSetup(instance: Instance, consumer: ConsumerInstance) {
  const chainId = chainIdOf(consumer);
  const twins = twinKeys(instance, consumer);
  const handIn = (to: ConsumerId, evidence: SubmittedEvidence): Send =>
    submitTo(to, { type: 'evidenceSubmitted', ...evidence });

  return evidenceTypes.extend({
    guards: {
      proofExists: ({ context, event }) =>
        event.type === 'submitEvidence' &&
        context.proofs.some(({ key, kind }) => key === event.key && kind === event.kind),
      attackIsProved: ({ context, event }) =>
        event.type === 'submitPaddedEvidence' &&
        context.proofs.some(({ key, kind }) => key === event.key && kind === 'lightClientAttack'),
      votesOnTwinChains: ({ event }) => event.type === 'submitTwinVotes' && twins.has(event.key),
    },
    actions: {
      keepProof: evidenceTypes.assign(({ context, event }) => {
        assertEvent(event, 'equivocationSeen');
        const { key, kind } = event;
        if (context.proofs.some((proof) => proof.key === key && proof.kind === kind)) return context;
        return produce(context, (draft) => {
          draft.proofs = [...context.proofs, { key, kind }].sort(
            (a, b) => compareIds(a.key, b.key) || compareIds(a.kind, b.kind),
          );
        });
      }),
      submitProof: evidenceTypes.emit(({ event }) => {
        assertEvent(event, 'submitEvidence');
        return handIn(event.to, { ...proper(chainId, event.key), kind: event.kind });
      }),
      submitForgery: evidenceTypes.emit(({ event }) => {
        assertEvent(event, 'submitForgedEvidence');
        return handIn(event.to, { ...proper(chainId, event.key), ...flawed[event.flaw] });
      }),
      submitPaddedProof: evidenceTypes.emit(({ event }) => {
        assertEvent(event, 'submitPaddedEvidence');
        const { to, key, bystander } = event;
        return handIn(to, { ...proper(chainId, key), kind: 'lightClientAttack', unsigned: [bystander] });
      }),
      submitTwinVotes: evidenceTypes.emit(({ event }) => {
        assertEvent(event, 'submitTwinVotes');
        return handIn(event.to, proper(chainId, event.key));
      }),
    },
  });
}
