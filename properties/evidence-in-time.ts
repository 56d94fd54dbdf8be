/** Evidence that the provider accepts must not wait until its validator has escaped. */
import { hasEvidence } from '../model/equivocation-scope.ts';
import type { Check } from '../src/property/definition.ts';
import { mayHappen } from './expectations.ts';
import { ofEachConsumer, type IcsProperty } from './ics-property.ts';
import {
  acceptedEvidence,
  acceptedEvidenceId,
  type AcceptedEvidence,
} from './observers/accepted-evidence.ts';

const ofEach = ofEachConsumer((instance, consumer): readonly Check[] => [
  {
    kind: 'always',
    scope: `${consumer.id}: in time`,
    reads: [acceptedEvidenceId(consumer.id)],
    observers: [acceptedEvidence(instance, consumer)],
    holds: ({ escaped }: AcceptedEvidence) => escaped === '',
    witness: ({ executed }: AcceptedEvidence) => executed,
    explain: ({ escaped }: AcceptedEvidence) => escaped,
  },
]);

export const evidenceInTime: IcsProperty['checks'] = (system) =>
  hasEvidence(system.instance) &&
  mayHappen(system, 'equivocations') &&
  mayHappen(system, 'evidenceSubmissions')
    ? ofEach(system)
    : [];
