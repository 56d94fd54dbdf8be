/** What the command line touches of the outside world, as an argument: tests bring their own. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether stderr is a terminal, on which a line may be drawn over. */
  readonly showsProgress: boolean;
  /** Whether stdout may be coloured, before `--no-color` has its say. */
  readonly colored: boolean;
  /** Calls back at Ctrl-C; returns how to stop listening, after which Ctrl-C ends the process again. */
  readonly onInterrupt: (callback: () => void) => () => void;
}

/** Colour follows the NO_COLOR and FORCE_COLOR conventions (no-color.org, force-color.org). */
export function processIo(): Io {
  const { env } = process;
  const noColor = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const forced = (env['FORCE_COLOR'] ?? '') !== '' && env['FORCE_COLOR'] !== '0';
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    showsProgress: process.stderr.isTTY,
    colored: !noColor && (forced || process.stdout.isTTY),
    onInterrupt: (callback) => {
      process.once('SIGINT', callback);
      return () => void process.off('SIGINT', callback);
    },
  };
}
