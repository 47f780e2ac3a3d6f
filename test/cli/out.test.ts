import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { cli, event, file, ndjson, parseRows, temporaryFolder } from './support/cli'

describe('aisle decide --out', () => {
  it('writes the file whole, and nothing beside it', async () => {
    const folder = temporaryFolder()
    const out = path.join(folder, 'rows.ndjson')
    writeFileSync(out, 'before')
    const { stdout } = await cli(['decide', file('log.ndjson', ndjson(event())), '--out', out])
    expect(stdout).toBe('')
    expect(parseRows(readFileSync(out, 'utf8'))).toMatchObject([{ shopper_id: 's' }])
    expect(readdirSync(folder)).toEqual(['rows.ndjson'])
  })

  it('leaves what was there where it fails', async () => {
    const folder = temporaryFolder()
    const out = path.join(folder, 'rows.ndjson')
    writeFileSync(out, 'before')
    const definitions = file('bad.json', '{"aisle":2}')
    expect((await cli(['decide', file('l.ndjson', ''), '--definitions', definitions, '--out', out])).code).toBe(1)
    expect(readFileSync(out, 'utf8')).toBe('before')
    expect(readdirSync(folder)).toEqual(['rows.ndjson'])
  })

  it('replaces what a link leads to, and never a device', async () => {
    const folder = temporaryFolder()
    const target = path.join(folder, 'target.ndjson')
    writeFileSync(target, '')
    symlinkSync(target, path.join(folder, 'link'))
    const log = file('log.ndjson', ndjson(event()))
    await cli(['decide', log, '--out', path.join(folder, 'link')])
    expect(parseRows(readFileSync(target, 'utf8'))).toHaveLength(1)
    expect((await cli(['decide', log, '--out', '/dev/null'])).code).toBe(0)
    expect(existsSync('/dev/null') && readFileSync('/dev/null', 'utf8')).toBe('')
  })

  it('never writes over a log that it reads, by whatever name', async () => {
    const log = file('log.ndjson', ndjson(event()))
    const link = path.join(temporaryFolder(), 'link')
    symlinkSync(log, link)
    const before = readFileSync(log, 'utf8')
    for (const out of [log, link, path.join(path.dirname(log), '.', 'log.ndjson')]) {
      const { code, stderr } = await cli(['decide', log, '--out', out])
      expect(stderr).toBe(`Cannot write ${out}: it is one of the files to read, expected a file that can be written\n`)
      expect(code).toBe(2)
    }
    expect(readFileSync(log, 'utf8')).toBe(before)
  })

  it('refuses a folder, and a place that is not there', async () => {
    const log = file('log.ndjson', ndjson(event()))
    expect(await cli(['decide', log, '--out', temporaryFolder()])).toMatchObject({ code: 2 })
    expect(await cli(['decide', log, '--out', '/nowhere/at/all'])).toMatchObject({
      code: 2,
      stderr: 'Cannot write /nowhere/at/all: ENOENT, expected a file that can be written\n',
    })
  })
})
