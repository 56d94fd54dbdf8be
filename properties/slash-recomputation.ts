/**
 * What executing a report must do to stake, worked out from ICS-28 and the staking module's rules without any
 * of the model's own code: who loses how many tokens, from which unbonding entries and of his own.
 *
 * - The amount is the consumer's fraction of the power that was reported, truncated to tokens.
 * - Stake that was unbonding already when the infraction happened is spared; stake that left later pays the fraction of
 *   what it was (of what is left, if that is less), and what it owes comes off the amount.
 * - The validator pays the rest, as far as it has tokens.
 * - Redelegated stake pays at its destination: from undelegations there that left later still, then from the delegation.
 *   The second part is for the whole fraction unless the first had all of it (cosmos-sdk 0.50, SlashRedelegation).
 *
 * Heights are compared by ages of VSC ids: VSC k is mapped to the first block after the one that computed it. In that
 * very block the infraction height is the current one, and the staking module leaves unbonding entries alone.
 */
import type { ConsumerInstance, Instance } from '../model/instance.ts';
import type {
  AcceptedReport,
  Fraction,
  ProviderContext,
  UnbondingEntry,
  ValidatorId,
  VscRef,
} from '../model/vocabulary.ts';
import { epochLength, featuresOf } from '../model/vsc-age.ts';
import { beganAfter } from './vsc-order.ts';

/** Exact shares of whole tokens. */
export interface DowntimePenalty {
  readonly millionths: bigint;
  readonly jailSeconds: number;
}

/** What downtime on the consumer costs. Before v6.4: jail for the provider's own term, and nothing else. */
export function downtimePenalty(instance: Instance, consumer: ConsumerInstance): DowntimePenalty {
  if (!featuresOf(instance).infractionParameters) {
    return { millionths: 0n, jailSeconds: instance.provider.downtimeJailSeconds };
  }
  const [whole = '0', decimals = ''] = consumer.downtimeSlashFraction.split('.');
  return { millionths: BigInt(whole + decimals.padEnd(6, '0')), jailSeconds: consumer.downtimeJailSeconds };
}

/**
 * What a report is to cost. Where the owner may change that, the penalty that it comes with is taken for the one in force;
 * whether it is, infraction-params-delayed tells.
 */
export function penaltyOf(
  instance: Instance,
  consumer: ConsumerInstance,
  { slashFraction, jailSeconds }: Pick<AcceptedReport, 'slashFraction' | 'jailSeconds'>,
): DowntimePenalty {
  const isFixed = consumer.infractionUpdates.length === 0 || !featuresOf(instance).infractionParameters;
  if (isFixed) return downtimePenalty(instance, consumer);
  const { numerator, denominator } = slashFraction;
  return { millionths: (BigInt(numerator) * 1_000_000n) / BigInt(denominator), jailSeconds };
}

export interface ExecutedReport {
  readonly validator: string;
  readonly power: number;
  readonly vsc: VscRef;
  readonly consumer: string;
}

export interface Loss {
  /** The fraction of the reported power, in tokens. */
  readonly nominal: number;
  /** Tokens that each validator loses; validators that lose nothing are not named. */
  readonly ofValidators: ReadonlyMap<string, number>;
  /** Tokens that each unbonding entry loses, by position. */
  readonly ofEntries: readonly number[];
}

/** The entries, by position, whose stake still belonged to its validator at the infraction, so that they can be slashed. */
export function entriesInReach(
  instance: Instance,
  { unbonding, blockOfEpoch, channelOpenings }: ProviderContext,
  { vsc, consumer }: Pick<ExecutedReport, 'vsc' | 'consumer'>,
): readonly boolean[] {
  const isFirstBlockOfEpoch = blockOfEpoch === 1 % epochLength(instance);
  const isCurrentHeight = vsc === 0 || (vsc === 1 && isFirstBlockOfEpoch);
  // What is on hold (v1-v5) can be slashed beyond its time.
  const isThere = ({ completesIn, hold }: UnbondingEntry): boolean => completesIn > 0 || hold !== undefined;
  // Id 0 stands for the opening of the channel; what was made before has less of its period left than has passed since.
  const opening = channelOpenings.find((known) => known.consumer === consumer)?.recentFor ?? 0;
  const isRecent = ({ completesIn }: UnbondingEntry): boolean => vsc !== 'genesis' || completesIn >= opening;
  return unbonding.map(
    (entry) => !isCurrentHeight && isThere(entry) && beganAfter(entry, vsc) && isRecent(entry),
  );
}

