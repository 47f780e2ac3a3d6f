import { expect, test } from 'vitest'
import { parseTableNames } from '../../../src/collector/sql/table-names'

test('parseTableNames() has names by default, and quotes them', () => {
  expect(parseTableNames({})).toEqual({
    events: { text: 'aisle_events', quoted: '"aisle_events"' },
    rejected: { text: 'aisle_rejected_events', quoted: '"aisle_rejected_events"' },
  })
  expect(parseTableNames({ table: 'shop.order', rejected_table: '_9' })).toEqual({
    events: { text: 'shop.order', quoted: '"shop"."order"' },
    rejected: { text: '_9', quoted: '"_9"' },
  })
  expect(parseTableNames({ table: 'a'.repeat(63) }).events.quoted).toHaveLength(65)
})

test.each(['', 'A', '9a', 'a b', 'a"b', "a'b", 'a;b', 'a.b.c', '.a', 'a.', 'é', 'a\n', 'a'.repeat(64), 7, null, ['a']])(
  'parseTableNames() refuses %j',
  (table) => {
    for (const options of [{ table }, { rejected_table: table }] as never[])
      expect(() => parseTableNames(options)).toThrow(expect.objectContaining({ code: 'invalid_sink_options' }))
  },
)
