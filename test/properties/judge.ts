/** Evaluates single checks on situations made by hand, as an engine would. */
import type { ExecutionContext } from 'ava';
import type { IcsSystem } from '../../model/ics-system.ts';
import { propertyById } from '../../properties/index.ts';
import type { Check, LocalStep } from '../../src/property/definition.ts';

export interface Judgement {
  readonly holds: boolean;
  readonly witness: boolean;
  /** What the check says of a violation; empty where it holds. */
  readonly message: string;
}

export function checkOf(system: IcsSystem, property: string, scope: string): Check {
  const checks = propertyById(property).checks(system);
  const found = checks.find((check) => check.scope === scope);
  if (found !== undefined) return found;
  throw new Error(`${property} has no check "${scope}" but ${checks.map((each) => each.scope).join(', ')}`);
}

/** An `always` check on the values that it reads, in the order of `reads`. */
export function judgeState(check: Check, values: readonly unknown[]): Judgement {
  if (check.kind !== 'always') throw new Error(`expected an always check, received ${check.kind}`);
  if (check.reads.length !== values.length) throw new Error(`expected values of ${check.reads.join(', ')}`);
  const read = values as never[];
  const holds = check.holds(...read);
  return { holds, witness: check.witness(...read), message: holds ? '' : (check.explain?.(...read) ?? '') };
}

export function judgeStep(check: Check, step: LocalStep<unknown>): Judgement {
  if (check.kind !== 'step') throw new Error(`expected a step check, received ${check.kind}`);
  const given = step as unknown as LocalStep;
  const holds = check.holds(given);
  return { holds, witness: check.witness(given), message: holds ? '' : (check.explain?.(given) ?? '') };
}

/** What is expected of a judgement: that it holds, with or without the witness, or a message. */
export type Expected = 'holds' | 'holds, seen' | RegExp;

export function assertJudgement(t: ExecutionContext, judgement: Judgement, expected: Expected): void {
  if (expected instanceof RegExp) {
    t.false(judgement.holds, 'expected a violation');
    t.regex(judgement.message, expected);
    return;
  }
  t.true(judgement.holds, judgement.message);
  t.is(judgement.witness, expected === 'holds, seen', 'witness');
}

/** A leadsTo check in one state. */
export function judgeObligation(
  check: Check,
  values: readonly unknown[],
): { readonly from: boolean; readonly to: boolean; readonly excluded: boolean; readonly message: string } {
  if (check.kind !== 'leadsTo') throw new Error(`expected a leadsTo check, received ${check.kind}`);
  const read = values as never[];
  return {
    from: check.from(...read),
    to: check.to(...read),
    excluded: check.excluded?.(...read) ?? false,
    message: check.explain?.(...read) ?? '',
  };
}
