/** What a violation of a liveness property is: a run that goes on for ever without meeting an obligation, fairly. */
import type { CertificateLine } from '../../property/fairness-certificate.ts';
import type { ChosenEvent } from '../../system/chosen-event.ts';

export interface FairLasso {
  /** From the initial state to where the loop begins. */
  readonly stem: readonly ChosenEvent[];
  /** Leads back to where it began and repeats for ever. Empty: nothing ever happens again (stuttering). */
  readonly loop: readonly ChosenEvent[];
  /** Number of stem events after which the obligation arises that is never met. */
  readonly opensAt: number;
  /** One line for each class of the fairness set. */
  readonly certificate: readonly CertificateLine[];
  /** Names the values that the check reads where the loop begins. */
  readonly message: string;
  /** No stem is shorter, and no loop from the end of any stem of this length. */
  readonly shortest: { readonly stem: boolean; readonly loop: boolean };
}
