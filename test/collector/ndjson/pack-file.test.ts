import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { packFile } from '../../../src/collector/ndjson/pack-file'

describe('packFile()', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'aisle-pack-'))
    writeFileSync(join(folder, 'a.ndjson'), '{"id":"e-1"}\n')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('leaves the packed file alone', async () => {
    await packFile(join(folder, 'a.ndjson'))
    expect(readdirSync(folder)).toEqual(['a.ndjson.gz'])
    expect(gunzipSync(readFileSync(join(folder, 'a.ndjson.gz'))).toString()).toBe('{"id":"e-1"}\n')
  })

  it('leaves the file as it was where it fails, and no draft, which would keep a full disk full', async () => {
    mkdirSync(join(folder, 'a.ndjson.gz', 'in the way'), { recursive: true })
    await expect(packFile(join(folder, 'a.ndjson'))).rejects.toThrow()
    expect(readdirSync(folder).sort()).toEqual(['a.ndjson', 'a.ndjson.gz'])
  })
})
