/**
 * Differences of abstraction between the peer's model and this one, each with what is done about it and why that hides no defect.
 * Whatever no rule explains is reported. See docs/quint-replay.md.
 */
export type RuleId =
  | 'powerless-members'
  | 'packets-without-news'
  | 'packets-of-ours-alone'
  | 'clock-at-launch'
  | 'channel-from-the-start'
  | 'slash-acks-at-once'
  | 'reports-at-will'
  | 'flagged-already'
  | 'power-never-negative'
  | 'emptied-validator-returns'
  | 'consumers-that-ended'
  | 'timed-out-ends-it';

/** How often each rule was needed. */
export class RuleCounts {
  readonly #counts = new Map<RuleId, number>();

  apply(rule: RuleId): void {
    this.#counts.set(rule, (this.#counts.get(rule) ?? 0) + 1);
  }

  toJson(): Readonly<Partial<Record<RuleId, number>>> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
