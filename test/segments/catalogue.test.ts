import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import type { AisleDocument, Outcome } from '../../src/language/ast'
import { check } from '../../src/language/check'
import { coverageOf } from '../../src/language/coverage'
import { defineDocument } from '../../src/language/define'
import { eventsOf, limitTo } from '../../src/language/limit-to'
import { builtin } from '../../src/lifecycle/builtin'
import { aboutSegments } from '../../src/segments/about-segments'
import { segmentCatalogue } from '../../src/segments/catalogue'
import { visitIntent } from '../../src/segments/visit-intent'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { eventPropsSchemas } from '../../src/vocabulary/events'
import { answer, type LoggedEvent } from '../support/reference'
import { DAY, NOW } from './asked'

/** Every name of the domain notes, sections B to E and I; the groups of RFM and loyalty tiers are made by functions. */
const DOMAIN = [
  ['convenience_seeker', 'information_seeker', 'bargain_hunter', 'connector', 'routine_shopper', 'leisure_shopper'],
  ['splurging', 'mindful'],
  ['online_only', 'webroomer', 'showroomer', 'omnichannel'],
  ['video_influenced', 'social_shopper', 'voice_shopper', 'ar_shopper', 'review_driven'],
  ['mobile_first', 'multi_device'],
  ['vip', 'one_time_buyer', 'at_risk', 'lapsed', 'won_back', 'cart_abandoner', 'checkout_abandoner'],
  ['promo_dependent', 'serial_returner', 'replenishment_due', 'slow_experience', 'category_fan'],
  ['late_decider', 'badly_served'],
].flat()

const catalogue = defineDocument({ segments: segmentCatalogue, stages: [visitIntent] })
const defined = [...segmentCatalogue, visitIntent]

function outcomesOf(document: AisleDocument, log: readonly ShopEvent[], now = NOW): Readonly<Record<string, Outcome>> {
  const shopper = compile(document).shopper()
  for (const event of log) shopper.fold(event, now)
  return shopper.at(now).segments
}

describe('segmentCatalogue', () => {
  it('has every segment of the domain, and is what the built-in document has', () => {
    expect(segmentCatalogue.map(({ name }) => name).sort()).toEqual([...DOMAIN].sort())
    expect(builtin.segments).toEqual(segmentCatalogue)
  })

  it.each(['segments', 'lifecycle'])('has cases for each of its entries in test/%s', (room) => {
    const files = readdirSync(`test/${room}`).filter((name) => name.endsWith('.test.ts'))
    const texts = files.map((name) => readFileSync(`test/${room}/${name}`, 'utf8')).join('')
    const held = [...texts.matchAll(/^holds\(\s*(\w+)/gm)].map(([, name]) =>
      name!.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
    )
    const entries = room === 'segments' ? defined : builtin.stages.filter((set) => set !== visitIntent)
    // `holds` asks for a case in, one out, one unknown, and for those at each boundary.
    expect(held.sort()).toEqual(entries.map(({ name }) => name).sort())
  })

  it('is plain JSON that passes the check', () => {
    expect(JSON.parse(JSON.stringify(catalogue))).toStrictEqual({ ...catalogue })
    expect(JSON.parse(JSON.stringify(segmentCatalogue))).toStrictEqual(segmentCatalogue)
    expect(check(catalogue)).toEqual([])
  })

  it('has nobody in any segment of whom nothing is known', () => {
    expect(Object.values(outcomesOf(catalogue, []))).not.toContain('in')
  })

  it.each(segmentCatalogue.filter((one) => eventsOf(one).length))(
    'answers unknown of $name, never a guess, in a shop that sends none of its events',
    (segment) => {
      const limited = limitTo(defineDocument({ segments: [segment] }), [])
      expect(check(limited)).toEqual([])
      const log = [{ ...event('page_loaded', NOW - DAY, 0), context: {} }] as ShopEvent[]
      expect(outcomesOf(limited, log)).toEqual({ [segment.name]: 'unknown' })
    },
  )

  it('cannot tell bargain hunters in a shop that sends no coupons and no sorting', () => {
    const sent = Object.keys(eventPropsSchemas).filter((name) => !/^(coupon_.*|list_filtered)$/.test(name))
    const looked = [event('product_viewed', NOW - DAY, 0)]
    expect(outcomesOf(catalogue, looked).bargain_hunter).toBe('out')
    expect(outcomesOf(limitTo(catalogue, sent), looked).bargain_hunter).toBe('unknown')
  })

  it('is answered as the reference reads it, and until when it says, on random logs', () => {
    const engine = compile(catalogue)
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(happened(), { maxLength: 80, size: 'max' }), (log) => {
        const shopper = engine.shopper()
        for (const one of log) shopper.fold(one, NOW)
        const read = (now: number) => answer(catalogue, log as unknown as LoggedEvent[], now)
        const { segments, stages } = shopper.at(NOW)
        expect({ segments, stages }).toEqual({ segments: read(NOW).segments, stages: read(NOW).stages })
        for (const [name, next] of Object.entries(shopper.foresee(NOW).segments)) {
          seen.add(`${name} is ${segments[name]}`)
          const until = next?.at ?? NOW + 1000 * DAY
          expect([name, read(until - 1).segments[name]]).toEqual([name, segments[name]])
          if (next) expect([name, read(until).segments[name]]).toEqual([name, next.to])
        }
      }),
      { numRuns: 25 },
    )
    // The logs are rich enough to tell: many segments have somebody in them.
    expect([...seen].filter((each) => each.endsWith(' is in')).length).toBeGreaterThan(8)
  })

  it('says in or out in a shop that sends less only where it says so in one that sends all', () => {
    fc.assert(
      fc.property(fc.subarray(NAMES), fc.array(happened(), { maxLength: 40 }), (sent, told) => {
        const log = told.filter(({ name }) => sent.includes(name))
        const all = outcomesOf(catalogue, log)
        const limited = outcomesOf(limitTo(catalogue, sent), log)
        for (const [name, outcome] of Object.entries(limited))
          expect([name, [all[name], 'unknown']]).toEqual([name, expect.arrayContaining([outcome])])
        // And nothing that it is said that it never can.
        for (const { kind, name, never } of coverageOf(catalogue, sent))
          if (kind === 'segment') expect([name, never]).not.toEqual([name, expect.arrayContaining([limited[name]])])
      }),
      { numRuns: 150 },
    )
  })
})

