import type { WireEvent } from '../tracker/wire-event'
import { clockTime, dayTime } from './clock-time'
import { element } from './element'
import { eventSummary, fieldsOf } from './event-text'
import { createKeyedList, type KeyedList } from './keyed-list'
import type { PanelContext } from './panel'

/** Makes a list of events in an element; what an event holds is made once it is opened. */
export function createEventList(container: HTMLElement, { on }: Pick<PanelContext, 'on'>): KeyedList<WireEvent> {
  return createKeyedList<WireEvent>(container, {
    key: ({ id }) => id,
    make(event) {
      const { name, time } = event
      const isToday = Math.abs(Date.now() - time) < 43_200_000
      const details = element(
        'details',
        {},
        element(
          'summary',
          {},
          element('time', {}, isToday ? clockTime(time) : dayTime(time)),
          element('b', {}, name),
          element('span', { class: 'about' }, eventSummary(event)),
        ),
      )
      on(details, 'toggle', () => {
        if (details.open && details.childElementCount === 1) details.append(eventBody(event))
      })
      return { element: element('li', {}, details) }
    },
  })
}

function eventBody({ props, products, context }: WireEvent): HTMLElement {
  const parts = [
    ['Properties', props],
    ...products.map((line, i) => [`Product ${i + 1}`, line] as const),
    ['Context', context],
  ] as const
  const shown = parts.filter(([, fields]) => Object.keys(fields).length)
  return element(
    'div',
    { class: 'body' },
    ...shown.flatMap(([title, fields]) => [element('h4', {}, title), fieldList(fields)]),
    ...(shown.length ? [] : ['Nothing but its name.']),
  )
}

function fieldList(fields: object): HTMLElement {
  return element(
    'dl',
    {},
    ...fieldsOf(fields).flatMap(([field, value]) => [element('dt', {}, field), element('dd', {}, value)]),
  )
}
