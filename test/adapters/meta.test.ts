import { describe, expect, it, vi } from 'vitest'
import { metaPixel, toMetaConversions } from '../../src/adapters/meta'
import { sha256 } from '../../src/adapters/support/sha256'
import { calls } from './support/calls-meta'
import { testCases } from './support/cases'

describe('the golden cases of Meta', () => testCases('meta', calls))

const event = { id: 'e-1', name: 'page_viewed', time: 1714557600000, visitor_id: 'v', session_id: '' }
const whole = { ...event, props: {}, products: [], context: {} }

describe('toMetaConversions()', () => {
  it('sends a thousand events at most in a request, and nobody who is not given', async () => {
    const events = Array.from({ length: 1_001 }, () => whole)
    const options = { pixel_id: '1', access_token: 't' }
    const { requests } = await toMetaConversions(events, { ...options, person_of: () => ({ fbp: 'fb.1.1.2' }) })
    expect(requests.map(({ body }) => (body.data as unknown[]).length)).toEqual([1_000, 1])
    expect((await toMetaConversions([{ ...whole, user_id: 'u-42' }], options)).requests).toEqual([])
  })
})

describe('metaPixel()', () => {
  it('tells the pixel of the page with consent, and nothing without', () => {
    const fbq = vi.fn()
    let has = false
    const plugin = metaPixel({ fbq, has_consent: () => has })
    plugin.deliver?.([whole])
    expect(fbq).not.toHaveBeenCalled()
    has = true
    plugin.deliver?.([whole])
    expect(fbq.mock.calls).toEqual([['track', 'PageView', {}, { eventID: 'e-1' }]])
    expect(metaPixel({ has_consent: () => true }).deliver?.([whole])).toBeUndefined()
  })
})

describe('sha256()', () => {
  // FIPS 180-2, appendix B.1.
  it('is that of the standard', async () => {
    expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
