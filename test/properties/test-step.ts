/** Declares the test of one step made by hand. */
import test from 'ava';
import type { IcsSystem } from '../../model/ics-system.ts';
import type { LocalStep } from '../../src/property/definition.ts';
import { assertJudgement, checkOf, judgeStep, type Expected } from './judge.ts';

/** Which check judges the step. */
export interface JudgedBy {
  readonly system: IcsSystem;
  readonly property: string;
  readonly scope: string;
}

export function testStep(
  { system, property, scope }: JudgedBy,
  title: string,
  step: LocalStep<unknown>,
  expected: Expected,
): void {
  test(`${property}: ${title}`, (t) => {
    assertJudgement(t, judgeStep(checkOf(system, property, scope), step), expected);
  });
}
