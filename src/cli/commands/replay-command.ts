/** `ics-check replay`: plays recorded traces again and says where they diverge, if they do. */
import { readFileSync, statSync } from 'node:fs';
import { CheckerError } from '../../errors/checker-error.ts';
import { counted } from '../../report/counted.ts';
import type { Palette } from '../../report/palette.ts';
import { divergenceText, replayStory } from '../../report/replay-text.ts';
import type { JsonRecord } from '../../system/json.ts';
import { parseTrace } from '../../trace/itf-document.ts';
import { explainRun } from '../../trace/explain.ts';
import { replayTrace, type Divergence, type ReplayResult } from '../../trace/replay-trace.ts';
import type { Trace } from '../../trace/trace.ts';
import type { Catalogue } from '../catalogue.ts';
import { paletteOf, printJson, type CommandContext, type CommonOptions } from '../command-context.ts';
import { selectByIds } from '../nearest-name.ts';
import { errorText } from '../print-error.ts';

export interface ReplayOptions extends CommonOptions {
  /** Instead of the faults that the trace was recorded with; `none` for no fault. */
  readonly fault?: readonly string[];
  /** False for `--no-faults`. */
  readonly faults: boolean;
}

/** Characters; V8 cannot hold much longer strings, and no trace comes near. */
const largestFile = 256 * 1024 * 1024;

type Outcome =
  | {
      readonly kind: 'replayed';
      readonly trace: Trace;
      readonly result: ReplayResult;
      readonly story: string;
    }
  | { readonly kind: 'unusable'; readonly error: CheckerError };

export function replayCommand<Subject>(
  context: CommandContext<Subject>,
  files: readonly string[],
  options: ReplayOptions,
): number {
  const { catalogue, io } = context;
  const palette = paletteOf(context, options);
  const faults = chosenFaults(catalogue, options);
  const outcomes = files.map((file) => ({ file, outcome: replayFile(catalogue, file, faults, palette) }));
  for (const { outcome } of outcomes) if (outcome.kind === 'unusable') io.stderr(errorText(outcome.error));
  if (options.json === true) {
    printJson(io, {
      command: 'replay',
      traces: outcomes.map(({ file, outcome }) => outcomeJson(file, outcome)),
    });
  } else {
    for (const { file, outcome } of outcomes) {
      if (outcome.kind === 'replayed') io.stdout(outcomeText(file, outcome, palette, options.quiet === true));
    }
  }
  if (outcomes.some(({ outcome }) => outcome.kind === 'unusable')) return 2;
  return outcomes.every(({ outcome }) => outcome.kind === 'replayed' && outcome.result.reproduced) ? 0 : 1;
}

/** Undefined: those of the trace. */
function chosenFaults<Subject>(
  catalogue: Catalogue<Subject>,
  { fault, faults }: ReplayOptions,
): readonly string[] | undefined {
  if (!faults && fault !== undefined) {
    throw new CheckerError('USAGE_BAD_ARGUMENT', '--fault and --no-faults contradict each other', {
      at: '--no-faults',
      expected: 'one of them',
      received: `--fault ${fault.join(',')} --no-faults`,
      hint: 'leave both out to replay with the faults that the trace was recorded with',
    });
  }
  if (!faults || fault?.join() === 'none') return [];
  return fault === undefined
    ? undefined
    : selectByIds(catalogue.faults, fault, 'fault', 'faults').map(({ id }) => id);
}

function replayFile<Subject>(
  catalogue: Catalogue<Subject>,
  file: string,
  faults: readonly string[] | undefined,
  palette: Palette,
): Outcome {
  try {
    const trace = parseTrace(readTraceFile(file), file);
    const { meta } = trace;
    const checkable = catalogue.reopen(meta.instance, file, faults ?? meta.faults);
    const property = catalogue.properties.find(({ id }) => id === meta.property);
    const checks = (property?.checks(checkable.subject) ?? []).filter(({ scope }) => scope === meta.scope);
    const result = replayTrace(checkable.system, trace, checks);
    const explanations = checks.map((check) => explainRun(result.run, check, checkable.story));
    const explanation = explanations.find(({ violated }) => violated) ?? explanations[0];
    const story = explanation === undefined ? '' : replayStory(explanation, palette);
    return { kind: 'replayed', trace, result, story };
  } catch (error) {
    if (error instanceof CheckerError) return { kind: 'unusable', error };
    throw error;
  }
}

function readTraceFile(file: string): string {
  try {
    if (statSync(file).size > largestFile) throw new RangeError('it is too large for a trace');
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const received = cause instanceof Error ? cause.message : String(cause);
    throw new CheckerError('FILE_UNUSABLE', `cannot read the trace ${file}`, {
      at: file,
      received,
      hint: 'give the path of a file that `ics-check test` wrote (*.itf.json)',
      cause,
    });
  }
}

function outcomeText(
  file: string,
  { trace, result, story }: Extract<Outcome, { kind: 'replayed' }>,
  palette: Palette,
  quiet: boolean,
): string {
  const { property, scope, verdict } = trace.meta;
  const name = scope === '' ? property : `${property} (${scope})`;
  const head =
    result.divergence === undefined
      ? `${palette.good('reproduced')}: ${file}: ${name} ${verdict} in ${counted(trace.steps.length, 'step')}`
      : `${palette.bad('diverged')}: ${file}: ${name}\n${divergenceText(result.divergence, trace.steps.length, palette)}`;
  const older = result.sameMachines
    ? []
    : [palette.doubtful('  recorded against other machines than these (another version, fault or instance)')];
  const told = quiet || !result.reproduced || story === '' ? [] : ['', story, ''];
  return [head, ...older, ...told, ''].join('\n');
}

function outcomeJson(file: string, outcome: Outcome): JsonRecord {
  if (outcome.kind === 'unusable') {
    const { code, message } = outcome.error;
    return { file, outcome: 'unusable', error: { code, message } };
  }
  const { trace, result } = outcome;
  return {
    file,
    outcome: result.reproduced ? 'reproduced' : 'diverged',
    property: trace.meta.property,
    scope: trace.meta.scope,
    verdict: trace.meta.verdict,
    length: trace.steps.length,
    sameMachines: result.sameMachines,
    divergence: result.divergence === undefined ? null : divergenceJson(result.divergence),
  };
}

function divergenceJson({ guards, requirements, ...rest }: Divergence): JsonRecord {
  return { ...rest, guards: guards.map((guard) => ({ ...guard })), requirements };
}
