import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { readJsonLine } from '../input/ndjson'
import type { Report } from '../input/report'
import { isOwned, takeEvent } from '../input/take-event'
import { eventLine } from './event-line'
import type { ReadyFile } from './ready-files'
import { walkLines } from './walk-lines'

/** Rows that were read with care. */
export interface CarefulRows {
  /** Which row of the log each event was that could be used, in order; they are in the file that was written. */
  readonly rows: readonly number[]
  /** How many rows the files have in all. */
  readonly total: number
}

/** What {@link readCarefully} goes by. */
export interface CarefulOptions {
  /** Which rows, in ascending order; all where it is absent. */
  readonly wanted?: readonly number[] | undefined
  /** The file for the events, as NDJSON. */
  readonly to: string
  readonly report: Report
}

/**
 * Reads the rows of a log that DuckDB could not take as they are, one by one, as the reader in JavaScript does: what is wrong is
 * told, and what can be used is written to a file.
 */
export async function readCarefully(files: readonly ReadyFile[], options: CarefulOptions): Promise<CarefulRows> {
  const { wanted, to, report } = options
  const stream = createWriteStream(to, { mode: 0o600 })
  // Without a listener a full disk would end the process; `finished` tells of it.
  stream.on('error', () => {})
  const rows: number[] = []
  let text = ''
  const total = await walkLines(files, {
    wanted,
    onLine: ({ file, line, row, text: json }) => {
      const place = { file, line }
      readJsonLine(json, line, {
        bad: (problem) => {
          report.counts.rows += 1
          report.counts.rejected += 1
          report.add('rejected', problem, place)
        },
        odd: (problem) => report.add('repaired', problem, place),
        row: (value) => {
          report.counts.rows += 1
          const event = takeEvent(value, place, report)
          if (event === null) return
          rows.push(row)
          text += eventLine(event, !isOwned(event, value))
        },
      })
    },
    onPause: async () => {
      if (text && !stream.write(text) && !stream.destroyed) await once(stream, 'drain')
      text = ''
    },
  })
  stream.end(text)
  await finished(stream)
  return { rows, total }
}
