/** Errors on their way from one thread to another: a structured clone would lose the class and the code. */
import { CheckerError, type CheckerErrorCode, type CheckerErrorDetails } from '../../errors/checker-error.ts';

export interface SentError {
  readonly message: string;
  readonly stack: string;
  /** Of a CheckerError. */
  readonly code?: CheckerErrorCode;
  readonly details: CheckerErrorDetails;
}

export function packError(error: unknown): SentError {
  if (!(error instanceof CheckerError)) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    return { message, stack, details: {} };
  }
  const { code, message, stack = '', at, expected, received, hint } = error;
  const details = Object.entries({ at, expected, received, hint }).filter(([, text]) => text !== undefined);
  return { code, message, stack, details: Object.fromEntries(details) };
}

export function unpackError({ code, message, stack, details }: SentError): Error {
  const error = code === undefined ? new Error(message) : new CheckerError(code, message, details);
  error.stack = stack;
  return error;
}
