import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cli, countingFile, event, file, ndjson, temporaryFolder } from './support/cli'

describe('definitions and maps that cannot be used', () => {
  const log = () => file('log.ndjson', ndjson(event()))

  it.each(['--definitions', '--map'])('%s: names a file that is not there, or is none (exit 2)', async (option) => {
    const what = option.slice(2)
    const missing = await cli(['decide', log(), option, '/nowhere.json'])
    expect(missing).toMatchObject({ code: 2, stderr: `Cannot read ${what} /nowhere.json: no such file\n` })
    const folder = temporaryFolder()
    const directory = await cli(['decide', log(), option, folder])
    expect(directory).toMatchObject({ code: 2 })
    expect(directory.stderr).toBe(`Cannot read ${what} ${folder}: it is a directory, expected a file\n`)
  })

  it.each(['--definitions', '--map'])('%s: refuses what is no JSON, or too deep (exit 1)', async (option) => {
    const broken = await cli(['decide', log(), option, file('broken.json', '{"aisle": 1,')])
    expect(broken.code).toBe(1)
    expect(broken.stderr).toMatch(/^Cannot read (definitions|map) .*broken.json: found .*, expected JSON\n$/)
    const deep = `${'{"not":'.repeat(50_000)}1${'}'.repeat(50_000)}`
    const text = `{"aisle":1,"aisle_map":1,"event":${deep},"zone":"UTC","currency":"EUR","segments":[{"name":"a","version":1,"title":"","when":${deep}}],"traits":[],"stages":[]}`
    const nested = await cli(['decide', log(), option, file('deep.json', text)])
    expect(nested.code).toBe(1)
    expect(nested.stderr).toMatch(/^Cannot use (definitions|map) /)
    expect(nested.stderr.length).toBeLessThan(5000)
  })

  it('lists every problem of a document, each with its place', async () => {
    const document = { aisle: 2, zone: 'Mars', currency: 'EUR', segments: [], traits: [], stages: [], more: 1 }
    const name = file('bad.json', JSON.stringify(document))
    for (const argv of [
      ['decide', log(), '--definitions', name],
      ['explain', log(), '--shopper', 's', '--definitions', name],
      ['check', name],
    ]) {
      const { code, stdout, stderr } = await cli(argv)
      expect([code, stdout]).toEqual([1, ''])
      const [first, ...problems] = stderr.trim().split('\n')
      expect(first).toBe(`Cannot use definitions ${name}: 3 problems`)
      expect(problems.map((line) => line.trim().split(':')[0])).toEqual(
        expect.arrayContaining(['aisle', 'zone', 'more']),
      )
    }
    const { stderr } = await cli(['check', name, '--json'])
    expect(JSON.parse(stderr)).toMatchObject({ ok: false, problems: [{}, {}, {}] })
  })

  it('lists every problem of a map', async () => {
    const map = { aisle_map: 1, event: { colum: 'a' }, time: { column: 't', zone: 'Mars' }, skip: [{ column: 'x' }] }
    const { code, stderr } = await cli(['decide', log(), '--map', file('map.json', JSON.stringify(map))])
    expect(code).toBe(1)
    expect(stderr).toContain('event.colum: found an unknown key')
    const shaped = { ...map, event: 'a', time: { ...map.time, format: 'YYYY' } }
    const more = await cli(['decide', log(), '--map', file('map.json', JSON.stringify(shaped))])
    expect(more.stderr.split('\n').slice(1, -1)).toEqual([
      '  shopper_id: found nothing, expected a shopper_id, user_id or visitor_id',
      expect.stringContaining('  time.zone: found "Mars"'),
      '  skip[0]: found no test, expected one of empty, in, starts_with, lt, lte, gt, gte',
    ])
  })

  it('refuses definitions of more than 10 MB', async () => {
    const name = file('large.json', '')
    writeFileSync(name, Buffer.alloc(10_000_001, 32))
    expect((await cli(['check', name])).stderr).toBe(
      `Cannot read definitions ${name}: found 10000001 bytes, expected at most 10000000\n`,
    )
    writeFileSync(name, Buffer.concat([Buffer.alloc(9_000_000, 32), readFileSync(countingFile())]))
    expect((await cli(['check', name])).code).toBe(0)
  })
})
