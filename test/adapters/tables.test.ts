import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as ga4 from '../../src/adapters/ga4/tables'
import * as meta from '../../src/adapters/meta/tables'
import * as segment from '../../src/adapters/segment/tables'
import * as shopify from '../../src/adapters/shopify/tables'
import * as snowplow from '../../src/adapters/snowplow/tables'
import * as woocommerce from '../../src/adapters/woocommerce/tables'

const plain = (text: string) => text.toLowerCase().replace(/[ _]/g, '')

/** Every word that a table has, but for the names of its own fields. */
function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(wordsOf)
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return []
  const own = /^(theirs|ours|fields|fixed|value|inward|assumption|about|step)$/
  return Object.entries(value).flatMap(([name, inner]) => [...(own.test(name) ? [] : [name]), ...wordsOf(inner)])
}

describe.each(Object.entries({ ga4, meta, segment, shopify, snowplow, woocommerce }))(
  'the tables of %s',
  (name, tables) => {
    it('say nothing that no golden case tells', () => {
      const file = fileURLToPath(new URL(`cases/${name}.json`, import.meta.url))
      const told = plain(readFileSync(file, 'utf8'))
      // `lines` says how a value is worked out, and is no word of either vocabulary.
      const words = wordsOf(Object.values(tables)).filter((word) => word !== 'lines')
      expect(words.filter((word) => !told.includes(plain(word)))).toEqual([])
    })
  },
)
