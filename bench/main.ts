/**
 * `npm run bench`: rates of exhaustive search and of random runs, and how many times plain XState's they are. Plain and
 * tabulated stepping alternate in one process, so the ratios hold even where the machine's speed drifts. Rates are per
 * second of processor time, on this machine, now; compare ratios, not rates.
 *
 * `npm run bench -- --large` searches two-phase commit with 9 resource managers too (10 million states, half a minute).
 */
import { printRate, type RateRow } from './rate-row.ts';
import { pairRates, twoPhaseCommitRates } from './searching-rates.ts';
import { steppingRates, testingRate } from './stepping-rates.ts';

const large = process.argv.includes('--large');
const parts: readonly (() => Promise<readonly RateRow[]>)[] = [
  () => twoPhaseCommitRates(large ? [7, 8, 9] : [7, 8]),
  pairRates,
  () => Promise.resolve(steppingRates('pair', 150, 400)),
  async () => [await testingRate('pair', 1000, 80)],
  () => Promise.resolve(steppingRates('hub', 4, 400)),
  async () => [await testingRate('hub', 5, 400)],
];
for (const part of parts) (await part()).forEach(printRate);
