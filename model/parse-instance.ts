/** From unknown JSON to a checked instance: the shape first (zod), then what only several fields together can tell. */
import type { z } from 'zod';
import { CheckerError } from '../src/errors/checker-error.ts';
import { findInconsistencies } from './instance-consistency.ts';
import type { InstanceProblem } from './instance/instance-problem.ts';
import { instanceSchema, type Instance } from './instance.ts';

/**
 * @param source name of the file or preset, for messages.
 * @throws CheckerError INSTANCE_INVALID, about the first problem, listing the others.
 */
export function parseInstance(json: unknown, source: string): Instance {
  const parsed = instanceSchema.safeParse(json, { reportInput: true });
  if (!parsed.success)
    throw invalid(
      source,
      parsed.error.issues.flatMap((issue) => problemsOf(issue, json)),
    );
  const problems = findInconsistencies(parsed.data);
  if (problems.length > 0) throw invalid(source, problems);
  return parsed.data;
}

function invalid(source: string, problems: readonly InstanceProblem[]): CheckerError {
  const [first, ...others] = problems;
  if (first === undefined) throw new RangeError('no problem to report');
  const more = others.map((problem) => `\n  also ${sentence(problem)}`).join('');
  return new CheckerError('INSTANCE_INVALID', `instance ${source}: ${sentence(first)}${more}`, {
    at: first.at,
    expected: first.expected,
    received: first.received,
    hint: 'schema/instance.schema.json describes every field; editors check against it when the file names it in "$schema"',
  });
}

function sentence({ at, expected, received }: InstanceProblem): string {
  return `${at}: expected ${expected}, received ${received}`;
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, json: unknown): readonly InstanceProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      at: pathOf([...issue.path, key]),
      expected: 'no such field',
      received: shown(valueAt(json, [...issue.path, key])),
    }));
  }
  return [
    { at: pathOf(issue.path), expected: expectationOf(issue), received: shown(valueAt(json, issue.path)) },
  ];
}

/** What would be right, as a noun phrase. */
function expectationOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'an integer' : `a value of type ${issue.expected}`;
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? `at least ${String(issue.minimum)} element(s)`
        : `a number of at least ${String(issue.minimum)}`;
    case 'too_big':
      return `a number of at most ${String(issue.maximum)}`;
    case 'invalid_format':
      return issue.message;
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'invalid_key':
      return issue.issues.map(expectationOf).join('; ');
    case 'invalid_union':
      return issue.errors.map((branch) => branch.map(expectationOf).join(' and ')).join(', or ');
    case 'custom':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message;
    default:
      return 'a valid value';
  }
}

function pathOf(path: readonly PropertyKey[]): string {
  const text = path
    .map((part) => (typeof part === 'number' ? `[${String(part)}]` : `.${String(part)}`))
    .join('');
  return text === '' ? 'the document' : text.replace(/^\./, '');
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

const longestShown = 60;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}...` : text;
}
