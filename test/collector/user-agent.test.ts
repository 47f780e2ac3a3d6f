import { describe, expect, it, test } from 'vitest'
import { createUserAgentReader } from '../../src/collector/user-agent'

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1'
const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'

describe('createUserAgentReader()', () => {
  it('tells the device', () => {
    const read = createUserAgentReader()
    expect(read(IPHONE)).toEqual({
      device: { type: 'mobile', browser: 'Safari', os: 'iOS', model: 'iPhone' },
      automated: undefined,
    })
    expect(read(WINDOWS)).toEqual({
      device: { type: 'desktop', browser: 'Chrome', os: 'Windows' },
      automated: undefined,
    })
  })

  test.each([
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'user agent: Googlebot'],
    ['curl/8.5.0', 'user agent: curl/8.5.0'],
    [WINDOWS.replace('Chrome', 'HeadlessChrome'), 'user agent: HeadlessChrome'],
  ])('tells that %s is automated, and why', (text, automated) => {
    expect(createUserAgentReader()(text).automated).toBe(automated)
  })

  it('knows no device of what tells none', () => {
    expect(createUserAgentReader()('x').device).toEqual({})
  })

  it('reads the first 500 characters', () => {
    const read = createUserAgentReader()
    const textOf = (length: number, end: string) => WINDOWS.padEnd(length, ' ') + end
    expect(read(textOf(491, 'Googlebot')).automated).toBe('user agent: Googlebot')
    expect(read(textOf(500, 'Googlebot')).automated).toBeUndefined()
    expect(read(textOf(500, 'a'))).toBe(read(textOf(500, 'b')))
    expect(read(textOf(499, 'a'))).not.toBe(read(textOf(499, 'b')))
  })

  it('keeps 64 characters of the reason', () => {
    const reasonOf = (name: string) => createUserAgentReader()(`${WINDOWS} ${name}`).automated
    const name = `Googlebot${'x'.repeat(55)}`
    expect(reasonOf(name)).toBe(`user agent: ${name}`)
    expect(reasonOf(`${name}y`)).toBe(`user agent: ${name}`)
  })

  it('remembers the latest 2,000', () => {
    const read = createUserAgentReader()
    const [first, second] = [read(IPHONE), read(WINDOWS)]
    for (let i = 0; i < 1_999; i++) read(`x${i}`)
    expect(read(WINDOWS)).toBe(second)
    expect(read(IPHONE)).not.toBe(first)
  })
})
