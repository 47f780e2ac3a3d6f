import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { openDurableFile, syncFolder } from '../../../src/collector/ndjson/durable-file'

const STEP = 65_536
const DISK_FULL = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })

describe('openDurableFile()', () => {
  let folder: string
  let path: string
  /** What all handles of files inherit from: the one place to have a disk fail. */
  let handles: FileHandle
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'aisle-durable-'))
    path = join(folder, 'events.ndjson')
    const any = await open(folder, 'r')
    handles = Object.getPrototypeOf(any)
    await any.close()
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
    rmSync(folder, { recursive: true })
  })
  const text = () => readFileSync(path, 'utf8')

  it('begins a file that is not there, for its user alone', async () => {
    const before = Date.now()
    const file = await openDurableFile(path)
    expect(file.path).toBe(path)
    expect(file.bytes).toBe(0)
    expect(file.began_at).toBeGreaterThanOrEqual(before)
    expect(file.began_at).toBeLessThanOrEqual(Date.now())
    await file.close()
    expect(text()).toBe('')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('appends, and counts bytes', async () => {
    const file = await openDurableFile(path)
    await file.append('a\n')
    expect(file.bytes).toBe(2)
    await file.append('☃\n\u{1F600}\n')
    expect(file.bytes).toBe(11)
    await file.append('')
    expect(file.bytes).toBe(11)
    expect(text()).toBe('a\n☃\n\u{1F600}\n')
    await file.close()
  })

  it('goes on where it was left', async () => {
    writeFileSync(path, 'a\n☃\n')
    const file = await openDurableFile(path)
    expect(file.bytes).toBe(6)
    await file.append('c\n')
    await file.close()
    expect(text()).toBe('a\n☃\nc\n')
  })

  it('knows when a file with lines was begun, and begins one without anew', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2100, 0, 1) })
    writeFileSync(path, 'a\n')
    const old = await openDurableFile(path)
    expect(old.began_at).toBe(statSync(path).birthtimeMs || statSync(path).mtimeMs)
    expect(old.began_at).toBeLessThan(Date.now())
    await old.close()
    writeFileSync(path, 'torn')
    const empty = await openDurableFile(path)
    expect(empty.began_at).toBe(Date.now())
    await empty.close()
  })

  const lengths = [0, 1, 2, STEP - 5, STEP - 4, STEP - 1, STEP, STEP + 1, 2 * STEP - 4, 2 * STEP, 2 * STEP + 1, 200_001]
  test.each(lengths)('drops a torn last line of %i bytes', async (length) => {
    writeFileSync(path, `a\nbc\n${'x'.repeat(length)}`)
    const file = await openDurableFile(path)
    expect(file.bytes).toBe(5)
    await file.append('d\n')
    expect(file.bytes).toBe(7)
    await file.close()
    expect(text()).toBe('a\nbc\nd\n')
  })

  test.each(lengths)('drops %i bytes without a line', async (length) => {
    writeFileSync(path, 'x'.repeat(length))
    const file = await openDurableFile(path)
    expect(file.bytes).toBe(0)
    await file.append('d\n')
    await file.close()
    expect(text()).toBe('d\n')
  })

  test.each(lengths)('keeps a last line of %i bytes and its end', async (length) => {
    const lines = `a\n${'x'.repeat(length)}\n`
    writeFileSync(path, lines)
    const file = await openDurableFile(path)
    expect(file.bytes).toBe(lines.length)
    await file.close()
    expect(text() === lines).toBe(true)
  })

  it('keeps a line that is empty', async () => {
    writeFileSync(path, '\n')
    const file = await openDurableFile(path)
    expect(file.bytes).toBe(1)
    await file.close()
    expect(text()).toBe('\n')
  })

  it('does not touch a file that is whole', async () => {
    writeFileSync(path, 'a\n')
    utimesSync(path, 1_000_000, 1_000_000)
    await (await openDurableFile(path)).close()
    expect(statSync(path).mtimeMs).toBe(1_000_000_000)
  })

  it('has a text on disk before it says so', async () => {
    const file = await openDurableFile(path)
    const steps: string[] = []
    for (const name of ['appendFile', 'datasync'] as const) {
      const real = handles[name] as (this: FileHandle, ...args: unknown[]) => Promise<void>
      vi.spyOn(handles, name).mockImplementation(async function (this: FileHandle, ...args: unknown[]) {
        await real.apply(this, args)
        steps.push(name)
      })
    }
    await file.append('a\n').then(() => steps.push('told'))
    expect(steps).toEqual(['appendFile', 'datasync', 'told'])
    await file.close()
  })

  /** Has the next write take a part of the text, and then no more. */
  const fillDisk = () => {
    const real = handles.appendFile
    vi.spyOn(handles, 'appendFile').mockImplementationOnce(async function (this: FileHandle, data) {
      await real.call(this, (data as Buffer).subarray(0, 3))
      throw DISK_FULL
    })
  }

  it('leaves nothing of a text that could not be written whole', async () => {
    const file = await openDurableFile(path)
    await file.append('a\n')
    fillDisk()
    await expect(file.append('b\nc\nd\n')).rejects.toBe(DISK_FULL)
    expect(file.bytes).toBe(2)
    expect(text()).toBe('a\n')
    await file.append('e\n')
    expect(file.bytes).toBe(4)
    expect(text()).toBe('a\ne\n')
    await file.close()
  })

  it('leaves nothing of a text that did not come to the disk', async () => {
    const file = await openDurableFile(path)
    await file.append('a\n')
    vi.spyOn(handles, 'datasync').mockRejectedValueOnce(DISK_FULL)
    await expect(file.append('b\n')).rejects.toBe(DISK_FULL)
    expect(file.bytes).toBe(2)
    expect(text()).toBe('a\n')
    await file.close()
  })

  it('drops the rest of a text later where it cannot at once', async () => {
    const file = await openDurableFile(path)
    await file.append('a\n')
    fillDisk()
    const truncate = vi.spyOn(handles, 'truncate').mockRejectedValueOnce(new Error('EIO'))
    await expect(file.append('b\nc\nd\n')).rejects.toBe(DISK_FULL)
    expect(text()).toBe('a\nb\nc')
    truncate.mockRejectedValueOnce(new Error('EIO again'))
    await expect(file.append('e\n')).rejects.toThrow('EIO again')
    expect(file.bytes).toBe(2)
    await file.append('f\n')
    expect(file.bytes).toBe(4)
    expect(text()).toBe('a\nf\n')
    await file.close()
  })

  it('gives the file another name, and takes no more', async () => {
    const file = await openDurableFile(path)
    await file.append('a\n')
    const other = join(folder, 'other.ndjson')
    await file.moveTo(other)
    expect(readFileSync(other, 'utf8')).toBe('a\n')
    expect(() => statSync(path)).toThrow('ENOENT')
    await expect(file.append('b\n')).rejects.toThrow()
    expect(readFileSync(other, 'utf8')).toBe('a\n')
  })

  it('throws where the folder is missing', async () => {
    await expect(openDurableFile(join(folder, 'none', 'a'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('syncFolder()', () => {
  it('never rejects', async () => {
    await expect(syncFolder('/none/of/this')).resolves.toBeUndefined()
  })
})
