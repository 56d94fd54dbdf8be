import type { ClosingRun } from '../../src/system/closing.ts';
import { environmentEvent } from '../choices/environment-events.ts';
import { evidenceOf } from '../component-ids.ts';
import type { ConsumerId, EvidenceContext } from '../vocabulary.ts';

/** Hands in every proof there is, where it belongs; also those that were handed in before. */
export function submitEvidence(run: ClosingRun, consumer: ConsumerId): void {
  const { proofs } = run.read<EvidenceContext>(evidenceOf(consumer)).context;
  for (const { key, kind } of proofs) {
    run.take(evidenceOf(consumer), environmentEvent({ type: 'submitEvidence', to: consumer, key, kind }));
  }
}
