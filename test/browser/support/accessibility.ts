import axe from 'axe-core'

/** What is looked at. */
interface Look {
  /**
   * An expression of the part of the page that is looked at.
   * @default 'document'
   */
  readonly of?: string
  /**
   * Rules that are not looked at.
   * @default []
   */
  readonly but?: readonly string[]
}

/**
 * Serious and critical accessibility faults of a page, each with where it is.
 *
 * @param evaluate Gives the value of an expression in the page.
 */
export async function accessibilityFaults(
  evaluate: <Answer>(expression: string) => Promise<Answer>,
  { of = 'document', but = [] }: Look = {},
): Promise<string[]> {
  if (!(await evaluate<boolean>('"axe" in globalThis'))) await evaluate(`${axe.source};0`)
  const rules = Object.fromEntries(but.map((rule) => [rule, { enabled: false }]))
  const options = JSON.stringify({ rules, resultTypes: ['violations'] })
  // Faults alone leave the page: all that is well is a hundred times as much.
  const { violations } = await evaluate<Pick<axe.AxeResults, 'violations'>>(
    `axe.run(${of}, ${options}).then(({ violations }) => ({ violations }))`,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}
