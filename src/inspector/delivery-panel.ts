import { button, element, setText } from './element'
import { createKeyedList } from './keyed-list'
import { words } from './knowledge-rows'
import type { Panel, PanelContext } from './panel'

const COUNTS = ['accepted', 'delivered', 'waiting', 'dropped'] as const

/** What became of all events: the queue and the losses. */
export function createDeliveryPanel({ tracker, on, say, redraw }: PanelContext): Panel {
  const numbers = Object.fromEntries(COUNTS.map((name) => [name, element('dd', {}, '0')]))
  const send = button('Send now')
  const losses = element('ul', { class: 'rows', 'aria-label': 'Dropped, by reason' })
  const none = element('p', { class: 'note' }, 'Nothing was lost.')
  const rows = createKeyedList<[string, number]>(losses, {
    key: ([reason]) => reason,
    make() {
      const line = element('li', { class: 'loss' })
      return { element: line, update: ([reason, n]) => setText(line, `${n} × ${words(reason)}`) }
    },
  })
  on(send, 'click', async () => {
    const found = tracker()
    if (!found) return say('There is no tracker yet.')
    say('Sending…')
    await found.flush()
    const { waiting } = found.ledger()
    say(waiting ? `${waiting} still waiting: the collector did not take them.` : 'All is delivered.')
    redraw()
  })
  return {
    name: 'delivery',
    title: 'Delivery',
    element: element(
      'div',
      {},
      element(
        'dl',
        { class: 'numbers' },
        ...COUNTS.map((name) => element('div', { class: name }, element('dt', {}, name), numbers[name]!)),
      ),
      element('p', { class: 'note' }, 'accepted = delivered + waiting + dropped, in this browser'),
      element('div', { class: 'bar' }, send),
      element('h3', {}, 'Dropped'),
      losses,
      none,
    ),
    draw() {
      const { dropped, ...counts } = tracker()?.ledger() ?? { accepted: 0, delivered: 0, waiting: 0, dropped: {} }
      const reasons = Object.entries(dropped)
      const all = { ...counts, dropped: reasons.reduce((sum, [, n]) => sum + n, 0) }
      for (const name of COUNTS) setText(numbers[name]!, String(all[name]))
      rows.update(reasons)
      losses.hidden = !reasons.length
      none.hidden = !losses.hidden
    },
    // What is delivered meanwhile is not told.
    tick: redraw,
  }
}
