/** What a run found. */
export interface Run {
  /** The time of one call, for each ten of them, µs. */
  readonly calls_us: readonly number[]
  /** The tasks of more than 50 ms, ms. */
  readonly long_tasks_ms: readonly number[]
}
