import type { BacktestOutcome } from '../../history/outcome'
import { UsageError } from '../errors'
import { printable } from '../terminal'

/**
 * What `--outcome` says: a selector or a condition as JSON, or the name of an event. An order counts once, however often
 * its confirmation is opened.
 *
 * @throws UsageError where it is neither.
 * @example
 * parseOutcome('order_completed') // { event: 'order_completed', once: 'order_id' }
 */
export function parseOutcome(text: string): BacktestOutcome {
  if (text === 'order_completed') return { event: text, once: 'order_id' }
  if (/^[a-z]\w{0,63}$/.test(text)) return { event: text }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as BacktestOutcome
  } catch {
    // Told below.
  }
  const wanted = "an event's name, or a selector or condition of the rule language as JSON"
  throw new UsageError(`Cannot use --outcome ${printable(JSON.stringify(text))}: expected ${wanted}`)
}
