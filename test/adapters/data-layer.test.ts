import { describe, expect, it, vi } from 'vitest'
import { dataLayer, listenToDataLayer } from '../../src/adapters/ga4'

const view = (item_id: string) => ({ event: 'view_item', ecommerce: { items: [{ item_id }] } })

function listen(layer: unknown[], options: object = {}) {
  const tracked: string[] = []
  const tracker = {
    track: (name: string, properties?: object) => tracked.push(`${name} ${JSON.stringify(properties)}`),
  }
  return { tracked, stop: listenToDataLayer(tracker as never, { layer, ...options }) }
}

describe('listenToDataLayer()', () => {
  it('hears what was pushed before, and what is pushed after', () => {
    const layer: unknown[] = [view('A')]
    const { tracked } = listen(layer)
    expect(layer.push(view('B'), view('C'))).toBe(3)
    expect(tracked).toEqual(['A', 'B', 'C'].map((id) => `product_viewed {"products":[{"product_id":"${id}"}]}`))
    expect(layer).toHaveLength(3)
  })

  it("hears gtag's arguments", () => {
    const layer: unknown[] = []
    const { tracked } = listen(layer)
    function gtag(..._: unknown[]) {
      // biome-ignore lint/complexity/noArguments: gtag pushes its arguments, and so tells them from a list
      layer.push(arguments)
    }
    gtag('event', 'login', { method: 'Google' })
    gtag('config', 'G-1')
    expect(tracked).toEqual(['logged_in {"method":"Google","products":[]}'])
  })

  it('leaves pages to the tracker unless it is told otherwise', () => {
    const layer: unknown[] = [{ event: 'page_view' }]
    expect(listen(layer).tracked).toEqual([])
    expect(listen(layer, { page_views: true }).tracked).toEqual(['page_viewed {"products":[]}'])
  })

  it('is undone by its stop, with the push that was there', () => {
    const layer: unknown[] = []
    const plain = layer.push
    const { tracked, stop } = listen(layer)
    stop()
    layer.push(view('A'))
    expect(tracked).toEqual([])
    expect(layer.push).toBe(plain)
    expect(Object.keys(layer)).toEqual(['0'])
    const own = vi.fn(plain)
    Object.defineProperty(layer, 'push', { value: own, configurable: true, writable: true })
    listen(layer).stop()
    expect(layer.push).toBe(own)
  })

  it('stays in the chain, and says nothing, where another has wrapped it since', () => {
    const layer: unknown[] = []
    const { tracked, stop } = listen(layer)
    const ours = layer.push
    layer.push = function (...entries) {
      return ours.apply(this, entries)
    }
    stop()
    expect(layer.push(view('A'))).toBe(1)
    expect(tracked).toEqual([])
  })

  it('never throws into the page, and gives what the push gave', () => {
    const layer: unknown[] = []
    const failing = { track: () => ([] as never[])[0]!['x' as never] }
    listenToDataLayer(failing as never, { layer })
    expect(layer.push(view('A'))).toBe(1)
    const tag = [] as unknown[]
    tag.push = () => Number.NaN
    listen(tag)
    expect(tag.push(1)).toBeNaN()
  })

  it('tells what each push is, and makes a layer where there is none', () => {
    const readings: unknown[] = []
    const stop = dataLayer({ on_reading: (reading) => readings.push(reading), currency: 'EUR' }).setup?.({ track() {} })
    const page = globalThis as { dataLayer?: unknown[] }
    page.dataLayer?.push({ event: 'view_item', ecommerce: { value: 7, items: [{ item_id: 'A', price: 5 }] } })
    expect(readings).toEqual([
      {
        events: [
          {
            name: 'product_viewed',
            props: { currency: 'EUR' },
            products: [{ product_id: 'A', price: 5 }],
            context: {},
          },
        ],
        lost: [{ code: 'lost', path: 'value', found: '7 (number)', wanted: 'what its items come to' }],
        assumed: [{ code: 'assumed', path: 'currency', found: 'nothing', wanted: 'EUR' }],
      },
    ])
    ;(stop as () => void)()
    delete page.dataLayer
  })
})
