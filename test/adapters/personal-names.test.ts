import { describe, expect, it } from 'vitest'
import { fromGa4Export, readGa4Hit } from '../../src/adapters/ga4'
import { fromSegment } from '../../src/adapters/segment'
import { fromShopifyOrdersCsv } from '../../src/adapters/shopify'
import { fromSnowplow } from '../../src/adapters/snowplow'
import { fromWooCommerceOrders } from '../../src/adapters/woocommerce'

const timestamp = '2024-05-01T10:00:00.000Z'
const call = { type: 'track', event: 'Quiz Done', messageId: 'm', anonymousId: 'v', timestamp }
const row = { event_name: 'quiz_done', event_timestamp: '1607615248873729', user_pseudo_id: '31.37' }
const order = { id: 7, status: 'processing', date_created_gmt: '2017-03-22T19:28:02', total: '9' }
const own = { 'ann@example.com': 1, 'bob@example.com': { a: 1 }, 'https://s.example/?token=ann': [1] }
const parameter = { key: 'ann@example.com', value: { string_value: 'x' } }

describe('a name that is personal', () => {
  it.each<[string, { events: readonly object[]; lost: readonly { code: string; path: string }[] }, string[]]>([
    [
      'of a property',
      fromSegment({ ...call, properties: own }),
      Array(3).fill('calls.properties["(redacted)"] personal'),
    ],
    [
      'around what is no data',
      fromSegment({ ...call, properties: { 'ann@example.com': { run() {}, a: 1 } } }),
      ['calls.properties["(redacted)"].run wrong_type', 'calls.properties["(redacted)"] personal'],
    ],
    ['of a call', fromSegment({ ...call, 'ann@example.com': 1 }), ['calls["(redacted)"] personal']],
    ['of an event', fromSegment({ ...call, event: 'ann@example.com' }), ['calls.properties personal']],
    ['of a parameter', readGa4Hit('quiz_done', { 'ann@example.com': 1 }), ['["(redacted)"] personal']],
    [
      'of a field of an item',
      readGa4Hit('view_item', { items: [{ item_id: 'A', 'ann@example.com': 1 }] }),
      ['items[0]["(redacted)"] personal'],
    ],
    ['of a hit', readGa4Hit('ann@example.com', { a: 1 }), [' personal']],
    [
      'of a parameter of a row',
      fromGa4Export([{ ...row, event_params: [parameter] }]),
      ['rows[0]["(redacted)"] personal'],
    ],
    [
      'of a column',
      fromSnowplow({ event_name: 'page_view', event_id: 'e', derived_tstamp: timestamp, domain_userid: 'd', ...own }),
      Array(3).fill('events["(redacted)"] personal'),
    ],
    [
      'of a field of an order',
      fromWooCommerceOrders({ ...order, 'ann@example.com': 1 }),
      ['orders["(redacted)"] personal'],
    ],
    [
      'of a column of CSV',
      fromShopifyOrdersCsv(
        'Name,Financial Status,Total,Created at,Id,ann@example.com\n#1,paid,9,2024-05-01 09:58:12 +0000,5,x\n',
      ),
      ['row 2["(redacted)"] personal'],
    ],
  ])('%s is left out and told without showing it', (_, { events, lost }, told) => {
    expect(lost.map(({ code, path }) => `${path} ${code}`)).toEqual(told)
    expect(JSON.stringify([events, lost])).not.toMatch(/ann|bob/)
  })
})

describe('an id that is personal', () => {
  it('of a call or a session is not shown', () => {
    const { events, lost } = fromSegment({
      ...call,
      messageId: 'ann@example.com',
      context: { sessionId: 'bob@b.example' },
    })
    expect(events).toMatchObject([{ session_id: '', id: expect.stringMatching(/^#[\da-f]{16}$/) }])
    expect(lost.map(({ code, path }) => `${path} ${code}`)).toEqual(['calls.session_id personal'])
  })
})
