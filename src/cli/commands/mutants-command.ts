/**
 * `ics-check mutants`: forces each named guard to each outcome and drops each named action, one mutant after the other, and
 * tells whether any property notices.
 */
import { CheckerError } from '../../errors/checker-error.ts';
import {
  mutantsExitCode,
  mutantsJson,
  mutantsSummary,
  mutantText,
  type MutantsReport,
} from '../../report/mutants-report.ts';
import { mutantsPage } from '../../report/mutants-page.ts';
import { huntMutants } from '../../search/mutants/hunt.ts';
import type { HuntingGround } from '../../search/mutants/sound-ground.ts';
import { mutantsOf, type Mutant } from '../../search/mutants/mutant.ts';
import type { Catalogue } from '../catalogue.ts';
import { paletteOf, printJson, type CommandContext, type CommonOptions } from '../command-context.ts';
import { interruptible } from '../interruptible.ts';
import { selectByIds } from '../nearest-name.ts';
import { probeOutputFile, writeOutputFile } from '../output-files.ts';
import { huntProgressLine } from '../progress-line.ts';
import { engineScopes } from '../search-scopes.ts';

export interface MutantsOptions extends CommonOptions {
  readonly instance?: readonly string[];
  readonly features?: string;
  readonly machine?: readonly string[];
  readonly mutant?: readonly string[];
  readonly runs: number;
  readonly steps: number;
  readonly seed: number;
  readonly maxStates: number;
  readonly maxSeconds?: number;
  readonly minScore: number;
  /** Where to write a page about it. */
  readonly write?: string;
}

/** 0: enough mutants are killed and every survivor is explained; 1: not so; 3: the time ran out, or Ctrl-C came first. */
export async function mutantsCommand<Subject>(
  context: CommandContext<Subject>,
  options: MutantsOptions,
): Promise<number> {
  const { catalogue, io } = context;
  const grounds = (options.instance ?? catalogue.mutationInstances).map((name) =>
    huntingGround(catalogue, name, options.features),
  );
  const mutants = selectMutants(
    mutantsOf(grounds.flatMap(({ system, scopes }) => [system, ...scopes.map((scope) => scope.system)])),
    options,
  );
  if (options.write !== undefined) probeOutputFile(options.write);
  const palette = paletteOf(context, options);
  const progress = huntProgressLine(io);
  const explanations = catalogue.equivalentMutants;
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  const { maxSeconds = Infinity, runs, steps, seed, maxStates, minScore } = options;
  let stopped = false;
  const outcomes = await interruptible(io, (shouldStop) =>
    huntMutants({
      grounds,
      properties: catalogue.properties,
      mutants,
      runs,
      steps,
      seed,
      maxStates,
      shouldStop: () => (stopped ||= shouldStop() || elapsed() > maxSeconds),
      onProgress: progress.show,
      onOutcome: (outcome) => {
        progress.clear();
        if (options.json !== true)
          io.stdout(mutantText(outcome, explanations, palette, options.quiet === true));
      },
    }),
  );
  progress.clear();
  const report: MutantsReport = {
    instances: grounds.map(({ name }) => name),
    seed,
    seconds: elapsed(),
    stopped,
    minScore,
    outcomes,
    explanations,
  };
  if (options.write !== undefined) writeOutputFile(options.write, mutantsPage(report));
  if (options.json === true) printJson(io, mutantsJson(report));
  else io.stdout(mutantsSummary(report, palette));
  return mutantsExitCode(report);
}

function huntingGround<Subject>(
  catalogue: Catalogue<Subject>,
  instance: string,
  features: string | undefined,
): HuntingGround<Subject> {
  const checkable = catalogue.open(instance, { faults: [], features });
  const { instanceName: name, system, subject, closings, budgetBounds } = checkable;
  return { name, system, subject, closings, budgetBounds, scopes: engineScopes(checkable) };
}

function selectMutants(
  all: readonly Mutant[],
  { machine, mutant }: Pick<MutantsOptions, 'machine' | 'mutant'>,
): readonly Mutant[] {
  const machines = [...new Set(all.map((each) => each.machine))];
  const unknown = machine?.find((name) => !machines.includes(name));
  if (unknown !== undefined) {
    throw new CheckerError('USAGE_UNKNOWN_NAME', `no instance here has a machine "${unknown}"`, {
      at: '--machine',
      expected: machines.join(', '),
      received: unknown,
    });
  }
  const ofMachines = all.filter((each) => machine?.includes(each.machine) ?? true);
  return mutant === undefined ? ofMachines : selectByIds(ofMachines, mutant, 'mutant', undefined);
}