const OFTEN = Array.from({ length: 10 }, () => 'order_completed')
const NAMES = [...new Set(defined.flatMap(eventsOf))]

function event(name: string, time: number, n: number): ShopEvent {
  const products = [{ product_id: `p${n % 3}`, category: `c${n % 4}`, price: 10, list_price: 10 + (n % 3) * 5 }]
  const props = {
    order_id: `o${n % 5}`,
    total: 10 + (n % 7),
    rating: 1 + (n % 5),
    ...(n % 2 ? { coupon: 'SALE', sales_channel: 'store' } : { discount: 0, sales_channel: 'online' }),
    detail: ['video', 'reviews', 'ar', 'three_d'][n % 4],
    content_type: ['video', 'lookbook'][n % 2],
    lcp_ms: 2000 + n * 100,
    sort: 'price_asc',
    alert: 'price',
    method: ['voice', 'text'][n % 2],
  }
  const context = { channel: ['direct', 'organic_social'][n % 2], device: { type: ['mobile', 'desktop'][n % 2] } }
  const id = `${name}.${time}.${n}`
  return { id, name, time, shopper_id: 'u1', session_id: `v${n % 3}`, props, products, context } as unknown as ShopEvent
}

function happened(): fc.Arbitrary<ShopEvent> {
  return fc
    .tuple(fc.constantFrom(...NAMES, ...OFTEN), fc.nat(200 * DAY), fc.nat(20))
    .map(([name, ago, n]) => event(name, NOW - ago, n))
}

/** Numbers and durations of a definition that need a reason: 0 and 1 are "none" and "some". */
function numbersOf(definition: object): string[] {
  const found = new Set<string>()
  const units: Record<string, string> = { ms: 'ms', m: 'minutes', d: 'days' }
  JSON.stringify(definition, (key, value) => {
    const duration = typeof value === 'string' && /^(\d+)(ms|m|d)$/.exec(value)
    if (duration) found.add(`${duration[1]} ${units[duration[2]!]}`)
    if (typeof value === 'number' && key !== 'version' && ![0, 1].includes(value)) found.add(String(value))
    return value
  })
  return [...found]
}

describe('aboutSegments', () => {
  it('tells of every entry once, in its family', () => {
    expect(aboutSegments.map(({ name }) => name).sort()).toEqual(defined.map(({ name }) => name).sort())
    const families = new Set(aboutSegments.map(({ family }) => family))
    expect([...families]).toEqual([
      'visit intent',
      'shopping style',
      'mood',
      'channel',
      'influence',
      'device',
      'value and risk',
    ])
  })

  it.each(aboutSegments.map((about) => [about.name, about] as const))(
    'of %s: its events, and what is unknown',
    (name, about) => {
      const definition = defined.find((one) => one.name === name)!
      expect([...about.needs].sort()).toEqual(eventsOf(definition).sort())
      expect(about.words.length).toBeGreaterThan(80)
      expect(about.missing).toMatch(/unknown|undecided/i)
    },
  )

  it.each(aboutSegments.map((about) => [about.name, about] as const))(
    'of %s: a reason for every number',
    (name, about) => {
      const said = about.thresholds.map(({ what }) => what).join('; ')
      const unsaid = numbersOf(defined.find((one) => one.name === name)!).filter((number) => {
        const percent = number.startsWith('0.') ? `${Number(number) * 100} %` : number
        return ![number, percent].some((text) =>
          new RegExp(`(^|[^\\d.])${text.replace('.', '\\.')}($|[^\\d.])`).test(said),
        )
      })
      expect(unsaid).toEqual([])
      for (const { what, why, source } of about.thresholds)
        for (const text of [what, why, source]) expect(text).not.toBe('')
    },
  )
})
