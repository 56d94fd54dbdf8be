/**
 * Property constructors for systems of one's own: each makes a property with a single check over the whole system and
 * fills in what a small system does not need to say. The ICS properties are written out in full instead.
 *
 * Example: never two leaders.
 * ```
 * always({
 *   id: 'one-leader',
 *   statement: 'At most one node leads.',
 *   reads: ['node-1', 'node-2'],
 *   holds: (a: LocalSnapshot, b: LocalSnapshot) => !(a.value === 'leader' && b.value === 'leader'),
 *   witness: (a: LocalSnapshot, b: LocalSnapshot) => a.value === 'leader' || b.value === 'leader',
 * })
 * ```
 */
import type { ComponentId, ObserverDefinition } from '../system/vocabulary.ts';
import type { Check, LocalStep, PropertyDefinition, PropertyKind } from './definition.ts';

/** What every constructor takes. */
interface Description {
  readonly id: string;
  /** One sentence. */
  readonly statement: string;
  /** The id unless given. */
  readonly title?: string;
  readonly source?: readonly string[];
  readonly assumptions?: readonly string[];
  /** `holds` unless given; `violated` for a property that is known to fail. */
  readonly expected?: 'holds' | 'violated';
  readonly observers?: readonly ObserverDefinition<never>[];
}

interface Reading {
  /** Components, whose snapshots, and observers, whose states, the functions get, in this order. */
  readonly reads: readonly string[];
}

/** Takes the values of `reads`, typed as the property's author knows them to be. */
type Predicate = (...values: never[]) => boolean;
type Explain = (...values: never[]) => string;

interface AlwaysDescription extends Description, Reading {
  readonly holds: Predicate;
  /** When the property says something; always unless given. */
  readonly witness?: Predicate;
  readonly explain?: Explain;
}

/** Holds in every reachable state. */
export function always(given: AlwaysDescription): PropertyDefinition<unknown> {
  const { reads, holds, witness = () => true, explain } = given;
  return define(given, { kind: 'always', ...common(given), reads, holds, witness, ...optional({ explain }) });
}

interface StepDescription extends Description {
  readonly on: ComponentId;
  readonly holds: (step: LocalStep) => boolean;
  /** Which steps the property speaks of; all unless given. */
  readonly witness?: (step: LocalStep) => boolean;
  readonly explain?: (step: LocalStep) => string;
}

/** Holds of every step of one component. */
export function step(given: StepDescription): PropertyDefinition<unknown> {
  const { on, holds, witness = () => true, explain } = given;
  return define(given, { kind: 'step', ...common(given), on, holds, witness, ...optional({ explain }) });
}

interface LeadsToDescription extends Description, Reading {
  readonly from: Predicate;
  readonly to: Predicate;
  readonly closing?: string;
  /** Name of a fairness set of the system. */
  readonly fairness?: string;
  readonly explain?: Explain;
}

/** Whenever `from`, eventually `to`, on every fair execution. */
export function leadsTo(given: LeadsToDescription): PropertyDefinition<unknown> {
  const { reads, from, to, closing, fairness, explain } = given;
  return define(given, {
    kind: 'leadsTo',
    ...common(given),
    reads,
    from,
    to,
    ...optional({ closing, fairness, explain }),
  });
}

interface EventuallyDescription extends Description, Reading {
  readonly goal: Predicate;
  readonly closing?: string;
  /** Name of a fairness set of the system. */
  readonly fairness?: string;
  readonly explain?: Explain;
}

/** `goal` is reached on every fair execution. */
export function eventually(given: EventuallyDescription): PropertyDefinition<unknown> {
  const { reads, goal, closing, fairness, explain } = given;
  return define(given, {
    kind: 'eventually',
    ...common(given),
    reads,
    goal,
    ...optional({ closing, fairness, explain }),
  });
}

interface ReachableDescription extends Description, Reading {
  readonly when: Predicate;
}

/** Some execution gets into such a state. */
export function reachable(given: ReachableDescription): PropertyDefinition<unknown> {
  const { reads, when } = given;
  return define(given, { kind: 'reachable', ...common(given), reads, when });
}

/** An observer in the form in which checks list it: what its state is stays between it and the checks that read it. */
export function observer<State>(definition: ObserverDefinition<State>): ObserverDefinition<never> {
  return definition as unknown as ObserverDefinition<never>;
}

function define(
  given: Description & { readonly witness?: unknown },
  check: Check,
): PropertyDefinition<unknown> {
  const { id, statement, title = id, source = [], assumptions = [], expected = 'holds' } = given;
  return {
    id,
    title,
    kind: check.kind,
    statement,
    source,
    assumptions,
    witness: given.witness === undefined ? witnesses[check.kind] : `the situation that ${id} speaks of`,
    expected: () => expected,
    checks: () => [check],
  };
}

const witnesses: Readonly<Record<PropertyKind, string>> = {
  always: 'any state',
  step: 'any step of the component',
  leadsTo: 'the premise',
  eventually: 'any execution',
  reachable: 'the goal',
};

function common({ observers }: Description): { readonly scope: string } & Partial<Pick<Check, 'observers'>> {
  return { scope: '', ...(observers === undefined ? {} : { observers }) };
}

/** The record without the fields that are undefined. */
function optional<Fields extends object>(
  fields: Fields,
): { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
