/**
 * Breadth-first search for the shortest violating run over a small alphabet of events: those of a run that is already
 * known to violate, which a run may use again and again as far as its budgets go. It looks at whole runs of the monitor,
 * not at states alone, because obligations and observers count.
 */
import type { CheckTables } from '../../property/check-tables.ts';
import { TupleTable } from '../../system/tuple-table.ts';
import type { EventSequence } from './event-log.ts';
import type { Purse, SingleCheckRunner, ViolatingRun } from './single-check-run.ts';

/** States visited at most; liveness closes a run from every state, so it gets fewer. */
const mostStates = { safety: 60_000, liveness: 1_500 } as const;

interface Node {
  readonly vector: Int32Array;
  readonly purse: Purse;
  readonly parent: number;
  readonly letter: number;
  readonly depth: number;
}

/** A strictly shorter violating run over the events of `known`, or undefined if none was found. */
export function shortestOverAlphabet(
  runner: SingleCheckRunner,
  known: ViolatingRun,
): ViolatingRun | undefined {
  const letters = alphabet(known);
  const liveness = isLiveness(runner.tables);
  const limit = liveness ? mostStates.liveness : mostStates.safety;
  const [vector, purse] = [runner.stepper.initial(), runner.fullPurse()];
  const states = new TupleTable([...vector, ...purse].map((_, position) => position));
  const idOf = (vector: Int32Array, purse: Purse): number => states.idOf(Int32Array.of(...vector, ...purse));
  const visited = new Set<number>([idOf(vector, purse)]);
  const nodes: Node[] = [{ vector, purse, parent: -1, letter: -1, depth: 0 }];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (node === undefined || node.depth >= known.prefixLength - 1) return undefined;
    for (let letter = 0; letter < letters.events.length; letter++) {
      const vector = node.vector.slice();
      const purse = node.purse.slice();
      if (!runner.stepIfAllowed(vector, purse, letters.components[letter] ?? 0, letters.events[letter] ?? 0))
        continue;
      // Safety can be violated by the very step that leads to a known state, so the step is judged before the state.
      const fresh = !visited.has(idOf(vector, purse));
      const suspect = liveness ? fresh : fresh || runner.hasStepChecks;
      if (suspect && (liveness || runner.lastStepViolates(vector))) {
        const found = runner.run(pathTo(nodes, at, letter, letters));
        if (found !== undefined && found.prefixLength < known.prefixLength) return found;
      }
      if (!fresh) continue;
      visited.add(idOf(vector, purse));
      if (nodes.length >= limit) return undefined;
      nodes.push({ vector, purse, parent: at, letter, depth: node.depth + 1 });
    }
  }
  return undefined;
}

function isLiveness(tables: CheckTables): boolean {
  const kind = tables.checks[0]?.kind;
  return kind === 'leadsTo' || kind === 'eventually';
}

/** The distinct events of the run's prefix. */
function alphabet(run: ViolatingRun): EventSequence {
  const seen = new Set<string>();
  const components: number[] = [];
  const events: number[] = [];
  for (let i = 0; i < run.prefixLength; i++) {
    const component = run.events.components[i] ?? 0;
    const event = run.events.events[i] ?? 0;
    const key = `${String(component)} ${String(event)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    components.push(component);
    events.push(event);
  }
  return { components, events };
}

function pathTo(
  nodes: readonly Node[],
  at: number,
  lastLetter: number,
  letters: EventSequence,
): EventSequence {
  const path: number[] = [lastLetter];
  for (let node = nodes[at]; node !== undefined && node.parent >= 0; node = nodes[node.parent])
    path.push(node.letter);
  path.reverse();
  return {
    components: path.map((letter) => letters.components[letter] ?? 0),
    events: path.map((letter) => letters.events[letter] ?? 0),
  };
}
