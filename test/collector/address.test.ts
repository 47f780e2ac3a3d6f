import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { senderOf, truncateAddress } from '../../src/collector/address'

const octet = fc.nat({ max: 255 })
const v4 = fc.tuple(octet, octet, octet, octet)
const v6 = fc.array(fc.nat({ max: 0xffff }), { minLength: 8, maxLength: 8 })
const hex = (group: number) => group.toString(16)

/** The groups of an address, zeros left out at one place where there are any. */
function shorten(groups: readonly number[]): string {
  const at = groups.indexOf(0)
  if (at < 0) return groups.map(hex).join(':')
  let end = at
  while (groups[end] === 0) end++
  return `${groups.slice(0, at).map(hex).join(':')}::${groups.slice(end).map(hex).join(':')}`
}

describe('truncateAddress()', () => {
  test.each([
    ['203.0.113.77', '203.0.113.0'],
    ['255.255.255.255', '255.255.255.0'],
    ['::ffff:203.0.113.77', '203.0.113.0'],
    ['::FFFF:203.0.113.77', '203.0.113.0'],
    ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::'],
    ['2001:0DB8:00a3:08d3:1319:8a2e:0370:7348', '2001:db8:a3::'],
    ['2001:db8::1', '2001:db8:0::'],
    ['2001:db8:85a3::', '2001:db8:85a3::'],
    ['1:2:3:4:5:6:7::', '1:2:3::'],
    ['1::3:4:5:6:7:8', '1:0:3::'],
    ['::1', '0:0:0::'],
    ['::', '0:0:0::'],
    ['fe80::1%eth0', 'fe80:0:0::'],
  ])('makes %s into %s', (address, truncated) => {
    expect(truncateAddress(address)).toBe(truncated)
  })

  test.each([
    '',
    'unknown',
    '203.0.113',
    '203.0.113.77.1',
    '203.0.113.7777',
    ' 203.0.113.77',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::1',
    ':1:2:3:4:5:6:7',
    'g::1',
    'a.b.c.d',
    '1234',
    ':',
  ])('knows "%s" as no address', (address) => {
    expect(truncateAddress(address)).toBeUndefined()
  })

  test('gives nothing of the last 8 bits of an IPv4 address away, and the rest as it is (property)', () => {
    fc.assert(
      fc.property(v4, octet, ([a, b, c, d], other) => {
        expect(truncateAddress(`${a}.${b}.${c}.${d}`)).toBe(`${a}.${b}.${c}.0`)
        expect(truncateAddress(`::ffff:${a}.${b}.${c}.${other}`)).toBe(`${a}.${b}.${c}.0`)
      }),
    )
  })

  test('gives nothing of the last 80 bits of an IPv6 address away, however it is written (property)', () => {
    fc.assert(
      fc.property(v6, v6, (groups, others) => {
        const network = `${groups.slice(0, 3).map(hex).join(':')}::`
        const neighbour = [...groups.slice(0, 3), ...others.slice(3)]
        for (const each of [groups, neighbour]) {
          expect(truncateAddress(each.map(hex).join(':'))).toBe(network)
          expect(truncateAddress(shorten(each).toUpperCase())).toBe(network)
          expect(truncateAddress(each.map((group) => hex(group).padStart(4, '0')).join(':'))).toBe(network)
        }
      }),
    )
  })

  test('gives the same when done again (property)', () => {
    const address = fc.oneof(
      v4.map((octets) => octets.join('.')),
      v6.map(shorten),
      fc.ipV4(),
      fc.ipV6(),
    )
    fc.assert(
      fc.property(address, (text) => {
        const truncated = truncateAddress(text)
        if (truncated !== undefined) expect(truncateAddress(truncated)).toBe(truncated)
      }),
    )
  })

  test('never throws, and gives a network or nothing (property)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\da-f:.%]{0,45}$/)), (text) => {
        expect(truncateAddress(text) ?? '::').toMatch(/^\d+\.\d+\.\d+\.0$|::$/)
      }),
    )
  })
})

describe('senderOf()', () => {
  test.each([
    ['203.0.113.77', '203.0.113.77'],
    ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3:8d3'],
    ['2001:0db8:85a3:08D3::1', '2001:db8:85a3:8d3'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['unknown', 'unknown'],
    ['x'.repeat(65), 'x'.repeat(64)],
  ])('knows %s as %s', (address, sender) => {
    expect(senderOf(address)).toBe(sender)
  })

  test('is the same within 64 bits of an IPv6 address, and another one beyond (property)', () => {
    fc.assert(
      fc.property(v6, v6, fc.nat({ max: 3 }), (groups, others, at) => {
        const sender = senderOf(shorten(groups))
        expect(senderOf(shorten([...groups.slice(0, 4), ...others.slice(4)]))).toBe(sender)
        expect(senderOf(shorten(groups.map((group, i) => (i === at ? group ^ 1 : group))))).not.toBe(sender)
      }),
    )
  })
})
