/** What equivocation must be able to come to. */
import { consumerOf, evidenceOf, provider, recordOf } from '../model/component-ids.ts';
import { hasEvidence } from '../model/equivocation-scope.ts';
import type { IcsSystem } from '../model/ics-system.ts';
import type { ConsumerRecordContext, EvidenceContext } from '../model/vocabulary.ts';
import type { Check, LocalStep } from '../src/property/definition.ts';
import type { LocalSnapshot } from '../src/system/vocabulary.ts';
import { mayHappen } from './expectations.ts';
import {
  holdsWhereApplicable,
  ofEachConsumer,
  type ConsumerSnapshot,
  type IcsProperty,
  type ProviderSnapshot,
} from './ics-property.ts';
import { keyOn } from './key-powers.ts';
import { messagesOf } from './observers/heard.ts';

/** A consumer may come to be stopped, and is not deleted at once. */
const mayBeStopped = (system: IcsSystem): boolean =>
  mayHappen(system, 'consumerFaults') || system.instance.channelExpiry === 'counted';

const afterStopChecks: IcsProperty['checks'] = (system) =>
  hasEvidence(system.instance) &&
  mayHappen(system, 'equivocations') &&
  mayHappen(system, 'evidenceSubmissions') &&
  mayBeStopped(system)
    ? system.consumers.map(({ id }) => ({
        kind: 'reachable',
        scope: id,
        on: recordOf(id),
        whenStep: ({ before, emitted }: LocalStep<ConsumerRecordContext>) =>
          before.value === 'stopped' && messagesOf(emitted, 'punishEquivocation').length > 0,
      }))
    : [];

const evidenceAfterStop: IcsProperty = {
  id: 'reach-evidence-after-stop',
  title: 'Evidence comes after the consumer was stopped',
  kind: 'reachable',
  statement: 'Evidence of equivocation on a consumer that is stopped, but not deleted, is accepted.',
  source: ['cosmos/interchain-security#2242'],
  assumptions: [],
  witness: 'the situation itself',
  expected: holdsWhereApplicable(afterStopChecks),
  checks: afterStopChecks,
};

/** Some consumer has less than a third of the provider's power behind it. */
function hasSmallSubset({ instance }: IcsSystem): boolean {
  const total = instance.validators.reduce((sum, { tokens }) => sum + tokens, 0);
  return instance.consumers.some(({ optedIn }) => {
    const members = instance.validators.filter(({ id }) => optedIn?.includes(id) ?? true);
    return 3 * members.reduce((sum, { tokens }) => sum + tokens, 0) < total;
  });
}

const collusionChecks: IcsProperty['checks'] = (system) =>
  hasEvidence(system.instance) && mayHappen(system, 'equivocations') && hasSmallSubset(system)
    ? ofEachConsumer((instance, consumer): readonly Check[] => [
        {
          kind: 'reachable',
          scope: consumer.id,
          reads: [provider, consumerOf(consumer.id), evidenceOf(consumer.id)],
          when: (
            chain: ProviderSnapshot,
            { context }: ConsumerSnapshot,
            evidence: LocalSnapshot<EvidenceContext>,
          ) => {
            const guilty = new Set(evidence.context.proofs.map(({ key }) => key));
            const powerOf = (isCounted: (key: string) => boolean): number =>
              context.signers.reduce((sum, { key, power }) => (isCounted(key) ? sum + power : sum), 0);
            const onProvider = (isCounted: (key: string) => boolean): number =>
              chain.context.validators.reduce(
                (sum, { id, lastPower }) => (isCounted(keyOn(consumer, id)) ? sum + lastPower : sum),
                0,
              );
            const isGuilty = (key: string): boolean => guilty.has(key);
            const everyone = (): boolean => true;
            const total = instance.validators.length > 0 ? onProvider(everyone) : 0;
            return 3 * powerOf(isGuilty) > 2 * powerOf(everyone) && 3 * onProvider(isGuilty) < total;
          },
        },
      ])(system)
    : [];

const subsetCollusion: IcsProperty = {
  id: 'reach-subset-collusion',
  title: 'A small subset rules a consumer',
  kind: 'reachable',
  statement:
    'Validators with less than a third of the power of the provider, and more than two thirds of that of a consumer, are known to misbehave there while they sign its blocks.',
  source: ['ADR-015', 'ADR-022', 'cosmos/interchain-security#1784'],
  assumptions: [],
  witness: 'the situation itself',
  expected: holdsWhereApplicable(collusionChecks),
  checks: collusionChecks,
};

export const equivocationWitnesses: readonly IcsProperty[] = [evidenceAfterStop, subsetCollusion];
