import { h, type VNode } from 'vue'
import type { ShopEvent } from '../../../src/index'
import { type Answer, showInstant } from '../ask'
import type { SampleShopper } from '../shoppers'

interface EventLogProps {
  readonly shopper: SampleShopper
  readonly answer: Answer | undefined
  readonly now: number
  readonly goTo: (now: number) => void
}

/** What the shopper does; the events that the answer rests on are marked, those to come are pale. */
export function eventLog({ shopper, answer, now, goTo }: EventLogProps): VNode {
  const items = shopper.events.map((event) => {
    const isCounted = answer?.evidence.has(event.id) === true
    const state = event.time > now ? 'to come' : isCounted ? 'counted' : ''
    return h('li', { key: event.id, class: state.replace(' ', '-') }, [
      h('button', { type: 'button', onClick: () => goTo(event.time) }, [
        h('time', showInstant(event.time).slice(5, 16)),
        h('span', { class: 'name' }, event.name),
        h('span', { class: 'details' }, detailsOf(event)),
        h('span', { class: 'state' }, state),
      ]),
    ])
  })
  return h('div', { class: 'log' }, [h('h2', 'The log'), h('ol', items)])
}

function detailsOf({ id, props, products, context }: ShopEvent): string {
  const lines = products.map(({ product_id, price }) => `${product_id} at ${price}`)
  const said = Object.entries(props).map(([key, value]) => `${key} ${value}`)
  return [id, ...lines, ...said, context.channel].join(', ')
}
