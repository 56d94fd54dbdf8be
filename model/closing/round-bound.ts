/**
 * After how many fair rounds everything that was promised must have happened: the sum of the times that each part of
 * the protocol may take, none of them overlapping, computed from the state in which closing begins.
 */
import type { ClosingRun } from '../../src/system/closing.ts';
import { channelOf, consumerOf, provider, slashMeter, slashQueue } from '../component-ids.ts';
import type { Instance } from '../instance.ts';
import { hasLifecycles } from '../lifecycle.ts';
import { shortestDeadline } from './fair-round.ts';
import { slashMeterParameters } from '../provider/slash-meter-setup.ts';
import { epochLength, featuresOf } from '../vsc-age.ts';
import type {
  ChannelContext,
  ConsumerContext,
  ConsumerKey,
  ProviderContext,
  SlashMeterContext,
  SlashQueueContext,
} from '../vocabulary.ts';

type Reader = Pick<ClosingRun, 'read'>;

/** The bound for a state, in rounds. */
export function roundBound(instance: Instance): (run: Reader) => number {
  const { provider: params, consumers } = instance;
  const epoch = epochLength(instance);
  const retryDelay = Math.max(...consumers.map(({ retryDelaySeconds }) => retryDelaySeconds));
  const roundSeconds = secondsPerRound(instance, epoch);
  // The unbonding itself, and where it waits for maturity as long as consumers take to answer. (The periods of instances
  // with quiet blocks are longer than any run.)
  const answering = featuresOf(instance).vscMaturity
    ? Math.max(
        ...consumers.flatMap(({ unbondingSeconds, laterUnbondingSeconds = [] }) => [
          unbondingSeconds,
          ...laterUnbondingSeconds,
        ]),
      )
    : 0;
  const longestUnbonding = instance.skipQuietBlocks ? 0 : params.unbondingSeconds + answering;
  const roundsFor = (seconds: number): number => Math.ceil(seconds / roundSeconds) + 1;
  // Every chain makes a block in each round, or several quiet ones of the shortest time.
  const roundsForBlocks = (
    { blockSeconds }: { readonly blockSeconds: readonly number[] },
    blocks: number,
  ): number => (instance.skipQuietBlocks ? roundsFor(blocks * Math.min(...blockSeconds)) : blocks + 1);

  return (run) => {
    const outages = consumers.map((consumer) => {
      const missing = membersDown(run.read<ConsumerContext>(consumerOf(consumer.id)).context);
      return {
        reports: 2 * missing,
        rounds: roundsForBlocks(consumer, 3 + (missing > 0 ? consumer.downtimeBlocks : 0)),
      };
    });
    const queued = consumers.reduce(
      (sum, { id }) => sum + run.read<ConsumerContext>(consumerOf(id)).context.queue.length,
      0,
    );
    const waiting = waitingReports(instance, run);
    // Whoever is down may be reported twice yet: an acknowledgement may clear the flag of a validator that was jailed
    // and unjailed before, and only the second report takes it out of the set.
    const reports = queued + waiting + outages.reduce((sum, outage) => sum + outage.reports, 0);
    const detection = 2 * Math.max(...outages.map(({ rounds }) => rounds));
    const convergence = roundsForBlocks(params, epoch + 3);
    const retry =
      roundsFor(retryDelay) + Math.max(...consumers.map((consumer) => roundsForBlocks(consumer, 2)));
    const recovery = replenishments(instance, run) * roundsFor(params.slashMeterReplenishSeconds);
    const unbonding = longestUnbonding > 0 ? 2 * roundsFor(longestUnbonding) : 0;
    const decisions = 3 + reports * (recovery + retry + 2);
    const acknowledgements = decisions + convergence;
    const lifecycles = hasLifecycles(instance) ? roundsFor(lifecycleSeconds(instance)) : 0;
    return detection + acknowledgements + convergence + recovery + unbonding + lifecycles;
  };
}

/** Until everything is launched and removed that is to be, one consumer per block, and a channel is open. */
function lifecycleSeconds({ provider: params, consumers }: Instance): number {
  const spawn = Math.max(
    ...consumers.map(({ lifecycle }) => Math.max(0, ...(lifecycle?.spawnSeconds ?? []))),
  );
  return params.unbondingSeconds + spawn + (2 * consumers.length + 4) * Math.max(...params.blockSeconds);
}

/** Validators that the chain counts on, now or next, and that do not sign. */
function membersDown({ down, set, signers }: ConsumerContext): number {
  const isMember = (key: ConsumerKey): boolean =>
    set.some((member) => member.key === key) || signers.some((member) => member.key === key);
  return down.filter(isMember).length;
}

/** How far a round carries the provider's clock at least, when nothing becomes due in it. */
function secondsPerRound(instance: Instance, epoch: number): number {
  const { provider: params, maxClockDriftSeconds } = instance;
  const shortest = Math.min(...params.blockSeconds);
  if (instance.skipQuietBlocks) {
    return Math.max(shortest, Math.min((epoch - 1) * shortest, maxClockDriftSeconds) / 2);
  }
  // Of two blocks, one is as long as the drift and the deadlines admit: consumers catch up between them.
  const fitting = params.blockSeconds.filter(
    (seconds) => seconds <= maxClockDriftSeconds && seconds < shortestDeadline(instance),
  );
  return Math.max(shortest, ...fitting);
}

/** How often the slash meter must be replenished until it is no longer negative, even if the strongest is jailed next. */
function replenishments(instance: Instance, run: Reader): number {
  const { validators } = run.read<ProviderContext>(provider).context;
  const { meter, totalPower } = run.read<SlashMeterContext>(slashMeter).context;
  const strongest = Math.max(0, ...validators.map(({ lastPower }) => lastPower));
  // Jailing lowers the total power and with it the allowance; half of it is a safe guess where it is not 1 anyway.
  const allowance = slashMeterParameters(instance).allowance(Math.floor(totalPower / 2));
  return Math.ceil((strongest + Math.max(0, -meter)) / allowance);
}

/** Reports of all consumers that the provider has received and not handled (v1-v3). */
function waitingReports(instance: Instance, run: Reader): number {
  return featuresOf(instance).throttleByQueue
    ? run.read<SlashQueueContext>(slashQueue).context.order.length
    : 0;
}

/** No report waits in a queue or is on its way, in either direction. */
export function isEveryReportDecided(instance: Instance, run: Reader): boolean {
  if (waitingReports(instance, run) > 0) return false;
  return instance.consumers.every(({ id }) => {
    const { queue, down, outstanding, set } = run.read<ConsumerContext>(consumerOf(id)).context;
    const { toProvider, slashAcks } = run.read<ChannelContext>(channelOf(id)).context;
    const awaitsReport = down.some(
      (key) => !outstanding.includes(key) && set.some((member) => member.key === key),
    );
    return queue.length === 0 && toProvider.length === 0 && slashAcks.length === 0 && !awaitsReport;
  });
}
