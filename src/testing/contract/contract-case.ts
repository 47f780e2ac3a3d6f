/**
 * One thing that must hold, for any test framework: `for (const { name, run } of cases) test(name, run)`.
 *
 * @example
 * // Where no test framework is at hand: the names of those that do not hold.
 * async function broken(cases: readonly ContractCase[]): Promise<string[]> {
 *   const names: string[] = []
 *   for (const { name, run } of cases) await run().catch(() => names.push(name))
 *   return names
 * }
 */
export interface ContractCase {
  /** What must hold, as a sentence without its subject. */
  readonly name: string
  /** Settles where it holds, and rejects where it does not. */
  readonly run: () => Promise<void>
}

/** What one case works with, made anew for it. */
export interface Setting<Given> {
  readonly given: Given
  /** Takes away what was made; called also where the case fails. */
  readonly tearDown: () => unknown
}

/**
 * Makes the cases of a contract, each with a setting of its own.
 *
 * @example
 * casesOf(async () => ({ given: await open(), tearDown: () => {} }), { 'is open': async (given) => {} })
 */
export function casesOf<Given>(
  setUp: () => Setting<Given> | Promise<Setting<Given>>,
  cases: Readonly<Record<string, (given: Given) => unknown>>,
): ContractCase[] {
  return Object.entries(cases).map(([name, hold]) => ({
    name,
    async run() {
      const { given, tearDown } = await setUp()
      try {
        await hold(given)
      } finally {
        await tearDown()
      }
    },
  }))
}
