import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { parseJson } from '../../tracker/parse-json'
import type { KnownIds } from './known-ids'

/** A line as the sink writes it, up to the end of an id that needs no unescaping. */
const ID = /^\{"id":"([^"\\]{1,128})"/

/**
 * Adds the ids in a folder's files of events that were written to since an instant. Lines that are no events are passed
 * over.
 *
 * @param since In milliseconds since 1970.
 * @throws whatever the file system says, and for a packed file that is damaged: what it holds could come twice.
 *
 * @example
 * await readIds('data', { since: Date.now() - 604_800_000, ids: createKnownIds() })
 */
export async function readIds(
  folder: string,
  { since, ids }: { readonly since: number; readonly ids: KnownIds },
): Promise<void> {
  const names = await readdir(folder)
  for (const name of names.filter((each) => /^events(-.+)?\.ndjson(\.gz)?$/.test(each))) {
    const path = join(folder, name)
    const { mtimeMs, size } = await stat(path)
    if (mtimeMs < since || size === 0) continue
    for await (const line of linesOf(path)) {
      const id = ID.exec(line)?.[1] ?? (Object(parseJson(line)) as { readonly id?: unknown }).id
      if (typeof id === 'string') ids.add(id, mtimeMs)
    }
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const isPacked = path.endsWith('.gz')
  const input = isPacked ? file.pipe(createGunzip()) : file
  // What fails between the two is told by neither.
  if (isPacked) file.once('error', (error) => input.destroy(error))
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
}
