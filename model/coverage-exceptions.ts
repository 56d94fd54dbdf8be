/** Transitions and outcomes of guards that random runs over the presets do not cover, and why. */
export const coverageExceptions: readonly {
  /** Parts of the names, as coverage reports them. */
  readonly names: readonly string[];
  readonly reason: string;
}[] = [];
