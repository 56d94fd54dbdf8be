/** Who is taken for down on a consumer. */
import { consumerOf } from '../model/component-ids.ts';
import type { ConsumerContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import { holdsWhereApplicable, ofEachConsumer, type IcsProperty } from './ics-property.ts';
import { mostOf, someScopeHas } from './scope-room.ts';

type ConsumerStep = LocalStep<ConsumerContext>;

/** Who resumes signing is neither down nor has it missed blocks. */
function isBack({ event, after }: ConsumerStep): boolean {
  const { down, missed } = after.context;
  const key = String(event['key']);
  return !down.includes(key) && missed.every((each) => each.key !== key);
}

const returnChecks: IcsProperty['checks'] = (system) =>
  someScopeHas(system.instance, (scope) => mostOf(scope, 'consumerDowntimes') > 0)
    ? ofEachConsumer((_instance, { id }): readonly Check[] => [
        {
          kind: 'step',
          scope: id,
          on: consumerOf(id),
          holds: (step: ConsumerStep) => step.event.type !== 'resumeSigning' || isBack(step),
          witness: ({ event }: ConsumerStep) => event.type === 'resumeSigning',
          explain: ({ event }: ConsumerStep) =>
            `${String(event['key'])} signs again on ${id}, and is taken for down`,
        },
      ])(system)
    : [];

export const signingProperties: readonly IcsProperty[] = [
  {
    id: 'signing-resumed',
    title: 'Who signs again is not taken for down',
    kind: 'step',
    statement: 'A validator that resumes signing on a consumer can do so, and begins with no missed blocks.',
    source: ['cosmos-sdk x/slashing'],
    assumptions: [],
    witness: 'a validator resumes signing',
    expected: holdsWhereApplicable(returnChecks),
    checks: returnChecks,
  },
];
