import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readEvent } from '../../../src/vocabulary/read-event'
import { decide } from '../../../src/warehouse'
import type { Decision } from '../../../src/warehouse/duckdb/ask'
import { JSON_TEXTS } from '../../../src/warehouse/duckdb/log-fields'
import { openDuckdb } from '../../../src/warehouse/duckdb/open-duckdb'
import { counting, event, file, ndjson, T0, temporaryFolder } from '../../cli/support/cli'
import { answersOfEngine, questions } from '../support/agreement'

const { AISLE_RUNS = 30, AISLE_SEED = Date.now() % 1e9 } = process.env
const seed = Number(AISLE_SEED)

afterEach(() => vi.restoreAllMocks())

/** Decides a log, and says whether it was kept in a table for it. */
async function decided(log: string, options: Partial<Parameters<typeof decide>[1]> = {}) {
  const runs = vi.spyOn(DuckDBConnection.prototype, 'run')
  const rows: Decision[] = []
  for await (const row of decide([log], { definitions: counting as never, ...options })) rows.push(row)
  const isKept = runs.mock.calls.some(([sql]) => String(sql).startsWith('CREATE TABLE log'))
  runs.mockRestore()
  return { rows, isKept }
}

describe('decide() of a log in which nothing is odd', () => {
  it(`reads it once, and says what the engine in JavaScript says (seed ${seed})`, async () => {
    const folder = temporaryFolder()
    let atOnce = 0
    const holds = fc.asyncProperty(questions(), async (question) => {
      const unique = [...new Map(question.events.map((one) => [one.id, one])).values()]
      const clean = unique.flatMap((one) => readEvent(JSON.parse(JSON.stringify(one))).event ?? [])
      const log = path.join(folder, 'log.ndjson')
      writeFileSync(log, ndjson(...clean))
      const { rows, isKept } = await decided(log, { definitions: question.document, now: question.now })
      if (!isKept) atOnce += 1
      const answers = answersOfEngine({ ...question, events: clean as never })
      expect(Object.fromEntries(rows.map(({ shopper_id, now: _, ...answer }) => [shopper_id, answer]))).toEqual(
        Object.fromEntries(answers),
      )
    })
    await fc.assert(holds, { numRuns: Number(AISLE_RUNS), seed, endOnFailure: true })
    expect(atOnce).toBeGreaterThan(Number(AISLE_RUNS) / 4)
  }, 600_000)

  const fine = () => event({ shopper_id: 'a', time: T0, products: [{ product_id: 'p' }] })

  it.each<[string, boolean, ...unknown[]]>([
    ['nothing odd', true],
    ['an event that is later than those after it', true, event({ time: T0 + 5 }), event()],
    ['visitors who are nobody', true, event({ visitor_id: 'v', shopper_id: 'v' })],
    ['an event without product lines', true, event({ products: undefined })],
    ['an event with one product', true, event({ products: undefined, product: { product_id: 'p' } })],
    [
      'visitors of whom one is known',
      false,
      event({ visitor_id: 'v', shopper_id: 'v' }),
      event({ visitor_id: 'v', user_id: 'u', shopper_id: 'u' }),
    ],
    ['an event twice', false, event({ id: 'x' }), event({ id: 'x' })],
    ['a time as text', false, event({ time: '2026-05-01T00:00:00Z' })],
    ['no visit', false, event({ session_id: '' })],
    ['a number as text', false, event({ name: 'order_completed', props: { total: '5' } })],
    ['a line that is no JSON', false, '{'],
    ['an id with a space', false, event({ id: 'a b' })],
    ['lines that are none', false, event({ products: 5 })],
  ])('%s: at once %s', async (_, expected, ...rows) => {
    const many = () => Array.from({ length: 1000 }, fine)
    const { isKept } = await decided(file('log.ndjson', ndjson(...rows, ...many(), ...many())))
    expect(isKept).toBe(!expected)
  })

  it('finds what is odd far from either end', async () => {
    const many = () => Array.from({ length: 3000 }, fine)
    for (const odd of [event({ time: T0 + 7 }), event({ visitor_id: 'v', products: undefined }), event({ id: '7"' })]) {
      const { isKept, rows } = await decided(file('log.ndjson', ndjson(...many(), odd, ...many())))
      expect(isKept).toBe(true)
      expect(rows.reduce((sum, { traits }) => sum + (traits.events as number), 0)).toBe(6001)
    }
  })
})

describe('JSON_TEXTS', () => {
  it('writes texts as DuckDB does', async () => {
    const codes = [...Array(0x100).keys(), 0x2028, 0x2029, 0xfeff, 0xfffd]
    const texts = ['', '\\u001f', '\\\\n', '"', '😀', 'é/', ...codes.slice(1).map((code) => String.fromCharCode(code))]
    const log = file('log.ndjson', ndjson(...texts.map((text) => ({ text }))))
    const db = await openDuckdb({ folder: temporaryFolder() })
    const read = await db.rows(`SELECT text, text ->> '$' FROM read_ndjson('${log}', columns = {text: 'JSON'})`)
    expect(read).toHaveLength(texts.length)
    for (const [i, text] of texts.entries()) {
      const [[is]] = (await db.rows(
        `SELECT CAST(text AS VARCHAR) = ${JSON_TEXTS.literal(text)} FROM read_ndjson('${log}', columns = {text: 'JSON'}) LIMIT 1 OFFSET ${i}`,
      )) as [[boolean]]
      expect([text, is]).toEqual([text, true])
    }
    db.close()
  })
})
