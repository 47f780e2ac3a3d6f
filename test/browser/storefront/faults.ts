import axe from 'axe-core'
import type { Shopper } from './shopper'

/** Serious and critical accessibility faults of the page in view, each with where it is. */
export async function accessibilityFaults({ page, ask }: Shopper): Promise<string[]> {
  // What moves has no colour of its own yet.
  await ask('Promise.all(document.getAnimations().map(({ finished }) => finished)).then(() => 0)')
  if (!(await ask<boolean>('"axe" in globalThis'))) await ask(`${axe.source};0`)
  const { violations } = await ask<axe.AxeResults>('axe.run(document)')
  await page.waitForTimeout(0)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}
