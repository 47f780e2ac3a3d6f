import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from '../../src/node/lock-folder'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aisle-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const path = () => join(folder, 'lock')
const inUse = expect.objectContaining({ code: 'log_in_use' })

describe('lockFolder()', () => {
  it('takes a folder once, and gives it up', () => {
    const unlock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(inUse)
    expect(() => lockFolder(folder)).toThrow(
      `Cannot open the log "${folder}": process ${process.pid} has it open, expected a folder of this tracker's own`,
    )
    unlock()
    expect(existsSync(path())).toBe(false)
    lockFolder(folder)()
    expect(readdirSync(folder)).toEqual([])
  })

  it('leaves a folder to the living process that has it, and takes it once that is gone', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(other, 'spawn')
    const began = (() => {
      try {
        return readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19]
      } catch {
        return undefined
      }
    })()
    for (const owner of [{ pid: other.pid, began }, { pid: other.pid }]) {
      writeFileSync(path(), JSON.stringify(owner))
      expect(() => lockFolder(folder)).toThrow(inUse)
    }
    other.kill('SIGKILL')
    await once(other, 'exit')
    lockFolder(folder)()
  })

  it.skipIf(!existsSync('/proc/self/stat'))(
    'takes it from a process that had the number of a living one before',
    () => {
      // As in a container, where each run of a server is process 1.
      writeFileSync(path(), JSON.stringify({ pid: process.pid, began: '1' }))
      lockFolder(folder)()
    },
  )

  it.each(['', 'no JSON', '{}', '7', '{"pid":"x"}', '{"pid":-1.5}'])('takes it where the lock says %j', (text) => {
    writeFileSync(path(), text)
    lockFolder(folder)()
    expect(readdirSync(folder)).toEqual([])
  })
})
