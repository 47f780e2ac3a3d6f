import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import { check } from '../../src/language/check'
import { defineDocument } from '../../src/language/define'
import { eventsOf } from '../../src/language/limit-to'
import { builtin } from '../../src/lifecycle/builtin'
import { aboutRfm } from '../../src/predict/about-rfm'
import { RFM_GROUPS, rfm, rfmTemplate } from '../../src/predict/rfm'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { told } from '../lifecycle/told'
import { DAY, NOW, props, type Told } from '../segments/asked'

const { traits, stages } = rfm({
  recency: ['10d', '20d', '30d', '40d'],
  frequency: [1, 2, 3, 4],
  monetary: [10, 20, 30, 40],
})
const [groups] = stages
// Each group's condition by itself too, so that an overlap shows which the order of the stages would hide.
const engine = compile(
  defineDocument({
    traits,
    stages,
    segments: groups!.stages.map(({ name, when }) => ({ name, version: 1, title: name, when })),
  }),
)

/** Orders: the last one so long ago, so many of them, so much in all. */
function ordersOf(ago: number, count: number, total: number): ShopEvent[] {
  return Array.from({ length: count }, (_, i): Told => {
    const paid = i === 0 ? total : 0
    return ['order_completed', ago + i * DAY, props({ order_id: `o${i}`, total: paid })]
  }).map(told)
}

function ask(events: readonly ShopEvent[]) {
  const shopper = engine.shopper()
  for (const event of events) shopper.fold(event, NOW)
  const { segments, stages, traits } = shopper.at(NOW)
  const scores = ['recency', 'frequency', 'monetary'].map((measure) => traits[`rfm_${measure}_score`])
  return { group: stages.rfm_group!, scores, all: Object.keys(segments).filter((name) => segments[name] === 'in') }
}

const FIVE = [1, 2, 3, 4, 5]
const CELLS = FIVE.flatMap((r) => FIVE.flatMap((f) => FIVE.map((m) => [r, f, m] as const)))
const shopperAt = ([r, f, m]: readonly [number, number, number]) =>
  ordersOf((5 - r) * 10 * DAY + 5 * DAY, f, m * 10 - 5)

/** By sum of the scores of frequency and monetary value. */
const VALUE: Record<number, number> = { 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 4, 8: 4, 9: 5, 10: 5 }
/** The grid written out: recency from 5 down to 1, value from 1 to 5. */
const GRID = [
  ['new_customers', 'potential_loyalist', 'potential_loyalist', 'champions', 'champions'],
  ['promising', 'potential_loyalist', 'potential_loyalist', 'loyal', 'loyal'],
  ['about_to_sleep', 'about_to_sleep', 'needs_attention', 'loyal', 'loyal'],
  ['hibernating', 'hibernating', 'at_risk_rfm', 'at_risk_rfm', 'cannot_lose'],
  ['lost', 'lost', 'at_risk_rfm', 'at_risk_rfm', 'cannot_lose'],
]

describe('rfm()', () => {
  it('scores each of the 125 cells as it is', () => {
    expect(CELLS).toHaveLength(125)
    for (const cell of CELLS) expect(ask(shopperAt(cell)).scores).toEqual(cell)
  })

  it('puts each of the 125 cells into exactly one group, that of the grid', () => {
    const met = new Set<string>()
    for (const cell of CELLS) {
      const [r, f, m] = cell
      const wanted = GRID[5 - r]![VALUE[f + m]! - 1]!
      const { group, all } = ask(shopperAt(cell))
      expect([cell, group, all]).toEqual([cell, wanted, [wanted]])
      met.add(group)
    }
    expect([...met].sort()).toEqual([...RFM_GROUPS].sort())
    expect(RFM_GROUPS).toHaveLength(11)
  })

  it('puts whoever has never ordered into none', () => {
    expect(ask([])).toEqual({ group: 'none', scores: [0, 0, 0], all: [] })
    expect(ask([told(['product_viewed', DAY])])).toEqual({ group: 'none', scores: [0, 0, 0], all: [] })
  })

  it.each([
    ['recency', 5, 10 * DAY],
    ['recency', 4, 10 * DAY + 1],
    ['recency', 4, 20 * DAY],
    ['recency', 3, 20 * DAY + 1],
    ['recency', 3, 30 * DAY],
    ['recency', 2, 30 * DAY + 1],
    ['recency', 2, 40 * DAY],
    ['recency', 1, 40 * DAY + 1],
  ])('scores %s %d at an age of %d ms', (_, score, ago) => {
    expect(ask(ordersOf(ago, 1, 5)).scores[0]).toBe(score)
  })

  it.each([
    [1, 0],
    [1, 10],
    [2, 10.01],
    [2, 20],
    [3, 20.01],
    [3, 30],
    [4, 30.01],
    [4, 40],
    [5, 40.01],
  ])('scores monetary value %d for %d', (score, total) => {
    expect(ask(ordersOf(DAY, 1, total)).scores[2]).toBe(score)
  })

  it.each([
    [1, 1],
    [2, 2],
    [4, 4],
    [5, 5],
    [5, 60],
  ])('scores frequency %d for %d orders', (score, count) => {
    expect(ask(ordersOf(DAY, count, 5)).scores[1]).toBe(score)
  })

  it('says when a group is left by time alone', () => {
    const shopper = engine.shopper()
    for (const event of ordersOf(5 * DAY, 5, 45)) shopper.fold(event, NOW)
    expect(shopper.foresee(NOW).stages.rfm_group).toEqual({ at: NOW + 5 * DAY + 1, to: 'loyal' })
  })

  it('holds where two cuts are one: the score between them stays empty', () => {
    const tied = rfm({ recency: ['10d', '20d', '30d', '40d'], frequency: [1, 1, 1, 2], monetary: [10, 10, 10, 10] })
    const shopper = compile(defineDocument(tied)).shopper()
    for (const event of ordersOf(DAY, 2, 11)) shopper.fold(event, NOW)
    expect(shopper.at(NOW).traits).toMatchObject({ rfm_frequency_score: 4, rfm_monetary_score: 5 })
  })

  it('goes by the name given', () => {
    const cuts = { recency: ['1d', '2d', '3d', '4d'], frequency: [1, 2, 3, 4], monetary: [1, 2, 3, 4] } as const
    expect(rfm(cuts, 'worth').stages.map(({ name }) => name)).toEqual(['worth'])
  })
})

describe('rfmTemplate()', () => {
  it('adds what the base lacks, and nothing twice', () => {
    const template = rfmTemplate(builtin)
    const names = template.traits.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.slice(builtin.traits.length)).toEqual([
      'rfm_recency_score',
      'rfm_frequency_score',
      'rfm_monetary_score',
    ])
    expect(rfmTemplate().traits.map(({ name }) => name)).toContain('revenue')
  })

  it('is no document before it is calibrated', () => {
    expect(check(rfmTemplate()).length).toBeGreaterThan(0)
  })
})

describe('aboutRfm', () => {
  it('names the set and the events that it needs', () => {
    expect(aboutRfm.name).toBe(groups!.name)
    expect(aboutRfm.needs).toEqual(eventsOf(groups))
  })
})
