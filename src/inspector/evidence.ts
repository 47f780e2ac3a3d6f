import type { Explanation } from '../engine/answers'
import type { Because } from '../engine/explain'
import { narrate } from '../engine/narrate'
import type { AisleDocument } from '../language/ast'
import { dayTime } from './clock-time'

/** A sentence of evidence. */
export interface EvidenceLine {
  /** How deep the rule is nested there, from 0. */
  readonly depth: number
  /** Whether that part of the rule holds; absent for a sentence that is no part of one. */
  readonly mark?: 'yes' | 'no' | 'unknown'
  readonly text: string
}

/**
 * An explanation in sentences, without its headline.
 *
 * @param options `event` says what an event is called, by its id.
 */
export function evidenceOf(
  explanation: Explanation,
  { document, event }: { readonly document: AisleDocument; readonly event: (id: string) => string },
): EvidenceLine[] {
  const named = { ...explanation, because: explanation.because.map((because) => nameEvents(because, event)) }
  const [, ...lines] = narrate(named, { document, instant: dayTime })
  return lines.map((line) => {
    const [, indent = '', mark, text = ''] = /^( *)(?:\[(yes|no|unknown)\] )?(.*)$/.exec(line) ?? []
    const depth = Math.max(0, indent.length / 2 - 1)
    return mark ? { depth, mark: mark as 'yes', text } : { depth, text }
  })
}

/** The same with events called by what they are, since an id says nothing to a reader. */
function nameEvents(because: Because, event: (id: string) => string): Because {
  const { of, sides, events } = because
  return {
    ...because,
    ...(of && { of: of.map((part) => nameEvents(part, event)) }),
    ...(sides && { sides: sides.map((side) => ({ ...side, events: side.events.map(event) })) }),
    ...(events && { events: events.map(event) }),
  }
}
