/** The types of the provider's machine, bound once: its actions, and the faults that replace them, are built with these. */
import { setup } from 'xstate';
import type { Emitted } from '../../src/system/vocabulary.ts';
import type { ProviderChoice, ProviderContext, Signer, ToProvider } from '../vocabulary.ts';

export type ProviderEvent = ProviderChoice | ToProvider;

export const providerTypes = setup({
  types: {
    context: {} as ProviderContext,
    events: {} as ProviderEvent,
    emitted: {} as Emitted,
    meta: {} as { readonly spec: string },
  },
});

/** Whether the current height is a multiple of BlocksPerEpoch. */
export function endsEpoch({ blockOfEpoch }: ProviderContext): boolean {
  return blockOfEpoch === 0;
}

/** Whether it is a transaction that only the operator of a validator may sign. */
export function isSignedByValidator(
  event: ProviderEvent,
): event is Extract<ProviderEvent, { readonly signer: Signer }> {
  return event.type === 'optIn' || event.type === 'optOut' || event.type === 'setCommission';
}
