/** `ics-check replay`: plays recorded traces again and says where they diverge, if they do. */
import { readFileSync, statSync } from 'node:fs';
import { CheckerError } from '../../errors/checker-error.ts';
import { counted } from '../../report/counted.ts';
import type { Palette } from '../../report/palette.ts';
import { divergenceText, replayStory } from '../../report/replay-text.ts';
import type { JsonRecord } from '../../system/json.ts';
import { isBuiltIn, builtInProperties } from '../../property/built-in.ts';
import type { Check, PropertyDefinition } from '../../property/definition.ts';
import { parseTrace } from '../../trace/itf-document.ts';
import { explainRun, type Explanation } from '../../trace/explain.ts';
import { endingOf, explainEnding } from '../../trace/run-ending.ts';
import { replayTrace, type Divergence, type ReplayResult } from '../../trace/replay-trace.ts';
import type { Trace } from '../../trace/trace.ts';
import type { System } from '../../system/define-system.ts';
import type { Catalogue, Checkable, ForeignFormat } from '../catalogue.ts';
import { paletteOf, printJson, type CommandContext } from '../command-context.ts';
import { selectByIds } from '../nearest-name.ts';
import { errorText } from '../print-error.ts';
import { junitText } from '../../report/junit-suite.ts';
import { sarifLog } from '../../report/sarif-log.ts';
import { loopProblems } from '../loop-problems.ts';
import { probeReportFiles, writeForms } from '../report-files.ts';
import { openSystemFile, type SystemFile } from '../system-file.ts';
import { replayForeign } from './replay-foreign.ts';
import type { ReplayOptions } from './replay-options.ts';

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

export async function replayCommand<Subject>(
  context: CommandContext<Subject>,
  files: readonly string[],
  options: ReplayOptions,
): Promise<number> {
  const started = performance.now();
  const { catalogue, io } = context;
  const palette = paletteOf(context, options);
  const faults = chosenFaults(catalogue, options);
  probeReportFiles(options);
  if (options.format !== undefined && options.format !== ownFormat)
    return replayForeign(context, foreignFormat(context, options), files, faults ?? [], options);
  const own = options.system === undefined ? undefined : await openSystemFile(options.system);
  const outcomes = files.map((file) => ({
    file,
    outcome: replayFile(catalogue, own, file, faults, palette),
  }));
  for (const { outcome } of outcomes) if (outcome.kind === 'unusable') io.stderr(errorText(outcome.error));
  const seconds = (performance.now() - started) / 1000;
  writeForms(
    options,
    () => junitForm(outcomes, seconds),
    () => sarifForm(outcomes, context.version),
  );
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

/** Name of the format that `ics-check` writes. */
const ownFormat = 'ics-check';

function foreignFormat<Subject>(
  { catalogue }: CommandContext<Subject>,
  { format = '', system }: ReplayOptions,
): ForeignFormat {
  if (system !== undefined) {
    throw new CheckerError('USAGE_BAD_ARGUMENT', '--format and --system contradict each other', {
      at: '--format',
      expected: 'one of them',
      hint: 'traces of other programs are about Interchain Security; a system file brings its own model',
    });
  }
  const [known] = selectByIds(
    [...catalogue.foreignFormats, { id: ownFormat, replay: undefined }],
    [format],
    'format of traces',
    undefined,
  );
  if (known?.replay === undefined) throw new TypeError(`format ${format}`);
  return known;
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
  own: SystemFile | undefined,
  file: string,
  faults: readonly string[] | undefined,
  palette: Palette,
): Outcome {
  try {
    const trace = parseTrace(readTraceFile(file), file);
    if (own !== undefined) return replayOn(own.checkable, own.properties, trace, file, palette);
    const { meta } = trace;
    if (Object.keys(meta.instance).length === 0) {
      throw new CheckerError('USAGE_BAD_ARGUMENT', `${file} is about the system "${meta.system}" of a file`, {
        at: file,
        expected: '--system FILE',
        hint: `ics-check replay ${file} --system <the file that has ${meta.system}>`,
      });
    }
    const checkable = catalogue.reopen(meta.instance, file, faults ?? meta.faults);
    return replayOn(checkable, catalogue.properties, trace, file, palette);
  } catch (error) {
    if (error instanceof CheckerError) return { kind: 'unusable', error };
    throw error;
  }
}

function replayOn<Subject>(
  checkable: Checkable<Subject>,
  properties: readonly PropertyDefinition<Subject>[],
  trace: Trace,
  file: string,
  palette: Palette,
): Outcome {
  const { property: id, scope, attempt } = trace.meta;
  const { system, story } = checkable;
  const [property] = selectByIds([...properties, ...builtInProperties], [id], 'property', 'properties', file);
  const checks: readonly Check[] =
    property !== undefined && 'checks' in property
      ? property.checks(checkable.subject).filter((check) => check.scope === scope)
      : [];
  const replayed = replayTrace(system, trace, checks);
  const result = replayed.reproduced ? withFairLoop(system, trace, checks, replayed) : replayed;
  const explain = (): Explanation | undefined => {
    if (isBuiltIn(id)) {
      return explainEnding(result.run, id, endingOf(system, result.run, id, attempt), attempt, story);
    }
    const explanations = checks.map((check) => explainRun(result.run, check, story));
    return explanations.find(({ violated }) => violated) ?? explanations[0];
  };
  const explanation = result.reproduced ? explain() : undefined;
  const told = explanation === undefined ? '' : replayStory(explanation, palette);
  return { kind: 'replayed', trace, result, story: told };
}

/** A loop that is not fair proves nothing, even if all its states agree. */
function withFairLoop(
  system: System,
  trace: Trace,
  checks: readonly Check[],
  result: ReplayResult,
): ReplayResult {
  const [problem] = loopProblems(system, trace, checks);
  if (problem === undefined) return result;
  const divergence: Divergence = {
    kind: 'property',
    step: result.steps,
    message: `the fairness certificate does not hold: ${problem}`,
    guards: [],
    requirements: [],
  };
  return { ...result, reproduced: false, divergence };
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

type Replayed = readonly { readonly file: string; readonly outcome: Outcome }[];

/** What there is to say of a trace that was not reproduced, in one line; undefined if it was. */
function problemOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'unusable') return `${outcome.error.code}: ${outcome.error.message}`;
  const { divergence } = outcome.result;
  return divergence === undefined ? undefined : `diverged at step ${divergence.step}: ${divergence.message}`;
}

function junitForm(outcomes: Replayed, seconds: number): string {
  return junitText({
    name: 'ics-check replay',
    seconds,
    settings: {},
    cases: outcomes.map(({ file, outcome }) => {
      const message = problemOf(outcome);
      const shared = { classname: 'ics-check.replay', name: file };
      if (message === undefined) return { ...shared, status: 'passed' };
      return outcome.kind === 'unusable'
        ? { ...shared, status: 'error', type: 'unusable', message, body: errorText(outcome.error) }
        : { ...shared, status: 'failure', type: 'diverged', message, body: message };
    }),
  });
}

function sarifForm(outcomes: Replayed, version: string): JsonRecord {
  const rule = {
    id: 'replay',
    title: 'A recorded trace can be reproduced',
    description: 'Played again, every event, message and state of a trace is as recorded.',
    help: 'ics-check replay FILE tells where run and trace part ways.',
  };
  return sarifLog(
    version,
    {},
    outcomes.flatMap(({ file, outcome }) => {
      const text = problemOf(outcome);
      return text === undefined ? [] : [{ rule, level: 'error' as const, text, file }];
    }),
  );
}
