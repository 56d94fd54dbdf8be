/** Which faults are caught, for the terminal. */
import { counted } from './counted.ts';
import type { Palette } from './palette.ts';

export interface FaultOutcome {
  readonly fault: {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly caughtBy: readonly string[];
  };
  readonly verdict: 'caught' | 'missed' | 'control-silent' | 'control-reported';
  /** The properties that report it, shortest trace first. */
  readonly by: readonly {
    readonly property: string;
    readonly length: number;
    readonly trace: string;
  }[];
}

/** Ends with a line break. */
export function faultsText(outcomes: readonly FaultOutcome[], palette: Palette, quiet: boolean): string {
  const shown = quiet ? outcomes.filter(({ verdict }) => isWrong(verdict)) : outcomes;
  const width = Math.max(0, ...shown.map(({ fault }) => `${fault.id} ${fault.name}`.length));
  const lines = shown.flatMap(({ fault, verdict, by }) => {
    const style = isWrong(verdict) ? palette.bad : palette.good;
    const name = `${fault.id} ${fault.name}`.padEnd(width);
    return [
      `${palette.name(name)}  ${style(titles[verdict])}`,
      ...(verdict === 'missed' ? [palette.faint(`    expected of: ${fault.caughtBy.join(', ')}`)] : []),
      ...by.map(
        ({ property, length, trace }) =>
          `    ${property} in ${counted(length, 'step')}  ${palette.faint(trace)}`,
      ),
    ];
  });
  const count = (wanted: FaultOutcome['verdict']): number =>
    outcomes.filter(({ verdict }) => verdict === wanted).length;
  const summary = [
    `${counted(count('caught'), 'fault')} caught, ${count('missed')} missed;`,
    `${counted(count('control-silent'), 'control')} not reported, ${count('control-reported')} reported.`,
  ].join(' ');
  return `${[...lines, palette.title(summary)].join('\n')}\n`;
}

const titles: Readonly<Record<FaultOutcome['verdict'], string>> = {
  caught: 'caught by',
  missed: 'NOT caught',
  'control-silent': 'a control, not reported, as it should be',
  'control-reported': 'a control, yet REPORTED by',
};

function isWrong(verdict: FaultOutcome['verdict']): boolean {
  return verdict === 'missed' || verdict === 'control-reported';
}
