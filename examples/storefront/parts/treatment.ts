import type { SelectedTreatment } from 'aisle'
import { type Child, h } from '../dom'
import { reasonOf } from '../personalise/reasons'
import { why } from './why'

/** What a treatment shows. */
export interface TreatmentContent {
  readonly title: string
  readonly text?: string
  readonly body?: readonly Child[]
  /** Of the block, beside `treatment`. */
  readonly class?: string
}

/** A block that is there for this shopper, and says so, and why. */
export function treatmentBlock(due: SelectedTreatment, content: TreatmentContent): HTMLElement {
  const { title, text, body = [] } = content
  return h(
    'section',
    { class: `treatment ${content.class ?? ''}`, 'data-treatment': due.treatment, 'aria-label': title },
    h('p', { class: 'for-you' }, `For you, because ${reasonOf(due.why)}`),
    h('h2', {}, title),
    text && h('p', {}, text),
    ...body,
    why(due),
  )
}

/** The same in one line, for the strip under the header. */
export function treatmentLine(
  due: SelectedTreatment,
  text: string,
  link?: { readonly href: string; readonly text: string },
) {
  return h(
    'section',
    { class: 'line', 'data-treatment': due.treatment, 'aria-label': 'For you' },
    h('p', {}, text, ' ', link && h('a', { href: link.href }, link.text)),
    why(due),
  )
}
