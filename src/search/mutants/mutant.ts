/**
 * Mutants: a machine with one named guard forced to one outcome, or with one named action dropped, and nothing else
 * changed. They are made by name from the machine's configuration, so every system of machines whose guards and actions
 * are named has them; in a combination of guards (and, or, not) each named part is forced by itself.
 */
import { enqueueActions } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { guardNames, transitionNames } from '../../system/coverage.ts';
import type { System } from '../../system/define-system.ts';

export type MutantKind = 'guard-true' | 'guard-false' | 'action-dropped';

export interface Mutant {
  /** `provider/endsEpoch=true`, `provider/endsEpoch=false`, `provider/queueVscs=dropped`. */
  readonly id: string;
  /** Id of the machine. All components with a machine of that id are mutated alike. */
  readonly machine: string;
  readonly kind: MutantKind;
  /** Of the guard or the action. */
  readonly name: string;
}

/** All mutants of the machines of these systems, each once, by machine in the order of the components. */
export function mutantsOf(systems: readonly System[]): readonly Mutant[] {
  const mutants = new Map<string, Mutant>();
  const machines = systems.flatMap(({ components }) => components.map(({ machine }) => machine));
  const byId = new Map<string, Set<AnyStateMachine>>();
  for (const machine of machines) byId.set(machine.id, (byId.get(machine.id) ?? new Set()).add(machine));
  for (const [id, variants] of byId) {
    for (const machine of variants) {
      for (const name of guardsOf(machine)) {
        add({ machine: id, kind: 'guard-true', name });
        add({ machine: id, kind: 'guard-false', name });
      }
    }
    for (const machine of variants) {
      for (const name of actionsOf(machine)) add({ machine: id, kind: 'action-dropped', name });
    }
  }
  return [...mutants.values()];

  function add(mutant: Omit<Mutant, 'id'>): void {
    const id = `${mutant.machine}/${mutant.name}=${outcomes[mutant.kind]}`;
    mutants.set(id, { id, ...mutant });
  }
}

const outcomes: Readonly<Record<MutantKind, string>> = {
  'guard-true': 'true',
  'guard-false': 'false',
  'action-dropped': 'dropped',
};

/** Whether a component of the system has a machine that the mutant changes. */
export function concerns({ machine: id, kind, name }: Mutant, { components }: System): boolean {
  return components.some(
    ({ machine }) =>
      machine.id === id && (kind === 'action-dropped' ? actionsOf(machine) : guardsOf(machine)).has(name),
  );
}

/** Puts the mutant's machines in place of the sound ones, the same ones in each system that it is given. */
export function mutator(mutant: Mutant): (system: System) => System {
  const made = new Map<AnyStateMachine, AnyStateMachine>();
  const mutated = (machine: AnyStateMachine): AnyStateMachine => {
    const known = made.get(machine) ?? provideMutant(machine, mutant);
    made.set(machine, known);
    return known;
  };
  return (system) => ({
    ...system,
    components: system.components.map((component) =>
      component.machine.id === mutant.machine
        ? { ...component, machine: mutated(component.machine) }
        : component,
    ),
  });
}

function provideMutant(machine: AnyStateMachine, { kind, name }: Mutant): AnyStateMachine {
  const overrides =
    kind === 'action-dropped'
      ? { actions: { [name]: enqueueActions(() => undefined) } }
      : { guards: { [name]: () => kind === 'guard-true' } };
  return machine.provide(overrides as never) as AnyStateMachine;
}

/** Names of the guards that the machine's transitions ask, those that other named guards are made of included. */
function guardsOf(machine: AnyStateMachine): ReadonlySet<string> {
  const implementations = machine.implementations.guards as Readonly<Record<string, unknown>>;
  const found = new Set<string>();
  const visit = (reference: unknown): void => {
    for (const name of guardNames(reference)) {
      if (found.has(name)) continue;
      found.add(name);
      visit(implementations[name]);
    }
  };
  for (const { guard } of transitionNames(machine).keys()) visit(guard);
  return found;
}

/** Names of the actions that the machine's transitions take. */
function actionsOf(machine: AnyStateMachine): ReadonlySet<string> {
  return new Set([...transitionNames(machine).keys()].flatMap(({ actions }) => actionNames(actions)));
}

export function actionNames(actions: readonly unknown[]): readonly string[] {
  return actions.flatMap((action) => {
    if (typeof action === 'string') return [action];
    return typeof action === 'object' && action !== null && 'type' in action ? [String(action.type)] : [];
  });
}
