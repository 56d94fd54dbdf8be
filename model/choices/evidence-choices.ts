/** What anybody may do with what is known, or not known, of the validators of one consumer. */
import type { Choice, LocalSnapshot, Requirement } from '../../src/system/vocabulary.ts';
import { channelOf } from '../component-ids.ts';
import { twinKeys } from '../evidence/evidence-setup.ts';
import type { BudgetName, ConsumerInstance, Instance } from '../instance.ts';
import { isShaped } from '../shaping/shaping-parameters.ts';
import type {
  ChannelContext,
  ConsumerId,
  ConsumerKey,
  EquivocationProof,
  EvidenceChoice,
  EvidenceContext,
  EvidenceFlaw,
} from '../vocabulary.ts';
import { environmentEvent } from './environment-events.ts';
import { watchedValidators } from './watched-validators.ts';
import { weightsFor } from './weights.ts';

const flaws: readonly EvidenceFlaw[] = ['unsigned', 'otherChain', 'tooOld', 'noConflict'];

/** Headers are judged by the provider's client of the chain, which must still trust some of its own. */
function clientTrustsHeaders(consumer: ConsumerId): Requirement {
  return {
    component: channelOf(consumer),
    name: `the provider's client of ${consumer} has not expired`,
    holds: ({ context }: LocalSnapshot<ChannelContext>) => context.consumerClientExpiresIn > 0,
  };
}

/** The class of submitting this proof as evidence about the consumer on which it happened, for fairness. */
export const submissionClass = ({ key, kind }: EquivocationProof): string => `submitEvidence ${key} ${kind}`;

/** Keys under which validators may equivocate on the consumer. */
export function equivocatorKeys(instance: Instance, consumer: ConsumerInstance): readonly ConsumerKey[] {
  const keys = watchedValidators(instance)
    .filter(({ id }) => isShaped(consumer) || (consumer.optedIn?.includes(id) ?? true))
    .map(({ id }) => consumer.assignedKeys[id] ?? id);
  return [...new Set([...keys, ...(consumer.spareKeys ?? [])])];
}

/** Choices in a snapshot of the evidence about the consumer. */
export function evidenceChoices(
  instance: Instance,
  consumer: ConsumerInstance,
): (snapshot: LocalSnapshot<EvidenceContext>) => readonly Choice[] {
  const weights = weightsFor(instance).evidence;
  const choice = (
    event: EvidenceChoice,
    cost: BudgetName,
    more: Pick<Choice, 'eventClass' | 'requires'> = {},
  ): Choice => ({
    event: environmentEvent(event),
    weight: weights[event.type],
    cost: { [cost]: 1 },
    ...more,
  });
  const keys = equivocatorKeys(instance, consumer);
  const everywhere = instance.consumers.map(({ id }) => id);
  const twins = twinKeys(instance, consumer);
  const { evidenceForgeries, twinVotes } = instance.budgets;

  const always: readonly Choice[] = [
    ...(evidenceForgeries === 0
      ? []
      : keys.flatMap((key) =>
          flaws.map((flaw) =>
            choice({ type: 'submitForgedEvidence', to: consumer.id, key, flaw }, 'evidenceForgeries'),
          ),
        )),
    ...(twinVotes === 0
      ? []
      : keys
          .filter((key) => twins.has(key))
          .map((key) => choice({ type: 'submitTwinVotes', to: consumer.id, key }, 'twinVotes'))),
  ];
  const submissions = ({ key, kind }: EquivocationProof): readonly Choice[] =>
    everywhere.map((to) =>
      choice({ type: 'submitEvidence', to, key, kind }, 'evidenceSubmissions', {
        ...(to === consumer.id ? { eventClass: submissionClass({ key, kind }) } : {}),
        requires: kind === 'lightClientAttack' ? [clientTrustsHeaders(to)] : [],
      }),
    );
  const padded = ({ key, kind }: EquivocationProof): readonly Choice[] =>
    kind === 'doubleVote' || evidenceForgeries === 0
      ? []
      : keys
          .filter((bystander) => bystander !== key)
          .map((bystander) =>
            choice({ type: 'submitPaddedEvidence', to: consumer.id, key, bystander }, 'evidenceForgeries', {
              requires: [clientTrustsHeaders(consumer.id)],
            }),
          );
  const made = new Map<string, readonly Choice[]>();
  const about = (proof: EquivocationProof): readonly Choice[] => {
    const name = submissionClass(proof);
    const choices = made.get(name) ?? [...submissions(proof), ...padded(proof)];
    made.set(name, choices);
    return choices;
  };
  return ({ context }) => [...always, ...context.proofs.flatMap(about)];
}
