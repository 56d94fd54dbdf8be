/** The commands and their flags, as commander understands them. */
import { Argument, Command, CommanderError, Option } from 'commander';
import { CheckerError } from '../errors/checker-error.ts';
import { countArgument, namesArgument, pathArgument, percentArgument, seedArgument } from './arguments.ts';
import type { CommandContext } from './command-context.ts';
import { faultsCommand, type FaultsOptions } from './commands/faults-command.ts';
import { findingsCommand, type FindingsOptions } from './commands/findings-command.ts';
import { listCommand, listSubjects, type ListOptions, type ListSubject } from './commands/list-command.ts';
import { mutantsCommand, type MutantsOptions } from './commands/mutants-command.ts';
import { metricsCommand, type MetricsOptions } from './commands/metrics-command.ts';
import { replayCommand } from './commands/replay-command.ts';
import type { ReplayOptions } from './commands/replay-options.ts';
import { testCommand, type TestOptions } from './commands/test-command.ts';
import { engines, verifyCommand, type VerifyOptions } from './commands/verify-command.ts';
import { nearestName } from './nearest-name.ts';
import { errorText } from './print-error.ts';

/** Sizes and seed of a test where no flag says otherwise. The seed is fixed, so that CI sees the same runs every time. */
const defaults = { runs: 1000, steps: 80, seed: 1, out: './ics-check-out' } as const;

/** A mutant that is told at all is told soon: sizes of the hunt for mutants. */
const mutantDefaults = { runs: 12, maxStates: 70_000, minScore: 95 } as const;

/**
 * Runs one command line and returns its exit code: 0 as expected, 1 an unexpected verdict or a replay that diverged,
 * 2 bad usage or input, 3 vacuous or inconclusive.
 * @param argv without the program's own name
 */
