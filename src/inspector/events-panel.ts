import type { WireEvent } from '../tracker/wire-event'
import { button, element, setAttribute, setText } from './element'
import { createEventList } from './event-list'
import { eventMatches } from './event-text'
import type { Panel, PanelContext } from './panel'

/** The stream of events: newest first, to pause, and to filter by text. */
export function createEventsPanel(context: PanelContext): Panel {
  const { record, tracker, on, redraw } = context
  const filter = element('input', {
    type: 'search',
    id: 'filter',
    placeholder: 'name, product, value',
    spellcheck: 'false',
  })
  const pause = button('Pause', { 'aria-pressed': 'false' })
  const count = element('p', { class: 'note' })
  const list = element('ol', { class: 'rows events', 'aria-label': 'Events, newest first' })
  const events = createEventList(list, context)
  /** What is shown while it is paused. */
  let held: readonly WireEvent[] | undefined

  on(filter, 'input', redraw)
  on(pause, 'click', () => {
    held = held ? undefined : record.events()
    setAttribute(pause, 'aria-pressed', String(!!held))
    redraw()
  })
  return {
    name: 'events',
    title: 'Events',
    element: element(
      'div',
      {},
      element('div', { class: 'bar' }, element('label', { for: 'filter' }, 'Filter'), filter, pause),
      count,
      list,
    ),
    draw() {
      const all = held ?? record.events()
      const shown = all.filter((event) => eventMatches(event, filter.value))
      events.update(shown)
      list.hidden = !shown.length
      const missed = held ? newerThan(held, record.events()) : 0
      const waiting = record.isSetUp() ? 0 : (tracker()?.ledger().waiting ?? 0)
      setText(count, countText(shown.length, { all: all.length, missed, waiting }))
    },
    // Events that wait for consent are not told of.
    tick: () => record.isSetUp() || redraw(),
  }
}

function newerThan(held: readonly WireEvent[], events: readonly WireEvent[]): number {
  const at = held[0] ? events.indexOf(held[0]) : events.length
  return at < 0 ? events.length : at
}

interface Counts {
  readonly all: number
  readonly missed: number
  readonly waiting: number
}

function countText(shown: number, { all, missed, waiting }: Counts): string {
  const paused = missed ? ` · paused, ${missed} newer` : ''
  if (waiting)
    return `${waiting} ${waiting === 1 ? 'event waits' : 'events wait'} for an answer on consent; then they are seen.`
  if (!all) return `No event since the inspector is here.${paused}`
  return `${shown === all ? all : `${shown} of ${all}`} ${all === 1 ? 'event' : 'events'}${paused}`
}
