/**
 * `ics-check findings`: where the protocol, without any fault, departs from what is claimed of it. For each finding the
 * shortest run that shows it, and the assumption under which the claim holds again, tested as a property of its own.
 */
import { dirname } from 'node:path';
import { findingsJson, findingsJunit, findingsSarif } from '../../report/findings-forms.ts';
import { findingsMarkdown } from '../../report/findings-markdown.ts';
import { summarizeFindings } from '../../report/findings-summary.ts';
import { findingsText } from '../../report/findings-text.ts';
import { paletteOf, printJson, type CommandContext } from '../command-context.ts';
import { findDeviations, findingsGroups } from '../find-deviations.ts';
import { interruptible } from '../interruptible.ts';
import { openOutputFolder, probeOutputFile, writeOutputFile } from '../output-files.ts';
import { progressLine } from '../progress-line.ts';
import { probeReportFiles, writeForms, type ReportFiles } from '../report-files.ts';
import type { RunOptions } from './test-command.ts';

export interface FindingsOptions extends Omit<RunOptions, 'instance'>, ReportFiles {
  /** Instead of the presets on which findings are looked for. */
  readonly instance?: string;
  /** Where to write the findings as a page. */
  readonly write?: string;
}

export async function findingsCommand<Subject>(
  context: CommandContext<Subject>,
  options: FindingsOptions,
): Promise<number> {
  const { catalogue, io, version } = context;
  const groups = findingsGroups(catalogue, options);
  probeReportFiles(options);
  if (options.write !== undefined) probeOutputFile(options.write);
  const folder = openOutputFolder(options.out);
  let clear = (): void => undefined;
  try {
    const { outcomes, reports, exitCode } = await interruptible(io, (shouldStop) =>
      findDeviations(catalogue, options, groups, ({ name, claims }) => {
        clear();
        const progress = progressLine(io, `${name}, ${claims.length} findings`, options.runs);
        clear = progress.clear;
        return {
          runs: options.runs,
          steps: options.steps,
          seed: options.seed,
          faulty: false,
          folder,
          onProgress: progress.show,
          shouldStop,
        };
      }),
    );
    clear();
    const stated = new Set(catalogue.properties.flatMap(({ finding }) => finding?.id ?? []));
    const summary = summarizeFindings(outcomes, catalogue.findings, stated, options.instance === undefined);
    const seconds = reports.reduce((sum, { result }) => sum + result.seconds, 0);
    const where = options.instance ?? 'presets';
    writeForms(
      options,
      () => findingsJunit(summary.outcomes, where, seconds, options.seed),
      () => findingsSarif(summary.outcomes, version, options.seed),
    );
    if (options.write !== undefined) {
      const page = {
        deviations: catalogue.findings.deviations,
        command: commandLine(options),
        folder: dirname(options.write),
      };
      writeOutputFile(options.write, findingsMarkdown(summary, page));
    }
    const interrupted = reports.some(({ result }) => result.interrupted);
    if (options.json === true) {
      printJson(io, {
        command: 'findings',
        instance: options.instance ?? null,
        instances: reports.map(({ instance, features, result: { runs } }) => ({
          instance,
          features,
          runs: { ...runs },
        })),
        engine: 'random',
        seed: options.seed,
        seconds,
        interrupted,
        exitCode,
        ...findingsJson(summary),
      });
    } else {
      const runs = reports.reduce((sum, { result }) => sum + result.runs.count, 0);
      io.stdout(
        findingsText(summary, paletteOf(context, options), {
          quiet: options.quiet === true,
          interruptedAfter: interrupted ? runs : undefined,
        }),
      );
    }
    return exitCode;
  } finally {
    clear();
    folder.dispose();
  }
}

/** As it would be typed, without what has no bearing on the result. */
function commandLine({ instance, features, runs, steps, seed }: FindingsOptions): string {
  const flags = [
    ...(instance === undefined ? [] : ['--instance', instance]),
    ...(features === undefined ? [] : ['--features', features]),
    ...['--runs', String(runs), '--steps', String(steps), '--seed', String(seed)],
  ];
  return `ics-check findings ${flags.join(' ')}`;
}
