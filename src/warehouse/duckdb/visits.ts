import { assignVisits } from '../../sessions/assign-visits'
import type { Context } from '../../vocabulary/event-types'
import { createProblemList } from '../../vocabulary/problem-list'
import { readContext } from '../../vocabulary/read-content'
import { type LoadedLog, lacksVisits } from './load-log'
import type { Duckdb } from './open-duckdb'

/** An event that may be waiting for its visit. */
interface Waiting {
  readonly row: number
  readonly time: number
  readonly shopper_id: string
  readonly visitor_id: string | null
  readonly session_id: string | null
  readonly context: Context | undefined
}

/**
 * Gives events without a visit those that the tracker would have made. Visits are told from one event after another, which is
 * done here: only the shoppers who have such events are looked at.
 */
export async function findVisits(db: Duckdb, log: LoadedLog): Promise<void> {
  if (!(await lacksVisits(db))) return
  const context = new Map([
    ['campaign', 'JSON'],
    ['click_ids', 'JSON'],
  ] as const)
  const sources = log.readAgain({ id: 'JSON', context })
  await db.run(
    `CREATE TABLE sources AS SELECT context.campaign AS campaign, context.click_ids AS click_ids FROM ${sources}`,
  )
  await db.run('CREATE TABLE visits (row BIGINT, session_id VARCHAR)')
  await db.append('visits', visitsOf(waiting(db)))
  await db.run(
    'UPDATE log SET session_id = CAST(TO_JSON(visits.session_id) AS VARCHAR) FROM visits WHERE visits.row = log.rowid',
  )
}

/** The events of shoppers some of whose visits are missing: one shopper after another, in the order of time. */
async function* waiting(db: Duckdb): AsyncGenerator<Waiting[]> {
  const rows = db.stream(`
    SELECT l.rowid, l.time, l.shopper_id, l.visitor_id, l.session_id, s.campaign, s.click_ids
    FROM log l LEFT JOIN (SELECT rowid AS row, * FROM sources WHERE campaign IS NOT NULL) s ON s.row = l.rowid
    WHERE l.shopper_id IN (SELECT shopper_id FROM log WHERE session_id IS NULL)
    ORDER BY l.shopper_id, l.time, l.id`)
  let events: Waiting[] = []
  let shopper: string | undefined
  for await (const some of rows) {
    for (const [row, time, shopper_id, visitor_id, session_id, campaign, click_ids] of some as string[][]) {
      if (shopper !== shopper_id && events.length) {
        yield events
        events = []
      }
      shopper = shopper_id
      events.push({
        row: Number(row),
        time: Number(time),
        shopper_id: parse(shopper_id),
        visitor_id: parse(visitor_id),
        session_id: parse(session_id),
        context: campaign == null ? undefined : contextOf(campaign, click_ids),
      })
    }
  }
  if (events.length) yield events
}

/** As reading the event would leave it. */
function contextOf(campaign: string, click_ids: string | null | undefined): Context {
  return readContext({ campaign: parse(campaign), click_ids: parse(click_ids) }, createProblemList())
}

function parse(json: string | null | undefined) {
  return json == null ? null : JSON.parse(json)
}

async function* visitsOf(shoppers: AsyncIterable<readonly Waiting[]>): AsyncGenerator<[number, string]> {
  for await (const events of shoppers) {
    let at = 0
    for (const { row, session_id } of assignVisits(events))
      if (events[at++]!.session_id === null) yield [row, session_id]
  }
}
