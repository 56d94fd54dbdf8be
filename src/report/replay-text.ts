/** The outcome of a replay for the terminal. */
import type { Explanation } from '../trace/explain.ts';
import type { Divergence } from '../trace/replay-trace.ts';
import { storyText } from './counterexample-text.ts';
import type { Palette } from './palette.ts';

/** Where run and trace part ways; several indented lines, without a line break at the end. */
export function divergenceText(divergence: Divergence, steps: number, palette: Palette): string {
  const { step, message, component, path, expected, got, guards, requirements } = divergence;
  const where = step === 0 ? 'in the initial state' : `at step ${step} of ${steps}`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['field', path === undefined ? undefined : `${component ?? ''} ${path}`.trim()],
    ['trace', expected],
    ['run', got],
    ...guards.map(
      ({ guard, holds, transition }) => ['guard', `${guard} is ${holds} (${transition})`] as const,
    ),
    ...requirements.map((name) => ['required', name] as const),
  ];
  const details = rows.flatMap(([name, text]) =>
    text === undefined ? [] : [`    ${`${name}:`.padEnd(10)}${text}`],
  );
  return [`  ${palette.title(where)}: ${message}`, ...details].join('\n');
}

/** The story of a trace that was reproduced. */
export function replayStory(explanation: Explanation, palette: Palette): string {
  const label = explanation.violated ? palette.bad('Broken:') : palette.good('Seen:');
  return `${storyText(explanation, palette)}\n\n  ${label} ${explanation.message}`;
}
