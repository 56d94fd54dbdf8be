/**
 * Goal: tabulated and plain stepping agree on every step: taken or refused, deliveries, messages, snapshots.
 * Method: random small systems of communicating machines (messages that cause messages, ignored ones, guards, notes),
 * random events, tables that start at capacity 2 so that they grow all the time.
 */
import test from 'ava';
import fc from 'fast-check';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import { TabulatedStepper } from '../../src/system/tabulated-stepper.ts';
import { agreeOn } from './compare-steppers.ts';
import { countersSystem, eventTypes, reaction } from './random-counters.ts';
import { twoPhaseCommit } from '../models/two-phase-commit.ts';

const picks = fc.array(fc.record({ component: fc.nat(), event: fc.nat() }), { minLength: 20, maxLength: 60 });

test('on random systems of three counters', (t) => {
  let taken = 0;
  fc.assert(
    fc.property(
      fc.array(fc.array(reaction, { minLength: eventTypes, maxLength: eventTypes }), {
        minLength: 3,
        maxLength: 3,
      }),
      picks,
      (components, chosen) => {
        const outcome = agreeOn(countersSystem(components), chosen);
        if (typeof outcome === 'string') throw new Error(outcome);
        taken += outcome;
      },
    ),
    { numRuns: 150 },
  );
  t.true(taken > 1000, 'the random systems hardly ever take a step');
});

test('on two-phase commit, refused events included', (t) => {
  let taken = 0;
  fc.assert(
    fc.property(picks, (chosen) => {
      const outcome = agreeOn(twoPhaseCommit(3), chosen);
      if (typeof outcome === 'string') throw new Error(outcome);
      taken += outcome;
    }),
    { numRuns: 50 },
  );
  t.true(taken > 200);
});

for (const [name, runs, least] of [
  ['minimal', 60, 1_500],
  ['pair', 120, 1_500],
  ['hub', 4, 60],
] as const) {
  test(`on the machines of ${name}, all of which the lean interpreter takes`, (t) => {
    const { definition } = createIcsSystem(loadInstance(name));
    const stepper = new TabulatedStepper(defineSystem(definition));
    for (const { index } of stepper.system.components) t.is(stepper.table(index).interpreter, 'lean');
    const long = fc.array(fc.record({ component: fc.nat(), event: fc.nat() }), {
      minLength: 100,
      maxLength: 200,
    });
    let taken = 0;
    fc.assert(
      fc.property(long, (chosen) => {
        const outcome = agreeOn(definition, chosen);
        if (typeof outcome === 'string') throw new Error(outcome);
        taken += outcome;
      }),
      { numRuns: runs },
    );
    t.true(taken > least, `only ${String(taken)} steps were compared`);
  });
}
