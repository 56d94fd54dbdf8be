/**
 * Properties that every system has without anybody stating them. The explicit engine judges them on the way, since they
 * are about the graph of steps and not about what a state holds.
 */
import type { PropertyDefinition } from './definition.ts';

export type BuiltInId = 'deadlock-free' | 'messages-handled';

export type BuiltInProperty = Pick<
  PropertyDefinition,
  'title' | 'kind' | 'statement' | 'source' | 'assumptions' | 'witness'
> & { readonly id: BuiltInId };

export const builtInProperties: readonly BuiltInProperty[] = [
  {
    id: 'deadlock-free',
    title: 'Something can always happen',
    kind: 'always',
    statement:
      'In every state the environment has a choice that some machine takes, unless the bounds alone forbid it.',
    source: ['built in: holds of every system that may not end'],
    assumptions: [],
    witness: 'any state',
  },
  {
    id: 'messages-handled',
    title: 'Every message is taken',
    kind: 'step',
    statement:
      'No machine ever gets a message that it does not take, sends one to nobody, or answers for ever.',
    source: ['built in: holds of every system'],
    assumptions: [],
    witness: 'any step',
  },
];

export function isBuiltIn(id: string): id is BuiltInId {
  return builtInProperties.some((property) => property.id === id);
}
