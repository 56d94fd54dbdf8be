/** `ics-check verify`: every state within the bounds, for an instance of the catalogue or a system of the user's own. */
import { CheckerError } from '../../errors/checker-error.ts';
import { builtInProperties, isBuiltIn } from '../../property/built-in.ts';
import type { PropertyDefinition } from '../../property/definition.ts';
import type { Reduction } from '../../search/explicit/explicit-options.ts';
import type { Checkable } from '../catalogue.ts';
import type { CommandContext, CommonOptions } from '../command-context.ts';
import { deliverReport } from '../deliver-report.ts';
import { interruptible } from '../interruptible.ts';
import { selectByIds } from '../nearest-name.ts';
import { openOutputFolder } from '../output-files.ts';
import { searchProgressLine } from '../progress-line.ts';
import { probeReportFiles, type ReportFiles } from '../report-files.ts';
import { runVerify } from '../run-verify.ts';
import { openSystemFile } from '../system-file.ts';
import { isMeantToBeCaught } from './test-command.ts';

export const engines = ['explicit', 'symbolic'] as const;

export interface VerifyOptions extends CommonOptions, ReportFiles {
  readonly instance?: string;
  readonly system?: string;
  readonly features?: string;
  readonly property?: readonly string[];
  readonly fault?: readonly string[];
  readonly engine: (typeof engines)[number];
  readonly workers: number;
  readonly maxStates?: number;
  readonly maxMemory?: number;
  readonly maxSeconds?: number;
  /** False for `--no-symmetry` and `--no-por`. */
  readonly symmetry: boolean;
  readonly por: boolean;
  readonly out: string;
}

export async function verifyCommand<Subject>(
  context: CommandContext<Subject>,
  options: VerifyOptions,
): Promise<number> {
  refuseContradictions(options);
  if (options.system !== undefined) {
    const { checkable, properties } = await openSystemFile(options.system);
    return verify(context, options, checkable, properties, false);
  }
  const { catalogue } = context;
  const faults = selectByIds(catalogue.faults, options.fault ?? [], 'fault', 'faults');
  const checkable = catalogue.open(options.instance ?? catalogue.defaultInstance, {
    faults: faults.map(({ id }) => id),
    features: options.features,
  });
  return verify(context, options, checkable, catalogue.properties, faults.some(isMeantToBeCaught));
}

async function verify<Subject>(
  context: Pick<CommandContext<never>, 'io' | 'version'>,
  options: VerifyOptions,
  checkable: Checkable<Subject>,
  known: readonly PropertyDefinition<Subject>[],
  faulty: boolean,
): Promise<number> {
  const { io } = context;
  const properties = selected(known, options.property);
  probeReportFiles(options);
  const folder = openOutputFolder(options.out);
  const progress = searchProgressLine(io, `verifying ${checkable.instanceName}`);
  const withoutReductions: readonly Reduction[] = [
    ...(options.symmetry ? [] : ['symmetry' as const]),
    ...(options.por ? [] : ['partial-order' as const]),
  ];
  const { maxStates, maxMemory, maxSeconds } = options;
  try {
    const report = await interruptible(io, (shouldStop) =>
      runVerify(checkable, properties, {
        systemFile: options.system ?? null,
        faulty,
        limits: {
          ...(maxStates === undefined ? {} : { maxStates }),
          ...(maxMemory === undefined ? {} : { maxMemoryMb: maxMemory }),
          ...(maxSeconds === undefined ? {} : { maxSeconds }),
        },
        withoutReductions,
        workers: options.workers,
        folder,
        onProgress: progress.show,
        shouldStop,
      }),
    );
    progress.clear();
    return deliverReport(report, context, options);
  } finally {
    progress.clear();
    folder.dispose();
  }
}

/** Built-in properties may be named too; they are judged in any case. */
function selected<Subject>(
  known: readonly PropertyDefinition<Subject>[],
  ids: readonly string[] | undefined,
): readonly PropertyDefinition<Subject>[] {
  if (ids === undefined) return known;
  const chosen = selectByIds([...known, ...builtInProperties], ids, 'property', 'properties');
  return known.filter(({ id }) => !isBuiltIn(id) && chosen.some((each) => each.id === id));
}

function refuseContradictions({ system, engine, instance, features, fault }: VerifyOptions): void {
  if (engine === 'symbolic') {
    throw new CheckerError('USAGE_BAD_ARGUMENT', 'the symbolic engine is not there yet', {
      at: '--engine',
      expected: 'explicit',
      received: engine,
      hint: 'leave --engine out: the explicit engine is the only one so far',
    });
  }
  if (system === undefined) return;
  const others = Object.entries({ '--instance': instance, '--features': features, '--fault': fault });
  const given = others.find(([, value]) => value !== undefined)?.[0];
  if (given === undefined) return;
  throw new CheckerError('USAGE_BAD_ARGUMENT', `--system and ${given} contradict each other`, {
    at: given,
    expected: 'one of them',
    hint: 'instances, features and faults are those of Interchain Security; a system file brings its own model',
  });
}
