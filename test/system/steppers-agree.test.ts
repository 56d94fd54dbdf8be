/**
 * Goal: tabulated and plain stepping agree on every step: taken or refused, deliveries, messages, snapshots.
 * Method: random small systems of communicating machines (messages that cause messages, ignored ones, guards, notes),
 * random events, tables that start at capacity 2 so that they grow all the time.
 */
import test from 'ava';
import fc from 'fast-check';
import { assign, emit, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { note, send } from '../../src/system/authoring.ts';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { defineSystem } from '../../src/system/define-system.ts';
import { TabulatedStepper } from '../../src/system/tabulated-stepper.ts';
import type { SystemDefinition } from '../../src/system/vocabulary.ts';
import { agreeOn } from './compare-steppers.ts';
import { twoPhaseCommit } from '../models/two-phase-commit.ts';

/** What a machine does on event `e<i>`: add `add` modulo 5 if its count passes the guard, tell others, or just ignore it. */
interface Reaction {
  readonly add: number;
  readonly atLeast: number;
  readonly tells: readonly { readonly target: number; readonly event: number }[];
  readonly refuses: boolean;
  readonly ignores: boolean;
}

const eventTypes = 3;

const reaction: fc.Arbitrary<Reaction> = fc.record({
  add: fc.integer({ min: 0, max: 4 }),
  atLeast: fc.integer({ min: 0, max: 3 }),
  tells: fc.array(fc.record({ target: fc.nat(2), event: fc.nat(eventTypes - 1) }), { maxLength: 2 }),
  refuses: fc.boolean(),
  ignores: fc.boolean(),
});

/** Component i tells only components after it, so no step is endless; what it tells is always taken. */
function counter(index: number, components: number, reactions: readonly Reaction[]): AnyStateMachine {
  const on: Record<string, object> = {};
  const guards: Record<string, ({ context }: { context: { count: number } }) => boolean> = {};
  const actions: Record<string, ReturnType<typeof assign> | ReturnType<typeof emit>> = {};
  reactions.forEach((each, event) => {
    guards[`atLeast${String(event)}`] = ({ context }) => context.count >= each.atLeast;
    actions[`add${String(event)}`] = assign(({ context }: { context: { count: number } }) => ({
      count: (context.count + each.add) % 5,
    })) as never;
    const names = [`add${String(event)}`];
    each.tells.forEach(({ target, event: told }, at) => {
      const to = index + 1 + target;
      actions[`tell${String(event)}-${String(at)}`] = emit(({ context }: { context: { count: number } }) =>
        to < components
          ? send(`c${String(to)}`, { type: `m${String(told)}`, count: context.count })
          : note('told', { count: context.count }),
      ) as never;
      names.push(`tell${String(event)}-${String(at)}`);
    });
    const guarded = { guard: `atLeast${String(event)}`, actions: names };
    if (!each.refuses) on[`e${String(event)}`] = each.ignores ? {} : guarded;
    on[`m${String(event)}`] = [guarded, {}];
  });
  // Names made up at run time are beyond XState's types: this is the one place where they are set aside.
  const implementations: unknown = { guards, actions };
  const machine: unknown = setup(implementations as never).createMachine({
    id: `counter-${String(index)}`,
    context: { count: 0 },
    on,
  } as never);
  return machine as AnyStateMachine;
}

function randomSystem(components: readonly (readonly Reaction[])[]): SystemDefinition {
  const events = Array.from({ length: eventTypes }, (_, event) => ({ type: `e${String(event)}` }));
  const ids = components.map((_, index) => `c${String(index)}`);
  return {
    name: 'random',
    components: Object.fromEntries(
      components.map((reactions, index) => [
        `c${String(index)}`,
        counter(index, components.length, reactions),
      ]),
    ),
    choices: Object.fromEntries(ids.map((id) => [id, events])),
  };
}

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
        const outcome = agreeOn(randomSystem(components), chosen);
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
