/**
 * Which transitions of the machines were taken and which outcomes their named guards had.
 * A transition is named `<state path>: <event> [<guard>] -> <target>`; equal machines count once.
 */
import type { AnyStateMachine, AnyTransitionDefinition } from 'xstate';

export interface CoverageSummary {
  readonly covered: number;
  readonly total: number;
  readonly missing: readonly string[];
}

/** What was covered, as plain data: by names of transitions and guards. */
export interface CoverageRecord {
  readonly transitions: readonly (readonly [name: string, taken: boolean])[];
  readonly guards: readonly (readonly [label: string, outcomes: Outcomes])[];
}

type GuardFunction = (args: unknown, params: unknown) => boolean;

/** Bit 1: was false, bit 2: was true. */
type Outcomes = number;

export class Coverage {
  readonly #transitions = new Map<AnyTransitionDefinition, string>();
  readonly #taken = new Set<AnyTransitionDefinition>();
  readonly #guards = new Map<string, Outcomes>();
  /** Transitions by name, as `add` was told of them. */
  readonly #elsewhere = new Map<string, boolean>();
  readonly #instrumented = new Map<AnyStateMachine, AnyStateMachine>();

  /**
   * The same machine with guards that report their outcome here. Only guards that the machine's configuration refers to
   * by name can be counted, which is all of them in a machine whose configuration is data.
   */
  instrument(machine: AnyStateMachine): AnyStateMachine {
    const known = this.#instrumented.get(machine);
    if (known !== undefined) return known;
    const guards = machine.implementations.guards as Record<string, unknown>;
    const reporting: Record<string, GuardFunction> = {};
    const asked = new Set([...transitionNames(machine).keys()].flatMap(({ guard }) => guardNames(guard)));
    for (const [name, guard] of Object.entries(guards)) {
      if (typeof guard !== 'function' || 'check' in guard || !asked.has(name)) continue;
      const label = `${machine.id}: ${name}`;
      this.#guards.set(label, this.#guards.get(label) ?? 0);
      reporting[name] = (args, params) => {
        const outcome = (guard as GuardFunction)(args, params);
        this.#guards.set(label, (this.#guards.get(label) ?? 0) | (outcome ? 2 : 1));
        return outcome;
      };
    }
    const instrumented = machine.provide({ guards: reporting } as never);
    this.#instrumented.set(machine, instrumented);
    for (const [definition, name] of transitionNames(instrumented)) this.#transitions.set(definition, name);
    return instrumented;
  }

  /** Records the transitions that one step of an instrumented machine takes. */
  record(transitions: readonly AnyTransitionDefinition[]): void {
    for (const taken of transitions) this.#taken.add(taken);
  }

  /** Everything seen so far, for `add` in another thread. */
  toRecord(): CoverageRecord {
    return { transitions: [...this.#takenByName()], guards: [...this.#guards] };
  }

  /** Adds what was seen elsewhere. */
  add({ transitions, guards }: CoverageRecord): void {
    for (const [name, taken] of transitions) {
      this.#elsewhere.set(name, (this.#elsewhere.get(name) ?? false) || taken);
    }
    for (const [label, outcomes] of guards) {
      this.#guards.set(label, (this.#guards.get(label) ?? 0) | outcomes);
    }
  }

  /** Transitions taken, over all machines; machines with the same id (equal chains) are merged by name. */
  transitions(): CoverageSummary {
    return summary(this.#takenByName());
  }

  /** Guard outcomes: each named guard counts twice, once for true and once for false. */
  guardOutcomes(): CoverageSummary {
    const covered = new Map<string, boolean>();
    for (const [name, outcomes] of this.#guards) {
      covered.set(`${name} = false`, (outcomes & 1) !== 0);
      covered.set(`${name} = true`, (outcomes & 2) !== 0);
    }
    return summary(covered);
  }

  #takenByName(): ReadonlyMap<string, boolean> {
    const covered = new Map(this.#elsewhere);
    for (const [definition, name] of this.#transitions) {
      covered.set(name, (covered.get(name) ?? false) || this.#taken.has(definition));
    }
    return covered;
  }
}

function summary(covered: ReadonlyMap<string, boolean>): CoverageSummary {
  const missing = [...covered].filter(([, seen]) => !seen).map(([name]) => name);
  return { covered: covered.size - missing.length, total: covered.size, missing: missing.sort() };
}

/** All transitions of a machine by name, in document order. */
export function transitionNames(machine: AnyStateMachine): ReadonlyMap<AnyTransitionDefinition, string> {
  const names = new Map<AnyTransitionDefinition, string>();
  const visit = (node: AnyStateMachine['root']): void => {
    for (const [descriptor, list] of node.transitions) {
      for (const definition of list)
        names.set(definition, transitionName(machine.id, node.path, descriptor, definition));
    }
    for (const definition of node.always ?? []) {
      names.set(definition, transitionName(machine.id, node.path, 'always', definition));
    }
    for (const child of Object.values(node.states)) visit(child);
  };
  visit(machine.root);
  return names;
}

function transitionName(
  machine: string,
  path: readonly string[],
  descriptor: string,
  definition: AnyTransitionDefinition,
): string {
  const guard = definition.guard === undefined ? '' : ` [${guardName(definition.guard)}]`;
  const targets = definition.target?.map((target) => target.key).join(',');
  return `${machine}: ${path.join('.') || '(root)'} ${descriptor}${guard}${targets === undefined ? '' : ` -> ${targets}`}`;
}

/** Names of the guards that a guard reference asks, combinations taken apart. */
export function guardNames(guard: unknown): readonly string[] {
  if (typeof guard === 'string') return [guard];
  if (typeof guard === 'function')
    return ((guard as { guards?: readonly unknown[] }).guards ?? []).flatMap(guardNames);
  if (typeof guard === 'object' && guard !== null && 'type' in guard) return [String(guard.type)];
  return [];
}

/** A readable name for a guard reference: a name, a parameterised name, or a combination built by and/or/not. */
export function guardName(guard: unknown): string {
  if (typeof guard === 'string') return guard;
  if (typeof guard === 'object' && guard !== null && 'type' in guard) return String(guard.type);
  if (typeof guard === 'function') {
    const parts = (guard as { guards?: readonly unknown[] }).guards;
    if (parts !== undefined) return `${guard.name || 'guard'}(${parts.map(guardName).join(', ')})`;
    return guard.name || 'guard';
  }
  return 'guard';
}
