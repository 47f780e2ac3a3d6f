import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openRotatingLog, type RotatingLog, type RotatingLogOptions } from '../../../src/collector/ndjson/rotating-log'

const START = Date.UTC(2100, 0, 1)
const HOUR = 3_600_000
const DISK_FULL = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })

describe('openRotatingLog()', () => {
  let folder: string
  /** What all handles of files inherit from: the one place to watch writes, and to have a disk fail. */
  let handles: FileHandle
  const logs: RotatingLog[] = []
  const on_error = vi.fn()
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'aisle-log-'))
    const any = await open(folder, 'r')
    handles = Object.getPrototypeOf(any)
    await any.close()
    on_error.mockReset()
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    vi.useRealTimers()
    for (const log of logs.splice(0)) await log.close()
    rmSync(folder, { recursive: true })
  })

  const openLog = async (options: Partial<RotatingLogOptions> = {}) => {
    const defaults = { folder, name: 'events', max_file_bytes: 1e6, max_file_age_ms: HOUR, gzip: false, on_error }
    const log = await openRotatingLog({ ...defaults, ...options })
    logs.push(log)
    await log.tidy()
    return log
  }
  const close = (log: RotatingLog) => logs.splice(logs.indexOf(log), 1)[0]!.close()
  const files = () => readdirSync(folder).sort()
  const textOf = (name: string) => {
    const data = readFileSync(join(folder, name))
    return (name.endsWith('.gz') ? gunzipSync(data) : data).toString()
  }
  /** What is in all files, the oldest first: `events-...` sorts before `events.`, which is the newest. */
  const lines = () => files().flatMap((name) => textOf(name).split('\n').filter(Boolean))
  const stopClock = () => vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: START })

  /** What the log does after it has told that lines are on disk. */
  const rest = () => new Promise(setImmediate)

  describe('append(), where somebody meddles with the files', () => {
    it('goes on in a new file where the one that it writes to is taken away', async () => {
      const log = await openLog({ max_file_bytes: 4 })
      await log.append('a\n')
      rmSync(join(folder, 'events.ndjson'))
      await log.append('bcd\n')
      await vi.waitFor(() => expect(on_error).toHaveBeenCalled())
      expect(on_error.mock.calls).toMatchObject([[{ code: 'ENOENT' }]])
      await log.append('e\n')
      expect(textOf('events.ndjson')).toBe('e\n')
    })

    it('goes on in the same file where it cannot be given another name, and tells of it once', async () => {
      const log = await openLog({ max_file_bytes: 1 })
      vi.spyOn(Date.prototype, 'toISOString').mockReturnValue('no/such/folder')
      for (const line of ['a', 'b', 'c']) {
        await log.append(`${line}\n`)
        await wait(5)
      }
      expect(on_error).toHaveBeenCalledTimes(1)
      expect(textOf('events.ndjson')).toBe('a\nb\nc\n')
    })
  })

  describe('append()', () => {
    it('writes what comes while others are being written with one write, and one sync', async () => {
      const log = await openLog()
      const write = vi.spyOn(handles, 'appendFile')
      const sync = vi.spyOn(handles, 'datasync')
      await Promise.all(['a', 'b', 'c', 'd', 'e'].map((line) => log.append(`${line}\n`)))
      const first = write.mock.calls.length
      expect(first).toBeLessThanOrEqual(2)
      expect(sync).toHaveBeenCalledTimes(first)
      const writing = log.append('f\n')
      await vi.waitFor(() => expect(write).toHaveBeenCalledTimes(first + 1), { interval: 1 })
      await Promise.all([writing, ...['g', 'h', 'i'].map((line) => log.append(`${line}\n`))])
      expect(write.mock.calls.slice(first).map(([data]) => String(data))).toEqual(['f\n', 'g\nh\ni\n'])
      expect(sync).toHaveBeenCalledTimes(first + 2)
      expect(lines()).toEqual([...'abcdefghi'])
    })

    it('has lines on disk when it settles', async () => {
      const log = await openLog()
      for (const line of ['a', 'b', 'c']) {
        await log.append(`${line}\n`)
        expect(lines().at(-1)).toBe(line)
      }
    })

    it('keeps the order, through many files', async () => {
      const log = await openLog({ max_file_bytes: 12 })
      const numbers = Array.from({ length: 60 }, (_, i) => String(100 + i))
      const appending: Promise<void>[] = []
      for (const number of numbers) {
        appending.push(log.append(`${number}\n`))
        if (number.endsWith('7')) await appending[0]
        if (number.endsWith('9')) await appending.at(-1)
      }
      await Promise.all(appending)
      await close(log)
      expect(lines()).toEqual(numbers)
      expect(files().length).toBeGreaterThan(5)
    })

    it('rejects all that waited where writing fails, and goes on', async () => {
      const log = await openLog()
      await log.append('a\n')
      let fail = (_: Error) => {}
      const write = vi.spyOn(handles, 'appendFile').mockImplementationOnce(
        () =>
          new Promise((_, reject) => {
            fail = reject
          }),
      )
      const first = log.append('b\n')
      await vi.waitFor(() => expect(write).toHaveBeenCalled(), { interval: 1 })
      const appending = [first, log.append('c\n'), log.append('d\n')]
      fail(DISK_FULL)
      const results = await Promise.allSettled(appending)
      expect(results).toEqual(appending.map(() => ({ status: 'rejected', reason: DISK_FULL })))
      expect(write).toHaveBeenCalledTimes(1)
      await log.append('e\n')
      await Promise.all([log.append('f\n'), log.append('g\n')])
      expect(lines()).toEqual(['a', 'e', 'f', 'g'])
      expect(on_error).not.toHaveBeenCalled()
    })
  })

  describe('closes a file', () => {
    it('that has so many bytes', async () => {
      const log = await openLog({ max_file_bytes: 6 })
      await log.append('a☃\n')
      await log.append('')
      expect(files()).toEqual(['events.ndjson'])
      await log.append('\n')
      await close(log)
      expect(files()).toHaveLength(2)
      expect(textOf(files()[0]!)).toBe('a☃\n\n')
      expect(textOf('events.ndjson')).toBe('')
    })

    it('that was begun so long ago, when something comes', async () => {
      stopClock()
      const log = await openLog({ max_file_age_ms: 30_000 })
      await log.append('a\n')
      await rest()
      vi.setSystemTime(START + 29_999)
      await log.append('b\n')
      await rest()
      vi.setSystemTime(START + 30_000)
      await log.append('c\n')
      await log.append('d\n')
      expect(files()).toEqual(['events-21000101T000030.000Z.ndjson', 'events.ndjson'])
      expect(textOf(files()[0]!)).toBe('a\nb\nc\n')
      expect(textOf('events.ndjson')).toBe('d\n')
      await close(log)
    })

    it('that was begun so long ago, within a minute, though nothing comes', async () => {
      stopClock()
      const log = await openLog({ max_file_age_ms: 30_000 })
      await log.append('a\n')
      await rest()
      vi.advanceTimersByTime(59_999)
      await rest()
      expect(files()).toEqual(['events.ndjson'])
      vi.advanceTimersByTime(1)
      await close(log)
      expect(files()).toEqual(['events-21000101T000100.000Z.ndjson', 'events.ndjson'])
      expect(lines()).toEqual(['a'])
    })

    it('but none that is empty', async () => {
      stopClock()
      const log = await openLog({ max_file_age_ms: 30_000 })
      vi.advanceTimersByTime(120_000)
      await close(log)
      expect(files()).toEqual(['events.ndjson'])
    })

    it('under a name that no file has, packed or not, though the clock stands', async () => {
      stopClock()
      const names = ['000.000Z.ndjson', '000.001Z.ndjson.gz', '000.003Z.ndjson'].map(
        (end) => `events-21000101T000${end}`,
      )
      for (const name of names) writeFileSync(join(folder, name), '')
      const log = await openLog({ max_file_bytes: 1 })
      for (const line of ['a', 'b', 'c']) await log.append(`${line}\n`)
      await close(log)
      const closed = ['002', '004', '005'].map((ms) => `events-21000101T000000.${ms}Z.ndjson`)
      expect(files()).toEqual([...names, ...closed, 'events.ndjson'].sort())
      expect(closed.map(textOf)).toEqual(['a\n', 'b\n', 'c\n'])
    })
  })

  describe('packs', () => {
    it('files that are closed, and leaves none of them unpacked', async () => {
      const log = await openLog({ max_file_bytes: 1, gzip: true })
      for (const line of ['a', 'b', 'c']) await log.append(`${line}\n`)
      await close(log)
      expect(files().map((name) => name.replace(/-.*Z/, '-'))).toEqual([
        ...Array(3).fill('events-.ndjson.gz'),
        'events.ndjson',
      ])
      expect(lines()).toEqual(['a', 'b', 'c'])
    })

    it('what a crash left closed, drops what it left half packed, and leaves the files of others', async () => {
      const others = ['other-1.ndjson', 'other-1.ndjson.gz.draft', 'events2-1.ndjson']
      for (const name of ['events-1.ndjson', 'events-1.ndjson.gz.draft', 'events-2.ndjson.gz.draft', ...others])
        writeFileSync(join(folder, name), 'x\n')
      const log = await openLog({ gzip: true })
      await close(log)
      expect(files()).toEqual(['events-1.ndjson.gz', 'events.ndjson', ...others].sort())
      expect(textOf('events-1.ndjson.gz')).toBe('x\n')
    })

    it('nothing where it is not to', async () => {
      writeFileSync(join(folder, 'events-1.ndjson'), 'x\n')
      await close(await openLog())
      expect(files()).toEqual(['events-1.ndjson', 'events.ndjson'])
    })

    it('later what it could not, and tells', async () => {
      const log = await openLog({ max_file_bytes: 1, gzip: true })
      const sync = vi.spyOn(handles, 'sync').mockRejectedValue(DISK_FULL)
      await log.append('a\n')
      await close(log)
      expect(on_error.mock.calls).toEqual([[DISK_FULL]])
      expect(lines()).toContain('a')
      sync.mockRestore()
      await close(await openLog({ gzip: true }))
      expect(files().filter((name) => !name.endsWith('.gz'))).toEqual(['events.ndjson'])
      expect(lines()).toEqual(['a'])
    })
  })

  it('writes all that was appended before it closes', async () => {
    const log = await openLog()
    const appending = [log.append('a\n'), log.append('b\n')]
    await close(log)
    expect(lines()).toEqual(['a', 'b'])
    await Promise.all(appending)
  })

  it('goes on in the file that was left', async () => {
    const first = await openLog()
    await first.append('a\n')
    await close(first)
    const second = await openLog()
    await second.append('b\n')
    expect(textOf('events.ndjson')).toBe('a\nb\n')
  })

  it('has nothing to do with a log of another name in the same folder', async () => {
    const [events, rejected] = [await openLog({ max_file_bytes: 1 }), await openLog({ name: 'rejected' })]
    await Promise.all([events.append('a\n'), rejected.append('b\n')])
    await close(events)
    expect(textOf('rejected.ndjson')).toBe('b\n')
    expect(files().filter((name) => name.startsWith('rejected'))).toEqual(['rejected.ndjson'])
  })
})
