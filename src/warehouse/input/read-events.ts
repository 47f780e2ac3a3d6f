import path from 'node:path'
import type { ShopEvent } from '../../vocabulary/event-types'
import { renderValue } from '../../vocabulary/problem'
import { RowGroups } from '../map/group-rows'
import type { MapDefinition } from '../map/map-schema'
import { createMapper, type Mapper } from '../map/mapper'
import { standardMap } from '../map/standard-map'
import { createCsvReader } from './csv'
import { type Format, formatOf, refuseJsonList } from './format'
import type { Input } from './input'
import { MAX_LINE_BYTES } from './lines'
import { createNdjsonReader } from './ndjson'
import type { Report } from './report'
import type { Place, RowReader, RowSink } from './rows'
import { SeenEvents } from './seen-events'
import { isOwned, takeEvent } from './take-event'
import { unpack } from './unpack'
import { tellEmpty, tellUnreadable, UnreadableFile } from './unreadable-file'

/** How a log is read. */
export interface ReadOptions {
  readonly map?: MapDefinition | undefined
  /** @default by the map, the name, or the first bytes */
  readonly format?: Format | undefined
  /** @default {@link MAX_LINE_BYTES} */
  readonly max_line_bytes?: number | undefined
  readonly report: Report
  /** Called with the bytes taken from a file, as they lie there, and the events so far. */
  readonly onProgress?: ((bytes: number, events: number) => void) | undefined
}

/** Takes an event; `is_open` where the log does not say whose it is, so that its visitor's other events must. */
export type EventSink = (event: ShopEvent, is_open: boolean) => void

/**
 * Reads logs, one after the other, into normal events. What is bad goes to the report, the rest goes on. Never throws for
 * what is in a file.
 */
export async function readEvents(inputs: readonly Input[], options: ReadOptions, sink: EventSink): Promise<void> {
  const reading = new LogReading(options, sink)
  for (const [index, input] of inputs.entries()) await reading.read(input, labelOf(inputs, index))
  reading.finish()
}

/** What a file's rows are named by where they have no ids: its name without endings, told from others of that name. */
function labelOf(inputs: readonly Input[], index: number): string {
  const plain = ({ name }: Input) => {
    const base = path.basename(name).replace(/(\.(csv|tsv|ndjson|jsonl|json|gz))+$/i, '')
    return base.replace(/[^\x20-\x7e]/g, '_').slice(0, 80)
  }
  const label = plain(inputs[index]!)
  const before = inputs.slice(0, index).filter((input) => plain(input) === label).length
  return before ? `${label}(${before + 1})` : label
}

class LogReading {
  readonly #options: ReadOptions
  readonly #sink: EventSink
  readonly #groups = new RowGroups()
  readonly #seen = new SeenEvents()
  readonly #mapper: Mapper | undefined

  constructor(options: ReadOptions, sink: EventSink) {
    this.#options = options
    this.#sink = sink
    this.#mapper = options.map && createMapper(options.map)
  }

  async read(input: Input, label: string): Promise<void> {
    const { report, onProgress } = this.#options
    const before = report.counts.rows
    let reader: RowReader | undefined
    try {
      for await (const chunk of unpack(this.#counted(input))) {
        reader ??= this.#createReader(input, label, chunk)
        reader.push(chunk)
        onProgress?.(0, report.counts.events)
      }
      reader?.end()
    } catch (error) {
      if (error instanceof UnusableFile) return
      // What stands before the end that is missing is still a line.
      if (error instanceof UnreadableFile || (error as NodeJS.ErrnoException).code !== undefined) reader?.end()
      tellUnreadable(error, input.name, report)
      return
    }
    if (report.counts.rows === before) tellEmpty(input.name, report)
  }

  /** The events that several rows make. */
  finish(): void {
    for (const { event, place } of this.#groups.all()) this.#event(this.#mapper!.complete(event), place)
  }

  async *#counted(input: Input): AsyncGenerator<Buffer> {
    for await (const chunk of input.open()) {
      this.#options.onProgress?.(chunk.length, this.#options.report.counts.events)
      yield chunk
    }
  }

  #createReader(input: Input, label: string, start: Buffer): RowReader {
    const { map, max_line_bytes = MAX_LINE_BYTES, report } = this.#options
    const file = input.name
    const format = this.#options.format ?? map?.format ?? formatOf(file, start)
    let mapper = this.#mapper
    const sink: RowSink = {
      bad: (problem, line) => {
        report.counts.rows += 1
        report.counts.rejected += 1
        report.add('rejected', problem, { file, line })
      },
      odd: (problem, line) => report.add('repaired', problem, { file, line }),
      row: (value, line) => {
        report.counts.rows += 1
        if (mapper) this.#mapped(mapper, value, { file, line }, label)
        else this.#event(value, { file, line })
      },
      columns: (names) => {
        mapper = this.#checkColumns(names, file)
      },
    }
    if (format === 'csv')
      return createCsvReader(sink, { max_line_bytes, delimiter: map?.delimiter, columns: map?.columns })
    refuseJsonList(start)
    return createNdjsonReader(sink, { max_line_bytes })
  }

  /** The mapper of a file with these columns; a column that is not there is told once, not with every row. */
  #checkColumns(names: readonly string[], file: string): Mapper {
    const place = { file, line: 1 }
    const doubled = names.find((name, i) => names.indexOf(name) < i)
    const found = `the columns ${names.map((name) => JSON.stringify(name)).join(', ')}`.slice(0, 400)
    const refuse = (found: string, wanted: string): never => {
      this.#options.report.counts.failures += 1
      this.#options.report.add('file', { code: 'wrong_header', path: '', found, wanted }, place)
      throw new UnusableFile()
    }
    if (doubled !== undefined) refuse(`the column ${JSON.stringify(doubled)} twice`, 'each column once')
    if (this.#mapper) {
      const missing = this.#mapper.columns.filter((name) => !names.includes(name))
      if (missing.length) refuse(found, `${missing.map((name) => JSON.stringify(name)).join(', ')} of the map`)
      return this.#mapper
    }
    const map = standardMap(names)
    return map
      ? createMapper(map)
      : refuse(found, 'name, time, and one of shopper_id, user_id, visitor_id (or a --map that says which these are)')
  }

  #mapped(mapper: Mapper, row: unknown, place: Place, label: string): void {
    const { report } = this.#options
    // Padded, so that rows of one time stand in the order of the file: ids are compared as texts.
    const mapped = mapper.map(row, `${label}:${String(place.line).padStart(8, '0')}`)
    if ('skipped' in mapped) report.skip(mapped.skipped)
    else if ('problem' in mapped) {
      report.counts.rejected += 1
      report.add('rejected', mapped.problem, place)
    } else if (mapped.group !== undefined) this.#groups.add(mapped.group, mapped.event, place)
    else this.#event(mapper.complete(mapped.event), place)
  }

  #event(raw: unknown, place: Place): void {
    const { report } = this.#options
    const event = takeEvent(raw, place, report)
    if (event === null) return
    if (this.#seen.add(event.id, event.shopper_id)) {
      report.counts.repeated += 1
      const found = `${renderValue(event.id)} again`
      report.add('repeated', { code: 'repeated_id', path: 'id', found, wanted: 'each event once' }, place)
    }
    this.#sink(event, !isOwned(event, raw))
  }
}

/** A file of which nothing more can be used; it has been told why. */
class UnusableFile extends Error {}
