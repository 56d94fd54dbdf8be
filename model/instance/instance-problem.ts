/** One thing that is wrong with an instance. */
export interface InstanceProblem {
  /** Path inside the document, e.g. `consumers[0].retryDelaySeconds`. */
  readonly at: string;
  readonly expected: string;
  readonly received: string;
}
