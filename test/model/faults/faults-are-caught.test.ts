/**
 * Goal: random testing catches every fault of the catalogue by the property named first for it, with a story of at most
 * four times the shortest known length (the golden trace), and reports no control.
 */
import { readFileSync } from 'node:fs';
import test from 'ava';
import type { Fault } from '../../../model/faults/fault.ts';
import { faults } from '../../../model/faults/index.ts';
import { createIcsSystem, type IcsSystem } from '../../../model/ics-system.ts';
import { randomBudgetBounds } from '../../../model/instance.ts';
import { loadInstance } from '../../../model/load-instance.ts';
import { properties, propertyById } from '../../../properties/index.ts';
import type { PropertyDefinition } from '../../../src/property/definition.ts';
import { testRandomly } from '../../../src/search/random-engine.ts';
import { defineSystem } from '../../../src/system/define-system.ts';
import { parseTrace } from '../../../src/trace/itf-document.ts';

function testWithFault(
  { id, preset = 'pair' }: Fault,
  tested: readonly PropertyDefinition<IcsSystem>[],
  { runs, untilViolated }: { readonly runs: number; readonly untilViolated?: string },
) {
  const subject = createIcsSystem(loadInstance(preset), { faults: [id] });
  return testRandomly({
    system: defineSystem(subject.definition),
    subject,
    properties: tested,
    closings: subject.closings,
    budgetBounds: randomBudgetBounds(subject.instance),
    runs,
    steps: 80,
    seed: 1,
    ...(untilViolated === undefined ? {} : { untilViolated }),
  });
}

/** Random stories are shortened, but one that takes a detour seldom becomes the shortest: these are the golden traces. */
const mostTimes = 4;

/** As many as `ics-check faults` plays at the most. */
const runs = 1000;

for (const fault of faults.filter(({ kind }) => kind !== 'control')) {
  const { id, caughtBy } = fault;
  const [property = ''] = caughtBy;
  test(`${id} is caught by ${property}`, async (t) => {
    const file = `traces/faults/${id}.itf.json`;
    const shortest = parseTrace(readFileSync(file, 'utf8'), file).steps.length;
    const result = await testWithFault(fault, [propertyById(property)], { runs, untilViolated: property });
    const length = result.properties[0]?.violation?.events.length ?? Infinity;
    t.is(result.properties[0]?.verdict, 'violated');
    t.true(
      length <= mostTimes * shortest,
      `${String(length)} steps, the shortest known has ${String(shortest)}`,
    );
  });
}

for (const fault of faults.filter(({ kind }) => kind === 'control')) {
  test(`the control ${fault.id} is not reported`, async (t) => {
    const result = await testWithFault(fault, properties, { runs: 150 });
    t.deepEqual(
      result.properties
        .filter(({ verdict, expected }) => verdict === 'violated' && expected !== 'violated')
        .map((found) => found.id),
      [],
    );
  });
}
