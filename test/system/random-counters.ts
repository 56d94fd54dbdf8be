/** Random small systems of counters that tell each other things: messages that cause messages, ignored ones, guards, notes. */
import fc from 'fast-check';
import { assign, emit, setup } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { note, send } from '../../src/system/authoring.ts';
import type { SystemDefinition } from '../../src/system/vocabulary.ts';

/** What a machine does on event `e<i>`: add `add` modulo 5 if its count passes the guard, tell others, or just ignore it. */
export interface Reaction {
  readonly add: number;
  readonly atLeast: number;
  readonly tells: readonly { readonly target: number; readonly event: number }[];
  readonly refuses: boolean;
  readonly ignores: boolean;
}

export const eventTypes = 3;

export const reaction: fc.Arbitrary<Reaction> = fc.record({
  add: fc.integer({ min: 0, max: 4 }),
  atLeast: fc.integer({ min: 0, max: 3 }),
  tells: fc.array(fc.record({ target: fc.nat(2), event: fc.nat(eventTypes - 1) }), { maxLength: 2 }),
  refuses: fc.boolean(),
  ignores: fc.boolean(),
});

/** Component i tells only components after it, so no step is endless; what it tells is always taken. */
function counter(index: number, components: number, reactions: readonly Reaction[]): AnyStateMachine {
  const on: Record<string, object> = {};
  const guards: Record<string, ({ context }: { context: { count: number } }) => boolean> = {};
  const actions: Record<string, ReturnType<typeof assign> | ReturnType<typeof emit>> = {};
  reactions.forEach((each, event) => {
    guards[`atLeast${String(event)}`] = ({ context }) => context.count >= each.atLeast;
    actions[`add${String(event)}`] = assign(({ context }: { context: { count: number } }) => ({
      count: (context.count + each.add) % 5,
    })) as never;
    const names = [`add${String(event)}`];
    each.tells.forEach(({ target, event: told }, at) => {
      const to = index + 1 + target;
      actions[`tell${String(event)}-${String(at)}`] = emit(({ context }: { context: { count: number } }) =>
        to < components
          ? send(`c${String(to)}`, { type: `m${String(told)}`, count: context.count })
          : note('told', { count: context.count }),
      ) as never;
      names.push(`tell${String(event)}-${String(at)}`);
    });
    const guarded = { guard: `atLeast${String(event)}`, actions: names };
    if (!each.refuses) on[`e${String(event)}`] = each.ignores ? {} : guarded;
    on[`m${String(event)}`] = [guarded, {}];
  });
  // Names made up at run time are beyond XState's types: this is the one place where they are set aside.
  const implementations: unknown = { guards, actions };
  const machine: unknown = setup(implementations as never).createMachine({
    id: `counter-${String(index)}`,
    context: { count: 0 },
    on,
  } as never);
  return machine as AnyStateMachine;
}

export function countersSystem(components: readonly (readonly Reaction[])[]): SystemDefinition {
  const events = Array.from({ length: eventTypes }, (_, event) => ({ type: `e${String(event)}` }));
  const ids = components.map((_, index) => `c${String(index)}`);
  return {
    name: 'random',
    components: Object.fromEntries(
      components.map((reactions, index) => [
        `c${String(index)}`,
        counter(index, components.length, reactions),
      ]),
    ),
    choices: Object.fromEntries(ids.map((id) => [id, events])),
  };
}
