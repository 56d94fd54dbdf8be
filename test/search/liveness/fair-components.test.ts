/**
 * Goal: fair components and loops are exactly those of the definition.
 * Method: random graphs of up to seven states, against brute force.
 */
import test from 'ava';
import fc from 'fast-check';
import { type FairGraph, fairComponents } from '../../../src/search/liveness/fair-components.ts';
import { greedyFairLoop } from '../../../src/search/liveness/greedy-loop.ts';
import { classBits, isFairSet, largestFairSets, shortestByMemory, type SmallGraph } from './brute-force.ts';
import { type Loop, shortestFairLoop } from '../../../src/search/liveness/shortest-loop.ts';

interface Sample extends SmallGraph {
  /** Classes enabled by steps that leave the graph. */
  readonly outside: readonly number[];
}

const sample: fc.Arbitrary<Sample> = fc
  .integer({ min: 1, max: 7 })
  .chain((size) =>
    fc.record({
      size: fc.constant(size),
      steps: fc.array(
        fc.record({
          from: fc.nat(size - 1),
          to: fc.nat(size - 1),
          classes: fc.oneof(fc.constant(0), fc.nat(2 ** classBits - 1)),
        }),
        { maxLength: 3 * size },
      ),
      outside: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(2 ** classBits - 1)), {
        minLength: size,
        maxLength: size,
      }),
      weak: fc.nat(2 ** classBits - 1),
      strong: fc.nat(2 ** classBits - 1),
    }),
  )
  .map((drawn) => ({
    ...drawn,
    strong: drawn.strong & ~drawn.weak,
    enabled: drawn.outside.map((bits, state) =>
      drawn.steps.reduce((sum, { from, classes }) => (from === state ? sum | classes : sum), bits),
    ),
  }));

function graphOf({ size, steps, enabled }: Sample): FairGraph {
  const sorted = Array.from({ length: size }, (_, state) => steps.filter(({ from }) => from === state));
  const offsets = [0];
  for (const own of sorted) offsets.push((offsets[offsets.length - 1] ?? 0) + own.length);
  return {
    size,
    offsets: Int32Array.from(offsets),
    targets: Int32Array.from(sorted.flat().map(({ to }) => to)),
    classes: Int32Array.from(sorted.flat().map(({ classes }) => classes)),
    enabled: Int32Array.from(enabled),
  };
}

/** What is wrong with a loop, by the definition. */
function defect(given: Sample, graph: FairGraph, start: number, loop: Loop): string | undefined {
  let at = start;
  const passed = [start];
  let taken = 0;
  for (const step of loop) {
    if (step < (graph.offsets[at] ?? 0) || step >= (graph.offsets[at + 1] ?? 0)) return 'no step from there';
    at = graph.targets[step] ?? -1;
    taken |= graph.classes[step] ?? 0;
    passed.push(at);
  }
  if (at !== start) return 'it does not return';
  return isFairSet(given, [...new Set(passed)], taken) ? undefined : 'it is not fair';
}

test('fair components are the largest sets in which a fair run can stay', (t) => {
  let fairStates = 0;
  let parts = 0;
  fc.assert(
    fc.property(sample, (given) => {
      const expected = largestFairSets(given).map((states) => states.join());
      const found = fairComponents(graphOf(given), given.weak, given.strong);
      const groups = Array.from(found, (number) =>
        number < 0
          ? ''
          : Array.from(found.keys())
              .filter((state) => found[state] === number)
              .join(),
      );
      fairStates += groups.filter((group) => group !== '').length;
      parts += groups.some((group) => group === '') && groups.some((group) => group.includes(',')) ? 1 : 0;
      return groups.join(';') === expected.join(';');
    }),
    { numRuns: 3_000 },
  );
  t.true(fairStates > 1_000 && parts > 100, 'the random graphs have too few fair parts');
});

test('a loop is fair, and the exact search finds none longer than necessary', (t) => {
  let longLoops = 0;
  let longer = 0;
  fc.assert(
    fc.property(sample, (given) => {
      const graph = graphOf(given);
      const component = fairComponents(graph, given.weak, given.strong);
      for (const [start, number] of component.entries()) {
        if (number < 0) continue;
        const states = Int32Array.from(component.keys()).filter((state) => component[state] === number);
        const exact = shortestFairLoop(graph, component, states, start, given);
        const greedy = greedyFairLoop(graph, component, start, given);
        if (exact === undefined) throw new Error('seven states are not too many');
        for (const loop of [exact, greedy]) {
          const wrong = defect(given, graph, start, loop);
          if (wrong !== undefined) throw new Error(wrong);
        }
        if (exact.length !== shortestByMemory(given, start)) throw new Error('not the shortest');
        if (greedy.length < exact.length) throw new Error('the greedy loop is shorter than the shortest');
        if (exact.length > 2) longLoops++;
        if (greedy.length > exact.length) longer++;
      }
    }),
    { numRuns: 1_000 },
  );
  t.true(longLoops > 50 && longer > 0, 'the random graphs have too few interesting loops');
});

test('a component of a hundred thousand states is decomposed without recursion, and its loop found greedily', (t) => {
  const size = 100_000;
  const states = Int32Array.from({ length: size }, (_, state) => state);
  // A ring of which five steps far apart each take a class that is enabled everywhere.
  const every = 31;
  const graph: FairGraph = {
    size,
    offsets: Int32Array.from({ length: size + 1 }, (_, state) => state),
    targets: states.map((state) => (state + 1) % size),
    classes: states.map((state) => (state % 20_000 === 7 ? 1 << (state / 20_000) : 0)),
    enabled: new Int32Array(size).fill(every),
  };
  const fairness = { weak: every, strong: 0 };
  const component = fairComponents(graph, fairness.weak, fairness.strong);
  t.true(component.every((number) => number === component[0] && number >= 0));
  t.is(shortestFairLoop(graph, component, states, 0, fairness)?.length, size);
  t.is(greedyFairLoop(graph, component, 0, fairness).length, size);
  t.true(fairComponents({ ...graph, classes: new Int32Array(size) }, 1, 0).every((number) => number === -1));
});

test('a component too large for the exact search is left to the greedy one', (t) => {
  const size = 70_000;
  const states = Int32Array.from({ length: size }, (_, state) => state);
  const graph: FairGraph = {
    size,
    offsets: Int32Array.from({ length: size + 1 }, (_, state) => state),
    targets: states.map((state) => (state + 1) % size),
    classes: new Int32Array(size).fill(127),
    enabled: new Int32Array(size).fill(127),
  };
  const component = fairComponents(graph, 127, 0);
  t.is(shortestFairLoop(graph, component, states, 0, { weak: 127, strong: 0 }), undefined);
  t.is(greedyFairLoop(graph, component, 0, { weak: 127, strong: 0 }).length, size);
});
