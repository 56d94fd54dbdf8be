/** Proof that a loop which repeats for ever is fair: why it does not neglect any class of a fairness set. */
import type { ComponentId } from '../system/vocabulary.ts';

export interface FairnessCertificate {
  /** Name of the fairness set that was assumed; null for a system that has none, whose loops are all fair. */
  readonly set: string | null;
  /** Number of events after which the obligation arises that is never met. */
  readonly opensAt: number;
  /** One line for each class of the set. */
  readonly lines: readonly CertificateLine[];
}

/** Why the loop does not neglect one fairness class. Loop positions count the loop's events, from 0. */
export type CertificateLine = {
  readonly name: string;
  readonly strength: 'weak' | 'strong';
  readonly component: ComponentId;
} & (
  | { readonly reason: 'taken'; readonly event: number }
  /** Weak: disabled in the state before the event; `spent` names the budgets without which it would be enabled there. */
  | { readonly reason: 'disabled'; readonly before: number; readonly spent: readonly string[] }
  /** Strong: disabled in every state of the loop; `spent` likewise, for any of them. */
  | { readonly reason: 'never-enabled'; readonly spent: readonly string[] }
);
