/** A consumer must never be left without validators: its consensus would refuse the set, and the chain would halt. */
import { consumerOf, provider, recordOf } from '../model/component-ids.ts';
import {
  holdsWhereApplicable,
  type ConsumerSnapshot,
  type IcsProperty,
  type ProviderSnapshot,
  type RecordSnapshot,
} from './ics-property.ts';
import { isLaunched } from './relation.ts';
import { eligibleAmong } from './shaped-set.ts';
import { lawOfEpochs, ofEachShaped } from './shaping-steps.ts';

const publishedChecks = ofEachShaped((_instance, { id }) => [
  {
    kind: 'always',
    scope: id,
    reads: [consumerOf(id), recordOf(id), provider],
    // A provider that has no validators itself is beyond this model.
    holds: ({ context }: ConsumerSnapshot, record: RecordSnapshot, chain: ProviderSnapshot) =>
      context.set.length > 0 || !isLaunched(record) || chain.context.consensusSet.length === 0,
    witness: ({ context }: ConsumerSnapshot) => context.vscOfHeight.current !== 'genesis',
    explain: () => `${id} runs without a single validator, as the provider told it to`,
  },
]);

const consumerSetNonempty: IcsProperty = {
  id: 'consumer-set-nonempty',
  title: 'No running consumer is left without validators',
  kind: 'always',
  statement:
    'As long as the provider has validators, the set of a launched consumer is not empty (stated of consumers whose sets are shaped).',
  source: ['docs features/permissionless', 'CometBFT refuses an empty validator set', 'SC-7'],
  assumptions: [],
  witness: 'a consumer has applied a VSC',
  expected: (system) => (publishedChecks(system).length === 0 ? 'not-applicable' : 'violated'),
  finding: {
    id: 'N12',
    restoredBy: 'consumer-set-nonempty-with-candidates',
    assumption: 'whenever an epoch ends, some opted-in, bonded validator is admitted by the chain',
  },
  checks: publishedChecks,
};

const candidateChecks = ofEachShaped((instance, consumer) => [
  lawOfEpochs(instance, consumer, {
    wrong: ({ shaping, bonded, members }, slots) => {
      const [candidate] = eligibleAmong(shaping, bonded, slots);
      return candidate === undefined || members.length > 0
        ? ''
        : `the set is empty, although ${candidate.validator} is eligible`;
    },
    concerns: ({ shaping, bonded }, slots) => eligibleAmong(shaping, bonded, slots).length > 0,
  }),
]);

const consumerSetNonemptyWithCandidates: IcsProperty = {
  id: 'consumer-set-nonempty-with-candidates',
  title: 'A consumer that has a candidate has a validator',
  kind: 'step',
  statement:
    'At the end of an epoch the set computed for a consumer is empty only if nobody is eligible to validate it.',
  source: ['x/ccv/provider/keeper/validator_set_update.go ComputeNextValidators'],
  assumptions: ['somebody is eligible at the end of every epoch'],
  witness: 'an epoch ends and somebody is eligible',
  expected: holdsWhereApplicable(candidateChecks),
  checks: candidateChecks,
};

export const consumerSetProperties: readonly IcsProperty[] = [
  consumerSetNonempty,
  consumerSetNonemptyWithCandidates,
];
