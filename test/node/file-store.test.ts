import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Disk, nodeDisk } from '../../src/node/disk'
import { type FileStore, openFileStore } from '../../src/node/file-store'
import { storeContract } from '../../src/testing/contract/store-contract'

let folder = ''
let open: FileStore[] = []

const store = (options?: { disk?: Disk }) => {
  const made = openFileStore(folder, options)
  open.push(made)
  return made
}
const closeAll = () => Promise.all(open.splice(0).map((each) => each.close()))
const path = () => join(folder, 'events.ndjson')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aisle-log-'))
  open = []
})
afterEach(async () => {
  await closeAll()
  rmSync(folder, { recursive: true, force: true })
})

describe('openFileStore()', () => {
  const makePlace = () => ({
    open: store,
    async reopen() {
      await closeAll()
      return store()
    },
  })
  for (const { name, run } of storeContract(makePlace, { has_several: false })) it(name, run)

  it('has a change in the file when update() returns, and shares one sync among those that come together', async () => {
    let syncs = 0
    const sync = (file: number) => {
      syncs++
      return nodeDisk.sync(file)
    }
    const disk: Disk = { ...nodeDisk, sync }
    const kept = store({ disk })
    await kept.update([], () => ({ a: '0' }))
    syncs = 0
    const updates = Array.from({ length: 50 }, (_, i) => kept.update([], () => ({ [`k${i}`]: `${i}` })))
    expect(readFileSync(path(), 'utf8').split('\n')).toHaveLength(52)
    await Promise.all(updates)
    expect(syncs).toBe(1)
  })

  it('does not resolve before what was written is on disk', async () => {
    let release = () => {}
    const disk: Disk = { ...nodeDisk }
    const kept = store({ disk })
    await kept.update([], () => ({ a: '0' }))
    disk.sync = () =>
      new Promise((done) => {
        release = done
      })
    const seen: string[] = []
    const one = kept.update([], () => ({ a: '1' })).then(() => seen.push('one'))
    await new Promise((done) => setTimeout(done, 10))
    // Comes while the first is under way, so that one does not cover it.
    const two = kept.update([], () => ({ b: '2' })).then(() => seen.push('two'))
    expect(seen).toEqual([])
    release()
    await one
    await new Promise((done) => setTimeout(done, 10))
    expect(seen).toEqual(['one'])
    release()
    await two
    disk.sync = nodeDisk.sync
  })

  it.each([
    ['torn anywhere', '\n{"b":"2","c":'],
    ['torn within a character', Buffer.from('\n{"b":"é').subarray(0, -1)],
    ['of zeros, as a machine that lost its power leaves them', '\n\0\0\0\0'],
    ['that is no object', '\n7\nnull\n"x"\n[1]'],
  ])('ignores a line %s', async (_, torn) => {
    await store().update([], () => ({ a: '1' }))
    await closeAll()
    writeFileSync(path(), torn, { flag: 'a' })
    const again = store()
    expect((await again.keys()).filter((key) => key !== '0')).toEqual(['a'])
    await again.update([], () => ({ d: '4' }))
    await closeAll()
    expect(await store().read(['a', 'b', 'd'])).toEqual(['1', undefined, '4'])
  })

  it('reads every prefix of its file as a time that was', async () => {
    const disk: Disk = { ...nodeDisk, sync: async () => {} }
    const again = store({ disk })
    for (let i = 0; i < 3; i++) await again.update([], () => ({ n: `${i}`, [`k${i}`]: '"\\{}'.repeat(i) }))
    const whole = readFileSync(path(), 'utf8')
    await closeAll()
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(path(), whole.slice(0, length))
      const [n] = await store({ disk }).read(['n'])
      const keys = await open[0]!.keys()
      expect(keys).toHaveLength(n === undefined ? 0 : Number(n) + 2)
      await closeAll()
    }
  })

  it('writes the file anew when it is opened, and when most of it is dead', async () => {
    const kept = store({ disk: { ...nodeDisk, sync: async () => {} } })
    await kept.update([], () => ({ kept: 'x' }))
    const text = 'y'.repeat(50_000)
    let longest = 0
    for (let i = 0; i < 60; i++) {
      await kept.update([], () => ({ a: text }))
      longest = Math.max(longest, statSync(path()).size)
    }
    expect(longest).toBeGreaterThan(900_000)
    expect(longest).toBeLessThan(1.2 * 2 ** 20)
    await closeAll()
    const again = store()
    await again.update([], () => ({}))
    await again.update([], () => ({ a: undefined }))
    await closeAll()
    await store().update([], () => ({ b: '1' }))
    expect(statSync(path()).size).toBeLessThan(100)
    expect(await open[0]!.read(['kept', 'a', 'b'])).toEqual(['x', undefined, '1'])
  })

  it('loses nothing of what comes while the file is written anew', async () => {
    const disk: Disk = { ...nodeDisk }
    const kept = store({ disk })
    await kept.update([], () => ({ a: 'x'.repeat(2 ** 20) }))
    const text = 'y'.repeat(2 ** 20)
    const updates = Array.from({ length: 12 }, async (_, i) => {
      await new Promise((done) => setTimeout(done, i))
      await kept.update([], () => ({ a: text, [`k${i}`]: `${i}` }))
    })
    await Promise.all(updates)
    await closeAll()
    expect(await store().keys()).toHaveLength(13)
  })

  it('keeps its folder and file to this user', async () => {
    rmSync(folder, { recursive: true })
    await store().update([], () => ({ a: '1' }))
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(path()).mode & 0o777).toBe(0o600)
  })

  it('rejects what comes when it is closed', async () => {
    const kept = store()
    await kept.close()
    open = []
    await expect(kept.update([], () => ({ a: '1' }))).rejects.toThrow('closed')
  })

  it('throws where the folder cannot be used, and leaves no lock', () => {
    const blocked = join(folder, 'file')
    writeFileSync(blocked, '')
    expect(() => openFileStore(blocked)).toThrow(expect.objectContaining({ code: 'log_unusable' }))
    const read = () => {
      throw new Error('EIO')
    }
    expect(() => openFileStore(folder, { disk: { ...nodeDisk, read } })).toThrow(/^Cannot open the log ".*EIO/)
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })

  it.skipIf(process.getuid?.() === 0)('throws where the folder may not be written', () => {
    chmodSync(folder, 0o500)
    expect(() => openFileStore(folder)).toThrow(expect.objectContaining({ code: 'log_unusable' }))
    chmodSync(folder, 0o700)
  })
})

