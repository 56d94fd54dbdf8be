/**
 * Machines are the documentation: every state and transition says what it is and where it comes from, and every guard
 * and action has a name and an entry among the descriptions.
 */
import test from 'ava';
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance, presetNames } from '../../model/load-instance.ts';
import { descriptionsOf, fullestSystem, machinesOf } from './described-machines.ts';

/** A node of a machine's configuration, as far as this test reads it. */
interface StateConfig {
  readonly description?: string;
  readonly meta?: { readonly spec?: string };
  readonly on?: Readonly<Record<string, unknown>>;
  readonly always?: unknown;
  readonly entry?: unknown;
  readonly exit?: unknown;
  readonly states?: Readonly<Record<string, StateConfig>>;
}

interface TransitionConfig {
  readonly description?: string;
  readonly meta?: { readonly spec?: string };
  readonly guard?: unknown;
  readonly actions?: unknown;
}

interface Findings {
  /** What lacks a description or a specification clause. */
  readonly undocumented: string[];
  /** Functions where a name should be. */
  readonly inline: string[];
  readonly guards: Set<string>;
  readonly actions: Set<string>;
}

const isText = (text: unknown): boolean => typeof text === 'string' && text.trim().length > 0;
const asList = (given: unknown): readonly unknown[] =>
  Array.isArray(given) ? given : given === undefined ? [] : [given];

function inspectState(path: string, state: StateConfig, findings: Findings): void {
  if (!isText(state.description) || !isText(state.meta?.spec)) findings.undocumented.push(path);
  for (const actions of [state.entry, state.exit]) inspectActions(path, actions, findings);
  const transitions = [...Object.entries(state.on ?? {}), ['always', state.always] as const];
  for (const [event, configured] of transitions) {
    asList(configured).forEach((transition, index) => {
      inspectTransition(`${path} ${event}[${String(index)}]`, transition, findings);
    });
  }
  for (const [name, child] of Object.entries(state.states ?? {}))
    inspectState(`${path}.${name}`, child, findings);
}

function inspectTransition(path: string, given: unknown, findings: Findings): void {
  if (typeof given !== 'object' || given === null) {
    findings.undocumented.push(path);
    return;
  }
  const { description, meta, guard, actions } = given as TransitionConfig;
  if (!isText(description) || !isText(meta?.spec)) findings.undocumented.push(path);
  inspectGuard(path, guard, findings);
  inspectActions(path, actions, findings);
}

/** A name, or a combination of names made by XState's `and`, `or` and `not`. */
function inspectGuard(path: string, guard: unknown, findings: Findings): void {
  if (guard === undefined) return;
  const parts = typeof guard === 'function' ? (guard as { readonly guards?: unknown }).guards : undefined;
  if (typeof guard === 'string') findings.guards.add(guard);
  else if (Array.isArray(parts)) for (const part of parts) inspectGuard(path, part, findings);
  else findings.inline.push(`guard of ${path}`);
}

function inspectActions(path: string, actions: unknown, findings: Findings): void {
  for (const action of asList(actions)) {
    if (typeof action === 'string') findings.actions.add(action);
    else findings.inline.push(`action of ${path}`);
  }
}

function inspect(config: StateConfig): Findings {
  const findings: Findings = { undocumented: [], inline: [], guards: new Set(), actions: new Set() };
  inspectState('(root)', config, findings);
  return findings;
}

const systems = [
  fullestSystem(),
  ...presetNames()
    .filter((name) => name !== 'hub')
    .map((name) => createIcsSystem(loadInstance(name))),
].flatMap((system) => system.consumers.map(({ id }) => machinesOf(system, id)));

for (const [kind, descriptions] of Object.entries(descriptionsOf)) {
  // A guard or action may be for some versions of the protocol only: all presets together must use each.
  const machines = systems.flatMap((system) => system[kind as keyof typeof descriptionsOf] ?? []);
  const findings = machines.map((machine) => inspect(machine.config as StateConfig));

  test(`${kind}: every state and transition has a description and a clause`, (t) => {
    t.deepEqual(
      findings.flatMap(({ undocumented }) => undocumented),
      [],
    );
    t.true(machines.length > 0);
    for (const machine of machines) t.true(Object.keys(machine.events).length > 0);
  });

  test(`${kind}: guards and actions are named, never inline`, (t) => {
    t.deepEqual(
      findings.flatMap(({ inline }) => inline),
      [],
    );
    t.true(findings.some(({ actions }) => actions.size > 0));
  });

  test(`${kind}: every guard and action is implemented, described, and used`, (t) => {
    const used = (names: 'guards' | 'actions') =>
      [...new Set(findings.flatMap((each) => [...each[names]]))].sort();
    for (const { implementations } of machines) {
      t.deepEqual(Object.keys(descriptions.guards).sort(), Object.keys(implementations.guards).sort());
      t.deepEqual(Object.keys(descriptions.actions).sort(), Object.keys(implementations.actions).sort());
    }
    t.deepEqual(used('guards'), Object.keys(descriptions.guards).sort());
    t.deepEqual(used('actions'), Object.keys(descriptions.actions).sort());
    for (const { description, spec } of [
      ...Object.values(descriptions.guards),
      ...Object.values(descriptions.actions),
    ]) {
      t.true(isText(description) && isText(spec));
    }
  });
}

test('the inspection finds what is missing', (t) => {
  const findings = inspect({
    description: 'A machine.',
    meta: { spec: 'none' },
    states: {
      silent: {
        on: { go: [{ target: 'silent', guard: () => true, actions: [() => undefined] }], stay: 'silent' },
      },
    },
  });
  t.deepEqual(findings.undocumented, ['(root).silent', '(root).silent go[0]', '(root).silent stay[0]']);
  t.deepEqual(findings.inline, ['guard of (root).silent go[0]', 'action of (root).silent go[0]']);
});
