import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createFakeShop, expectDelivered, pluginContract } from 'aisle/testing'
import { experiments } from './experiments'

const url = '/experiments.json'
const serve = { 'https://shop.example/experiments.json': () => Response.json({ free_shipping_bar: 'b' }) }
const consent = { analytics: true }

describe('experiments(), as a plugin', () => {
  for (const { name, run } of pluginContract(() => experiments({ url }), { shop: { serve } })) test(name, run)
})

describe('experiments()', () => {
  test('tells events the variants, once they are there', async () => {
    const shop = createFakeShop({ serve })
    const tracker = shop.openTab().createTracker({ consent, plugins: [experiments({ url })] })
    await shop.pass()
    tracker.track('product_viewed', { product: { product_id: 'SKU-1' } })
    await shop.pass(1_000)
    const context = { experiments: { free_shipping_bar: 'b' } }
    expectDelivered(shop.collector, ['page_viewed', { name: 'product_viewed', context }])
    await shop.close()
  })

  test('tracks once that an experiment was seen', async () => {
    const shop = createFakeShop({ serve })
    const tab = shop.openTab()
    tab.createTracker({ consent, track_pages: false, plugins: [experiments({ url })] })
    await shop.pass()
    const see = (detail: string) => tab.run(() => window.dispatchEvent(new CustomEvent('experiment_seen', { detail })))
    see('free_shipping_bar')
    see('free_shipping_bar')
    see('unheard_of')
    await shop.pass(1_000)
    expectDelivered(shop.collector, [
      { name: 'experiment_viewed', props: { experiment: 'free_shipping_bar', variant: 'b' } },
      { name: 'experiment_viewed', props: { experiment: 'unheard_of' } },
    ])
    await shop.close()
  })

  test('reports that the variants cannot be had, and events are delivered all the same', async () => {
    const shop = createFakeShop({ serve: { 'https://shop.example/': () => new Response(null, { status: 404 }) } })
    shop.openTab().createTracker({ consent, plugins: [experiments({ url })] })
    await shop.pass(1_000)
    expectDelivered(shop.collector, ['page_viewed'])
    const reported = 'Cannot run plugin "experiments": Error: Cannot load "/experiments.json": 404, expected 200'
    assert.deepEqual(
      shop.errors.map(({ message }) => message),
      [reported],
    )
    await shop.close()
  })
})
