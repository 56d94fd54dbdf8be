/**
 * On every preset, random runs break no property that is expected to hold there. (Whether each verdict is reached, and
 * nothing vacuous, takes exhaustive searches: docs/results/ records them.)
 */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { randomBudgetBounds } from '../../model/instance.ts';
import { loadInstance, presetNames } from '../../model/load-instance.ts';
import { properties } from '../../properties/index.ts';
import { testRandomly } from '../../src/search/random-engine.ts';
import { defineSystem } from '../../src/system/define-system.ts';

/**
 * 180 validators make the runs of the hub long; test/model/ics-system.test.ts and closings.test.ts play it. The preset `quint` is
 * there for traces of another model, which test/model/quint/ replays.
 */
const elsewhere = new Set(['hub', 'quint']);

for (const preset of presetNames().filter((name) => !elsewhere.has(name))) {
  test(`no promise is broken on ${preset}`, async (t) => {
    const subject = createIcsSystem(loadInstance(preset));
    const result = await testRandomly({
      system: defineSystem(subject.definition),
      subject,
      properties,
      closings: subject.closings,
      budgetBounds: randomBudgetBounds(subject.instance),
      runs: 50,
      steps: 120,
      seed: 4,
    });
    const broken = result.properties.filter(
      ({ verdict, expected }) => verdict === 'violated' && expected !== 'violated',
    );
    t.deepEqual(
      broken.map(({ id, violation }) => `${id}: ${violation?.message ?? ''}`),
      [],
    );
    t.true(result.properties.some(({ witnesses }) => witnesses > 0));
  });
}
