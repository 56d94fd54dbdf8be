/** `ics-check replay --format F`: replays traces of another program's model, and says where the two part ways. */
import { readFileSync, statSync } from 'node:fs';
import { CheckerError } from '../../errors/checker-error.ts';
import { foreignReplayText } from '../../report/foreign-replay-text.ts';
import { junitText } from '../../report/junit-suite.ts';
import { sarifLog } from '../../report/sarif-log.ts';
import type { ForeignFormat, ForeignReplay } from '../catalogue.ts';
import { paletteOf, printJson, type CommandContext } from '../command-context.ts';
import { errorText } from '../print-error.ts';
import { writeForms } from '../report-files.ts';
import type { ReplayOptions } from './replay-options.ts';

/** Bytes; as large as Node reads at once. */
const largestFile = 256 * 2 ** 20;

type Outcome =
  | { readonly file: string; readonly replay: ForeignReplay }
  | { readonly file: string; readonly error: CheckerError };

/** 0: every trace was followed to its end; 1: one was not; 2: one is no such trace. */
export function replayForeign<Subject>(
  context: CommandContext<Subject>,
  format: ForeignFormat,
  files: readonly string[],
  faults: readonly string[],
  options: ReplayOptions,
): number {
  const { io } = context;
  const palette = paletteOf(context, options);
  const started = performance.now();
  const outcomes = files.map((file): Outcome => {
    try {
      return { file, replay: format.replay(readBytes(file), file, faults) };
    } catch (error) {
      if (error instanceof CheckerError) return { file, error };
      throw error;
    }
  });
  for (const outcome of outcomes) if ('error' in outcome) io.stderr(errorText(outcome.error));
  const seconds = (performance.now() - started) / 1000;
  writeForms(
    options,
    () => junitForm(outcomes, format, seconds),
    () => sarifForm(outcomes, format, context.version),
  );
  if (options.json === true) {
    printJson(io, { command: 'replay', format: format.id, traces: outcomes.map(outcomeJson) });
  } else {
    for (const outcome of outcomes)
      if ('replay' in outcome)
        io.stdout(foreignReplayText(outcome.file, outcome.replay, palette, options.quiet === true));
  }
  if (outcomes.some((outcome) => 'error' in outcome)) return 2;
  return outcomes.every((outcome) => 'replay' in outcome && outcome.replay.divergence === undefined) ? 0 : 1;
}

function outcomeJson(outcome: Outcome) {
  if ('error' in outcome)
    return {
      trace: outcome.file,
      outcome: 'unusable',
      code: outcome.error.code,
      message: outcome.error.message,
    };
  const { divergence, rules, ...replay } = outcome.replay;
  return {
    trace: outcome.file,
    outcome: divergence === undefined ? 'reproduced' : 'diverged',
    ...replay,
    rules: { ...rules },
    divergence: divergence === undefined ? null : { ...divergence },
  };
}

function junitForm(outcomes: readonly Outcome[], { id }: ForeignFormat, seconds: number): string {
  return junitText({
    name: `ics-check replay ${id}`,
    seconds,
    settings: {},
    cases: outcomes.map((outcome) => {
      const shared = { classname: `ics-check.replay.${id}`, name: outcome.file };
      const problem = problemOf(outcome);
      return problem === undefined
        ? { ...shared, status: 'passed' }
        : { ...shared, status: 'failure', type: 'diverged', message: problem, body: problem };
    }),
  });
}

function sarifForm(outcomes: readonly Outcome[], { id }: ForeignFormat, version: string) {
  return sarifLog(
    version,
    {},
    outcomes.flatMap((outcome) => {
      const text = problemOf(outcome);
      if (text === undefined) return [];
      const rule = {
        id: `replay-${id}`,
        title: 'A trace of another model is not reproduced',
        description: 'Where the two models part ways, one of them is wrong about the protocol.',
        help: 'docs/quint-replay.md lists the differences of abstraction that are bridged.',
      };
      return [{ rule, level: 'error' as const, text, file: outcome.file }];
    }),
  );
}

/** In one line; undefined if there is none. */
function problemOf(outcome: Outcome): string | undefined {
  if ('error' in outcome) return outcome.error.message;
  const { divergence } = outcome.replay;
  if (divergence === undefined) return undefined;
  const { step, field, trace, run } = divergence;
  return field === ''
    ? `step ${String(step)}: cannot follow ${trace}: ${run}`
    : `step ${String(step)}: ${field} is ${run}, the trace has ${trace}`;
}

function readBytes(file: string): Uint8Array {
  try {
    if (statSync(file).size <= largestFile) return readFileSync(file);
  } catch (cause) {
    throw new CheckerError('FILE_UNUSABLE', `cannot read ${file}`, {
      at: file,
      received: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
  throw new CheckerError('TRACE_INVALID', `${file} is too large for a trace`, {
    at: file,
    expected: `at most ${String(largestFile)} bytes`,
  });
}
