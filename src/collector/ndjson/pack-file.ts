import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { syncFolder } from './durable-file'

/**
 * Packs a file that is not written any more. The packed one gets its name when it is whole and on disk; only then the
 * other goes, so that whoever reads the folder may see both, and never neither.
 *
 * @example
 * await packFile('events-20261125T103000.000Z.ndjson') // leaves events-20261125T103000.000Z.ndjson.gz
 */
export async function packFile(path: string): Promise<void> {
  const draft = `${path}.gz.draft`
  try {
    await pipeline(createReadStream(path), createGzip(), createWriteStream(draft, { mode: 0o600 }))
    const file = await open(draft, 'r+')
    await file.sync().finally(() => file.close())
    await rename(draft, `${path}.gz`)
  } catch (error) {
    // Of each file that closes while the disk is full there would be one.
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(path)
  await rm(path)
}
