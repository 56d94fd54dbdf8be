/**
 * Goal: the verdict, the length of the stem and the length of the loop are right on whole systems, with requirements,
 * budgets, conditional fairness, observers, and assumptions that break.
 * Method: random systems of two small machines; the oracle explores them with the plain stepper, keeps in each state
 * whether the obligation is open, and looks at every set of the states in which it is.
 */
import test from 'ava';
import fc from 'fast-check';
import type { LeadsToCheck, EventuallyCheck } from '../../../src/property/definition.ts';
import { defineSystem } from '../../../src/system/define-system.ts';
import { type PlainState, PlainStepper } from '../../../src/system/plain-stepper.ts';
import type {
  Choice,
  FairnessClass,
  LocalSnapshot,
  SystemDefinition,
} from '../../../src/system/vocabulary.ts';
import { largestFairSets, shortestByMemory, type SmallGraph, type Step } from './brute-force.ts';
import { drawnMachine, isIn, judged } from './small-systems.ts';

const states = ['s0', 's1', 's2'] as const;
const events = ['e0', 'e1', 'e2'] as const;
const ids = ['left', 'right'] as const;

const someStates = fc.subarray([...states]);
const target = fc.option(fc.constantFrom(...states), { nil: undefined });

const machine = fc.array(fc.tuple(target, target, target), {
  minLength: states.length,
  maxLength: states.length,
});

const choice = fc.record({
  needs: fc.option(someStates, { nil: undefined, freq: 3 }),
  costs: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
  eventClass: fc.option(fc.constantFrom('shared', ...events), { nil: undefined }),
});

const fairnessClass = fc.record({
  strength: fc.constantFrom('weak' as const, 'strong' as const),
  component: fc.constantFrom(...ids),
  eventClasses: fc.subarray(['shared', ...events], { minLength: 1 }),
  when: fc.option(someStates, { nil: undefined, freq: 4 }),
});

const system = fc.record({
  machines: fc.tuple(machine, machine),
  choices: fc.array(fc.array(choice, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 2 }),
  fairness: fc.array(fairnessClass, { maxLength: 3 }),
  budget: fc.constantFrom<number | 'unlimited'>(1, 1, 'unlimited'),
  kind: fc.constantFrom('leadsTo' as const, 'eventually' as const),
  from: fc.tuple(fc.subarray([...states], { minLength: 1 }), fc.subarray([...states], { minLength: 1 })),
  to: fc.tuple(someStates, someStates),
  excluded: fc.option(someStates, { nil: undefined, freq: 1 }),
  /** Whether the property is about what an observer has seen instead of the right component. */
  observes: fc.boolean(),
});

type Drawn = typeof system extends fc.Arbitrary<infer Value> ? Value : never;

const otherOf = (index: number) => ids[1 - index] ?? 'left';

function definitionOf({ machines, choices, fairness, budget }: Drawn): SystemDefinition {
  const drawn = machines.map((rows) =>
    drawnMachine(
      Object.fromEntries(
        states.map((state, row) => [
          state,
          Object.fromEntries(
            events.flatMap((event, column) => {
              const to = rows[row]?.[column];
              return to === undefined ? [] : [[event, to]];
            }),
          ),
        ]),
      ),
    ),
  );
  return {
    name: 'random',
    components: Object.fromEntries(ids.map((id, index) => [id, drawn[index] ?? drawnMachine({ s0: {} })])),
    choices: Object.fromEntries(
      ids.map((id, index) => [
        id,
        events.map((type, at): Choice => {
          const { needs, costs, eventClass } = choices[index]?.[at] ?? {};
          return {
            event: { type },
            ...(eventClass === undefined ? {} : { eventClass }),
            ...(costs === true ? { cost: { coins: 1 } } : {}),
            ...(needs === undefined
              ? {}
              : { requires: [{ component: otherOf(index), name: 'needs', holds: isIn(...needs) }] }),
          };
        }),
      ]),
    ),
    budgets: { coins: budget },
    fairness: {
      F1: fairness.map(({ strength, component, eventClasses, when }, index): FairnessClass => ({
        name: `class-${index}`,
        strength,
        component,
        eventClasses,
        ...(when === undefined
          ? {}
          : { when: [{ component: otherOf(ids.indexOf(component)), name: 'when', holds: isIn(...when) }] }),
      })),
    },
  };
}

/** The observer says `s1` or `s2` after e1 or e2 of the right component, until the next one. */
const lastEvent = {
  id: 'last',
  initial: 's0',
  observes: ['right'],
  reduce: (_: string, { event }: { readonly event: { readonly type: string } }) =>
    event.type.replace('e', 's'),
};

function checkOf({ kind, from, to, excluded, observes }: Drawn): LeadsToCheck | EventuallyCheck {
  const second = (value: LocalSnapshot | string): string =>
    typeof value === 'string' ? value : (value.value as string);
  const both =
    ([left, right]: readonly [readonly string[], readonly string[]]) =>
    (first: LocalSnapshot, other: LocalSnapshot | string) =>
      left.includes(first.value as string) && right.includes(second(other));
  const shared = {
    scope: '',
    reads: ['left', observes ? 'last' : 'right'],
    ...(observes ? { observers: [lastEvent as never] } : {}),
    ...(excluded === undefined ? {} : { excluded: isIn(...excluded) }),
  };
  return kind === 'leadsTo'
    ? { ...shared, kind, from: both(from), to: both(to) }
    : { ...shared, kind, goal: both(to) };
}

