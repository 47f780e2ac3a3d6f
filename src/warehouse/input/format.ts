import { UnreadableFile } from './unreadable-file'

/** How the rows of a log are written. */
export type Format = 'ndjson' | 'csv'

const BY_NAME: readonly (readonly [RegExp, Format])[] = [
  [/\.(ndjson|jsonl|json)(\.(gz|zst))?$/i, 'ndjson'],
  [/\.(csv|tsv)(\.(gz|zst))?$/i, 'csv'],
]

/**
 * The format of a log by its name; where that says nothing, by its first bytes.
 *
 * @example
 * formatOf('-', Buffer.from('{"id":')) // 'ndjson'
 */
export function formatOf(name: string, start: Buffer): Format {
  const named = BY_NAME.find(([ending]) => ending.test(name))
  if (named) return named[1]
  return /^\s*\{/.test(start.subarray(0, 1024).toString('utf8')) ? 'ndjson' : 'csv'
}

/**
 * Refuses text that begins as a JSON list, which is one line in all, or no line by itself.
 *
 * @throws UnreadableFile
 */
export function refuseJsonList(start: Buffer): void {
  if (/^\s*\[\s*[[{\]]/.test(start.subarray(0, 1024).toString('utf8')))
    throw new UnreadableFile("found a JSON list, wanted one JSON object a line (jq -c '.[]' FILE | aisle ... -)")
}