export function expectedLoss(
  instance: Instance,
  { millionths }: Pick<DowntimePenalty, 'millionths'>,
  before: ProviderContext,
  report: ExecutedReport,
): Loss {
  return loss(before, {
    validator: report.validator,
    stake: BigInt(report.power) * BigInt(instance.provider.powerReduction),
    share: (tokens) => (tokens * millionths) / 1_000_000n,
    inReach: entriesInReach(instance, before, report),
  });
}

/** What ADR-013 takes for an equivocation: of the last power and of all that is unbonding, whenever it began to. */
export function lossOfEverything(
  powerReduction: number,
  { numerator, denominator }: Fraction,
  before: ProviderContext,
  validator: ValidatorId,
): Loss {
  const inReach = before.unbonding.map(({ completesIn, hold }) => completesIn > 0 || hold !== undefined);
  const unbonding = before.unbonding.reduce(
    (sum, entry, at) => (entry.validator === validator && inReach[at] ? sum + entry.initialBalance : sum),
    0,
  );
  const lastPower = before.validators.find(({ id }) => id === validator)?.lastPower ?? 0;
  const power = BigInt(lastPower) + BigInt(unbonding) / BigInt(powerReduction);
  return loss(before, {
    validator,
    stake: power * BigInt(powerReduction),
    share: (tokens) => (tokens * BigInt(numerator)) / BigInt(denominator),
    inReach,
  });
}

interface Fine {
  readonly validator: ValidatorId;
  /** Tokens of which a share is to be burnt. */
  readonly stake: bigint;
  readonly share: (tokens: bigint) => bigint;
  /** By position, the entries that pay. */
  readonly inReach: readonly boolean[];
}

function loss(before: ProviderContext, fine: Fine): Loss {
  const { inReach } = fine;
  const share = (amount: number): number => Number(fine.share(BigInt(amount)));
  const balances = before.unbonding.map(({ balance }) => balance);
  const tokens = new Map(before.validators.map((validator) => [validator.id, validator.tokens]));
  const take = (owner: string, amount: number): void => {
    const owned = tokens.get(owner);
    if (owned !== undefined) tokens.set(owner, owned - Math.min(owned, amount));
  };
  const takeFromEntry = (position: number, amount: number): number => {
    const taken = Math.min(balances[position] ?? 0, amount);
    balances[position] = (balances[position] ?? 0) - taken;
    return taken;
  };

  const nominal = Number(fine.share(fine.stake));
  let rest = nominal;
  before.unbonding.forEach((entry, position) => {
    if (entry.validator !== fine.validator || !inReach[position]) return;
    const owed = share(entry.initialBalance);
    rest -= owed;
    if (entry.kind === 'undelegation') {
      takeFromEntry(position, owed);
      return;
    }
    let missing = owed;
    before.unbonding.forEach((later, at) => {
      if (isUndelegationFrom(later, entry.destination) && inReach[at]) missing -= takeFromEntry(at, missing);
    });
    if (missing > 0) take(entry.destination, owed);
  });
  if (rest > 0) take(fine.validator, rest);

  const ofValidators = new Map<string, number>();
  for (const { id, tokens: had } of before.validators) {
    const lost = had - (tokens.get(id) ?? 0);
    if (lost > 0) ofValidators.set(id, lost);
  }
  return {
    nominal,
    ofValidators,
    ofEntries: before.unbonding.map(({ balance }, position) => balance - (balances[position] ?? 0)),
  };
}

function isUndelegationFrom(entry: UnbondingEntry, validator: string): boolean {
  return entry.kind === 'undelegation' && entry.validator === validator;
}

/** How what happened differs from the loss, in words; empty if it does not. */
export function deviation(before: ProviderContext, after: ProviderContext, loss: Loss): string {
  const tokensAfter = new Map(after.validators.map(({ id, tokens }) => [id, tokens]));
  for (const { id, tokens } of before.validators) {
    // A validator that has nothing left may be removed at once.
    const lost = tokens - (tokensAfter.get(id) ?? 0);
    const owed = loss.ofValidators.get(id) ?? 0;
    if (lost !== owed) return `${id} loses ${lost} of ${tokens} tokens, expected ${owed}`;
  }
  for (const [position, { balance, validator, kind, createdAt }] of before.unbonding.entries()) {
    const lost = balance - (after.unbonding[position]?.balance ?? 0);
    const owed = loss.ofEntries[position] ?? 0;
    if (lost !== owed) {
      const entry = `the ${kind} of ${balance} tokens from ${validator} (begun at age ${createdAt})`;
      return `${entry} loses ${lost} tokens, expected ${owed}`;
    }
  }
  return after.unbonding.length === before.unbonding.length ? '' : 'unbonding entries came or went';
}
