import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { eventsOf } from '../../src/language/limit-to'
import { aboutLifecycle } from '../../src/lifecycle/about-lifecycle'
import { aboutLoyalty } from '../../src/lifecycle/about-loyalty'
import { aboutTraits } from '../../src/lifecycle/about-traits'
import { aida } from '../../src/lifecycle/aida'
import { customerLifecycle } from '../../src/lifecycle/customer-lifecycle'
import { createLoyaltyProgramme, LOYALTY_POINTS, LOYALTY_TIERS } from '../../src/lifecycle/loyalty'
import { purchaseJourney } from '../../src/lifecycle/purchase-journey'
import { shopperTraits } from '../../src/lifecycle/traits'
import { eventPropsSchemas } from '../../src/vocabulary/events'

const sets = [purchaseJourney, customerLifecycle, aida]
const loyalty = createLoyaltyProgramme().stages[0]!
const abouts = [...aboutLifecycle, ...aboutTraits, aboutLoyalty]

describe('words for people', () => {
  it('are there for every stage set and trait, in the same order', () => {
    expect(aboutLifecycle.map(({ name }) => name)).toEqual(sets.map(({ name }) => name))
    expect(aboutTraits.map(({ name }) => name)).toEqual(shopperTraits.map(({ name }) => name))
    expect(aboutLoyalty.name).toBe(loyalty.name)
  })

  it.each([...sets, ...shopperTraits, loyalty].map((rule) => [rule.name, rule] as const))(
    'name the events that %s needs',
    (name, rule) => {
      const about = abouts.find((one) => one.name === name)!
      expect([...about.needs].sort()).toEqual(eventsOf(rule).sort())
    },
  )

  it('name every duration of the stage sets, and the numbers of the programme', () => {
    for (const set of sets) {
      const words = JSON.stringify(aboutLifecycle.find(({ name }) => name === set.name)!.thresholds)
      for (const [, days] of JSON.stringify(set).matchAll(/"(\d+)d"/g)) expect(words).toContain(`${days} days`)
    }
    const words = JSON.stringify(aboutLoyalty.thresholds)
    for (const { points } of LOYALTY_TIERS) if (points) expect(words).toContain(String(points))
    for (const { points } of LOYALTY_POINTS) if (points > 0) expect(words).toContain(String(points))
  })

  it('give a source for every threshold', () => {
    for (const { words, thresholds } of abouts) {
      expect(words.length).toBeGreaterThan(30)
      for (const { what, why, source } of thresholds) for (const text of [what, why, source]) expect(text).not.toBe('')
    }
  })

  it('says of contacts what the vocabulary does', () => {
    const schema = z.toJSONSchema(eventPropsSchemas.support_contacted) as unknown as {
      properties: { contact_channel: { anyOf: [{ enum: string[] }] } }
    }
    const values = aboutTraits.filter(({ name }) => name.startsWith('preferred_contact')).map((about) => about.values)
    const named = schema.properties.contact_channel.anyOf[0].enum
    expect(values).toEqual([named, named])
  })
})
