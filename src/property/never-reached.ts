/**
 * Turns a property's witness into a property of its own that says the witness never occurs. A run that violates it is a
 * run that reaches the witness, and can be searched for and shrunk like any violation.
 */
import type { Check, PropertyDefinition } from './definition.ts';

/** The property "what `definition` speaks of never happens"; false by design wherever the witness is reachable. */
export function neverReached<Subject>(definition: PropertyDefinition<Subject>): PropertyDefinition<Subject> {
  return {
    ...definition,
    id: `${definition.id} (never)`,
    kind: 'always',
    expected: () => 'violated',
    checks: (subject) => definition.checks(subject).map(denied),
  };
}

function denied(check: Check): Check {
  const base = {
    scope: check.scope,
    ...(check.observers === undefined ? {} : { observers: check.observers }),
  };
  switch (check.kind) {
    case 'step':
      return {
        ...base,
        kind: 'step',
        on: check.on,
        holds: (step) => !check.witness(step),
        witness: check.witness,
      };
    case 'reachable':
      return 'on' in check
        ? {
            ...base,
            kind: 'step',
            on: check.on,
            holds: (step) => !check.whenStep(step),
            witness: check.whenStep,
          }
        : never(base, check.reads, check.when);
    case 'always':
      return never(base, check.reads, check.witness);
    case 'leadsTo':
      return never(base, check.reads, check.from);
    case 'eventually':
      return never(base, check.reads, check.goal);
  }
}

function never(
  base: Pick<Check, 'scope' | 'observers'>,
  reads: readonly string[],
  occurs: (...values: never[]) => boolean,
): Check {
  return {
    ...base,
    kind: 'always',
    reads,
    holds: (...values: never[]) => !occurs(...values),
    witness: occurs,
  };
}
