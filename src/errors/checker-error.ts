/**
 * The one error class for everything a user of the checker can cause. Each code has a fixed meaning; the message says
 * what was expected, what was received and where; the hint says what to do next. Violations are results, never errors.
 */
export type CheckerErrorCode =
  /** A message reached a component in a state that has no transition for it: a defect of the model. */
  | 'MODEL_UNHANDLED_MESSAGE'
  /** A machine emitted something that is neither `send` nor `note`, or addressed a component that does not exist. */
  | 'MODEL_BAD_EMISSION'
  /** One atomic step delivered more messages than any sane model does: two machines answer each other for ever. */
  | 'MODEL_ENDLESS_STEP'
  /** A guard, an action or an observer threw an exception. */
  | 'MODEL_EXCEPTION'
  /** `defineSystem` was given an inconsistent definition. */
  | 'MODEL_BAD_DEFINITION'
  /** A system file cannot be loaded, or does not export a system. */
  | 'SYSTEM_INVALID'
  /** A symmetry that a system declares is not there. */
  | 'MODEL_NOT_SYMMETRIC'
  /** A command line argument has no meaning here. */
  | 'USAGE_BAD_ARGUMENT'
  /** A name (property, fault, instance, trace...) is not in the catalogue. */
  | 'USAGE_UNKNOWN_NAME'
  /** An instance file does not describe an instance. */
  | 'INSTANCE_INVALID'
  /** A trace file is not a trace of this checker. */
  | 'TRACE_INVALID'
  /** A file or folder cannot be read or written. */
  | 'FILE_UNUSABLE';

export interface CheckerErrorDetails {
  /** Where: a path in a file, a component, a step number. */
  readonly at?: string;
  readonly expected?: string;
  readonly received?: string;
  /** What to do about it, with the command to type where there is one. */
  readonly hint?: string;
  readonly cause?: unknown;
}

export class CheckerError extends Error {
  override readonly name = 'CheckerError';
  readonly code: CheckerErrorCode;
  readonly at: string | undefined;
  readonly expected: string | undefined;
  readonly received: string | undefined;
  readonly hint: string | undefined;

  constructor(code: CheckerErrorCode, message: string, details: CheckerErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.at = details.at;
    this.expected = details.expected;
    this.received = details.received;
    this.hint = details.hint;
  }
}
