import type { Foreseen } from '../engine/answers'
import type { AisleDocument, Trait } from '../language/ast'
import { describeMetric } from '../language/describe'
import { dayTime } from './clock-time'
import { countdown } from './countdown'
import { element, setAttribute, setText } from './element'
import { type EvidenceLine, evidenceOf } from './evidence'
import type { ListEntry } from './keyed-list'
import { type KnowledgeRow, words } from './knowledge-rows'
import type { Known } from './known'
import type { PanelContext } from './panel'

/** One answer in a list, which opens to its evidence. */
export interface KnowledgeEntry extends ListEntry<KnowledgeRow> {
  readonly update: (row: KnowledgeRow) => void
  /** Has the countdown say how long there is to go. */
  readonly tick: (now: number) => void
}

/** What an entry needs. */
export interface KnowledgeEntryOptions {
  readonly document: AisleDocument
  readonly known: () => Known
  readonly on: PanelContext['on']
}

/** Makes the entry of an answer. Its evidence is worked out while it is open alone. */
export function createKnowledgeEntry(
  { kind, name, title }: KnowledgeRow,
  { document, known, on }: KnowledgeEntryOptions,
): KnowledgeEntry {
  const value = element('span', { class: 'value' })
  const until = element('span', { class: 'until' })
  const body = element('div', { class: 'body' })
  const code = words(name) === title ? [] : [element('code', {}, name)]
  const heading = element('span', { class: 'what' }, element('b', {}, title), ...code)
  const details = element('details', {}, element('summary', {}, heading, value, until), body)
  const trait = document.traits.find((each) => kind === 'trait' && each.name === name)
  let changes_at: Foreseen | null = null

  const tick = (now: number) => setText(until, changes_at ? untilText(changes_at, now) : '')
  const showEvidence = () => {
    if (!details.open) return
    const lines = trait ? traitLines(trait, known()) : ruleLines(name, { document, known })
    const text = lines.map((line) => line.text).join('\n')
    // What is read, or selected, is left alone unless it says something else.
    if (body.dataset.text === text) return
    body.dataset.text = text
    body.replaceChildren(...lines.map(lineElement))
  }
  on(details, 'toggle', showEvidence)
  return {
    element: element('li', {}, details),
    update(row) {
      setText(value, row.value)
      setAttribute(value, 'data-tone', row.tone)
      changes_at = (kind !== 'trait' && known().explain(name)?.changes_at) || null
      if (changes_at) setAttribute(until, 'title', `${dayTime(changes_at.at)}: ${words(changes_at.to)}`)
      tick(known().view.now)
      showEvidence()
    },
    tick,
  }
}

function untilText({ at, to }: Foreseen, now: number): string {
  return `${words(to)} in ${countdown(at - now)}`
}

function ruleLines(name: string, { document, known }: Pick<KnowledgeEntryOptions, 'document' | 'known'>) {
  const { explain, event } = known()
  const explanation = explain(name)
  if (!explanation) return [{ depth: 0, text: 'Nothing is known yet.' }]
  return evidenceOf(explanation, { document, event })
}

function traitLines({ name, value }: Trait, { trait, event }: Known): EvidenceLine[] {
  const events = trait?.(name)?.events ?? []
  const said = typeof value === 'object' ? describeMetric(value) : 'the same for every shopper'
  const shown = events.slice(0, 3).map(event).join(', ')
  const more = events.length > 3 ? ` and ${events.length - 3} more` : ''
  return [
    { depth: 0, text: `${said[0]!.toUpperCase()}${said.slice(1)}.` },
    ...(shown ? [{ depth: 0, text: `From ${shown}${more}.` }] : []),
  ]
}

function lineElement({ depth, mark, text }: EvidenceLine): HTMLElement {
  const made = element(
    'p',
    { class: 'evidence' },
    ...(mark ? [element('span', { 'data-mark': mark }, mark), ' '] : []),
    text,
  )
  made.style.setProperty('--depth', String(depth))
  return made
}
