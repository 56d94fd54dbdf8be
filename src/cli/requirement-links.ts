/** Which transitions and properties a requirement is linked to: by name, or by what they say that they implement. */
import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** Something that the specification, or another document, asks for. */
export interface CatalogueRequirement {
  readonly id: string;
  readonly title: string;
  /** Texts in the `spec` of transitions and states that implement it. */
  readonly seenIn?: readonly string[];
  /** Ids of properties that speak of it. */
  readonly properties?: readonly string[];
  /** Why it is left out; absent where something is linked. */
  readonly leftOut?: string;
}

export interface RequirementLinks {
  /** `<machine>: <state path> <event>`, or `<machine>: <state path>` for states. */
  readonly transitions: readonly string[];
  readonly properties: readonly string[];
  /** Texts and properties that are linked but do not exist. */
  readonly missing: readonly string[];
}

/** A transition or a state with what is written about it. */
export interface Place {
  readonly name: string;
  readonly spec: string;
  readonly description: string;
}

interface LinkedProperty {
  readonly id: string;
  readonly statement: string;
  readonly source: readonly string[];
}

/** All transitions and states of the machines, each once. */
export function placesOf(machines: readonly AnyStateMachine[]): readonly Place[] {
  const places = new Map<string, Place>();
  const add = (name: string, { description, meta }: Documented): void => {
    const place = { name, spec: meta?.spec ?? '', description: description ?? '' };
    places.set(JSON.stringify(place), place);
  };
  const visit = (machine: string, node: AnyStateNode): void => {
    const path = `${machine}: ${node.path.join('.') || '(root)'}`;
    add(path, node as Documented);
    for (const transition of [...node.transitions.values()].flat())
      add(`${path} ${transition.eventType}`, transition as Documented);
    for (const child of Object.values(node.states)) visit(machine, child as AnyStateNode);
  };
  for (const machine of new Set(machines)) visit(machine.id, machine.root as AnyStateNode);
  return [...places.values()];
}

interface Documented {
  readonly description?: string | undefined;
  readonly meta?: { readonly spec?: string };
}

export function linksOf(
  { id, seenIn = [], properties: linked = [] }: CatalogueRequirement,
  places: readonly Place[],
  properties: readonly LinkedProperty[],
): RequirementLinks {
  const names = namePattern(id);
  const isNamed = (...texts: readonly string[]): boolean => texts.some((text) => names.test(text));
  const found = places.filter(
    ({ spec, description }) => isNamed(spec, description) || seenIn.some((text) => spec.includes(text)),
  );
  const speaking = properties.filter(
    (property) => linked.includes(property.id) || isNamed(property.statement, ...property.source),
  );
  return {
    transitions: [...new Set(found.map(({ name }) => name))].sort(),
    properties: speaking.map((property) => property.id).sort(),
    missing: [
      ...seenIn.filter((text) => !places.some(({ spec }) => spec.includes(text))),
      ...linked.filter((name) => !properties.some((property) => property.id === name)),
    ],
  };
}

/** The id as a word of its own; tags are often written without their version. */
function namePattern(id: string): RegExp {
  const tag = id.replace(/\.\d+$/, '').replaceAll('-', '\\-');
  return new RegExp(`(?<![A-Z0-9-])${tag}(?![A-Z0-9-])`);
}
