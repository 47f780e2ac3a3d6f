import { open } from 'node:fs/promises'
import { isObject } from '../../language/checks'
import type { LogColumn } from './log-columns'
import type { LogParts } from './log-rows'
import type { ReadyFile } from './ready-files'

/** What the first and the last lines of a log's files tell of it: nothing that is to be relied on. */
export interface LogSample {
  /** The latest time. */
  readonly latest: number | undefined
  /** Whether nothing is seen that has to be worked out with more care. */
  readonly is_plain: boolean
  /** Whether an event has a visitor, a user or a `product`. */
  readonly has_more: boolean
  /** Whether product lines are missing, or one has nothing that is read. */
  readonly is_bare: boolean
  /** The columns of any type that something else than texts is seen in. */
  readonly mixed: ReadonlySet<LogColumn>
}

const SAMPLE_BYTES = 65_536
/** Of more files only so many are looked at. */
const MOST_FILES = 200

/** Looks at the first and the last lines of a log's files. */
export async function sampleLog(files: readonly ReadyFile[], parts: LogParts): Promise<LogSample> {
  const rows: SampleRow[] = []
  for (const file of someFiles(files)) rows.push(...(await someRows(file)))
  return sampleOf(rows, parts)
}

/** The files that a sample is taken from. */
export function someFiles<File>(files: readonly File[]): File[] {
  const step = Math.ceil(files.length / MOST_FILES)
  return files.filter((_, i) => i % step === 0 || i === files.length - 1)
}

/** What some rows of a log tell of it. */
export function sampleOf(rows: readonly SampleRow[], parts: LogParts): LogSample {
  let latest: number | undefined
  let is_plain = true
  let is_bare = false
  let isOpen = false
  let isUser = false
  let has_more = false
  const mixed = new Set<LogColumn>()
  for (const row of rows) {
    const { time } = row
    if (typeof time === 'number' && !(time <= latest!)) latest = time
    const { visitor_id, user_id, shopper_id, product } = row
    is_plain &&= isPlain(row, parts)
    isOpen ||= visitor_id != null && shopper_id === visitor_id
    isUser ||= user_id != null
    has_more ||= visitor_id != null || user_id != null || product != null
    is_bare ||= parts.has_lines && isBare(row, parts)
    for (const column of parts.columns)
      if (column.type === 'mixed' && valuesOf(row, column).some((value) => typeof value !== 'string')) mixed.add(column)
  }
  return { latest, is_plain: is_plain && !(isOpen && isUser), is_bare, has_more, mixed }
}

/** About how many rows files have, by how long the first lines of the first are. */
export async function estimateRows(files: readonly ReadyFile[]): Promise<number> {
  if (!files.length) return 0
  const file = await open(files[0]!.path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0)
    const lines = buffer.subarray(0, bytesRead).toString('latin1').split('\n').length
    return Math.round((files.reduce((sum, { size }) => sum + size, 0) * lines) / Math.max(1, bytesRead))
  } finally {
    await file.close()
  }
}

/** A row as JSON has it. */
export type SampleRow = Readonly<Record<string, unknown>>

/** Rows that can be read at either end of a file. */
async function someRows({ path, size }: ReadyFile): Promise<SampleRow[]> {
  const file = await open(path)
  try {
    const read = async (from: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, from)
      return buffer.toString('utf8', 0, bytesRead)
    }
    const texts = size > SAMPLE_BYTES ? [await read(0), await read(size - SAMPLE_BYTES)] : [await read(0)]
    // The line in which a piece ends or begins is left out, being no JSON.
    return texts.flatMap((text) => text.split('\n').flatMap(parseRow))
  } finally {
    await file.close()
  }
}

/** The row that a line is, if it is one. */
export function parseRow(text: string): SampleRow[] {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? [value] : []
  } catch {
    return []
  }
}

function isPlain({ id, time, shopper_id, session_id }: SampleRow, { has_visits }: LogParts): boolean {
  const isVisit = !has_visits || (typeof session_id === 'string' && session_id !== '')
  return isVisit && typeof shopper_id === 'string' && typeof id === 'string' && typeof time === 'number'
}

function isBare(row: SampleRow, { columns }: LogParts): boolean {
  const lines = linesOf(row)
  const ofLines = columns.filter(({ of, kinds }) => of === 'product' && kinds !== 0)
  const keys = ofLines.length ? ofLines.map(({ keys: [key] }) => key!) : ['product_id']
  const isMissing = !Array.isArray(row.products) && !isObject(row.product)
  return isMissing || lines.some((line) => !isObject(line) || keys.every((key) => line[key] == null))
}

function linesOf({ products, product }: SampleRow): readonly unknown[] {
  return Array.isArray(products) && products.length ? products : product === undefined ? [] : [product]
}

/** What a row has in a column, of a product's in all lines. */
function valuesOf(row: SampleRow, { of, keys }: LogColumn): unknown[] {
  const from = of === 'product' ? linesOf(row) : [row[of]]
  return from
    .map((value) => keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value))
    .filter((value) => value != null)
}
