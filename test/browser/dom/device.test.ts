import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { device } from '../../../src/browser/device/device'
import { deviceOf } from '../../../src/browser/device/device-fields'
import { type ClientHints, deviceFromHints } from '../../../src/browser/device/device-from-hints'
import { deviceFromUserAgent } from '../../../src/browser/device/device-from-user-agent'
import { pretend } from './support/page'

const chrome = [{ brand: 'Not/A)Brand' }, { brand: 'Chromium' }, { brand: 'Google Chrome' }]

describe('deviceOf()', () => {
  test('gives one name to what has several, and leaves out what is empty', () => {
    expect(deviceOf({ type: 'smarttv', browser: 'Mobile Safari', os: 'Mac OS', model: undefined })).toStrictEqual({
      type: 'tv',
      browser: 'Safari',
      os: 'macOS',
    })
    expect(deviceOf({ type: undefined, browser: '', os: 'Unknown', model: 'K' })).toStrictEqual({})
  })
})

describe('deviceFromHints()', () => {
  test.each<[string, ClientHints, object]>([
    [
      'a phone',
      { brands: chrome, mobile: true, platform: 'Android', model: 'Pixel 7', formFactors: ['Mobile'] },
      { type: 'mobile', browser: 'Chrome', os: 'Android', model: 'Pixel 7' },
    ],
    [
      'a phone whose browser gives no form factor',
      { brands: chrome, mobile: true, platform: 'Android', model: '' },
      { type: 'mobile', browser: 'Chrome', os: 'Android' },
    ],
    ['a tablet', { mobile: false, platform: 'Android', formFactors: ['Tablet'] }, { type: 'tablet', os: 'Android' }],
    ['a tablet without form factor', { mobile: false, platform: 'Android' }, { type: 'tablet', os: 'Android' }],
    [
      'a foldable',
      { mobile: true, platform: 'Android', formFactors: ['Mobile', 'Tablet'] },
      { type: 'tablet', os: 'Android' },
    ],
    ['glasses', { mobile: false, platform: 'Android', formFactors: ['Desktop', 'XR'] }, { type: 'xr', os: 'Android' }],
    ['a watch', { mobile: true, platform: 'Android', formFactors: ['Watch'] }, { type: 'wearable', os: 'Android' }],
    ['a car', { mobile: false, platform: 'Android', formFactors: ['Automotive'] }, { type: 'embedded', os: 'Android' }],
    ['paper', { mobile: true, platform: 'Android', formFactors: ['EInk'] }, { type: 'mobile', os: 'Android' }],
    [
      'a desktop',
      { brands: [{ brand: 'Microsoft Edge' }, ...chrome.slice(0, 2)], mobile: false, platform: 'Windows', model: '' },
      { type: 'desktop', browser: 'Edge', os: 'Windows' },
    ],
    [
      'a browser that is Chromium and no more',
      { brands: chrome.slice(0, 2), mobile: false, platform: 'Chromium OS', formFactors: ['Desktop'] },
      { type: 'desktop', browser: 'Chromium', os: 'Chrome OS' },
    ],
    ['nothing', {}, {}],
  ])('tells %s', (_, hints, found) => {
    expect(deviceFromHints(hints)).toStrictEqual(found)
  })

  test.each([['Not/A)Brand'], ['Not?A_Brand'], ['Not A;Brand'], [' Not A;Brand'], ['Not.A/Brand'], ['(Not(A:Brand']])(
    'takes %s for no browser',
    (brand) => {
      expect(deviceFromHints({ brands: [{ brand }, { brand: 'Notable Brand' }] }).browser).toBe('Notable Brand')
    },
  )
})

describe('deviceFromUserAgent()', () => {
  test.each([
    ['Windows', 'desktop', 'Windows'],
    ['Mac OS', 'desktop', 'macOS'],
    ['Chromium OS', 'desktop', 'Chrome OS'],
    ['Ubuntu', 'desktop', 'Ubuntu'],
    ['Windows Phone', undefined, 'Windows Phone'],
    ['Android', undefined, 'Android'],
    ['Tizen', undefined, 'Tizen'],
  ])('takes %s without a type for %s', (name, type, os) => {
    expect(deviceFromUserAgent({ browser: {}, os: { name }, device: {} })).toStrictEqual({ ...(type && { type }), os })
  })

  test('says nothing where the user agent says nothing', () => {
    expect(deviceFromUserAgent({ browser: {}, os: {}, device: {} })).toStrictEqual({})
  })
})

describe('device()', () => {
  let undo: (() => void)[] = []
  beforeEach(() => {
    undo = []
  })
  afterEach(() => {
    for (const each of undo) each()
  })

  test('adds at once what every page may know, the rest when it is known, and one object from then on', async () => {
    const getHighEntropyValues = vi.fn(async () => ({ model: 'Pixel 7', formFactors: ['Mobile'] }))
    const hints = { brands: chrome, mobile: true, platform: 'Android', getHighEntropyValues }
    undo.push(pretend(navigator, 'userAgentData', hints))
    const plugin = device()
    expect(plugin.enrich()).toBeUndefined()
    const done = plugin.setup()
    // Of Android the type is not told before: it may be glasses.
    expect(plugin.enrich()).toEqual({ context: { device: { browser: 'Chrome', os: 'Android' } } })
    await done
    expect(plugin.enrich()).toEqual({
      context: { device: { type: 'mobile', browser: 'Chrome', os: 'Android', model: 'Pixel 7' } },
    })
    expect(plugin.enrich()).toBe(plugin.enrich())
    expect(getHighEntropyValues.mock.calls).toEqual([[['model', 'formFactors']]])
  })

  test('takes what every page may know where the finer hints are barred', async () => {
    const getHighEntropyValues = async () => Promise.reject(new DOMException('barred', 'NotAllowedError'))
    const hints = { brands: chrome, mobile: false, platform: 'Linux', getHighEntropyValues }
    undo.push(pretend(navigator, 'userAgentData', hints))
    const plugin = device()
    await plugin.setup()
    expect(plugin.enrich()?.context.device).toEqual({ type: 'desktop', browser: 'Chrome', os: 'Linux' })
  })

  test.each([[undefined], [{ brands: [], mobile: false, platform: '' }]])(
    'reads the user agent where the hints are %o, and leaves jQuery alone',
    async (hints) => {
      const iPhone =
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1'
      const jQuery = {}
      undo.push(
        pretend(navigator, 'userAgentData', hints),
        pretend(navigator, 'userAgent', iPhone),
        pretend(window, 'jQuery', jQuery),
      )
      const plugin = device()
      await plugin.setup()
      expect(plugin.enrich()?.context.device).toEqual({ type: 'mobile', browser: 'Safari', os: 'iOS', model: 'iPhone' })
      expect(jQuery).toEqual({})
    },
  )
})
