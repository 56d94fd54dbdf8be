/** Tells what the machines do wrong from what the search itself runs out of. */
import { CheckerError } from '../../errors/checker-error.ts';

/**
 * What taking a step threw, as an error of the model.
 * @throws the error itself if it is not the model's: no memory left, for one.
 */
export function machineFailure(error: unknown): CheckerError {
  if (error instanceof CheckerError) return error;
  if (!(error instanceof Error) || isOutOfMemory(error)) throw error;
  return new CheckerError('MODEL_EXCEPTION', `a guard or an action threw: ${error.message}`, {
    cause: error,
  });
}

/** Typed arrays and maps that cannot grow any further. */
export function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    /allocation failed|maximum size exceeded|invalid (typed )?array (buffer )?length/i.test(error.message)
  );
}
