/** What became of the mutants: the score, the survivors, and the explanations that do not fit. */
import type { JsonRecord } from '../system/json.ts';
import type { MutantOutcome } from '../search/mutants/hunt.ts';
import { counted } from './counted.ts';
import type { Palette } from './palette.ts';

/** Why a mutant is no different from the sound machine, as somebody has found. */
export interface MutantExplanation {
  /** Id of the mutant. */
  readonly mutant: string;
  readonly why: string;
}

export interface MutantsReport {
  readonly instances: readonly string[];
  readonly seed: number;
  readonly seconds: number;
  /** The time ran out, or the user stopped the hunt. */
  readonly stopped: boolean;
  /** Least share of killed mutants, in percent. */
  readonly minScore: number;
  readonly outcomes: readonly MutantOutcome[];
  readonly explanations: readonly MutantExplanation[];
}

export const countOf = ({ outcomes }: MutantsReport, verdict: MutantOutcome['verdict']): number =>
  outcomes.filter((outcome) => outcome.verdict === verdict).length;

/** Killed mutants among those that were tried to the end, explained survivors included, in percent; 100 if there are none. */
export function killScore(report: MutantsReport): number {
  const killed = countOf(report, 'killed');
  const tried = killed + countOf(report, 'survived');
  return tried === 0 ? 100 : (100 * killed) / tried;
}

function unexplainedSurvivors({ outcomes, explanations }: MutantsReport): readonly MutantOutcome[] {
  const explained = new Set(explanations.map(({ mutant }) => mutant));
  return outcomes.filter(({ verdict, mutant }) => verdict === 'survived' && !explained.has(mutant.id));
}

/** Explanations of mutants that were killed. */
function staleExplanations({ outcomes, explanations }: MutantsReport): readonly MutantExplanation[] {
  const killed = new Set(
    outcomes.flatMap(({ verdict, mutant }) => (verdict === 'killed' ? [mutant.id] : [])),
  );
  return explanations.filter(({ mutant }) => killed.has(mutant));
}

/** 0: enough are killed and every survivor is explained; 1: not so, or an explanation is stale; 3: the hunt was stopped. */
export function mutantsExitCode(report: MutantsReport): 0 | 1 | 3 {
  if (unexplainedSurvivors(report).length > 0 || staleExplanations(report).length > 0) return 1;
  if (report.stopped) return 3;
  return killScore(report) >= report.minScore ? 0 : 1;
}

/** One mutant, as soon as it is known. Ends with a line break, or is empty. */
export function mutantText(
  { mutant, verdict, kill, differs }: MutantOutcome,
  explanations: readonly MutantExplanation[],
  palette: Palette,
  quiet: boolean,
): string {
  const why = explanations.find((explanation) => explanation.mutant === mutant.id)?.why;
  const name = palette.name(mutant.id);
  if (verdict === 'survived') {
    const style = why === undefined ? palette.bad : palette.good;
    if (quiet && why !== undefined) return '';
    const alike = differs === false ? ', no step differs' : '';
    return `${name}  ${style(`survived${alike}`)}${why === undefined ? '' : palette.faint(`: ${why}`)}\n`;
  }
  if (quiet) return '';
  if (kill === undefined) return `${name}  ${palette.doubtful(verdict.replace('-', ' '))}\n`;
  const where = [kill.instance, kill.within].filter((part) => part !== '').join(', ');
  return `${name}  ${palette.good('killed')} by ${kill.property} ${palette.faint(`(${kill.way}, ${where})`)}\n`;
}

/** Ends with a line break. */
export function mutantsSummary(report: MutantsReport, palette: Palette): string {
  const survivors = unexplainedSurvivors(report);
  const stale = staleExplanations(report);
  const lines = [
    palette.title(
      [
        `${counted(countOf(report, 'killed'), 'mutant')} killed, ${countOf(report, 'survived')} survived;`,
        `${countOf(report, 'not-exercised')} not exercised, ${countOf(report, 'not-tried')} not tried.`,
        `Kill score ${killScore(report).toFixed(1)} %, at least ${report.minScore} % expected.`,
      ].join(' '),
    ),
    ...(survivors.length === 0
      ? []
      : [palette.bad(`Survivors without an explanation: ${ids(survivors.map(({ mutant }) => mutant.id))}`)]),
    ...(stale.length === 0
      ? []
      : [palette.bad(`Explained, yet killed: ${ids(stale.map(({ mutant }) => mutant))}`)]),
    ...(report.stopped ? [palette.doubtful('Ended before everything was tried.')] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function ids(list: readonly string[]): string {
  return list.join(', ');
}

export function mutantsJson(report: MutantsReport): JsonRecord {
  const { instances, seed, seconds, stopped, minScore, outcomes, explanations } = report;
  const whys = new Map(explanations.map(({ mutant, why }) => [mutant, why]));
  return {
    command: 'mutants',
    instances: [...instances],
    seed,
    seconds,
    stopped,
    minScore,
    score: killScore(report),
    exitCode: mutantsExitCode(report),
    killed: countOf(report, 'killed'),
    survived: countOf(report, 'survived'),
    notExercised: countOf(report, 'not-exercised'),
    notTried: countOf(report, 'not-tried'),
    staleExplanations: staleExplanations(report).map(({ mutant }) => mutant),
    mutants: outcomes.map(({ mutant, verdict, kill, differs }) => ({
      ...mutant,
      verdict,
      kill: kill === undefined ? null : { ...kill },
      differs: differs ?? null,
      explanation: whys.get(mutant.id) ?? null,
    })),
  };
}
