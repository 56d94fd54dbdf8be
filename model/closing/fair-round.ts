/**
 * One fair round. Order: everything in flight arrives; the provider produces a block; VSCs arrive; consumers catch up;
 * slash packets arrive, and evidence is handed in; the provider produces a block, which commits the acknowledgements; these arrive; consumers
 * catch up. Light clients are refreshed whenever a clock has moved, and blocks are shorter than any trusting period
 * and packet timeout, so that a client or packet that is alive when closing begins stays so.
 *
 * Consumers take turns in the order of the instance. That starves none: reports are finitely many, since nobody is
 * unjailed, so the first in order runs out of them.
 */
import type { ClosingRun } from '../../src/system/closing.ts';
import type { Choice, Choices, ComponentId, MachineEvent } from '../../src/system/vocabulary.ts';
import { closedForGood } from '../choices/drift-requirements.ts';
import { environmentEvent } from '../choices/environment-events.ts';
import { isStandalone } from '../changeover/is-standalone.ts';
import { channelOf, consumerOf, provider, standaloneOf, transfersOf } from '../component-ids.ts';
import { hasRewards } from '../rewards/has-rewards.ts';
import { hasEvidence } from '../equivocation-scope.ts';
import type { Instance } from '../instance.ts';
import { trustingPeriodSeconds } from '../trusting-period.ts';
import type {
  ChannelChoice,
  ChannelContext,
  ConsumerId,
  RewardChoice,
  StandaloneChoice,
  TransfersContext,
} from '../vocabulary.ts';
import { submitEvidence } from './submit-evidence.ts';

/** What is special about rounds that are not quiet; functions of the state alone, like the round. */
export interface RoundHabits {
  /** Relays what a consumer has sent to the provider. */
  readonly relayReports: (run: ClosingRun, id: ConsumerId) => void;
  /** After each block of the provider. */
  readonly afterProviderBlock: (run: ClosingRun) => void;
}

const quietHabits: RoundHabits = { relayReports, afterProviderBlock: () => undefined };

/** The round as a function of the state alone, so that a round that repeats a state repeats for ever. */
export function fairRound(
  instance: Instance,
  choices: Readonly<Record<string, Choices>>,
  habits = quietHabits,
): (run: ClosingRun) => void {
  const { consumers } = instance;
  const ids = consumers.map(({ id }) => id);
  const watched = hasEvidence(instance) ? ids : [];
  const standalone = consumers.filter(isStandalone).map(({ id }) => id);
  const paying = consumers.filter(hasRewards).map(({ id }) => id);
  const shorterThan = shortestDeadline(instance);
  const advance = (run: ClosingRun, component: ComponentId): boolean =>
    blocksOf(run, component, choices[component], shorterThan).some((event) => run.take(component, event));

  // A chain that changes over makes blocks as one of the two.
  const advanceChain = (run: ClosingRun, id: ConsumerId): boolean =>
    advance(run, consumerOf(id)) || (standalone.includes(id) && advance(run, standaloneOf(id)));

  const catchUp = (run: ClosingRun): void => {
    for (const id of ids) {
      // At least one block each round, also of a chain that is ahead or whose channel is closed.
      if (!advanceChain(run, id)) continue;
      while (isBehind(run, id) && advanceChain(run, id));
    }
    for (const id of ids) refreshClients(run, id);
  };
  const providerBlock = (run: ClosingRun): void => {
    advance(run, provider);
    habits.afterProviderBlock(run);
    for (const id of ids) refreshClients(run, id);
  };
  return (run) => {
    for (const id of standalone) {
      const upgrade: StandaloneChoice = environmentEvent({ type: 'upgrade' });
      run.take(standaloneOf(id), upgrade);
    }
    for (const id of ids) {
      refreshClients(run, id);
      openChannel(run, id);
      deliverAll(run, id, ['relayVsc', 'relayVscError']);
      habits.relayReports(run, id);
      deliverAll(run, id, ['relaySlashAck', 'timeoutVsc', 'timeoutSlash', 'relayClose']);
    }
    for (const id of paying) deliverTransfers(run, id);
    for (const id of watched) submitEvidence(run, id);
    providerBlock(run);
    for (const id of ids) deliverAll(run, id, ['relayVsc', 'relayClose']);
    catchUp(run);
    for (const id of paying) deliverTransfers(run, id);
    for (const id of ids) {
      habits.relayReports(run, id);
      deliverAll(run, id, ['relayClose']);
    }
    providerBlock(run);
    for (const id of ids) deliverAll(run, id, ['relayVsc', 'relaySlashAck', 'relayClose']);
    catchUp(run);
  };
}

