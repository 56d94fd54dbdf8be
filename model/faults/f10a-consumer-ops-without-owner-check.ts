import type { Fault } from './fault.ts';

export const f10a: Fault = {
  id: 'F10a',
  name: 'consumer-ops-without-owner-check',
  kind: 'mutant',
  description:
    'Whoever signs a transaction to launch, remove or change a consumer has it done: nobody asks whether the signer owns the consumer.',
  source: [
    'ADR-019',
    'x/ccv/provider/keeper/msg_server.go UpdateConsumer, RemoveConsumer (ErrUnauthorized)',
    'the same slip as F10, on the other kind of transaction',
  ],
  machine: 'ownership',
  preset: 'lifecycle',
  overrides: () => ({ guards: { signerIsNotOwner: () => false } }),
  caughtBy: ['owner-requests-decided'],
};
