/**
 * `defineSystem`: turns a definition into a checkable system, checking that names fit together.
 */
import { initialTransition } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { CheckerError } from '../errors/checker-error.ts';
import type {
  Choice,
  Choices,
  ComponentDefinition,
  ComponentId,
  FairnessClass,
  LocalSnapshot,
  MachineEvent,
  OwnProperty,
  Symmetry,
  SystemDefinition,
} from './vocabulary.ts';

export interface Component {
  readonly id: ComponentId;
  readonly index: number;
  readonly machine: AnyStateMachine;
  /**
   * The initial snapshot of the component's machine, or of a variant of it (with instrumented guards, say): a snapshot
   * belongs to the machine that made it, whose guards XState will ask.
   */
  readonly initialSnapshot: (machine: AnyStateMachine) => AnyMachineSnapshot;
  /** Choices that the environment may have in a snapshot; whether the machine takes them is for the stepper to find out. */
  readonly candidates: (snapshot: LocalSnapshot) => readonly Choice[];
  /** Component indices that an address stands for, in order. */
  readonly resolve: (address: string) => readonly number[] | undefined;
}

export interface System {
  readonly name: string;
  readonly components: readonly Component[];
  readonly componentIds: readonly ComponentId[];
  readonly budgets: Readonly<Record<string, number | 'unlimited'>>;
  /** Named sets of fairness classes; empty if the definition has none. */
  readonly fairness: Readonly<Record<string, readonly FairnessClass[]>>;
  /** What its definition says must hold of it; `propertiesOf` has them as properties. */
  readonly properties: readonly OwnProperty[];
  /** Whether it may come to an end: then a state in which nothing can happen is no deadlock. */
  readonly mayEnd: boolean;
  /** As declared; engines that use it verify it. */
  readonly symmetry: readonly Symmetry[];
  /** @throws CheckerError USAGE_UNKNOWN_NAME */
  readonly indexOf: (id: ComponentId) => number;
}

/**
 * Builds a system from its definition.
 * @throws CheckerError MODEL_BAD_DEFINITION if a link, a choice, a requirement, a fairness class or a symmetry names a
 *   component that does not exist, if a fairness set has two classes of one name or too many classes, or if the names of
 *   a symmetry cannot take each other's places.
 */
export function defineSystem(definition: SystemDefinition): System {
  const ids = Object.keys(definition.components);
  if (ids.length === 0) throw bad(definition, 'it has no components', 'components');
  const indices = new Map(ids.map((id, index) => [id, index]));
  const known = (id: string, at: string): number => {
    const index = indices.get(id);
    if (index === undefined) throw bad(definition, `"${id}" is not a component`, at, ids.join(', '));
    return index;
  };
  for (const owner of Object.keys(definition.choices)) known(owner, `choices.${owner}`);
  verifyFairness(definition, known);
  verifySymmetry(definition, known);

  const components = ids.map((id, index): Component => {
    const { machine, input, links } = asComponentDefinition(definition.components[id] as ComponentDefinition);
    const roles = new Map<string, readonly number[]>(ids.map((other, at) => [other, [at]]));
    for (const [role, bound] of Object.entries(links ?? {})) {
      const targets = typeof bound === 'string' ? [bound] : bound;
      roles.set(
        role,
        targets.map((target) => known(target, `components.${id}.links.${role}`)),
      );
    }
    const [, actions] = initialTransition(machine, input as never);
    if (actions.some((action: { readonly type: string }) => action.type === 'xstate.emit')) {
      throw bad(definition, 'a machine may not emit on entering its initial state', `components.${id}`);
    }
    return {
      id,
      index,
      machine,
      initialSnapshot: (variant) => initialTransition(variant, input as never)[0] as AnyMachineSnapshot,
      candidates: candidateFunction(definition.choices[id], (choice) => {
        for (const requirement of choice.requires ?? [])
          known(requirement.component, `choices.${id}.requires`);
      }),
      resolve: (address) => roles.get(address),
    };
  });
  return {
    name: definition.name,
    components,
    componentIds: ids,
    budgets: definition.budgets ?? {},
    fairness: definition.fairness ?? {},
    properties: definition.properties ?? [],
    mayEnd: definition.mayEnd ?? false,
    symmetry: definition.symmetry ?? [],
    indexOf: (id) => {
      const index = indices.get(id);
      if (index !== undefined) return index;
      throw new CheckerError('USAGE_UNKNOWN_NAME', `system "${definition.name}" has no component "${id}"`, {
        expected: ids.join(', '),
        received: id,
      });
    },
  };
}

/** Classes of one set are bits of a 32-bit integer, the sign left out. */
const mostFairnessClasses = 31;

function verifyFairness(definition: SystemDefinition, known: (id: string, at: string) => number): void {
  for (const [set, classes] of Object.entries(definition.fairness ?? {})) {
    const at = `fairness.${set}`;
    if (classes.length > mostFairnessClasses) {
      throw bad(definition, `a fairness set has at most ${String(mostFairnessClasses)} classes`, at);
    }
    const names = new Set<string>();
    for (const { name, component, when = [] } of classes) {
      if (names.has(name)) throw bad(definition, `two fairness classes are called "${name}"`, at);
      names.add(name);
      known(component, `${at}.${name}`);
      for (const requirement of when) known(requirement.component, `${at}.${name}.when`);
    }
  }
}

function verifySymmetry(definition: SystemDefinition, known: (id: string, at: string) => number): void {
  const allNames = new Set<string>();
  (definition.symmetry ?? []).forEach(({ names, components }, index) => {
    const at = `symmetry.${String(index)}`;
    for (const name of names) {
      if (allNames.has(name)) throw bad(definition, `symmetries list the name "${name}" twice`, at);
      allNames.add(name);
    }
    const owners = new Map<string, string>();
    for (const name of names) {
      const own = components(name);
      if (own.length !== components(names[0] ?? '').length)
        throw bad(definition, `"${name}" has another number of components than "${names[0] ?? ''}"`, at);
      for (const id of own) {
        known(id, `${at}.components("${name}")`);
        const other = owners.get(id);
        if (other !== undefined)
          throw bad(definition, `"${id}" belongs to "${other}" and to "${name}"`, `${at}.components`);
        owners.set(id, name);
      }
    }
  });
}

function asComponentDefinition(given: ComponentDefinition | AnyStateMachine): ComponentDefinition {
  return 'machine' in given ? given : { machine: given };
}

function candidateFunction(
  choices: Choices | undefined,
  verify: (choice: Choice) => void,
): (snapshot: LocalSnapshot) => readonly Choice[] {
  if (choices === undefined) return () => [];
  if (typeof choices === 'function') return choices as (snapshot: LocalSnapshot) => readonly Choice[];
  const list = choices.map(asChoice);
  list.forEach(verify);
  return () => list;
}

function asChoice(given: Choice | MachineEvent): Choice {
  return 'event' in given && typeof given.event === 'object'
    ? (given as Choice)
    : { event: given as MachineEvent };
}

function bad(definition: SystemDefinition, message: string, at: string, expected?: string): CheckerError {
  return new CheckerError('MODEL_BAD_DEFINITION', `system "${definition.name}": ${message}`, {
    at,
    ...(expected === undefined ? {} : { expected: `one of ${expected}` }),
  });
}
