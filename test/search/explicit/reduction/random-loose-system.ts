/**
 * Random systems of a few small machines that have little to do with each other: now and then one tells another
 * something, requires something of it, or takes from a common budget. Partial order finds something to leave out here.
 */
import fc from 'fast-check';
import { emit, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import type { Check } from '../../../../src/property/definition.ts';
import { send } from '../../../../src/system/authoring.ts';
import type {
  Choice,
  LocalSnapshot,
  ObserverDefinition,
  SystemDefinition,
} from '../../../../src/system/vocabulary.ts';
import { isIn } from './random-hub-system.ts';

const states = ['s0', 's1', 's2'] as const;
const events = ['e0', 'e1', 'e2'] as const;
const ids = ['p', 'q', 'r', 's'] as const;

const someStates = fc.subarray([...states]);
const mostly = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const rarely = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const rows = fc.array(
  fc.array(
    fc.record({ target: mostly(fc.constantFrom(...states)), tells: rarely(fc.constantFrom(...ids)) }),
    { minLength: 3, maxLength: 3 },
  ),
  { minLength: 3, maxLength: 3 },
);

const machine = fc.record({
  rows,
  /** Where being told leads from each state; a state may also not expect it, which is an error of the model. */
  told: fc.array(
    fc.oneof(
      { weight: 1, arbitrary: fc.constant('unexpected' as const) },
      { weight: 30, arbitrary: fc.constantFrom(...states) },
    ),
    { minLength: 3, maxLength: 3 },
  ),
  needs: fc.array(rarely(fc.tuple(fc.constantFrom(...ids), someStates)), { minLength: 3, maxLength: 3 }),
  costs: fc.array(rarely(fc.constant(1)), { minLength: 3, maxLength: 3 }),
});

const check = fc.record({
  kind: fc.constantFrom('always' as const, 'reachable' as const, 'step' as const, 'observed' as const),
  reads: fc.subarray([...ids], { minLength: 1, maxLength: 2 }),
  states: fc.tuple(someStates, someStates),
  event: fc.constantFrom(...events, 'told'),
});

export const looseSystem = fc.record({
  machines: fc.array(machine, { minLength: 3, maxLength: 4 }),
  coins: fc.integer({ min: 1, max: 2 }),
  checks: fc.array(check, { minLength: 1, maxLength: 2 }),
});

type DrawnLoose = typeof looseSystem extends fc.Arbitrary<infer Value> ? Value : never;

function machineOf(
  { rows: drawn, told }: DrawnLoose['machines'][number],
  others: readonly string[],
): AnyStateMachine {
  const result: unknown = setup({
    actions: Object.fromEntries(ids.map((id) => [`tell-${id}`, emit(() => send(id, { type: 'told' }))])),
  }).createMachine({
    id: 'loose',
    initial: 's0',
    states: Object.fromEntries(
      states.map((state, row) => [
        state,
        {
          on: {
            ...(told[row] === 'unexpected' ? {} : { told: { target: told[row] } }),
            ...Object.fromEntries(
              events.flatMap((event, column) => {
                const { target, tells } = drawn[row]?.[column] ?? {};
                if (target === undefined) return [];
                const actions = tells !== undefined && others.includes(tells) ? [`tell-${tells}`] : [];
                return [[event, { target, actions }]];
              }),
            ),
          },
        },
      ]),
    ),
  } as never);
  return result as AnyStateMachine;
}

export function looseDefinition({ machines, coins }: DrawnLoose): SystemDefinition {
  const present = ids.slice(0, machines.length);
  return {
    name: 'loose',
    components: Object.fromEntries(
      machines.map((each, at) => [
        ids[at] ?? '',
        machineOf(
          each,
          present.filter((id) => id !== ids[at]),
        ),
      ]),
    ),
    choices: Object.fromEntries(
      machines.map(({ needs, costs }, at) => [
        ids[at] ?? '',
        events.map((type, index): Choice => {
          const [component = 'p', some = []] = needs[index] ?? [];
          const required = needs[index] !== undefined && present.includes(component);
          return {
            event: { type },
            ...(costs[index] === undefined ? {} : { cost: { coins: 1 } }),
            ...(required ? { requires: [{ component, name: 'needs', holds: isIn(some) }] } : {}),
          };
        }),
      ]),
    ),
    budgets: { coins },
  };
}

/** Whether a component has taken an odd number of events. */
const parityOf = (id: string): ObserverDefinition<never> => {
  const observer: ObserverDefinition<boolean> = {
    id: 'parity',
    initial: false,
    observes: [id],
    reduce: (odd: boolean) => !odd,
  };
  return observer as unknown as ObserverDefinition<never>;
};

export function looseChecks({ checks, machines }: DrawnLoose): readonly Check[] {
  const present: readonly string[] = ids.slice(0, machines.length);
  const observed = parityOf(present.at(-1) ?? 'p');
  return checks.map(({ kind, reads: drawn, states: [first, second], event }): Check => {
    const reads = drawn.filter((id) => present.includes(id));
    if (reads.length === 0) reads.push('p');
    const all = (a: LocalSnapshot, b?: LocalSnapshot): boolean =>
      isIn(first)(a) && (b === undefined || isIn(second)(b));
    const [on = 'p'] = reads;
    switch (kind) {
      case 'always':
        return { kind, scope: '', reads, holds: (a, b) => !all(a, b), witness: (a) => !isIn(second)(a) };
      case 'reachable':
        return { kind, scope: '', reads, when: all };
      case 'step':
        return {
          kind,
          scope: '',
          on,
          holds: (step) => !(step.event.type === event && isIn(first)(step.before)),
          witness: (step) => step.emitted.length > 0,
        };
      case 'observed':
        return {
          kind: 'always',
          scope: '',
          reads: [on, 'parity'],
          observers: [observed],
          holds: (snapshot: LocalSnapshot, odd: boolean) => !(isIn(first)(snapshot) && odd),
          witness: (_: LocalSnapshot, odd: boolean) => odd,
        };
    }
  });
}
