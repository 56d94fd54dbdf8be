/**
 * Writes the preset `hub`: the Cosmos Hub's own parameters, 180 validators whose stake follows the Hub's long-tailed
 * distribution, and three consumers. Run it again after a change here: `npx tsx scripts/generate-hub-instance.ts`.
 */
import { writeFile } from 'node:fs/promises';
import { format } from 'prettier';

const uatomPerAtom = 1_000_000;
const bondedAtom = 250_000_000;
const validatorCount = 180;

/**
 * Rough shape of the distribution: stake at some ranks relative to the largest validator. Ranks between are
 * interpolated on a logarithmic scale, and all is scaled to `bondedAtom`, which gives the largest one 7.6 % of the power
 * and the smallest ones a few thousand ATOM.
 */
const relativeStakeByRank: readonly (readonly [rank: number, stake: number])[] = [
  [1, 1],
  [3, 0.78],
  [10, 0.36],
  [20, 0.19],
  [40, 0.08],
  [70, 0.03],
  [100, 0.012],
  [140, 0.0025],
  [180, 0.0002],
];

const blockSeconds = 6;
const day = 86_400;
const hour = 3_600;

interface Validator {
  readonly id: string;
  readonly tokens: number;
}

function relativeStake(rank: number): number {
  const after = relativeStakeByRank.findIndex(([at]) => at >= rank);
  const [rightRank, right] = relativeStakeByRank[after] ?? [1, 1];
  const [leftRank, left] = relativeStakeByRank[after - 1] ?? [rightRank, right];
  if (rightRank === leftRank) return right;
  const share = (rank - leftRank) / (rightRank - leftRank);
  return Math.exp(Math.log(left) * (1 - share) + Math.log(right) * share);
}

/** Odd amounts, as real stakes are, without any randomness. */
function oddUatom(rank: number): number {
  return (rank * 7_919_317) % uatomPerAtom;
}

function validators(): readonly Validator[] {
  const ranks = Array.from({ length: validatorCount }, (_, index) => index + 1);
  const total = ranks.reduce((sum, rank) => sum + relativeStake(rank), 0);
  return ranks.map((rank) => ({
    id: `val${String(rank).padStart(3, '0')}`,
    tokens: Math.floor((bondedAtom * relativeStake(rank)) / total) * uatomPerAtom + oddUatom(rank),
  }));
}

/** The fewest largest validators that together hold that share of the power. */
function topValidators(all: readonly Validator[], share: number): readonly string[] {
  const total = all.reduce((sum, { tokens }) => sum + tokens, 0);
  let held = 0;
  return all
    .filter(({ tokens }) => {
      const below = held < total * share;
      held += tokens;
      return below;
    })
    .map(({ id }) => id);
}

/** A key of its own for every so many members. */
function assignedKeys(members: readonly string[], every: number, prefix: string): Record<string, string> {
  return Object.fromEntries(members.filter((_, index) => index % every === 0).map((id) => [id, prefix + id]));
}

const all = validators();
const top95 = topValidators(all, 0.95);
const optIn = all.filter((_, index) => index % 7 === 2).map(({ id }) => id);

const consumerDefaults = {
  unbondingSeconds: 20 * day,
  ccvTimeoutSeconds: 28 * day,
  retryDelaySeconds: hour,
  downtimeSlashFraction: '0',
  downtimeJailSeconds: 600,
};

const instance = {
  $schema: '../../schema/instance.schema.json',
  name: 'hub',
  description:
    "The Cosmos Hub's parameters: 180 validators with a long tail, 21 days of unbonding, epochs of 600 blocks of 6 s; two consumers secured by the top 95 % of the power and a small opt-in one.",
  features: 'v7',
  provider: {
    blockSeconds: [blockSeconds],
    unbondingSeconds: 21 * day,
    blocksPerEpoch: 600,
    maxValidators: 200,
    maxProviderConsensusValidators: 180,
    powerReduction: uatomPerAtom,
    ccvTimeoutSeconds: 28 * day,
    slashMeterReplenishSeconds: hour,
    slashMeterReplenishFraction: '0.05',
    trustingPeriodFraction: '0.66',
    downtimeSlashFraction: '0.0001',
    downtimeJailSeconds: 600,
    doubleSignSlashFraction: '0.05',
  },
  validators: all,
  consumers: [
    {
      id: 'topn1',
      blockSeconds: [3],
      ...consumerDefaults,
      downtimeBlocks: 9500,
      optedIn: top95,
      assignedKeys: assignedKeys(top95, 2, 'topn1'),
    },
    {
      id: 'topn2',
      blockSeconds: [6],
      ...consumerDefaults,
      downtimeBlocks: 9500,
      optedIn: top95,
      assignedKeys: assignedKeys(top95, 3, 'topn2'),
      channelEstablished: true,
    },
    {
      id: 'optin',
      blockSeconds: [6],
      ...consumerDefaults,
      unbondingSeconds: 14 * day,
      downtimeBlocks: 950,
      downtimeSlashFraction: '0.0001',
      optedIn: optIn,
      assignedKeys: assignedKeys(optIn, 1, 'optin'),
      channelEstablished: false,
    },
  ],
  liquidTokens: 2_000_000 * uatomPerAtom,
  stakingAmounts: [uatomPerAtom, 50_000 * uatomPerAtom],
  maxClockDriftSeconds: 1800,
  skipQuietBlocks: true,
  budgets: {
    stakingOperations: 30,
    consumerDowntimes: 12,
    providerDowntimes: 3,
    providerDoubleSigns: 1,
    unjailings: 'unlimited',
    clientRecoveries: 1,
    consumerFaults: 0,
  },
};

const path = new URL('../model/instances/hub.json', import.meta.url);
await writeFile(path, await format(JSON.stringify(instance), { parser: 'json', printWidth: 110 }));