interface Node {
  readonly state: PlainState;
  readonly last: string;
  readonly coins: number;
  readonly open: boolean;
  readonly distance: number;
}

/** Stem and loop length of a violation, or undefined; 'large' if there are too many sets of states to look at. */
function oracle(drawn: Drawn): { readonly stem: number; readonly loop: number } | 'large' | undefined {
  const definition = definitionOf(drawn);
  const plain = new PlainStepper(defineSystem(definition));
  const check = checkOf(drawn);
  const fairness = definition.fairness?.['F1'] ?? [];
  const at = (state: PlainState, id: string) =>
    state.snapshots[plain.system.indexOf(id)] as LocalSnapshot<never>;
  const ask = (predicate: unknown, { state, last }: Pick<Node, 'state' | 'last'>): boolean =>
    (predicate as (...values: unknown[]) => boolean)(
      at(state, 'left'),
      drawn.observes ? last : at(state, 'right'),
    );
  const enter = (reached: Omit<Node, 'open'>, openBefore: boolean): Node => {
    const met = ask(check.kind === 'leadsTo' ? check.to : check.goal, reached);
    const broken = check.excluded !== undefined && ask(check.excluded, reached);
    const premise = check.kind === 'leadsTo' ? ask(check.from, reached) : reached.distance === 0;
    return { ...reached, open: (openBefore || premise) && !met && !broken };
  };
  const keyOf = ({ state, last, coins, open }: Node) =>
    JSON.stringify([state.snapshots, drawn.observes ? last : '', coins, open]);
  const initialCoins = drawn.budget === 'unlimited' ? Infinity : drawn.budget;
  const initial = enter({ state: plain.initial(), last: 's0', coins: initialCoins, distance: 0 }, false);
  const nodes = [initial];
  const numbers = new Map([[keyOf(initial), 0]]);
  const steps: Step[] = [];
  const enabled: number[] = [];
  for (const [number, node] of nodes.entries()) {
    enabled[number] = 0;
    for (const component of plain.system.components) {
      for (const { event, requires = [], cost = {}, eventClass = event.type } of component.candidates(
        at(node.state, component.id),
      )) {
        const coins = node.coins - (cost['coins'] ?? 0);
        if (coins < 0 || !requires.every((each) => each.holds(at(node.state, each.component)))) continue;
        const after = plain.step(node.state, component.id, event)?.after;
        if (after === undefined) continue;
        const classes = fairness.reduce(
          (bits, each, index) =>
            each.component === component.id &&
            each.eventClasses.includes(eventClass) &&
            (each.when ?? []).every(({ component: other, holds }) => holds(at(node.state, other)))
              ? bits | (2 ** index)
              : bits,
          0,
        );
        enabled[number] |= classes;
        const last = component.id === 'right' ? event.type.replace('e', 's') : node.last;
        const next = enter({ state: after, last, coins, distance: node.distance + 1 }, node.open);
        const to = numbers.get(keyOf(next)) ?? nodes.length;
        if (to === nodes.length) {
          numbers.set(keyOf(next), to);
          nodes.push(next);
        }
        steps.push({ from: number, to, classes });
      }
    }
  }
  const open = nodes.flatMap((node, number) => (node.open ? [number] : []));
  if (open.length > 10) return 'large';
  const bits = (strength: string) =>
    fairness.reduce((sum, each, index) => (each.strength === strength ? sum | (2 ** index) : sum), 0);
  const graph: SmallGraph = {
    size: open.length,
    steps: steps
      .map((step) => ({ ...step, from: open.indexOf(step.from), to: open.indexOf(step.to) }))
      .filter(({ from, to }) => from >= 0 && to >= 0),
    enabled: open.map((number) => enabled[number] ?? 0),
    weak: bits('weak'),
    strong: bits('strong'),
  };
  const ends = largestFairSets(graph).flatMap((set, index) =>
    set.length === 0 ? [] : [{ index, distance: nodes[open[index] ?? 0]?.distance ?? -1 }],
  );
  if (ends.length === 0) return undefined;
  const stem = Math.min(...ends.map(({ distance }) => distance));
  const loops = ends
    .filter(({ distance }) => distance === stem)
    .map(({ index }) => shortestByMemory(graph, index));
  return { stem, loop: Math.min(...loops) };
}

test('verdict, stem and loop agree with brute force on random systems', async (t) => {
  const seen = { violated: 0, holds: 0, loops: 0, longStems: 0 };
  await fc.assert(
    fc.asyncProperty(system, async (drawn) => {
      const expected = oracle(drawn);
      if (expected === 'large') return;
      const { lasso, verdict } = await judged(definitionOf(drawn), checkOf(drawn));
      if (expected === undefined) {
        seen.holds++;
        if (verdict !== 'holds' && verdict !== 'vacuous')
          throw new Error(`${verdict}, but nothing is violated`);
        return;
      }
      seen.violated++;
      if (expected.loop > 0) seen.loops++;
      if (expected.stem > 1) seen.longStems++;
      const found = { stem: lasso?.stem.length, loop: lasso?.loop.length };
      if (found.stem !== expected.stem || found.loop !== expected.loop)
        throw new Error(`found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
    }),
    { numRuns: 1_500 },
  );
  t.true(
    Math.min(seen.violated, seen.holds) > 200 && seen.loops > 50 && seen.longStems > 50,
    JSON.stringify(seen),
  );
  t.log(seen);
});
