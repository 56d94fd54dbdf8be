/** The slashing family on runs of the real machines: what should hold holds, and each fault breaks what it ought to. */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { randomBudgetBounds } from '../../model/instance.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import { testRandomly } from '../../src/search/random-engine.ts';
import { slashingProperties } from '../../properties/slashing.ts';
import { throttleProperties } from '../../properties/throttle.ts';

const seed = 1;
const all = [...slashingProperties, ...throttleProperties];

async function verdictsOn(
  instanceName: string,
  runs: number,
  faults: readonly string[],
  properties: readonly string[],
) {
  const subject = createIcsSystem(loadInstance(instanceName), { faults });
  const result = await testRandomly({
    system: defineSystem(subject.definition),
    subject,
    properties: all.filter(({ id }) => properties.includes(id)),
    closings: subject.closings,
    budgetBounds: randomBudgetBounds(subject.instance),
    runs,
    steps: 80,
    seed,
  });
  return new Map(result.properties.map(({ id, verdict }) => [id, verdict]));
}

const pair = createIcsSystem(loadInstance('pair'));

test.serial('what holds is not violated on pair, and is not vacuous', async (t) => {
  const holding = all.filter((property) => property.expected(pair) === 'holds').map(({ id }) => id);
  const verdicts = await verdictsOn('pair', 80, [], holding);
  for (const id of holding) t.is(verdicts.get(id), 'not-violated', `${id}, seed ${seed}`);
});

for (const [finding, id, runs] of [
  ['N6', 'downtime-always-punished', 60],
  ['N13', 'no-downtime-impunity', 400],
  ['N13', 'outstanding-eventually-cleared', 60],
  ['N14', 'outstanding-cleared-by-ack', 300],
  ['N17', 'one-outstanding-report-across-entries', 200],
] as const) {
  test.serial(`${finding} is rediscovered on minimal by ${id}`, async (t) => {
    t.is((await verdictsOn('minimal', runs, [], [id])).get(id), 'violated', `seed ${seed}`);
  });
}

for (const [fault, runs, ids] of [
  ['F02', 200, ['replenish-rate', 'jail-rate-bound']],
  ['F03', 20, ['acks-conserved', 'outstanding-cleared-by-ack-unless-dropped']],
  ['F12', 120, ['outstanding-cleared-by-ack-unless-dropped']],
  ['F27', 60, ['not-slashed-while-jailed', 'downtime-always-punished-or-excused']],
  ['F29', 120, ['meter-charge-exact', 'jail-rate-bound']],
  ['F44', 60, ['bounce-iff-negative', 'meter-charge-exact', 'jail-rate-bound']],
  ['M20', 40, ['slash-exact-amount']],
  ['M22', 40, ['slash-exact-amount']],
  ['M24', 20, ['one-outstanding-report-per-key', 'outstanding-flag-follows-reports']],
  ['M27', 40, ['one-outstanding-report-per-key', 'outstanding-flag-follows-reports']],
  ['M28', 60, ['no-slash-lost-on-bounce', 'downtime-always-decided']],
  ['M29', 40, ['slash-queue-blocking', 'downtime-always-decided']],
  ['M30', 150, ['slash-queue-blocking', 'retry-after-delay', 'downtime-decided-once', 'not-slashed-twice']],
  ['M33', 100, ['meter-bounds', 'meter-charge-exact']],
  ['M35', 60, ['meter-recovers', 'meter-charge-exact']],
  ['M37', 60, ['not-slashed-while-jailed']],
] as const) {
  test.serial(`${fault} is caught by ${ids.join(', ')}`, async (t) => {
    const verdicts = await verdictsOn('pair', runs, [fault], ids);
    for (const id of ids) t.is(verdicts.get(id), 'violated', `${id}, seed ${seed}`);
  });
}
