import type { AisleDocument } from '../../language/ast'
import type { Draw } from '../charts/draw'
import type { ReportFacts } from '../facts/report-facts'
import { type Html, html } from './html'

/** What a section is made of. */
export interface SectionInput {
  readonly facts: ReportFacts
  readonly document: AisleDocument
  readonly draw: Draw
}

/** A section of the page. */
export interface Section {
  readonly id: string
  /** In the contents. */
  readonly title: string
  readonly body: Html
}

/**
 * A section as HTML.
 *
 * @example
 * sectionHtml({ id: 'rfm', title: 'Buyers', body })
 */
export function sectionHtml({ id, title, body }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-h"><h2 id="${id}-h">${title}</h2>${body}</section>`
}
