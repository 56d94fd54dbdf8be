/**
 * Validator sets, VSCs, staking, channels and chains on runs of the real machines: what should hold holds and is not
 * vacuous, the finding is found, and each fault breaks what it ought to.
 */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { type Instance, randomBudgetBounds } from '../../model/instance.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { properties } from '../../properties/index.ts';
import { slashingWitnesses } from '../../properties/slashing-witnesses.ts';
import { slashingProperties } from '../../properties/slashing.ts';
import { throttleProperties } from '../../properties/throttle.ts';
import { testRandomly } from '../../src/search/random-engine.ts';
import { defineSystem } from '../../src/system/define-system.ts';

const seed = 1;
const elsewhere = new Set([...slashingProperties, ...throttleProperties, ...slashingWitnesses]);
const own = properties.filter((property) => !elsewhere.has(property));

async function resultsOn(
  instance: Instance,
  { runs, faults = [], only }: { runs: number; faults?: readonly string[]; only?: readonly string[] },
) {
  const subject = createIcsSystem(instance, { faults });
  const result = await testRandomly({
    system: defineSystem(subject.definition),
    subject,
    properties: own.filter(({ id }) => only?.includes(id) ?? true),
    closings: subject.closings,
    budgetBounds: randomBudgetBounds(subject.instance),
    runs,
    steps: 200,
    seed,
  });
  return new Map(result.properties.map((each) => [each.id, each]));
}

const pair = loadInstance('pair');
/** The provider unbonds for much longer than the consumers: changes have time to arrive. */
const slackPair: Instance = { ...pair, provider: { ...pair.provider, unbondingSeconds: 9 } };

test.serial('every verdict on pair is the expected one', async (t) => {
  const results = await resultsOn(pair, { runs: 250 });
  for (const { id, verdict, expected, reasons } of results.values()) {
    const reached = verdict === 'not-violated' ? 'holds' : verdict;
    t.is(reached, expected, `${id}: ${verdict} ${reasons.join('; ')}`);
  }
});

test.serial('N4 is found, and power is covered under slack', async (t) => {
  const results = await resultsOn(slackPair, {
    runs: 250,
    only: ['bond-based-voting-power', 'bond-based-voting-power-under-slack', 'unbonding-slack-condition'],
  });
  const published = results.get('bond-based-voting-power');
  t.is(published?.verdict, 'violated');
  t.regex(published?.violation?.message ?? '', /lag \+ drift \+ consumer unbonding period exceeded/);
  t.is(results.get('bond-based-voting-power-under-slack')?.verdict, 'not-violated');
  t.is(results.get('unbonding-slack-condition')?.verdict, 'not-violated');
});

for (const [fault, runs, ids] of [
  ['F19', 120, ['stored-tracks-consumer', 'validator-set-replication']],
  ['F24', 120, ['provider-never-halts']],
  ['F25', 120, ['provider-never-halts']],
  ['M01', 40, ['vsc-validity', 'stored-tracks-consumer', 'validator-set-replication', 'valsets-converge']],
  ['M02', 40, ['vsc-validity', 'stored-tracks-consumer', 'valsets-converge']],
  ['M05', 120, ['stored-tracks-consumer', 'replication-height-exact', 'valsets-converge']],
  ['M07', 120, ['channel-order', 'apply-vsc-order', 'vsc-update-order', 'pending-vsc-sent-in-order']],
  ['M08', 40, ['vsc-validity', 'validator-set-replication', 'jail-removes-everywhere', 'tombstone-is-final']],
  ['M09', 40, ['vsc-only-at-epoch']],
  ['M20', 40, ['replication-height-exact']],
] as const) {
  test.serial(`${fault} is caught by ${ids.join(', ')}`, async (t) => {
    const results = await resultsOn(pair, { runs, faults: [fault], only: ids });
    for (const id of ids) t.is(results.get(id)?.verdict, 'violated', `${id}, seed ${String(seed)}`);
  });
}
