/** What came of replaying another program's trace, for the terminal. */
import { counted } from './counted.ts';
import type { Palette } from './palette.ts';

interface Replay {
  readonly steps: number;
  readonly followed: number;
  readonly events: number;
  readonly rules: Readonly<Record<string, number>>;
  readonly divergence?: {
    readonly step: number;
    readonly action: string;
    readonly field: string;
    readonly trace: string;
    readonly run: string;
  };
}

/** Ends with a line break, or is empty. */
export function foreignReplayText(file: string, replay: Replay, palette: Palette, quiet: boolean): string {
  const { steps, events, rules, divergence } = replay;
  if (divergence === undefined) {
    if (quiet) return '';
    const bridged = Object.entries(rules).map(([rule, times]) => `${rule} (${String(times)})`);
    return [
      `${palette.good('reproduced')}: ${file}, ${counted(steps, 'step')}, ${counted(events, 'event')} here`,
      ...(bridged.length === 0 ? [] : [palette.faint(`  bridged: ${bridged.join(', ')}`)]),
      '',
    ].join('\n');
  }
  const { step, action, field, trace, run } = divergence;
  const where = step === 0 ? 'in the initial state' : `at step ${String(step)} of ${String(steps)}`;
  const rows: readonly (readonly [string, string])[] =
    field === ''
      ? [
          ['action', action],
          ['run', `cannot follow: ${run}`],
        ]
      : [
          ...(action === '' ? [] : [['action', action] as const]),
          ['field', field],
          ['trace', trace],
          ['run', run],
        ];
  return [
    `${palette.bad('diverged')}: ${file}`,
    `  ${palette.title(where)}`,
    ...rows.map(([name, text]) => `    ${`${name}:`.padEnd(10)}${text}`),
    '',
  ].join('\n');
}
