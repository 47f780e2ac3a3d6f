import { describe, expect, it } from 'vitest'
import { eventPropsSchemas } from '../../src/vocabulary/events'
import { kindOf } from '../../src/vocabulary/field-kinds'
import { isCleanEvent } from '../../src/vocabulary/is-clean-event'
import { NAME_PATTERN } from '../../src/vocabulary/limits'
import { examples, normalEvent } from './examples'

// The names of VOCABULARY.md, in its order: an event that is lost or misspelt turns this red.
const NAMES = `page_viewed products_searched list_viewed list_filtered product_clicked product_viewed
  product_detail_viewed products_compared promotion_viewed promotion_clicked content_viewed page_measured
  wishlist_product_added wishlist_product_removed alert_requested product_shared cart_shared
  product_added product_removed cart_viewed coupon_entered coupon_applied coupon_denied coupon_removed
  checkout_started checkout_step_completed checkout_failed order_completed order_updated order_cancelled order_refunded
  order_shipped order_delivered return_requested product_reviewed support_contacted support_resolved
  signed_up logged_in logged_out lead_captured loyalty_joined loyalty_points_earned loyalty_points_redeemed
  referral_sent referral_redeemed brand_followed store_visited
  message_sent message_opened message_clicked message_unsubscribed`.split(/\s+/)

describe('eventPropsSchemas', () => {
  it('names every event of the vocabulary and no other', () => {
    expect(Object.keys(eventPropsSchemas)).toEqual(NAMES)
    expect(NAMES.filter((name) => !NAME_PATTERN.test(name))).toEqual([])
  })

  it.each(Object.entries(eventPropsSchemas))(
    '%s accepts its documented example, and so does the reader',
    (name, schema) => {
      const props = examples[name as keyof typeof examples]
      expect(schema.strict().safeParse(props).error).toBeUndefined()
      expect(isCleanEvent(normalEvent({ name, props }))).toBe(true)
    },
  )

  it.each(Object.entries(eventPropsSchemas))('%s refuses a wrong value in each of its properties', (_, schema) => {
    for (const [name, field] of Object.entries(schema.shape)) {
      expect(schema.safeParse({ [name]: ['wrong'] }).success, name).toBe(false)
      expect(field.safeParse(undefined).success, name).toBe(false)
    }
  })

  it('gives a property the same type on every event that names it', () => {
    const kinds = new Map<string, number>()
    for (const schema of Object.values(eventPropsSchemas)) {
      for (const [name, field] of Object.entries(schema.shape)) {
        const kind = kindOf((field as { unwrap(): unknown }).unwrap())
        expect(kinds.get(name) ?? kind, name).toBe(kind)
        kinds.set(name, kind)
      }
    }
  })

  it('says in words what each event is', () => {
    for (const schema of Object.values(eventPropsSchemas)) expect(schema.meta()?.description).toMatch(/^[A-Z].+\.$/)
  })
})
