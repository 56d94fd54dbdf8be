/** Lets Ctrl-C end a long piece of work early, with what it has found so far; a second Ctrl-C ends the process. */
import type { Io } from './io.ts';

export async function interruptible<Result>(
  io: Pick<Io, 'onInterrupt'>,
  work: (shouldStop: () => boolean) => Promise<Result>,
): Promise<Result> {
  let interrupted = false;
  const stopListening = io.onInterrupt(() => {
    interrupted = true;
  });
  try {
    return await work(() => interrupted);
  } finally {
    stopListening();
  }
}
