/**
 * Two-phase commit (J. Gray, L. Lamport: "Consensus on transaction commit", 2006): a transaction manager asks three
 * resource managers whether they are prepared, and tells them to commit if all of them are. Nobody may commit while
 * another has aborted; and once the manager has decided, everybody hears of it, provided that messages arrive.
 *
 *   npx ics-check verify --system examples/two-phase-commit.ts
 */
import { always, defineSystem, leadsTo, reachable, send, type LocalSnapshot } from 'ics-check';
import { assign, emit, setup } from 'xstate';

const names = ['rm-1', 'rm-2', 'rm-3'];

/** What a resource manager says or is told; `rm` is its name. */
interface Telegram {
  readonly type: string;
  readonly rm: string;
}

const manager = setup({
  types: { context: {} as { readonly prepared: readonly string[] }, events: {} as Telegram },
  guards: {
    hasNotSaidSo: ({ context, event }) => !context.prepared.includes(event.rm),
    allArePrepared: ({ context }) => context.prepared.length === names.length,
  },
  actions: {
    noteThatItIsPrepared: assign(({ context, event }) => ({
      prepared: [...context.prepared, event.rm].sort(),
    })),
    tellToCommit: emit(({ event }) => send(event.rm, { type: 'commit' })),
    tellToAbort: emit(({ event }) => send(event.rm, { type: 'abort' })),
  },
}).createMachine({
  id: 'transaction-manager',
  context: { prepared: [] },
  initial: 'waiting',
  states: {
    waiting: {
      on: {
        isPrepared: { guard: 'hasNotSaidSo', actions: 'noteThatItIsPrepared' },
        decideToCommit: { guard: 'allArePrepared', target: 'committed' },
        decideToAbort: { target: 'aborted' },
      },
    },
    committed: { on: { isPrepared: {}, tell: { actions: 'tellToCommit' } } },
    aborted: { on: { isPrepared: {}, tell: { actions: 'tellToAbort' } } },
  },
});

const resourceManager = (name: string) =>
  setup({
    actions: { sayThatItIsPrepared: emit(() => send('tm', { type: 'isPrepared', rm: name })) },
  }).createMachine({
    id: 'resource-manager',
    initial: 'working',
    on: { commit: { target: '.committed' }, abort: { target: '.aborted' } },
    states: {
      working: {
        on: {
          prepare: { target: 'prepared', actions: 'sayThatItIsPrepared' },
          giveUp: { target: 'aborted' },
        },
      },
      prepared: {},
      committed: {},
      aborted: {},
    },
  });

const isIn =
  (state: string) =>
  ({ value }: LocalSnapshot): boolean =>
    value === state;

export default defineSystem({
  name: 'two-phase-commit',
  components: { tm: manager, ...Object.fromEntries(names.map((name) => [name, resourceManager(name)])) },
  choices: {
    tm: [
      { type: 'decideToCommit' },
      { type: 'decideToAbort' },
      ...names.map((rm) => ({ event: { type: 'tell', rm }, eventClass: `tell ${rm}` })),
    ],
    ...Object.fromEntries(names.map((name) => [name, [{ type: 'prepare' }, { type: 'giveUp' }]])),
  },
  fairness: {
    F1: names.map((name) => ({
      name: `${name} is told`,
      strength: 'weak' as const,
      component: 'tm',
      eventClasses: [`tell ${name}`],
    })),
  },
  properties: [
    always({
      id: 'consistent',
      statement: 'Nobody has committed while another has aborted.',
      reads: names,
      holds: (...managers: readonly LocalSnapshot[]) =>
        !(managers.some(isIn('committed')) && managers.some(isIn('aborted'))),
      witness: (...managers: readonly LocalSnapshot[]) => managers.some(isIn('committed')),
    }),
    leadsTo({
      id: 'decision-is-heard',
      statement: 'Once the transaction manager has decided to commit, everybody commits.',
      reads: ['tm', ...names],
      from: isIn('committed'),
      to: (_manager: LocalSnapshot, ...managers: readonly LocalSnapshot[]) =>
        managers.every(isIn('committed')),
    }),
    reachable({
      id: 'commit-is-possible',
      statement: 'Everybody may commit.',
      reads: names,
      when: (...managers: readonly LocalSnapshot[]) => managers.every(isIn('committed')),
    }),
  ],
});