export async function runCommandLine<Subject>(
  argv: readonly string[],
  context: CommandContext<Subject>,
): Promise<number> {
  const { io } = context;
  let code = 0;
  const program = createProgram(context, (given) => {
    code = given;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Help and version end parsing with an error of exit code 0.
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    io.stderr(errorText(error instanceof CommanderError ? usageError(error, argv, program) : error));
    return 2;
  }
}

function createProgram<Subject>(context: CommandContext<Subject>, exit: (code: number) => void): Command {
  const { catalogue, io, version } = context;
  const program = new Command('ics-check')
    .description(
      'Does Interchain Security keep its promises? Tests the protocol and tells the shortest story in which it breaks one.',
    )
    .version(version)
    .configureOutput({ writeOut: io.stdout, writeErr: () => undefined })
    .showSuggestionAfterError(false)
    .exitOverride();

  const command = (name: string, description: string): Command => {
    return program
      .command(name)
      .description(description)
      .option('--json', 'print one JSON document on stdout, and nothing else there')
      .option('--quiet', 'print only what is not as expected')
      .option('--no-color', 'print without colours (so does the environment variable NO_COLOR)');
  };
  const instanceFlags = (target: Command): Command =>
    target
      .option(
        '--instance <name or file>',
        'what to check: a preset or a JSON file',
        catalogue.defaultInstance,
      )
      .option(
        '--features <list>',
        "protocol version, or switches such as clearFlagOnEntry=false; the instance's own if not given",
      );
  const runFlags = (target: Command): Command => randomFlags(instanceFlags(target));
  const scheduleFlags = (target: Command): Command =>
    target
      .option('--runs <n>', 'number of random runs', countArgument('--runs'), defaults.runs)
      .option('--steps <n>', 'steps of each run', countArgument('--steps'), defaults.steps)
      .option('--seed <n>', 'where the random choices start, or "random"', seedArgument, defaults.seed);
  const randomFlags = (target: Command): Command =>
    scheduleFlags(target).option('--out <folder>', 'where traces are written', defaults.out);

  const reportFlags = (target: Command): Command =>
    target
      .option('--junit <file>', 'also write a JUnit report')
      .option('--sarif <file>', 'also write a SARIF report');

  reportFlags(runFlags(command('test', 'test the properties on random runs')))
    .option('--property <id...>', 'only these properties', namesArgument)
    .option('--fault <id...>', 'switch these faults on', namesArgument)
    .option('--path <n>', 'play only the run of this number, as a violation names it', pathArgument)
    .action(async (options: TestOptions) => {
      exit(await testCommand(context, options));
    });
  reportFlags(command('verify', 'visit every state within the bounds and judge the properties'))
    .option(
      '--instance <name or file>',
      `what to check: a preset or a JSON file (default: ${catalogue.defaultInstance})`,
    )
    .option('--system <file>', 'check the system in this TypeScript or JavaScript file instead')
    .option('--features <list>', "protocol version, or switches; the instance's own if not given")
    .option('--property <id...>', 'only these properties', namesArgument)
    .option('--fault <id...>', 'switch these faults on', namesArgument)
    .addOption(new Option('--engine <name>', 'how to search').choices(engines).default('explicit'))
    .option('--workers <n>', 'threads that search together', countArgument('--workers'), 1)
    .option('--max-states <n>', 'end a pass after so many distinct states', countArgument('--max-states'))
    .option('--max-memory <MB>', 'end a pass when this program takes so much', countArgument('--max-memory'))
    .option('--max-seconds <n>', 'end the verification after so long', countArgument('--max-seconds'))
    .option('--no-symmetry', 'tell interchangeable components apart')
    .option('--no-por', 'take independent events in every order')
    .option('--out <folder>', 'where traces are written', defaults.out)
    .action(async (options: VerifyOptions) => {
      exit(await verifyCommand(context, options));
    });
  reportFlags(command('replay', 'play recorded traces again and compare'))
    .argument('<trace...>', 'files that `ics-check test` or `ics-check verify` wrote')
    .option('--system <file>', 'the system file that the traces are about')
    .option('--format <name>', "whose traces they are: quint-ccv for those of the ICS project's Quint model")
    .option('--fault <id>', "faults to apply instead of the trace's own; none for no fault", namesArgument)
    .option('--no-faults', 'apply no fault')
    .action(async (files: readonly string[], options: ReplayOptions) => {
      exit(await replayCommand(context, files, options));
    });
  instanceFlags(command('list', 'list what there is'))
    .addArgument(new Argument('<what>', 'what to list').choices(listSubjects))
    .addOption(new Option('--junit <file>').hideHelp())
    .addOption(new Option('--sarif <file>').hideHelp())
    .action((what: ListSubject, options: ListOptions) => {
      exit(listCommand(context, what, options));
    });
  reportFlags(
    randomFlags(
      command('faults', 'switch on one fault after the other and tell which property catches it')
        .option('--instance <name or file>', "what to check; the preset of each fault's own if not given")
        .option('--features <list>', "protocol version, or switches; the instance's own if not given"),
    ),
  )
    .option('--fault <id...>', 'only these faults', namesArgument)
    .action(async (options: FaultsOptions) => {
      exit(await faultsCommand(context, options));
    });
  reportFlags(
    randomFlags(
      command('findings', 'tell where the real protocol departs from what is claimed of it')
        .option('--instance <name or file>', 'where to look; all presets if not given')
        .option('--features <list>', "protocol version, or switches; the instance's own if not given"),
    ),
  )
    .option('--write <file>', 'also write the findings as a page (Markdown)')
    .action(async (options: FindingsOptions) => {
      exit(await findingsCommand(context, options));
    });
  command('mutants', 'break the machines one guard or action at a time and tell whether any property notices')
    .option(
      '--instance <name or file...>',
      'what to try them on; several small presets if not given',
      namesArgument,
    )
    .option('--features <list>', "protocol version, or switches; each instance's own if not given")
    .option('--machine <name...>', 'only mutants of these machines', namesArgument)
    .option('--mutant <id...>', 'only these mutants', namesArgument)
    .option(
      '--runs <n>',
      'random runs of each mutant on each instance',
      countArgument('--runs'),
      mutantDefaults.runs,
    )
    .option('--steps <n>', 'steps of each run', countArgument('--steps'), defaults.steps)
    .option('--seed <n>', 'where the random choices start, or "random"', seedArgument, defaults.seed)
    .option(
      '--max-states <n>',
      'distinct states of one pass of a search',
      countArgument('--max-states'),
      mutantDefaults.maxStates,
    )
    .option('--max-seconds <n>', 'end the hunt after so long', countArgument('--max-seconds'))
    .option(
      '--min-score <percent>',
      'least share of mutants to be killed',
      percentArgument('--min-score'),
      mutantDefaults.minScore,
    )
    .option('--write <file>', 'also write a page about it (Markdown)')
    .action(async (options: MutantsOptions) => {
      exit(await mutantsCommand(context, options));
    });
  scheduleFlags(
    instanceFlags(command('metrics', 'measure extremes of figures over the states of an instance')),
  )
    .option('--exhaustive', 'over all states within the scopes, instead of those of random runs')
    .option('--max-states <n>', 'with --exhaustive: end a pass after so many', countArgument('--max-states'))
    .action(async (options: MetricsOptions) => {
      exit(await metricsCommand(context, options));
    });
  return program;
}

function usageError(error: CommanderError, argv: readonly string[], program: Command): CheckerError {
  const commands = program.commands.map((known) => known.name());
  if (error.code === 'commander.help') {
    return new CheckerError('USAGE_BAD_ARGUMENT', 'no command was given', {
      expected: `one of ${commands.join(', ')}`,
      hint: 'ics-check --help',
    });
  }
  if (error.code === 'commander.unknownCommand') {
    const given = argv.find((argument) => !argument.startsWith('-')) ?? '';
    const nearest = nearestName(given, commands);
    return new CheckerError('USAGE_BAD_ARGUMENT', `there is no command "${given}"`, {
      expected: `one of ${commands.join(', ')}`,
      received: given,
      hint: nearest === undefined ? 'ics-check --help' : `did you mean ${nearest}?`,
    });
  }
  const owner = program.commands.find((known) => argv.includes(known.name()));
  const flag = /unknown option '([^']*)'/.exec(error.message)?.[1];
  const flags = owner?.options.flatMap(({ long }) => (typeof long === 'string' ? [long] : [])) ?? [];
  const nearest = flag === undefined ? undefined : nearestName(flag, flags);
  const help = `ics-check ${owner === undefined ? '' : `${owner.name()} `}--help`;
  return new CheckerError('USAGE_BAD_ARGUMENT', error.message.replace(/^error: /, ''), {
    hint: nearest === undefined ? help : `did you mean ${nearest}? See ${help}`,
  });
}
