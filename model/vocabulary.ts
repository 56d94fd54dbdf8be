/**
 * The words that the machines of the model share: what they remember (contexts), what they say to each other
 * (messages), what the environment may do to them, and what they note for observers and readers.
 *
 * Conventions
 * - Time is a number of seconds *left* (a countdown), never a date. `0` means: due. Clamped at 0 unless said otherwise.
 * - A reference to a VSC id is an *age*: how many ids the provider has issued since (0 = the id it hands out next).
 *   Ages saturate at `oldestVscAge` (see instance.ts): no unbonding entry can be that old, so nothing can tell them apart.
 * - Arrays that stand for sets are sorted (by validator or key), so that equal sets are equal data.
 * - Contexts are plain JSON and are changed only by Immer recipes.
 */
export type * from './vocabulary/names.ts';
export type * from './vocabulary/validator-set-change.ts';
export type * from './vocabulary/provider-state.ts';
export type * from './vocabulary/shaping-state.ts';
export type * from './vocabulary/channel-state.ts';
export type * from './vocabulary/consumer-state.ts';
export type * from './vocabulary/equivocation.ts';
export type * from './vocabulary/environment-choices.ts';
export type * from './vocabulary/keys-state.ts';
export type * from './vocabulary/messages.ts';
export type * from './vocabulary/notes.ts';
export type * from './vocabulary/ownership.ts';
export type * from './vocabulary/phase-changed.ts';
export type * from './vocabulary/rewards.ts';
export type * from './vocabulary/standalone.ts';
export type * from './vocabulary/slash-queue-state.ts';
