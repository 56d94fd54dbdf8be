/**
 * Turns a run that violates a check into a story, as data: numbered steps in plain words, what each changed, which of
 * them matter, and which promise was broken. How it looks is the business of whoever shows it.
 */
import { checkViolatedAlong, witnessAlong, type CheckOutcome } from '../property/check-along-run.ts';
import type { Check } from '../property/definition.ts';
import type { RecordedRun } from '../property/recorded-run.ts';
import { causalPast } from './causal-past.ts';
import { tellSteps, type ExplainedStep, type Storytelling } from './tell-steps.ts';

export interface Explanation {
  readonly scope: string;
  readonly kind: Check['kind'];
  readonly violated: boolean;
  /** What is wrong, with the values that the check read. */
  readonly message: string;
  readonly steps: readonly ExplainedStep[];
  /** Liveness: the state (0 = initial) in which the obligation arose that is never met. */
  readonly owedSince?: number;
  /** Liveness: the step with which the part begins that repeats for ever. */
  readonly loopFrom?: number;
  /** Liveness without a loop: the step with which the closing schedule begins. */
  readonly closingFrom?: number;
}

/** Explains the run from the point of view of the check. If the check holds on it, `violated` is false and nothing is owed. */
export function explainRun(run: RecordedRun, check: Check, story: Storytelling): Explanation {
  const outcome = checkViolatedAlong(check, run);
  const isLiveness = check.kind === 'leadsTo' || check.kind === 'eventually';
  return {
    scope: check.scope,
    kind: check.kind,
    violated: outcome.violated,
    message: messageOf(run, check, outcome),
    steps: tellSteps(run, story, causalPast(run, check)),
    ...(isLiveness && outcome.violated ? { owedSince: outcome.atState } : {}),
    ...(run.loopsTo === undefined ? {} : { loopFrom: run.loopsTo + 1 }),
    ...(run.closingFrom === undefined ? {} : { closingFrom: run.closingFrom + 1 }),
  };
}

function messageOf(run: RecordedRun, check: Check, outcome: CheckOutcome): string {
  if (outcome.violated) return outcome.message;
  const witness = witnessAlong(check, run);
  return witness === undefined ? outcome.message : `the situation occurs in state ${witness}`;
}