describe('openFileStore() on a disk that fails', () => {
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' })

  it('has nothing of a change that could not be written, and goes on when there is room again', async () => {
    const disk: Disk = { ...nodeDisk }
    const kept = store({ disk })
    await kept.update([], () => ({ a: '1' }))
    disk.write = (file, text) => {
      nodeDisk.write(file, text.slice(0, -3))
      throw full
    }
    await expect(kept.update([], () => ({ a: '2', b: '2' }))).rejects.toThrow('no space left')
    expect(await kept.read(['a', 'b'])).toEqual(['1', undefined])
    disk.write = nodeDisk.write
    await kept.update([], () => ({ c: '3' }))
    await closeAll()
    expect(await store().read(['a', 'b', 'c'])).toEqual(['1', undefined, '3'])
  })

  it('rejects all that a failed sync leaves in doubt, has none of it, and writes the file anew', async () => {
    const disk: Disk = { ...nodeDisk }
    const kept = store({ disk })
    await kept.update([], () => ({ a: '1', n: '0' }))
    let fail = () => {}
    disk.sync = () =>
      new Promise((_, reject) => {
        fail = () => reject(full)
      })
    const first = kept.update(['n'], ([n]) => ({ n: `${n}1`, b: '2' }))
    await new Promise((done) => setTimeout(done, 5))
    const second = kept.update(['n'], ([n]) => ({ n: `${n}2`, a: undefined }))
    disk.sync = nodeDisk.sync
    fail()
    const ended = await Promise.allSettled([first, second])
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await kept.read(['a', 'b', 'n'])).toEqual(['1', undefined, '0'])
    await kept.update(['n'], ([n]) => ({ n: `${n}3` }))
    expect(readFileSync(path(), 'utf8')).not.toContain('"b"')
    await closeAll()
    expect(await store().read(['a', 'b', 'n'])).toEqual(['1', undefined, '03'])
  })

  it('takes back what came while a sync went well, where its own fails', async () => {
    const disk: Disk = { ...nodeDisk }
    const kept = store({ disk })
    await kept.update([], () => ({ a: '1' }))
    disk.sync = (file) => new Promise((done) => setTimeout(done, 5)).then(() => nodeDisk.sync(file))
    const first = kept.update([], () => ({ a: '2' }))
    await new Promise((done) => setTimeout(done, 2))
    const second = kept.update([], () => ({ a: '3', b: '3' }))
    await first
    disk.sync = () => Promise.reject(full)
    await expect(second).rejects.toThrow('no space left')
    disk.sync = nodeDisk.sync
    expect(await kept.read(['a', 'b'])).toEqual(['2', undefined])
  })

  it('keeps the old file where it cannot be written anew', async () => {
    await store().update([], () => ({ a: '1' }))
    await closeAll()
    const replace = () => {
      throw full
    }
    const kept = store({ disk: { ...nodeDisk, replace } })
    await kept.update([], () => ({ b: '2' }))
    await closeAll()
    expect(await store().read(['a', 'b'])).toEqual(['1', '2'])
  })
})
