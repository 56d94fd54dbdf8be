/** The kinds of values that instances are written in. */
import { z } from 'zod';

export const seconds = z.int().min(0).max(1e9);
export const positiveSeconds = z.int().min(1).max(1e9);
export const count = z.int().min(1).max(1_000_000);
export const name = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/, 'letters and digits, starting with a letter');
/** A decimal fraction in [0, 1] written as a string, so that it is exact: "0.05". */
export const fraction = z
  .string()
  .regex(/^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$/, 'a decimal fraction from 0 to 1, such as "0.05"');
