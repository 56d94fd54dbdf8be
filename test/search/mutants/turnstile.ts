/** A turnstile and the clerk who counts the coins: small, and with a mutant of every fate. */
import { and, assign, emit, not, setup } from 'xstate';
import { always, reachable, step } from '../../../src/property/constructors.ts';
import type { PropertyDefinition } from '../../../src/property/definition.ts';
import { send } from '../../../src/system/authoring.ts';
import { defineSystem, type System } from '../../../src/system/define-system.ts';
import type { LocalSnapshot } from '../../../src/system/vocabulary.ts';

interface Turnstile {
  readonly coins: number;
  readonly passed: number;
  readonly greeted: number;
}

const turnstileSetup = setup({
  types: { context: {} as Turnstile },
  guards: {
    isPaid: ({ context }) => context.coins > 0,
    isFull: ({ context }) => context.passed >= 3,
    /** Never true within the budgets. */
    isBroken: ({ context }) => context.passed > 100,
  },
  actions: {
    addCoin: assign({ coins: ({ context }) => context.coins + 1 }),
    takeCoin: assign({ coins: ({ context }) => context.coins - 1 }),
    countPassed: assign({ passed: ({ context }) => context.passed + 1 }),
    /** Nobody looks. */
    blink: assign({ greeted: ({ context }) => (context.greeted + 1) % 2 }),
    callRepair: assign({ coins: 0 }),
    /** Nothing comes of it. */
    polish: assign({}),
    tellClerk: emit(() => send('clerk', { type: 'passed' })),
  },
});

const turnstileMachine = (id: string) =>
  turnstileSetup.createMachine({
    id,
    context: { coins: 0, passed: 0, greeted: 0 },
    initial: 'ready',
    states: {
      ready: {
        on: {
          insert: { actions: ['addCoin', 'blink', 'polish'] },
          push: [
            { guard: 'isBroken', actions: ['callRepair'] },
            { guard: and(['isPaid', not('isFull')]), actions: ['takeCoin', 'countPassed', 'tellClerk'] },
          ],
        },
      },
    },
  });

interface Clerk {
  readonly counted: number;
}

const clerkMachine = setup({
  types: { context: {} as Clerk },
  guards: { hasPaper: ({ context }) => context.counted < 4 },
  actions: { count: assign({ counted: ({ context }) => context.counted + 1 }) },
}).createMachine({
  id: 'clerk',
  context: { counted: 0 },
  initial: 'awake',
  states: { awake: { on: { passed: { guard: 'hasPaper', actions: ['count'] } } } },
});

/** @param id of its machine, after which its mutants are called */
export function turnstile(id = 'turnstile'): System {
  return defineSystem({
    name: 'turnstile',
    components: { turnstile: turnstileMachine(id), clerk: clerkMachine },
    choices: {
      turnstile: [{ event: { type: 'insert' }, cost: { coins: 1 } }, { event: { type: 'push' } }],
    },
    budgets: { coins: 4 },
    mayEnd: true,
  });
}

type Gate = LocalSnapshot<Turnstile>;

export const turnstileProperties: readonly PropertyDefinition<unknown>[] = [
  always({
    id: 'nobody-passes-unpaid',
    statement: 'There are never fewer coins than none.',
    reads: ['turnstile'],
    holds: ({ context }: Gate) => context.coins >= 0,
  }),
  always({
    id: 'clerk-counts-all',
    statement: 'The clerk has counted everybody who passed.',
    reads: ['turnstile', 'clerk'],
    holds: (gate: Gate, clerk: LocalSnapshot<Clerk>) => clerk.context.counted === gate.context.passed,
  }),
  step({
    id: 'passing-costs-a-coin',
    statement: 'Whoever passes pays one coin.',
    on: 'turnstile',
    witness: ({ before, after }) => hasPassed(context(before), context(after)),
    holds: ({ before, after }) =>
      !hasPassed(context(before), context(after)) || context(after).coins === context(before).coins - 1,
  }),
  reachable({
    id: 'reach-three-passed',
    statement: 'Three may pass.',
    reads: ['turnstile'],
    when: ({ context: { passed } }: Gate) => passed === 3,
  }),
];

function context(snapshot: LocalSnapshot): Turnstile {
  return snapshot.context as Turnstile;
}

function hasPassed(before: Turnstile, after: Turnstile): boolean {
  return after.passed > before.passed;
}
