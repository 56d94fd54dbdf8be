/** The live line on stderr while a test runs. */
import type { RandomProgress } from '../search/random/random-options.ts';
import type { Io } from './io.ts';

export interface ProgressLine {
  readonly show: (progress: RandomProgress) => void;
  /** Wipes the line. */
  readonly clear: () => void;
}

const wipe = '\r\u001B[K';

/** @param label what is being done, at the start of the line */
export function progressLine(
  io: Pick<Io, 'stderr' | 'showsProgress'>,
  label: string,
  total: number,
): ProgressLine {
  if (!io.showsProgress) return { show: () => undefined, clear: () => undefined };
  return {
    show: ({ runs, steps, distinct, stepsPerSecond }) => {
      const rate = Math.round(stepsPerSecond);
      io.stderr(
        `${wipe}${label}: ${runs} of ${total} runs, ${steps} steps, ${distinct} states, ${rate} steps/s`,
      );
    },
    clear: () => {
      io.stderr(wipe);
    },
  };
}
