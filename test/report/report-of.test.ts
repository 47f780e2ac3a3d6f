import { describe, expect, test } from 'vitest'
import type { AisleDocument } from '../../src/language/ast'
import { builtin } from '../../src/lifecycle/builtin'
import { reportOf } from '../../src/report/report-of'
import { DAY, event, order, T0 } from './support/events'

const now = T0 + 40 * DAY
const ATTACK = `</script><img src=x onerror="alert(1)">`

const log = () => [
  ...['ann@example.com', 'u-secret', ATTACK].flatMap((shopper, i) => [
    event(shopper, 'page_viewed', i * DAY, {
      context: { channel: ATTACK, device: { type: ATTACK }, automated: { reason: ATTACK } },
      visitor_id: `visitor-${i}`,
    }),
    event(shopper, 'product_viewed', i * DAY + 1, { products: [{ product_id: ATTACK, category: ATTACK }] as never }),
    {
      ...order(shopper, `secret-order-${i}`, i * DAY + 2, 10),
      props: { order_id: `${i}`, total: 10, currency: ATTACK },
    },
  ]),
]

const hostile: AisleDocument = {
  ...builtin,
  segments: builtin.segments.map((segment) => ({ ...segment, title: `${ATTACK}${segment.name}` })),
}

describe('reportOf()', () => {
  test('lets nothing of a log or of definitions become HTML', async () => {
    const { html } = await reportOf(log(), {
      definitions: hostile,
      now,
      reading: {
        counts: { rows: 9, events: 9, repaired: 1, repeated: 1, rejected: 1, failures: 1 },
        found: [{ code: ATTACK, fate: 'rejected', count: 1 }],
        skipped: [{ reason: ATTACK, rows: 1 }],
      },
    })
    expect(html).not.toContain('<img')
    expect(html.match(/<\/script/g)).toHaveLength(1)
    expect(html.match(/<script/g)).toHaveLength(1)
    // It is there all the same, as a text.
    expect(html).toContain('&#60;/script&#62;&#60;img src=x onerror=&#34;alert(1)&#34;&#62;')
  })

  test('names no shopper', async () => {
    const { html } = await reportOf(log(), { definitions: builtin, now })
    for (const secret of ['ann@example.com', 'u-secret', 'visitor-', 'secret-order']) expect(html).not.toContain(secret)
  })

  test('asks for nothing else, and lets only its own style and script run', async () => {
    const { html } = await reportOf(log(), { definitions: builtin, now })
    expect(html).toMatch(/content="default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri/)
    expect(html).not.toMatch(/ style="|<style[^>]*><!\[CDATA|@import|url\(/)
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].filter(([, to]) => !to!.startsWith('#'))).toEqual([])
    expect(html.match(/https?:\/\/[^"' <]*/g)?.filter((url) => url !== 'http://www.w3.org/2000/svg') ?? []).toEqual([])
  })

  test('has no colour that is not of the page', async () => {
    const { html } = await reportOf(log(), { definitions: builtin, now })
    const drawn = html.match(/<svg[\s\S]*?<\/svg>/g)!
    expect(drawn.length).toBeGreaterThan(10)
    expect([...new Set(drawn.join('').match(/(?:fill|stroke)="(?!var\(--|none)[^"]*"/g))]).toEqual([])
  })

  test('gives the same bytes for the same events, in any order, in any process', async () => {
    const events = log()
    const one = await reportOf(events, { definitions: builtin, now })
    const other = await reportOf([...events].reverse(), { definitions: builtin, now })
    expect(other.html).toBe(one.html)
    expect(one.html).not.toMatch(/zr\d/)
  })

  test('gives every mark its numbers, and every chart its table', async () => {
    const { html } = await reportOf(log(), { definitions: builtin, now })
    const figures = html.match(/<figure[\s\S]*?<\/figure>/g)!
    for (const figure of figures) {
      expect(figure.match(/<svg class="(wide|narrow)" role="img" aria-labelledby="[\w-]+"/g)).toHaveLength(2)
      expect(figure.match(/data-tip="[^"]*\d/g)?.length ?? 0).toBeGreaterThan(0)
      expect(figure).toContain('<table>')
      expect(figure).not.toMatch(/undefined|NaN|Infinity/)
    }
    expect(figures.length).toBeGreaterThan(5)
  })

  test('says in place what a log cannot say', async () => {
    const { html } = await reportOf([event('a', 'page_viewed')], { definitions: builtin, now })
    expect(html).toContain('This log cannot say who the best buyers are: it has no event <code>order_completed</code>.')
    expect(html).toContain('This log cannot say who orders again')
    expect(html).toContain('This log cannot say by which device visits came')
    expect(html).not.toContain('id="rfm-chart"')
  })

  test('says so where nothing has happened yet, or nothing can be compared', async () => {
    const none = await reportOf([event('a', 'page_viewed')], { definitions: builtin, now: T0 - 1 })
    expect(none.html).toContain('This log has no event that could be used')
    const late = await reportOf([event('a', 'page_viewed')], { definitions: builtin, now: T0 + DAY })
    expect(late.html).toContain('There is nothing to compare with')
  })

  test('works with definitions that have neither segments nor stages', async () => {
    const definitions = { ...builtin, segments: [], stages: [], traits: [] }
    const { html, facts } = await reportOf(log(), { definitions, now })
    expect(facts.journeys).toEqual([])
    expect(html).toContain('No shopper is in any segment.')
  })

  test('marks what rests on few', async () => {
    const of = async (shoppers: number) => {
      const events = Array.from({ length: shoppers }, (_, i) => event(`s${i}`, 'page_viewed'))
      return (await reportOf(events, { definitions: builtin, now })).html.includes(`rest on ${shoppers} shoppers`)
    }
    expect([await of(29), await of(30)]).toEqual([true, false])
  })

  test.each([
    [{ now: 1.5 }, 'Cannot report "now": found 1.5, expected an instant in whole milliseconds, at most 8e15'],
    [{ now: 5, compare: 5 }, 'Cannot report "compare": found 5, expected one before the instant answered for, 5'],
    [{ now: 5, compare: -9e15 }, 'expected an instant in whole milliseconds'],
  ])('refuses %j', async (options, message) => {
    await expect(reportOf([], { definitions: builtin, ...options })).rejects.toThrow(message)
  })
})
