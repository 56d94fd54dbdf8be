/**
 * `ics-check faults`: switches on one fault after the other and reports which property catches it, with the length of
 * the shortest trace found. A run that the sound protocol shows as well does not count. A control must not be caught: nothing that is claimed to hold may be violated by it.
 */
import { CheckerError } from '../../errors/checker-error.ts';
import { checkViolatedAlong } from '../../property/check-along-run.ts';
import type { PropertyDefinition } from '../../property/definition.ts';
import { faultsJunit, faultsSarif } from '../../report/faults-forms.ts';
import { faultName, faultText, faultsSummary, type FaultOutcome } from '../../report/faults-text.ts';
import { judge } from '../../report/judgement.ts';
import type { TestReport } from '../../report/test-report.ts';
import type { Violation } from '../../search/result.ts';
import { playEvents } from '../../trace/play-events.ts';
import type { CatalogueFault, Checkable } from '../catalogue.ts';
import { paletteOf, printJson, type CommandContext } from '../command-context.ts';
import { interruptible } from '../interruptible.ts';
import { selectByIds } from '../nearest-name.ts';
import { openOutputFolder, type OutputFolder } from '../output-files.ts';
import { progressLine } from '../progress-line.ts';
import { probeReportFiles, writeForms, type ReportFiles } from '../report-files.ts';
import { runTest } from '../run-test.ts';
import { isMeantToBeCaught, type RunOptions } from './test-command.ts';

export interface FaultsOptions extends Omit<RunOptions, 'instance'>, ReportFiles {
  readonly fault?: readonly string[];
  /** Instead of the instance that each fault names. */
  readonly instance?: string;
}

/** 0: every fault is caught and no control is; 1: a control is; 3: a fault is not caught, or Ctrl-C came first. */
export async function faultsCommand<Subject>(
  context: CommandContext<Subject>,
  options: FaultsOptions,
): Promise<number> {
  const { catalogue, io } = context;
  const selected =
    options.fault === undefined
      ? catalogue.faults
      : selectByIds(catalogue.faults, options.fault, 'fault', 'faults');
  // Bad instances and features are found out before the first fault is tried.
  for (const instance of new Set(selected.map((fault) => instanceOf(context, options, fault))))
    catalogue.open(instance, { faults: [], features: options.features });
  probeReportFiles(options);
  const folder = openOutputFolder(options.out);
  const palette = paletteOf(context, options);
  const width = Math.max(0, ...selected.map((fault) => faultName(fault).length));
  const started = performance.now();
  const outcomes: FaultOutcome[] = [];
  let interrupted = false;
  try {
    await interruptible(io, async (shouldStop) => {
      for (const fault of selected) {
        const outcome = await tryFault(context, options, fault, folder, shouldStop);
        outcomes.push(outcome);
        if (options.json !== true) io.stdout(faultText(outcome, width, palette, options.quiet === true));
        interrupted = shouldStop();
        if (interrupted) break;
      }
    });
  } finally {
    folder.dispose();
  }
  const seconds = (performance.now() - started) / 1000;
  writeForms(
    options,
    () => faultsJunit(outcomes, options.instance ?? 'presets', seconds),
    () => faultsSarif(outcomes, context.version),
  );
  if (options.json === true) {
    printJson(io, {
      command: 'faults',
      instance: options.instance ?? null,
      engine: 'random',
      seed: options.seed,
      seconds,
      interrupted,
      faults: outcomes.map(({ by, fault, ...outcome }) => ({
        id: fault.id,
        name: fault.name,
        kind: fault.kind,
        ...outcome,
        caughtBy: fault.caughtBy,
        by: by.map((each) => ({ ...each })),
      })),
    });
  } else {
    io.stdout(faultsSummary(outcomes, palette));
  }
  if (outcomes.some(({ verdict }) => verdict === 'control-reported')) return 1;
  return interrupted || outcomes.some(({ verdict }) => verdict === 'missed') ? 3 : 0;
}

/** Where the fault is looked for. */
function instanceOf<Subject>(
  { catalogue }: CommandContext<Subject>,
  options: FaultsOptions,
  fault: CatalogueFault,
): string {
  return options.instance ?? fault.preset ?? catalogue.defaultInstance;
}

async function tryFault<Subject>(
  context: CommandContext<Subject>,
  options: FaultsOptions,
  fault: CatalogueFault,
  folder: OutputFolder,
  shouldStop: () => boolean,
): Promise<FaultOutcome> {
  const { catalogue, io } = context;
  const instance = instanceOf(context, options, fault);
  const checkable = catalogue.open(instance, { faults: [fault.id], features: options.features });
  const meantToBeCaught = isMeantToBeCaught(fault);
  const properties = meantToBeCaught
    ? selectByIds(catalogue.properties, fault.caughtBy, 'property', 'properties')
    : catalogue.properties;
  const progress = progressLine(io, `fault ${fault.id}`, options.runs);
  const report = await runTest(checkable, properties, {
    runs: options.runs,
    steps: options.steps,
    seed: options.seed,
    faulty: meantToBeCaught,
    ...(meantToBeCaught && fault.caughtBy[0] !== undefined ? { untilViolated: fault.caughtBy[0] } : {}),
    folder,
    filePrefix: `${fault.id}-`,
    onProgress: progress.show,
    shouldStop,
  });
  progress.clear();
  const sound = catalogue.open(instance, { faults: [], features: options.features });
  return outcomeOf(fault, instance, report, (violation) => showsWithoutFault(sound, properties, violation));
}

/** Whether the run breaks the property on the sound protocol too: then it is a finding, and the fault has no part in it. */
function showsWithoutFault<Subject>(
  sound: Checkable<Subject>,
  properties: readonly PropertyDefinition<Subject>[],
  { property, scope, events, loopsTo, closing }: Violation,
): boolean {
  const checks = properties.find(({ id }) => id === property)?.checks(sound.subject) ?? [];
  try {
    const run = playEvents(sound.system, events, { loopsTo, closingFrom: closing?.from });
    return checks.some((check) => check.scope === scope && checkViolatedAlong(check, run).violated);
  } catch (error) {
    // The sound protocol does not take these events at all.
    if (error instanceof CheckerError) return false;
    throw error;
  }
}

function outcomeOf(
  fault: CatalogueFault,
  instance: string,
  report: TestReport,
  showsAnyway: (violation: Violation) => boolean,
): FaultOutcome {
  const by = report.properties
    .filter(({ result }) => judge(result, report.faulty) === 'unexpected')
    .flatMap(({ result: { violation }, counterexample }) =>
      violation === undefined || counterexample === undefined || showsAnyway(violation)
        ? []
        : [{ property: violation.property, length: violation.events.length, trace: counterexample.file }],
    )
    .sort((a, b) => a.length - b.length);
  const caught = by.length > 0;
  if (isMeantToBeCaught(fault)) return { fault, instance, verdict: caught ? 'caught' : 'missed', by };
  return { fault, instance, verdict: caught ? 'control-reported' : 'control-silent', by };
}
