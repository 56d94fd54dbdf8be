/**
 * What validators really signed twice, and what they are punished for. An infraction is known by the chain id that was
 * signed for, by key and by kind, as evidence is: consumers with one chain id cannot be told apart by it.
 *
 * What is due is the penalty's fraction of the power that the consumer gave the key at the infraction.
 */
import { isStandalone } from '../../model/changeover/is-standalone.ts';
import { consumerOf, provider, standaloneOf } from '../../model/component-ids.ts';
import { showsOwnDoubleSigns } from '../../model/equivocation-scope.ts';
import type { ConsumerInstance } from '../../model/instance.ts';
import type { ConsumerKey, EquivocationKind, EquivocationPunishment } from '../../model/vocabulary.ts';
import { eventOf } from '../model-events.ts';
import { notesOf } from './heard.ts';
import { onePerInstance } from './one-per-instance.ts';

interface Infraction {
  readonly chainId: string;
  readonly key: ConsumerKey;
  readonly kind: EquivocationKind;
  readonly power: number;
  /** How often its evidence was executed; 2 stands for more. */
  readonly times: 0 | 1 | 2;
  /** Tokens burnt for it so far. */
  readonly burnt: number;
}

export interface Equivocations {
  /**
   * The last one of each chain id, key and kind, sorted. It is not told which of several a punishment is for, so that the
   * power is the greatest of those nobody was punished for.
   */
  readonly infractions: readonly Infraction[];
  /** What was burnt beyond what is due, in words. */
  readonly tooMuch: string;
  /** The first execution that burnt less than what is due, in words. */
  readonly tooLittle: string;
  /** The first infraction that was punished twice. */
  readonly twice: string;
  /** The first punishment for what nobody did. */
  readonly innocent: string;
}

export const equivocationsId = 'equivocations';

/** As votes carry it; the id of a consumer that names none. */
export function signedChainId({ id, chainId }: ConsumerInstance): string {
  return chainId ?? id;
}

export const equivocations = onePerInstance<Equivocations>((instance) => {
  const {
    consumers,
    provider: { powerReduction },
  } = instance;
  // What own validators of a chain signed before it changed over is under its chain id too.
  const chainsBefore = new Map(
    (showsOwnDoubleSigns(instance) ? consumers : [])
      .filter(isStandalone)
      .map((consumer) => [standaloneOf(consumer.id), signedChainId(consumer)]),
  );
  const chainIds = new Map(consumers.map((consumer) => [consumer.id, signedChainId(consumer)]));
  const chains = new Map(consumers.map((consumer) => [consumerOf(consumer.id), signedChainId(consumer)]));
  return {
    id: equivocationsId,
    initial: { infractions: [], tooMuch: '', tooLittle: '', twice: '', innocent: '' },
    observes: [provider, ...chains.keys(), ...chainsBefore.keys()],
    reduce: (state, delivery) => {
      const chainId = chains.get(delivery.component);
      if (chainId !== undefined) return committed(state, chainId, notesOf(delivery.emitted, 'equivocated'));
      const chainIdBefore = chainsBefore.get(delivery.component);
      if (chainIdBefore !== undefined) {
        const { emitted } = delivery;
        // For none of them is any stake on the provider liable.
        const signed = notesOf(emitted, 'ownDoubleSigned').map(({ key }) => ({ key, ...unbacked }));
        return committed(state, chainIdBefore, signed);
      }
      const event = eventOf(delivery);
      if (event.type !== 'punishEquivocation') return state;
      const burnt = notesOf(delivery.emitted, 'slashed').reduce((sum, note) => sum + note.burnt, 0);
      if (notesOf(delivery.emitted, 'slashed').length === 0) return state;
      return punished(state, { event, burnt, powerReduction, chainId: chainIds.get(event.consumer) ?? '' });
    },
  };
});

const nameOf = ({ chainId, key, kind }: Pick<Infraction, 'chainId' | 'key' | 'kind'>): string =>
  `${chainId} ${key} ${kind}`;

const unbacked = { kind: 'doubleVote', power: 0 } as const;

function committed(
  state: Equivocations,
  chainId: string,
  equivocated: readonly Pick<Infraction, 'key' | 'kind' | 'power'>[],
): Equivocations {
  let next = state;
  for (const { key, kind, power } of equivocated) {
    const known = next.infractions.find((each) => nameOf(each) === nameOf({ chainId, key, kind }));
    const open = known?.times === 0 ? known.power : 0;
    const infraction: Infraction = { chainId, key, kind, power: Math.max(power, open), times: 0, burnt: 0 };
    const others = next.infractions.filter((each) => each !== known);
    next = {
      ...next,
      infractions: [...others, infraction].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
    };
  }
  return next;
}

interface Execution {
  readonly event: EquivocationPunishment;
  readonly chainId: string;
  readonly burnt: number;
  readonly powerReduction: number;
}

function punished(state: Equivocations, { event, chainId, burnt, powerReduction }: Execution): Equivocations {
  const { key, kind, validator, consumer, slashFraction } = event;
  const at = state.infractions.findIndex((each) => nameOf(each) === nameOf({ chainId, key, kind }));
  const infraction = state.infractions[at];
  const who = `${validator} (key ${key} on ${consumer})`;
  if (infraction === undefined) {
    return {
      ...state,
      innocent: state.innocent || `${who} is punished, but signed nothing twice under chain id ${chainId}`,
    };
  }
  const { numerator, denominator } = slashFraction;
  const due = Math.floor((infraction.power * powerReduction * numerator) / denominator);
  const total = infraction.burnt + burnt;
  const next: Infraction = { ...infraction, burnt: total, times: infraction.times === 0 ? 1 : 2 };
  const says = `${who} had power ${String(infraction.power)} when it signed twice, so ${String(due)} tokens are due; ${String(total)} are burnt`;
  return {
    infractions: state.infractions.with(at, next),
    tooMuch: state.tooMuch || (total > due ? says : ''),
    tooLittle: state.tooLittle || (infraction.times === 0 && total < due ? says : ''),
    twice: state.twice || (infraction.times > 0 ? `${who} is punished again for the same evidence` : ''),
    innocent: state.innocent,
  };
}
