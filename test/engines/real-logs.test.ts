import { describe, expect, it } from 'vitest'
import { builtin } from '../../src/lifecycle/builtin'
import type { DialectName } from '../../src/warehouse/sql/dialect'
import { ask } from '../warehouse/support/agreement'
import { runAllOnDuckdb } from '../warehouse/support/duckdb'
import { answersIn } from '../warehouse/support/engine'
import { type RunQueries, runOnClickhouse, runOnSparkAsItComes } from './support/engines'
import { differences, eventsOf, isThere, type RealLog, shipped, whole } from './support/real-logs'

const engines: readonly (readonly [DialectName, RunQueries])[] = [
  ['duckdb', runAllOnDuckdb],
  ['spark', runOnSparkAsItComes],
  ['clickhouse', runOnClickhouse],
]

/** Asks an engine all that is built in, at each instant, and holds it to what the engine in JavaScript says. */
async function expectSame(log: RealLog, dialect: DialectName, run: RunQueries): Promise<void> {
  const { nows } = log
  const events = await eventsOf(log)
  const asked = nows.map((now) => ask({ document: builtin, events: events as never, now }, dialect))
  const rows = await run(
    asked[0]!.tables,
    asked.map(({ query }) => query.sql),
  )
  for (const [i, now] of nows.entries()) {
    const found = answersIn(rows[i]!, asked[i]!.query)
    expect({ now, ...differences(events, now, found) }).toMatchObject({ now, different: 0, first: [] })
    expect(found.size).toBeGreaterThan(100)
  }
}

describe.each(engines)('all that is built in, in %s', (dialect, run) => {
  for (const log of shipped)
    it(`is for every shopper of ${log.title} as in JavaScript, at three instants`, async () => {
      await expectSame(log, dialect, run)
    }, 1_200_000)

  // What a query reads several times ClickHouse works out as often: minutes, for so many events.
  if (dialect === 'clickhouse') return
  for (const log of whole) {
    if (!isThere(log)) it.skip(`is as in JavaScript in ${log.title} (SKIPPED: it is not there)`)
    else
      it(`is for every shopper of ${log.title} as in JavaScript, at three instants`, async () => {
        await expectSame(log, dialect, run)
      }, 1_800_000)
  }
})
