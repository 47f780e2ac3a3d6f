import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHash, toHash } from '../../../site/playground/address'
import { LONGEST_RULE } from '../../../site/playground/read-rule'
import { FROM, SHOPPERS, UNTIL } from '../../../site/playground/shoppers'

const shopper = fc.constantFrom(...SHOPPERS.map(({ id }) => id))
const now = fc.integer({ min: FROM, max: UNTIL })

describe('an address', () => {
  it('brings back what is shared, in any letters', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(fc.record({ text, shopper, now }), (shown) => {
        expect(toHash(shown)).toMatch(/^#[\w=&-]+$/)
        expect(fromHash(toHash(shown))).toEqual(shown)
      }),
    )
  })

  it('holds the longest rule of the longest letters, and none that is longer', () => {
    const shown = { text: '€'.repeat(LONGEST_RULE), shopper: 'ann', now: FROM }
    expect(fromHash(toHash(shown))).toEqual(shown)
    expect(fromHash(toHash({ ...shown, text: `${shown.text}€` }))).not.toHaveProperty('text')
    expect(fromHash(toHash({ ...shown, text: 'a'.repeat(LONGEST_RULE + 1) }))).toEqual({ shopper: 'ann', now: FROM })
  })

  it.each([
    ['nothing', '', {}],
    ['no fields', '#playground', {}],
    ['what is no base64url', '#rule=%3Cimg%3E&now=x&shopper=__proto__', {}],
    ['bytes that are no text', '#rule=_w&shopper=ann', { shopper: 'ann' }],
    ['a shopper outside of the sample', '#shopper=u-42', {}],
    ['an instant before it', '#now=0', { now: FROM }],
    ['an instant after it', '#now=999999999999999', { now: UNTIL }],
    ['an instant that is no whole number', '#now=1e13', {}],
    ['what is too long', `#now=${FROM}&x=${'x'.repeat(LONGEST_RULE * 4 + 100)}`, {}],
  ])('of %s is taken as far as it goes', (_, hash, shown) => {
    expect(fromHash(hash)).toEqual(shown)
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (hash) => void fromHash(`#rule=${hash}&${hash}`)))
  })
})
