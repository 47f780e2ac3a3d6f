import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANNELS, type Channel, type ChannelInput, channelOf } from '../../src/sessions/channel'
import { FULL_LISTS } from '../../src/sessions/full-lists'
import rows from './channels.json'

type Row = ChannelInput & { readonly expect: Channel; readonly note?: string }

describe('channelOf()', () => {
  it.each(rows as Row[])('$source / $medium / $name $click_ids is $expect', ({ expect: channel, ...traffic }) => {
    expect(channelOf(traffic)).toBe(channel)
    expect(channelOf(traffic, FULL_LISTS)).toBe(channel)
  })

  it('gives each of its channels in the golden table', () => {
    expect(new Set((rows as Row[]).map((row) => row.expect))).toEqual(new Set(CHANNELS))
  })

  it('has Google’s own expressions', () => {
    const paid = /^(.*cp.*|ppc|retargeting|paid.*)$/
    const shopping = /^(.*(([^a-df-z]|^)shop|shopping).*)$/
    const word = fc.string({
      unit: fc.constantFrom('cp', 'ppc', 'paid', 'shop', 'shopping', 'e', 'a', '-', ' '),
      maxLength: 4,
    })
    fc.assert(
      fc.property(word, word, (medium, name) => {
        const trimmed = medium.trim()
        const isPaid = /^paid|^cross|^display$/.test(channelOf({ source: 'someone', medium, name }))
        expect(isPaid).toBe(paid.test(trimmed))
        expect(channelOf({ source: 'someone', medium: 'referral', name }) === 'organic_shopping').toBe(
          shopping.test(name.trim()),
        )
      }),
    )
  })

  it('does not throw whatever it is given', () => {
    const any = fc.oneof(fc.anything(), fc.string(), fc.constantFrom('google', 'cpc', '__proto__', 'constructor'))
    fc.assert(
      fc.property(any, any, any, fc.oneof(fc.dictionary(fc.string(), any), any), (source, medium, name, click_ids) => {
        expect(CHANNELS).toContain(channelOf({ source, medium, name, click_ids } as ChannelInput))
      }),
    )
  })
})
