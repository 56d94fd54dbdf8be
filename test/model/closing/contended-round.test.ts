/** Contended rounds are as fair as they must be: what they keep waiting, weak fairness lets wait. */
import test from 'ava';
import { createIcsSystem } from '../../../model/ics-system.ts';
import { randomBudgetBounds } from '../../../model/instance.ts';
import { loadInstance } from '../../../model/load-instance.ts';
import { propertyById } from '../../../properties/index.ts';
import type { CertificateLine } from '../../../src/property/fairness-certificate.ts';
import type { FairLasso } from '../../../src/search/liveness/lasso.ts';
import { verifyLasso } from '../../../src/search/liveness/verify-lasso.ts';
import { testRandomly } from '../../../src/search/random-engine.ts';
import { defineSystem } from '../../../src/system/define-system.ts';
import type { FairnessClass } from '../../../src/system/vocabulary.ts';

const finding = propertyById('downtime-always-decided-by-diligence');

function test200Runs(preset: string) {
  const subject = createIcsSystem(loadInstance(preset));
  const system = defineSystem(subject.definition);
  const tested = testRandomly({
    system,
    subject,
    properties: [finding],
    closings: subject.closings,
    budgetBounds: randomBudgetBounds(subject.instance),
    runs: 200,
    steps: 60,
    seed: 1,
  });
  return { subject, system, tested };
}

test('a starved report is found at random, and the loop is fair to everybody as far as weak fairness goes', async (t) => {
  const { subject, system, tested } = test200Runs('starvation');
  const { violation, verdict } = (await tested).properties[0] ?? {};
  t.is(verdict, 'violated');
  if (violation?.loopsTo === undefined) return t.fail('no loop');
  const check = finding.checks(subject).find(({ scope }) => scope === violation.scope);
  if (check?.kind !== 'leadsTo') return t.fail('no check');

  const stem = violation.events.slice(0, violation.loopsTo);
  const loop = violation.events.slice(violation.loopsTo);
  const problems = (classes: readonly FairnessClass[], more: Partial<FairLasso>): readonly string[] =>
    verifyLasso(
      system,
      check,
      classes,
      {
        stem,
        loop,
        opensAt: 0,
        certificate: [],
        message: '',
        shortest: { stem: false, loop: false },
        ...more,
      },
      { budgets: randomBudgetBounds(subject.instance) },
    );
  const opensAt = stem.findIndex((_, at) => problems([], { opensAt: at }).length === 0);
  t.true(opensAt >= 0, problems([], {}).join('; '));
  for (const fair of system.fairness['F1'] ?? []) {
    const lines = loop.flatMap((_, at): readonly CertificateLine[] => [
      { ...fair, reason: 'taken', event: at },
      { ...fair, reason: 'disabled', before: at, spent: [] },
    ]);
    t.true(
      lines.some((line) => problems([fair], { opensAt, certificate: [line] }).length === 0),
      `the loop neglects ${fair.name}`,
    );
  }
});
