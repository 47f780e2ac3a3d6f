import { describe, expect, test } from 'vitest'
import { builtin } from '../../src/lifecycle/builtin'
import { fullOptions } from '../../src/membership/options'
import { page } from './support/markdown'

const targets = [{ name: 'a', send: async () => {} }]
const defaults = fullOptions({ definitions: builtin, folder: 'a', targets }, () => {})

describe('docs/membership.md', () => {
  const { text } = page('docs/membership.md')

  test.each([
    ['at most 262,144 characters (`max_record_length`)', defaults.max_record_length, 262_144],
    ['At most 200,000 shoppers are followed\n  (`max_shoppers`)', defaults.max_shoppers, 200_000],
    ['by `delay_ms`, a minute by default', defaults.delay_ms, 60_000],
    ['for three days (`give_up_ms`)', defaults.give_up_ms, 3 * 86_400_000],
    ['in 10 s (`timeout_ms`)', defaults.timeout_ms, 10_000],
  ])('says "%s", and so it is', (said, found, value) => {
    expect(text).toContain(said)
    expect(found).toBe(value)
  })
})
