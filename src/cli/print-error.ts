/** Errors for people: what, where, what would be right, what to do; never a stack trace. */
import { CheckerError } from '../errors/checker-error.ts';

/** Ends with a line break. */
export function errorText(error: unknown): string {
  if (!(error instanceof CheckerError)) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return `error[INTERNAL]: ${message}\n  hint: this is a defect of ics-check; please report it with the command that shows it\n`;
  }
  const details = (['at', 'expected', 'received', 'hint'] as const).flatMap((name) => {
    const detail = error[name];
    return detail === undefined ? [] : [`  ${name}: ${detail}`];
  });
  return [`error[${error.code}]: ${error.message}`, ...details, ''].join('\n');
}
