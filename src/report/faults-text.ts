/** Which faults are caught, for the terminal. */
import { counted } from './counted.ts';
import type { Palette } from './palette.ts';

export interface FaultOutcome {
  readonly fault: {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly description: string;
    readonly source: readonly string[];
    readonly caughtBy: readonly string[];
  };
  /** On which it was looked for. */
  readonly instance: string;
  readonly verdict: 'caught' | 'missed' | 'control-silent' | 'control-reported';
  /** The properties that report it, shortest trace first. */
  readonly by: readonly {
    readonly property: string;
    readonly length: number;
    readonly trace: string;
  }[];
}

/**
 * One fault, as soon as it is known. Ends with a line break, or is empty.
 * @param width of the longest name, for alignment
 */
export function faultText(
  { fault, verdict, by }: FaultOutcome,
  width: number,
  palette: Palette,
  quiet: boolean,
): string {
  if (quiet && !isWrong(verdict)) return '';
  const style = isWrong(verdict) ? palette.bad : palette.good;
  const lines = [
    `${palette.name(faultName(fault).padEnd(width))}  ${style(faultVerdicts[verdict])}`,
    ...(verdict === 'missed' ? [palette.faint(`    expected of: ${fault.caughtBy.join(', ')}`)] : []),
    ...by.map(
      ({ property, length, trace }) =>
        `    ${property} in ${counted(length, 'step')}  ${palette.faint(trace)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

export function faultName({ id, name }: Pick<FaultOutcome['fault'], 'id' | 'name'>): string {
  return `${id} ${name}`;
}

/** Ends with a line break. */
export function faultsSummary(outcomes: readonly FaultOutcome[], palette: Palette): string {
  const count = (wanted: FaultOutcome['verdict']): number =>
    outcomes.filter(({ verdict }) => verdict === wanted).length;
  const summary = [
    `${counted(count('caught'), 'fault')} caught, ${count('missed')} missed;`,
    `${counted(count('control-silent'), 'control')} not reported, ${count('control-reported')} reported.`,
  ].join(' ');
  return `${palette.title(summary)}\n`;
}

/** What became of each fault, in words. */
export const faultVerdicts: Readonly<Record<FaultOutcome['verdict'], string>> = {
  caught: 'caught by',
  missed: 'NOT caught',
  'control-silent': 'a control, not reported, as it should be',
  'control-reported': 'a control, yet REPORTED by',
};

/** Whether the fault should have been caught and was not, or the other way round. */
export function isWrong(verdict: FaultOutcome['verdict']): boolean {
  return verdict === 'missed' || verdict === 'control-reported';
}
