import { element, setText } from './element'
import { createKeyedList, type KeyedList } from './keyed-list'
import { createKnowledgeEntry, type KnowledgeEntry } from './knowledge-entry'
import { isHeld, type KnowledgeRow, knowledgeRows } from './knowledge-rows'
import type { Known } from './known'
import type { PanelContext } from './panel'

/** Segments, stages and traits, each with its evidence and until when. */
export interface KnowledgeList {
  readonly element: HTMLElement
  readonly update: (known: Known) => void
  /** Has the countdowns go on. */
  readonly tick: (now: number) => void
}

const GROUPS = [
  ['stage', 'Stages'],
  ['segment', 'Segments'],
  ['trait', 'Traits'],
] as const

/**
 * Makes the list.
 *
 * @param id Of the list in its page.
 */
export function createKnowledgeList(id: string, { document, on, redraw }: PanelContext): KnowledgeList {
  const only = element('input', { type: 'checkbox', id: `${id}-only`, checked: true })
  let known: Known
  on(only, 'change', redraw)
  const groups = GROUPS.map(([kind, title]) => {
    const count = element('span', { class: 'note' })
    const list = element('ul', { class: 'rows' })
    const rows: KeyedList<KnowledgeRow> = createKeyedList(list, {
      key: ({ name }) => name,
      make: (row) => createKnowledgeEntry(row, { document, on, known: () => known }),
    })
    const section = element('section', {}, element('h3', {}, title, ' ', count), list)
    return { kind, rows, section, count, list }
  })
  return {
    element: element(
      'div',
      {},
      element('div', { class: 'bar' }, only, element('label', { for: `${id}-only` }, 'Only what holds')),
      ...groups.map(({ section }) => section),
    ),
    update(next) {
      known = next
      const all = knowledgeRows(document, next.view)
      for (const { kind, rows, section, count, list } of groups) {
        const own = all.filter((row) => row.kind === kind)
        const shown = own.filter((row) => !only.checked || isHeld(row))
        rows.update(shown)
        section.hidden = !own.length
        list.hidden = !shown.length
        setText(count, `${own.filter(isHeld).length} of ${own.length}`)
      }
    },
    tick(now) {
      for (const { rows } of groups) for (const entry of rows.entries()) (entry as KnowledgeEntry).tick(now)
    },
  }
}
