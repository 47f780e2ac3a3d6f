import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createPageClocks } from '../../src/collector/page-clocks'
import { type Arrival, receiveEvent } from '../../src/collector/receive-event'
import { shopEventSchema } from '../../src/vocabulary/envelope'

const NOW = Date.UTC(2026, 0, 1)
const HOUR = 3_600_000
const GONE = '(redacted)'

const ARRIVAL: Arrival = { sent_at: NOW - 50, received_at: NOW, user_agent: undefined, address: undefined }
const PHONE = { device: { type: 'mobile', browser: 'Safari' }, automated: undefined }
const BOT = { device: {}, automated: 'user agent: Googlebot' }
const LEAST = { id: 'e-1', name: 'page_viewed', time: NOW - 100, visitor_id: 'v-1' }
const OF_PAGE = { ...LEAST, page_id: 'p-1' }

const receive = (input: unknown, arrival: Partial<Arrival> = {}, clocks = createPageClocks()) =>
  receiveEvent(structuredClone(input), { ...ARRIVAL, ...arrival }, clocks)
const contextOf = (input: object, arrival: Partial<Arrival> = {}) => receive(input, arrival).event?.context

describe('receiveEvent()', () => {
  it('makes an event normal, and stamps it', () => {
    expect(receive(LEAST)).toEqual({
      event: {
        ...LEAST,
        shopper_id: 'v-1',
        session_id: '',
        props: {},
        products: [],
        context: {},
        sent_at: NOW - 50,
        received_at: NOW,
      },
      problems: [],
    })
  })

  it.each([
    ['u-1', 'v-1', 'u-1'],
    [undefined, 'v-1', 'v-1'],
    ['undefined', 'v-1', 'v-1'],
    ['undefined', undefined, 'undefined'],
  ])('names the shopper of user %s and visitor %s: %s', (user_id, visitor_id, shopper_id) => {
    expect(receive({ ...LEAST, user_id, visitor_id }).event).toMatchObject({ shopper_id })
  })

  it('lets no sender say when it was received, and says itself when it was sent where the batch does not', () => {
    const input = { ...LEAST, received_at: 5, sent_at: NOW - HOUR }
    expect(receive(input).event).toMatchObject({ received_at: NOW, sent_at: NOW - 50 })
    expect(receive(input, { sent_at: undefined }).event).toMatchObject({ received_at: NOW, sent_at: NOW - HOUR })
    expect(receive(LEAST, { sent_at: undefined }).event).not.toHaveProperty('sent_at')
  })

  it('tells what was dropped of an event that is taken', () => {
    const { event, rejection, problems } = receive({ ...LEAST, props: { total: '5', note: 'x' } })
    expect(event?.props).toEqual({ note: 'x' })
    expect(rejection).toBeUndefined()
    expect(problems).toMatchObject([{ code: 'wrong_type', path: 'props.total' }])
  })

  describe('of a page whose clock is wrong', () => {
    const timeOf = (input: object, sent_at: number | undefined) => receive(input, { sent_at }).event?.time

    it('sets the time right', () => {
      expect(timeOf(OF_PAGE, NOW - HOUR)).toBe(OF_PAGE.time + HOUR)
      expect(timeOf(OF_PAGE, NOW + HOUR)).toBe(OF_PAGE.time - HOUR)
      expect(timeOf(OF_PAGE, NOW - 59_999)).toBe(OF_PAGE.time)
    })

    it('leaves the time as it is where nothing was said, or no page sent it', () => {
      expect(timeOf(OF_PAGE, undefined)).toBe(OF_PAGE.time)
      expect(timeOf(LEAST, NOW - HOUR)).toBe(LEAST.time)
    })

    it('leaves a time as it is that would be none: before 1970, after the last instant, or in seconds', () => {
      expect(timeOf({ ...OF_PAGE, time: HOUR }, NOW + HOUR)).toBe(0)
      expect(timeOf({ ...OF_PAGE, time: HOUR - 1 }, NOW + HOUR)).toBe(HOUR - 1)
      expect(timeOf({ ...OF_PAGE, time: HOUR + 1 }, NOW + HOUR)).toBe(1)
      expect(timeOf({ ...OF_PAGE, time: 8.64e15 }, 0)).toBe(8.64e15)
      expect(timeOf({ ...OF_PAGE, time: NOW }, 2 * NOW - 1e9)).toBe(NOW)
    })

    it('stays with what the first batch of a page said', () => {
      const clocks = createPageClocks()
      const timeOf = (page_id: string, sent_at: number) =>
        receive({ ...LEAST, page_id }, { sent_at }, clocks).event?.time
      expect(timeOf('p-1', NOW - HOUR)).toBe(LEAST.time + HOUR)
      expect(timeOf('p-1', NOW)).toBe(LEAST.time + HOUR)
      expect(timeOf('p-2', NOW)).toBe(LEAST.time)
    })
  })

  describe('of a page', () => {
    it('says what the user agent says of the device', () => {
      expect(contextOf(OF_PAGE, { user_agent: PHONE })).toEqual({ device: PHONE.device })
      expect(contextOf(OF_PAGE, { user_agent: PHONE })?.device).not.toBe(PHONE.device)
      expect(contextOf(OF_PAGE, { user_agent: { device: {}, automated: undefined } })).toEqual({})
    })

    it('leaves what the page itself says', () => {
      const context = { device: { type: 'tablet' }, automated: { reason: 'webdriver' }, channel: 'email' }
      const user_agent = { ...PHONE, automated: 'user agent: x' }
      expect(contextOf({ ...OF_PAGE, context }, { user_agent })).toEqual(context)
    })

    it('labels automated traffic with the reason', () => {
      expect(contextOf(OF_PAGE, { user_agent: BOT })).toEqual({ automated: { reason: BOT.automated } })
    })

    it('says the visit and when in the week it was, by the clock of the page where that is known', () => {
      const inVisit = { ...OF_PAGE, session_id: 's-1' }
      const told = (context: object) => contextOf({ ...inVisit, context })
      expect(told({ timezone: 'Europe/Vienna' })).toEqual({
        visit: 's-1',
        time_of_week: 'weekday_night',
        timezone: 'Europe/Vienna',
      })
      expect(told({ timezone: 'America/New_York' })).toMatchObject({ time_of_week: 'weekday_evening' })
      expect(told({})).toEqual({ visit: 's-1' })
      for (const timezone of ['Middle/Earth', '+01:23', '', 'x'.repeat(500)])
        expect(told({ timezone })).toEqual({ visit: 's-1', timezone })
      expect(contextOf({ ...OF_PAGE, context: { timezone: 'UTC' } })).toEqual({ timezone: 'UTC' })
      expect(contextOf({ ...LEAST, session_id: 's-1' })).toEqual({})
    })

    it('says when in the week by the time that was set right', () => {
      const event = { ...OF_PAGE, session_id: 's-1', context: { timezone: 'UTC' } }
      expect(contextOf(event)).toMatchObject({ time_of_week: 'weekday_evening' })
      expect(contextOf(event, { sent_at: NOW - HOUR })).toMatchObject({ time_of_week: 'weekday_night' })
    })

    it('leaves a visit and a time of the week as the page says them', () => {
      const context = { visit: 'v', time_of_week: 'holiday', timezone: 'UTC' }
      expect(contextOf({ ...OF_PAGE, session_id: 's-1', context })).toEqual(context)
    })

    it('keeps the network that it came from', () => {
      expect(contextOf(OF_PAGE, { address: '203.0.113.0' })).toEqual({ address: '203.0.113.0' })
    })

    it('says nothing of the machine where a server sent the event', () => {
      const user_agent = { ...PHONE, automated: BOT.automated }
      expect(contextOf(LEAST, { user_agent, address: '203.0.113.0' })).toEqual({})
    })
  })

  describe('with personal data in addresses', () => {
    it('takes it out of those of the page', () => {
      const page = {
        url: 'https://shop.example/in?email=ada%40mail.example&size=42#/cart?token=x',
        path: '/unsubscribe/ada@mail.example',
        search: '?sessionid=1&q=shoes',
        referrer: 'https://mail.example/?key=x',
        title: 'Orders of ada@mail.example',
        level: 3,
      }
      expect(contextOf({ ...LEAST, context: { page, channel: 'a@b.example' } })).toEqual({
        page: {
          url: `https://shop.example/in?email=${GONE}&size=42#/cart?token=${GONE}`,
          path: `/unsubscribe/${GONE}`,
          search: `?sessionid=${GONE}&q=shoes`,
          referrer: `https://mail.example/?key=${GONE}`,
          title: `Orders of ${GONE}`,
          level: 3,
        },
        channel: 'a@b.example',
      })
    })

    it('takes it out of those of products, of properties, and of what else is in the context', () => {
      const dirty = {
        url: '/a?token=x&b=2',
        own: 'HTTPS://shop.example/?sid=1',
        hash: '#token=x',
        query: '?email=x',
        n: 7,
      }
      const clean = {
        url: `/a?token=${GONE}&b=2`,
        own: `HTTPS://shop.example/?sid=${GONE}`,
        hash: `#token=${GONE}`,
        query: `?email=${GONE}`,
        n: 7,
      }
      const input = {
        ...LEAST,
        props: dirty,
        products: [dirty, { product_id: 'B' }],
        context: { ...dirty, campaign: dirty },
      }
      expect(receive(input).event).toMatchObject({
        props: clean,
        products: [clean, { product_id: 'B' }],
        context: { ...clean, campaign: clean },
      })
    })

    it('leaves what is no address as it is', () => {
      const texts = { a: 'size=42?', b: 'Men / Shoes?token=x', c: '', d: 'reply to ada@mail.example' }
      const input = { ...LEAST, props: texts, products: [texts], context: { ...texts, campaign: texts } }
      expect(receive(input).event).toMatchObject({
        props: texts,
        products: [texts],
        context: { ...texts, campaign: texts },
      })
    })

    it('cuts addresses at 2048 characters, and no other texts', () => {
      const page = { url: `/${'a'.repeat(3000)}`, title: `a/${'b'.repeat(3000)}` }
      const cleaned = contextOf({ ...LEAST, context: { page } })?.page
      expect(cleaned).toEqual({ url: `/${'a'.repeat(2047)}`, title: page.title })
    })
  })

  describe('of what is no event', () => {
    test.each([
      ['no id', { ...LEAST, id: undefined }, 'missing', 'id: found nothing'],
      ['no name', { ...LEAST, name: undefined }, 'missing', 'name: found nothing'],
      ['a bad name', { ...LEAST, name: 'Page Viewed' }, 'bad_format', 'name: found "Page Viewed" (string)'],
      ['no time', { ...LEAST, time: undefined }, 'missing', 'time: found nothing'],
      ['a time in seconds', { ...LEAST, time: 1_469_923_200 }, 'wrong_unit', 'time: found 1469923200 (number)'],
      ['no shopper', { ...LEAST, visitor_id: undefined }, 'missing', 'shopper_id: found nothing'],
      ['more that is wrong', { props: 7, more: 1, ...LEAST, id: '' }, 'bad_format', 'id: found "" (string)'],
      ['what was assumed', { ...LEAST, id: 7, visitor_id: 8, time: '2016', user_id: 9 }, 'bad_format', 'time: found'],
      ['null', null, 'wrong_type', 'event: found null'],
      ['a list', [LEAST], 'wrong_type', 'event: found a list of 1'],
      ['a text', 'x', 'wrong_type', 'event: found "x" (string)'],
    ])('rejects it with the reason: %s', (_, input, code, message) => {
      const { event, rejection, problems } = receive(input)
      expect(event).toBeUndefined()
      expect(problems).toEqual([])
      expect(rejection).toMatchObject({ received_at: NOW, code, text: JSON.stringify(input) })
      expect(rejection?.message.startsWith(message)).toBe(true)
    })

    it('tells its id where it has one', () => {
      const idOf = (id: unknown) => receive({ id }).rejection?.id
      expect(idOf('e-1')).toBe('e-1')
      expect(idOf(7)).toBe('7')
      expect(idOf('x'.repeat(129))).toBe('x'.repeat(128))
      for (const id of [undefined, null, true, {}, []]) expect(receive({ id }).rejection).not.toHaveProperty('id')
      expect(receive(null).rejection).not.toHaveProperty('id')
    })

    it('keeps its text, without what its look gives away', () => {
      const { rejection } = receive({
        name: 'ada@mail.example',
        context: { page: { url: '/?token=x&a=1' } },
        notes: ['of ada@mail.example', 'plain', 7],
      })
      expect(rejection?.message).toMatch(/^id: found nothing/)
      expect(JSON.parse(rejection!.text)).toEqual({
        name: GONE,
        context: { page: { url: `/?token=${GONE}&a=1` } },
        notes: [`of ${GONE}`, 'plain', 7],
      })
    })

    it('tells no e-mail address in the reason', () => {
      const { rejection } = receive({ ...LEAST, name: 'ada@mail.example' })
      expect(rejection?.message).toMatch(/^name: found something that is not shown, wanted snake_case/)
    })

    it('tells none that is cut in two, no token, and none in the names of fields', () => {
      const inputs = [
        { ...LEAST, name: `${'x'.repeat(40)} ada@mail.example` },
        { ...LEAST, time: '/?token=secret' },
        { 'ada@mail.example': 1 },
      ]
      expect(JSON.stringify(inputs.map((input) => receive(input).rejection))).not.toMatch(/ada@|secret/)
    })

    it('says what an event lacks that has more problems than are told', () => {
      const many = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`x${i}`, i]))
      expect(receive(many).rejection?.code).toBe('unknown_field')
      expect(receive({ name: 7, ...many }).rejection?.code).not.toBe('more_problems')
    })

    it('gives an event that is normal, however much its context has of its own', () => {
      const own = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`x${i}`, i]))
      const page = { title: 'a@b.cc '.repeat(1170) }
      for (const context of [own, { page }]) {
        const { event } = receive({ ...OF_PAGE, context }, { address: '203.0.113.0' })
        expect(shopEventSchema.safeParse(event).error).toBeUndefined()
      }
    })

    it('keeps 8192 characters of it', () => {
      const textOf = (length: number) => receive({ x: 'a'.repeat(length - 8) }).rejection?.text
      expect(textOf(8192)).toBe(`{"x":"${'a'.repeat(8184)}"}`)
      expect(textOf(8193)).toBe(`{"x":"${'a'.repeat(8185)}"`)
    })

    it('cleans no more of a long one than it keeps', () => {
      const many = (text: string, count: number) => ({ x: Array.from({ length: count }, () => text) })
      const { rejection } = receive(many('ada@mail.example', 60_000))
      expect(rejection!.text).toHaveLength(8192)
      expect(rejection!.text.startsWith(`{"x":["${GONE}","${GONE}",`)).toBe(true)
      expect(rejection!.text).not.toMatch(/ada|null/)
    })

    it('keeps nothing of what is too deep to be written', () => {
      const input = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
      const take = (deep: unknown) => receiveEvent(deep, ARRIVAL, createPageClocks())
      expect(take(input).rejection).toMatchObject({ code: 'wrong_type', text: '' })
      expect(take({ ...LEAST, props: { deep: input } }).event?.props).toEqual({})
    })
  })

  it('gives an event that is normal, or why it is none, whatever JSON says (property)', () => {
    const json = fc.jsonValue({ maxDepth: 3 })
    const instant = fc.integer({ min: NOW - 48 * HOUR, max: NOW + 48 * HOUR })
    const time = fc.oneof({ arbitrary: instant, weight: 5 }, json)
    const party = fc.oneof({ arbitrary: fc.constantFrom('v-1', 'v-2', 7), weight: 5 }, fc.constant(''), json)
    const text = fc.oneof(fc.constantFrom('v-1', '', '/?token=x', 'a@b.example', 7), json)
    const near = fc.record(
      {
        id: party,
        name: fc.constantFrom('page_viewed', 'order_completed', 'Bad Name'),
        time,
        visitor_id: party,
        shopper_id: party,
        page_id: party,
        props: fc.oneof(json, fc.dictionary(fc.string(), json)),
        products: fc.oneof(json, fc.array(fc.record({ url: text, price: json }, { requiredKeys: [] }))),
        context: fc.oneof(
          json,
          fc.record({ page: fc.record({ url: text, title: text }), device: json, automated: json }),
        ),
        sent_at: time,
        __proto__: json,
      },
      { requiredKeys: ['name', 'time', 'visitor_id', 'id'] },
    )
    const arrival = fc.record<Arrival>({
      sent_at: fc.option(instant, { nil: undefined }),
      received_at: fc.constant(NOW),
      user_agent: fc.constantFrom(undefined, PHONE, BOT),
      address: fc.constantFrom(undefined, '203.0.113.0'),
    })
    const seen = { event: 0, rejection: 0 }
    fc.assert(
      fc.property(fc.oneof(json, { arbitrary: near, weight: 4 }), arrival, (input, arrival) => {
        const copy = JSON.parse(JSON.stringify(input))
        const { event, rejection, problems } = receiveEvent(copy, arrival, createPageClocks())
        expect(event === undefined).not.toBe(rejection === undefined)
        if (event) {
          seen.event++
          expect(shopEventSchema.safeParse(event).error).toBeUndefined()
          expect(event.received_at).toBe(NOW)
        } else {
          seen.rejection++
          expect(problems).toEqual([])
          expect(rejection!.code).not.toBe('assumed')
          expect(rejection!.text.length).toBeLessThanOrEqual(8192)
          expect(JSON.parse(rejection!.text)).toBeDefined()
        }
      }),
      { numRuns: 200 },
    )
    expect(seen.event).toBeGreaterThan(20)
    expect(seen.rejection).toBeGreaterThan(20)
  })
})
