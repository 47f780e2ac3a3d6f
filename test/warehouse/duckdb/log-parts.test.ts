import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Decision } from '../../../src/warehouse/duckdb/ask'
import { type ReadDecisionsOptions, readDecisions } from '../../../src/warehouse/duckdb/decisions'
import { answerParts, answersInOrder, countParts } from '../../../src/warehouse/duckdb/log-parts'
import { openDuckdb } from '../../../src/warehouse/duckdb/open-duckdb'
import { Report } from '../../../src/warehouse/input/report'
import { counting, event, ndjson, T0, temporaryFolder } from '../../cli/support/cli'
import { answersOfEngine, questions } from '../support/agreement'

const { AISLE_RUNS = 15, AISLE_SEED = Date.now() % 1e9 } = process.env
const seed = Number(AISLE_SEED)

afterEach(() => vi.restoreAllMocks())

interface Asked extends Partial<ReadDecisionsOptions> {
  readonly part_bytes: number
}

/** Decides a log in parts, and says which parts are left then. */
async function decideInParts(log: string, options: Asked) {
  // Signs that are a pattern's anywhere else.
  const folder = path.join(temporaryFolder(), 'a [b]*?')
  mkdirSync(folder)
  const report = new Report()
  const asked = { definitions: counting as never, folder, report, ...options }
  const runs = vi.spyOn(DuckDBConnection.prototype, 'run')
  const decisions = await readDecisions([log], asked)
  const rows: Decision[] = []
  for await (const some of decisions.rows()) rows.push(...some)
  decisions.close()
  const ran = (sql: string) => runs.mock.calls.some(([one]) => String(one).startsWith(sql))
  const how = { is_kept: ran('CREATE TABLE log'), is_split: ran('COPY') }
  runs.mockRestore()
  const parts = path.join(folder, 'parts')
  const left = existsSync(parts) ? readdirSync(parts) : []
  return { rows, report, left, ...how, names: [...decisions.names].sort() }
}

/** Three things of each of some shoppers, who come in another order than their ids have. */
const eventsOf = (shoppers: number) =>
  Array.from({ length: 3 * shoppers }, (_, i) =>
    event({ shopper_id: `s ${(i * 7) % shoppers}`, time: T0 + i, products: [{ product_id: 'p' }] }),
  )

function fileOf(rows: readonly unknown[]): string {
  const log = path.join(temporaryFolder(), 'log.ndjson')
  writeFileSync(log, rows.map((row) => ndjson(row)).join(''))
  return log
}

describe('a log in parts', () => {
  it(`is answered as in one, clean or not (seed ${seed})`, async () => {
    const holds = fc.asyncProperty(questions(), fc.boolean(), async (question, isOdd) => {
      const { document: definitions, now, events } = question
      const unique = [...new Map(events.map((one) => [one.id, one])).values()]
      const odd = isOdd && unique.length ? [unique[0]] : []
      const log = fileOf([...unique, ...odd])
      const { rows, left } = await decideInParts(log, { definitions, now, part_bytes: statSync(log).size / 5 })
      expect(rows.map(({ shopper_id, now: _, ...answer }) => [shopper_id, answer])).toEqual(
        [...answersOfEngine({ ...question, events: unique as never })].sort(([a], [b]) =>
          Buffer.compare(bytes(a), bytes(b)),
        ),
      )
      expect(left).toEqual([])
    })
    await fc.assert(holds, { numRuns: Number(AISLE_RUNS), seed, endOnFailure: true })
  }, 600_000)

  it.each<[string, is_kept: boolean, ...unknown[]]>([
    ['nothing odd', false],
    ['a line that is no JSON', true, '{'],
    ['an event twice', true, event({ id: 'x', shopper_id: 's 1' }), event({ id: 'x', shopper_id: 's 1' })],
    ['a visit missing', true, event({ shopper_id: 's 1', session_id: '' })],
    [
      'a visitor who is found out elsewhere',
      true,
      event({ visitor_id: 'v', shopper_id: 'v' }),
      event({ visitor_id: 'v', user_id: 's 2', shopper_id: 's 2' }),
    ],
  ])('has the same rows, counts and names with %s (kept: %s)', async (_, is_kept, ...odd) => {
    const log = fileOf([...eventsOf(40), ...odd, ...eventsOf(30)])
    const whole = await decideInParts(log, { part_bytes: Number.POSITIVE_INFINITY })
    const inParts = await decideInParts(log, { part_bytes: 1_000 })
    expect(inParts.rows).toEqual(whole.rows)
    expect(inParts.report.counts).toEqual(whole.report.counts)
    expect(inParts.names).toEqual(whole.names)
    expect([whole.is_split, inParts.is_split, inParts.is_kept]).toEqual([false, true, is_kept])
    expect(inParts.rows.length).toBeGreaterThan(39)
  })

  it('tells how far it is, and never goes back', async () => {
    const told: number[] = []
    const log = fileOf(eventsOf(20_000))
    await decideInParts(log, { part_bytes: statSync(log).size / 4, onProgress: (part) => told.push(part) })
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.every((part) => part > 0 && part <= 1)).toBe(true)
  })

  it('takes half for writing its parts, and each of them its share of the other half', async () => {
    const steps: [number, number][] = []
    const folder = temporaryFolder()
    const db = await openDuckdb({ folder })
    const onStep = (...step: [number, number]) => steps.push(step)
    const rows = 'SELECT CAST(range AS VARCHAR) AS shopper_id FROM range(1000)'
    await answerParts(db, rows, (part) => `SELECT shopper_id, 1 AS outcomes FROM ${part}`, { folder, parts: 4, onStep })
    const found = []
    for await (const some of answersInOrder(db)) found.push(...some)
    db.close()
    expect(steps.flat()).toEqual([0, 0.5, 0.5, 0.625, 0.625, 0.75, 0.75, 0.875, 0.875, 1])
    expect(found).toHaveLength(1000)
    expect(readdirSync(path.join(folder, 'parts'))).toEqual([])
  })
})

const bytes = (text: string) => Buffer.from(text)

describe('countParts()', () => {
  const partsOf = async (memory_limit: string, size: number) => {
    const db = await openDuckdb({ folder: temporaryFolder(), memory_limit })
    try {
      return await countParts(db, [{ size }])
    } finally {
      db.close()
    }
  }

  it.each<[memory: string, size: number, parts: number]>([
    ['3GB', 2 ** 20, 1],
    ['3GB', 950_000_000, 1],
    ['3GB', 1_000_000_001, 2],
    ['300MB', 100_000_001, 2],
    ['64GB', 2 ** 30, 1],
    ['64GB', 2 ** 30 + 1, 2],
    ['64GB', 2 ** 50, 256],
    ['64GB', 0, 0],
  ])('with %s makes of %i bytes %i parts', async (memory, size, parts) => {
    expect(await partsOf(memory, size)).toBe(parts)
  })
})
