import { renderValue } from '../../vocabulary/problem'
import { MOST_OF_EACH, type Report } from '../input/report'
import type { LoadedLog } from './load-log'
import type { Duckdb } from './open-duckdb'
import { walkLines } from './walk-lines'

/**
 * Looks for events that came again, by id and shopper, and tells of them.
 *
 * @returns Whether there are any ids that more than one event has: they are in the table `twice`.
 */
export async function findCopies(db: Duckdb, log: LoadedLog, report: Report): Promise<boolean> {
  if (!log.may_have_copies) return false
  await db.run(`
    CREATE TABLE twice AS SELECT rowid AS row, rowid AS place, id, COALESCE(read_as, shopper_id) AS shopper_id FROM log
    WHERE id IN (SELECT id FROM log GROUP BY id HAVING COUNT(*) > 1)`)
  if (log.careful.length) {
    await db.run('CREATE TABLE places (row BIGINT, place BIGINT)')
    await db.append(
      'places',
      log.careful.map((place, i) => [log.total + i, place] as const),
    )
    await db.run('UPDATE twice SET place = places.place FROM places WHERE places.row = twice.row')
  }
  const again = `
    SELECT id, place FROM twice
    QUALIFY ROW_NUMBER() OVER (PARTITION BY shopper_id, id ORDER BY place) > 1`
  const count = (await db.numbers(`SELECT COUNT(*) FROM (${again})`))[0]!
  if (count === 0) return true
  report.counts.repeated += count
  const told = (await db.rows(`${again} ORDER BY place LIMIT ${MOST_OF_EACH}`)) as [string, bigint][]
  await tell(told, log, report)
  // The rest is counted.
  report.count('repeated', 'repeated_id', count - told.length)
  return true
}

async function tell(told: readonly [string, bigint][], { files }: LoadedLog, report: Report): Promise<void> {
  let next = 0
  await walkLines(files, {
    wanted: told.map(([, place]) => Number(place)),
    onLine: ({ file, line }) => {
      const found = `${renderValue(JSON.parse(told[next]![0]))} again`
      report.add('repeated', { code: 'repeated_id', path: 'id', found, wanted: 'each event once' }, { file, line })
      next += 1
    },
  })
}

/** Deletes all but one of each event, now that its shopper is known. */
export async function deleteCopies(db: Duckdb): Promise<void> {
  await db.run(`
    DELETE FROM log WHERE rowid IN (
      SELECT twice.row FROM twice JOIN log ON log.rowid = twice.row
      QUALIFY ROW_NUMBER() OVER (PARTITION BY log.shopper_id, twice.id ORDER BY twice.place) > 1
    )`)
}
