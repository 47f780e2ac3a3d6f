import type { Change } from '../engine/answers'
import { clockTime, dayTime } from './clock-time'
import { element } from './element'
import { createKeyedList, type KeyedList } from './keyed-list'
import { words } from './knowledge-rows'

/** Makes a list of changes in an element. */
export function createChangeList<Item extends Change>(
  container: HTMLElement,
  { key, days }: { readonly key: (change: Item) => string; readonly days: boolean },
): KeyedList<Item> {
  return createKeyedList<Item>(container, {
    key,
    make: ({ at, name, from, to, cause, kind }) => ({
      element: element(
        'li',
        { class: 'change' },
        element('time', { title: dayTime(at) }, days ? dayTime(at) : clockTime(at)),
        element(
          'span',
          { class: 'what' },
          element('b', {}, words(name)),
          element('span', {}, `${words(from)} → `, element('span', toneOf(kind, to), words(to))),
        ),
        element('span', { class: 'cause' }, cause === 'time' ? 'by time' : 'by an event'),
      ),
    }),
  })
}

function toneOf(kind: Change['kind'], to: string) {
  return { 'data-tone': kind === 'stage' ? 'value' : to }
}
