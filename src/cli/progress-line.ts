/** The live line on stderr while an engine runs. */
import type { ExplicitProgress } from '../search/explicit/explicit-options.ts';
import type { HuntProgress } from '../search/mutants/hunt.ts';
import type { RandomProgress } from '../search/random/random-options.ts';
import type { Io } from './io.ts';

export interface ProgressLine<Progress> {
  readonly show: (progress: Progress) => void;
  /** Wipes the line. */
  readonly clear: () => void;
}

const wipe = '\r\u001B[K';

/** @param label what is being done, at the start of the line */
export function progressLine(
  io: Pick<Io, 'stderr' | 'showsProgress'>,
  label: string,
  total: number,
): ProgressLine<RandomProgress> {
  return line(io, ({ runs, steps, distinct, stepsPerSecond }) => {
    const rate = Math.round(stepsPerSecond);
    return `${label}: ${runs} of ${total} runs, ${steps} steps, ${distinct} states, ${rate} steps/s`;
  });
}

/** The same for an exhaustive search. The rate is that of the present pass. */
export function searchProgressLine(
  io: Pick<Io, 'stderr' | 'showsProgress'>,
  label: string,
): ProgressLine<ExplicitProgress> {
  let pass = '';
  let since = performance.now();
  let before = 0;
  return line(io, (progress) => {
    const present = `${progress.scopeNumber}/${progress.pass}`;
    // A group of passes may be parted and searched anew, with fewer states than before.
    if (present !== pass || progress.generated < before) {
      pass = present;
      since = performance.now();
      before = progress.generated;
    }
    const { scope, scopeNumber, scopes, passes, distinct, generated, frontier, depth, livenessStates } =
      progress;
    const seconds = (performance.now() - since) / 1000;
    const rate = seconds > 0 ? Math.round((generated - before) / seconds) : 0;
    const doing =
      livenessStates === undefined
        ? `${distinct} states, ${rate} generated/s, frontier ${frontier}, depth ${depth}`
        : `${distinct} states, judging liveness: ${livenessStates} states with something owed`;
    const memory = Math.round(process.memoryUsage.rss() / 2 ** 20);
    const where = scope === '' ? '' : `scope ${scope} (${scopeNumber} of ${scopes}), `;
    return `${label}: ${where}pass ${progress.pass} of ${passes}, ${doing}, ${memory} MB`;
  });
}

/** The same for the hunt for mutants. */
export function huntProgressLine(io: Pick<Io, 'stderr' | 'showsProgress'>): ProgressLine<HuntProgress> {
  return line(
    io,
    ({ stage, settled, total, killed, at }) =>
      `mutants: ${stage}, ${settled} of ${total} known, ${killed} killed, at ${at}`,
  );
}

function line<Progress>(
  io: Pick<Io, 'stderr' | 'showsProgress'>,
  textOf: (progress: Progress) => string,
): ProgressLine<Progress> {
  if (!io.showsProgress) return { show: () => undefined, clear: () => undefined };
  return {
    show: (progress) => {
      io.stderr(wipe + textOf(progress));
    },
    clear: () => {
      io.stderr(wipe);
    },
  };
}