/** Seconds that a block may take at most (exclusively), so that nothing runs out within a round. */
export function shortestDeadline(instance: Instance): number {
  const chains = [instance.provider, ...instance.consumers];
  return Math.min(
    ...chains.map(({ ccvTimeoutSeconds }) => ccvTimeoutSeconds),
    ...chains.map(({ unbondingSeconds }) => trustingPeriodSeconds(instance, unbondingSeconds)),
  );
}

/** Block events to try, the longest time first; if all are too long, the shortest is the best there is. */
function blocksOf(
  run: ClosingRun,
  component: ComponentId,
  choices: Choices | undefined,
  shorterThan: number,
): readonly MachineEvent[] {
  const offered = typeof choices === 'function' ? choices(run.read<never>(component)) : [];
  const blocks = offered.filter(isBlock).sort((a, b) => b.event.seconds - a.event.seconds);
  const fitting = blocks.filter(({ event }) => event.seconds < shorterThan);
  return (fitting.length > 0 ? fitting : blocks.slice(-1)).map(({ event }) => event);
}

interface BlockChoice extends Choice {
  readonly event: MachineEvent & { readonly seconds: number };
}

function isBlock(choice: Choice): choice is BlockChoice {
  return choice.event.type === 'nextBlock' || choice.event.type === 'quietBlocks';
}

function isBehind(run: ClosingRun, id: ConsumerId): boolean {
  const snapshot = run.read<ChannelContext>(channelOf(id));
  return !closedForGood(snapshot) && snapshot.context.drift < 0;
}

function refreshClients(run: ClosingRun, id: ConsumerId): void {
  for (const type of ['updateClientOnProvider', 'updateClientOnConsumer'] as const) {
    run.take(channelOf(id), environmentEvent({ type }));
  }
}

/** Each step of the handshake that can be taken, once: the provider may refuse it any number of times. */
function openChannel(run: ClosingRun, id: ConsumerId): void {
  for (const type of ['openInit', 'openTry', 'openAck', 'openConfirm'] as const) {
    run.take(channelOf(id), environmentEvent({ type }));
  }
}

/** Everything that the consumer has sent: slash packets and maturity packets share one stream, in any order. */
export function relayReports(run: ClosingRun, id: ConsumerId): void {
  deliverAll(run, id, [['relaySlash', 'relayMatured']]);
}

type Delivery = ChannelChoice['type'];

/** Each kind of delivery, or kinds that alternate, for as long as there is something to deliver. */
function deliverAll(
  run: ClosingRun,
  id: ConsumerId,
  deliveries: readonly (Delivery | readonly Delivery[])[],
): void {
  for (const types of deliveries) {
    const events = [types].flat().map((type): ChannelChoice => environmentEvent({ type }));
    while (events.some((event) => run.take(channelOf(id), event)));
  }
}

/** Every reward transfer arrives, or is refunded where it is too late. */
function deliverTransfers(run: ClosingRun, id: ConsumerId): void {
  const transfers = transfersOf(id);
  const places = ({ inFlight, refused }: TransfersContext): number =>
    Math.max(inFlight.length, refused.length);
  for (let index = places(run.read<TransfersContext>(transfers).context) - 1; index >= 0; index--) {
    for (const type of ['relayTransfer', 'timeoutTransfer', 'relayTransferError'] as const) {
      const event: RewardChoice = environmentEvent({ type, index });
      run.take(transfers, event);
    }
  }
}
