import type { ProviderContext } from '../vocabulary.ts';
import type { ProviderEvent } from '../provider/provider-types.ts';
import { findValidator } from '../provider/staking-operations.ts';
import type { Fault } from './fault.ts';

export const m38: Fault = {
  id: 'M38',
  name: 'tombstoned-punished-again',
  kind: 'mutant',
  description: 'Evidence of equivocation is executed even if its author is tombstoned already.',
  source: ['x/ccv/provider/keeper/consumer_equivocation.go SlashValidator (IsTombstoned)'],
  machine: 'provider',
  overrides: () => ({
    guards: {
      validatorIsTombstoned: ({
        context,
        event,
      }: {
        readonly context: ProviderContext;
        readonly event: ProviderEvent;
      }) => event.type === 'handleDowntime' && findValidator(context, event.validator)?.tombstoned === true,
    },
  }),
  preset: 'equivocation',
  caughtBy: ['not-slashed-twice-once-tombstoned'],
};
