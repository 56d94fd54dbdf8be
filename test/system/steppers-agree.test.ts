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
import { defineSystem } from '../../src/system/define-system.ts';
import { PlainStepper } from '../../src/system/plain-stepper.ts';
import { TabulatedStepper } from '../../src/system/tabulated-stepper.ts';
import type { ObserverDefinition, SystemDefinition } from '../../src/system/vocabulary.ts';
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
  const machine: unknown = setup({ guards, actions } as never).createMachine({
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

const heard: ObserverDefinition<number> = {
  id: 'heard',
  initial: 0,
  observes: ['c0', 'c1', 'c2'],
  reduce: (count, { emitted }) => (count + emitted.filter(({ type }) => type === 'note').length) % 7,
};

function agreeOn(
  definition: SystemDefinition,
  picks: readonly { readonly component: number; readonly event: number }[],
) {
  const system = defineSystem(definition);
  const plain = new PlainStepper(system);
  const observers = (system.componentIds.includes('c2')
    ? [heard]
    : []) as unknown as ObserverDefinition<never>[];
  const tabulated = new TabulatedStepper(system, { tableCapacity: 2, observers });
  let state = plain.initial();
  const vector = tabulated.initial();
  let observed = heard.initial;
  let taken = 0;
  for (const { component, event } of picks) {
    const index = component % system.components.length;
    const id = system.componentIds[index] ?? '';
    const candidates = tabulated.candidates(index, vector[index] ?? 0);
    const choice = candidates[event % candidates.length];
    if (choice === undefined) continue;
    const before = vector.slice();
    const step = plain.step(state, id, choice.choice.event);
    const took = tabulated.step(vector, index, choice.event);
    if (took !== (step !== undefined)) return 'one stepper refuses what the other takes';
    if (step === undefined) {
      if (before.some((value, at) => value !== vector[at])) return 'a refused event changed the state';
      continue;
    }
    taken++;
    state = step.after;
    if (step.deliveries.length !== tabulated.deliveryCount) return 'different numbers of deliveries';
    for (const [at, delivery] of step.deliveries.entries()) {
      const target = tabulated.deliveryComponents[at] ?? -1;
      const local = tabulated.deliverySteps[at] ?? -1;
      const table = tabulated.table(target);
      const same =
        system.componentIds[target] === delivery.component &&
        JSON.stringify(tabulated.values.valueOf(table.eventOf(local))) === JSON.stringify(delivery.event) &&
        JSON.stringify(tabulated.emittedBy(target, local)) === JSON.stringify(delivery.emitted) &&
        JSON.stringify(table.snapshotOf(table.nextOf(local))) === JSON.stringify(delivery.after);
      if (!same) return `delivery ${String(at)} differs`;
      if (observers.length > 0) observed = heard.reduce(observed, delivery);
    }
    for (const component of system.components) {
      const expected = JSON.stringify(state.snapshots[component.index]);
      if (JSON.stringify(tabulated.snapshotAt(vector, component.index)) !== expected)
        return 'snapshots differ';
    }
    if (
      observers.length > 0 &&
      tabulated.valueAt(system.components.length, vector[system.components.length] ?? 0) !== observed
    ) {
      return 'observers differ';
    }
  }
  return taken;
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
