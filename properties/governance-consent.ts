/** Nobody but governance makes validators validate a chain: a part of the promise of consent, where owners are known. */
import { shapingOf } from '../model/component-ids.ts';
import { isShaped } from '../model/shaping/shaping-parameters.ts';
import type { Ownership, PowerShaping, ShapingContext } from '../model/vocabulary.ts';
import type { LocalStep } from '../src/property/definition.ts';
import type { MachineEvent } from '../src/system/vocabulary.ts';
import { mayHappen } from './expectations.ts';
import { ofEachConsumer, type IcsProperty } from './ics-property.ts';
import type { ShapingSnapshot } from './shaping-steps.ts';

type ShapingStep = LocalStep<ShapingContext>;

/** Who signed the update and what it is to bring, of an event that is one. */
function updateOf(event: MachineEvent): { readonly by: Ownership['by']; readonly topN: number } | undefined {
  if (event.type !== 'shapingUpdateSubmitted') return undefined;
  const { by } = event['ownership'] as Ownership;
  return { by, topN: (event['parameters'] as PowerShaping).topN };
}

/** What an update does that its signer may not do; empty if nothing. */
function trespass({ before, event, after }: ShapingStep): string {
  const update = updateOf(event);
  if (update === undefined) return '';
  const isChange =
    JSON.stringify([before.context.parameters, before.context.owner]) !==
    JSON.stringify([after.context.parameters, after.context.owner]);
  if (isChange && update.by !== before.context.owner) return 'is changed by whoever does not own it';
  return before.context.parameters.topN === 0 && after.context.parameters.topN > 0 && update.by === 'account'
    ? 'is made a Top-N chain by an account'
    : '';
}

const checksOfOwned = ofEachConsumer((_instance, consumer) => {
  if (!isShaped(consumer) || consumer.shaping.owner === undefined) return [];
  const { id } = consumer;
  return [
    {
      kind: 'always',
      scope: `${id}: owner`,
      reads: [shapingOf(id)],
      holds: ({ context }: ShapingSnapshot) =>
        context.parameters.topN === 0 || context.owner === 'governance',
      witness: ({ context }: ShapingSnapshot) => context.owner === 'account',
      explain: () => `${id} is a Top-N chain and does not belong to governance`,
    },
    {
      kind: 'step',
      scope: `${id}: updates`,
      on: shapingOf(id),
      holds: (step: ShapingStep) => trespass(step) === '',
      witness: ({ before, event }: ShapingStep) => {
        const update = updateOf(event);
        if (update === undefined) return false;
        return update.by !== before.context.owner || (update.by === 'account' && update.topN > 0);
      },
      explain: (step: ShapingStep) => `${id} ${trespass(step)}`,
    },
  ];
});

export const governanceConsentChecks: IcsProperty['checks'] = (system) =>
  mayHappen(system, 'shapingUpdates') ? checksOfOwned(system) : [];
