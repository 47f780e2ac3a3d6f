import { createChangeList } from './change-list'
import { element, setText } from './element'
import type { NumberedChange } from './inspector-record'
import type { Panel, PanelContext } from './panel'

/** What changed in this page, newest first. */
export function createChangesPanel({ record }: PanelContext): Panel {
  const count = element('p', { class: 'note' })
  const list = element('ol', { class: 'rows', 'aria-label': 'Changes, newest first' })
  const rows = createChangeList<NumberedChange>(list, { key: (change) => String(change.number), days: false })
  return {
    name: 'changes',
    title: 'Changes',
    element: element('div', {}, count, list),
    draw() {
      const changes = record.changes()
      rows.update(changes)
      list.hidden = !changes.length
      const many = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} since the inspector is here`
      setText(count, changes.length ? many : 'Nothing has changed since the inspector is here.')
    },
  }
}
