/**
 * A round in which one consumer's reports keep those of the others waiting (N11), as far as weak fairness lets them: whatever
 * is in flight arrives, but reports of all consumers but the first arrive just after one of the first has made the slash
 * meter negative; and whoever was jailed is unjailed as soon as it has left all sets, so that it can be reported again.
 * Where no such moment comes, the reports arrive all the same.
 */
import type { ClosingRun } from '../../src/system/closing.ts';
import type { Choices } from '../../src/system/vocabulary.ts';
import { environmentEvent } from '../choices/environment-events.ts';
import { channelOf, provider, recordOf, slashMeter } from '../component-ids.ts';
import type { Instance } from '../instance.ts';
import type {
  ChannelChoice,
  ChannelContext,
  ConsumerId,
  ConsumerRecordContext,
  ProviderChoice,
  ProviderContext,
  SlashMeterContext,
} from '../vocabulary.ts';
import { fairRound, relayReports } from './fair-round.ts';

/** Fair rounds for which a report may be kept waiting for its moment: jail, two epochs and a retry are shorter. */
const mostPatience = 12;

/** The round as a function of the state alone, so that a round that repeats a state repeats for ever. */
export function contendedRound(
  instance: Instance,
  choices: Readonly<Record<string, Choices>>,
): (run: ClosingRun) => void {
  const ids = instance.consumers.map(({ id }) => id);
  const [favoured, ...others] = ids;
  /** Of whom nothing has been relayed in this round. */
  const unserved = new Set<ConsumerId>();
  const round = fairRound(instance, choices, {
    relayReports: (run, id) => {
      if (id === favoured) relayReports(run, id);
      else while (relayBounce(run, id)) unserved.delete(id);
    },
    afterProviderBlock: (run) => {
      unjailWhoLeft(ids, run);
    },
  });
  return (run) => {
    for (const id of others) unserved.add(id);
    let patience = mostPatience;
    do {
      round(run);
      patience--;
    } while (patience > 0 && [...unserved].some((id) => reportsInFlight(run, id) > 0));
    for (const id of unserved) relayReports(run, id);
  };
}

function reportsInFlight(run: ClosingRun, id: ConsumerId): number {
  return run.read<ChannelContext>(channelOf(id)).context.toProvider.length;
}

/**
 * Relays maturities, and the oldest report if that is bounced now: a report about somebody who is no member is dropped without
 * asking the meter.
 */
function relayBounce(run: ClosingRun, id: ConsumerId): boolean {
  const relay = (type: ChannelChoice['type']): boolean => run.take(channelOf(id), environmentEvent({ type }));
  while (relay('relayMatured'));
  const oldest = run.read<ChannelContext>(channelOf(id)).context.toProvider.find((packet) => 'key' in packet);
  const { stored } = run.read<ConsumerRecordContext>(recordOf(id)).context;
  const isMember = stored.some(({ key }) => key === oldest?.key);
  return isMember && run.read<SlashMeterContext>(slashMeter).context.meter < 0 && relay('relaySlash');
}

/** Whoever came back sooner would be in the sets as before, and the answers would wait for a VSC. */
function unjailWhoLeft(ids: readonly ConsumerId[], run: ClosingRun): void {
  const stored = ids.flatMap((id) => run.read<ConsumerRecordContext>(recordOf(id)).context.stored);
  const members = new Set(stored.map(({ validator }) => validator));
  for (const { id, jailed } of run.read<ProviderContext>(provider).context.validators) {
    if (!jailed || members.has(id)) continue;
    const event: ProviderChoice = environmentEvent({ type: 'unjail', validator: id });
    run.take(provider, event);
  }
}
