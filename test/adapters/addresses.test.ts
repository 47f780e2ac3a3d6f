import { describe, expect, it } from 'vitest'
import { fromGa4Export, readGa4Hit } from '../../src/adapters/ga4'
import { fromSegment } from '../../src/adapters/segment'
import { fromShopifyPixel } from '../../src/adapters/shopify'
import { fromSnowplow } from '../../src/adapters/snowplow'
import { cleanUrl } from '../../src/vocabulary/clean-url'

const time = '2024-05-01T10:00:00.000Z'
const call = { type: 'track', event: 'Product Viewed', messageId: 'm', anonymousId: 'v', timestamp: time }
const pixel = { id: 'sh-1', name: 'page_viewed', clientId: 'c-1', timestamp: time, data: {} }
const row = { event_name: 'page_view', event_timestamp: '1607615248873729', user_pseudo_id: '31.37' }
const enriched = { event_id: 'e', event_name: 'page_view', derived_tstamp: time, domain_userid: 'd' }

/** An address by each reader, as what comes out of it. */
const readers: Record<string, (url: string) => { url: unknown; lost: readonly { code: string; path: string }[] }> = {
  'the page of a Segment call': (url) => {
    const { events, lost } = fromSegment({ ...call, context: { page: { url } } })
    return { url: events[0]!.context.page?.url, lost }
  },
  'the product of a Segment call': (url) => {
    const { events, lost } = fromSegment({ ...call, properties: { product_id: 'A', url } })
    return { url: events[0]!.products[0]!.url, lost }
  },
  'an own property of a Segment call': (video_url) => {
    const { events, lost } = fromSegment({ ...call, event: 'Quiz Done', properties: { video_url } })
    return { url: events[0]!.props.video_url, lost }
  },
  'a hit of GA4': (page_location) => {
    const { events, lost } = readGa4Hit('page_view', { page_location })
    return { url: events[0]!.context.page?.url, lost }
  },
  'a row of GA4': (string_value) => {
    const event_params = [{ key: 'page_location', value: { string_value } }]
    const { events, lost } = fromGa4Export([{ ...row, event_params }])
    return { url: events[0]!.context.page?.url, lost }
  },
  'a row of Snowplow': (page_url) => {
    const { events, lost } = fromSnowplow({ ...enriched, page_url })
    return { url: events[0]!.context.page?.url, lost }
  },
  'a pixel of Shopify': (href) => {
    const { events, lost } = fromShopifyPixel({ ...pixel, context: { document: { location: { href } } } })
    return { url: events[0]!.context.page?.url, lost }
  },
}

describe.each(Object.entries(readers))('an address in %s', (_, read) => {
  it.each([
    'https://s.example/?token=SECRET&phone=%2B491701234567&size=42',
    'https://s.example/?password=SECRET',
    'https://s.example/?access_token=SECRET&api_key=SECRET',
    'https://s.example/?tel=01701234567&first_name=Ann&iban=AT611904300234573201',
    'https://s.example/#/?token=SECRET',
    '/thanks?token=SECRET',
    'thanks?token=SECRET',
    'https://s.example/?q=ann%2540example.com',
    'https://s.example/u/ann%40example.com',
  ])('is cleaned as a tracker cleans it, and told: %s', (address) => {
    const { url, lost } = read(address)
    expect(url).toBe(cleanUrl(address, { hash_routes: true }))
    expect(lost.map(({ code }) => code)).toEqual(['personal'])
    expect(JSON.stringify(lost)).not.toMatch(/SECRET|ann/)
  })

  it('goes as a whole where an address in it is escaped twice, and stays where there is nothing to hide', () => {
    expect(read('https://s.example/u/ann%2540example.com').url).toBeUndefined()
    expect(read('https://s.example/?size=42#top')).toEqual({ url: 'https://s.example/?size=42#top', lost: [] })
  })

  it('is cut where it is too long, and told so', () => {
    const { url, lost } = read(`https://s.example/${'a'.repeat(3000)}`)
    expect(String(url).length).toBe(2048)
    expect(lost.map(({ code }) => code)).toEqual(['too_long'])
  })
})

describe('what is told of an address', () => {
  it('does not show what is private in it, lost or assumed', () => {
    const secret = 'https://s.example/?token=SECRET'
    const properties = { tags: [secret], value: secret, currency: 'ann@example.com', product_id: 'A' }
    const told = fromSegment({ ...call, properties })
    expect(JSON.stringify(told).toLowerCase()).not.toMatch(/secret|ann@/)
    expect(told.lost.map(({ path, code }) => `${path} ${code}`)).toContain('calls.properties.value personal')
  })
})
