import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { cli, counting, event, file, ndjson, parseRows, T0, temporaryFolder } from './support/cli'

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

  describe('in other formats', () => {
    const log = () =>
      file(
        'log.ndjson',
        ndjson(
          event({ id: 'a', shopper_id: 'x, "y"', name: 'order_completed', props: { total: 5.5, coupon: 'é' } }),
          event({ id: 'b', shopper_id: 'z' }),
        ),
      )
    const traits = ['last', 'max'].map((op) => ({
      name: op,
      version: 1,
      title: op,
      value: { [op]: op === 'last' ? 'coupon' : 'total', of: { event: '*' } },
    }))
    const definitions = () => file('definitions.json', JSON.stringify({ ...counting, traits }))
    const decide = async (out: string, ...more: string[]) =>
      cli(['decide', log(), '--definitions', definitions(), '--out', out, ...more])

    it.each(['js', 'duckdb'])('writes CSV: %s', async (engine) => {
      const out = path.join(temporaryFolder(), 'rows.csv')
      expect((await decide(out, '--engine', engine)).code).toBe(0)
      expect(readFileSync(out, 'utf8')).toBe(
        `shopper_id,now,segment_buyer,trait_last,trait_max\n"x, ""y""",${T0},in,é,5.5\nz,${T0},out,,\n`,
      )
    })

    it('writes when answers change as CSV', async () => {
      const out = path.join(temporaryFolder(), 'rows.csv')
      await decide(out, '--changes')
      expect(readFileSync(out, 'utf8').split('\n')[0]).toBe(
        'shopper_id,now,segment_buyer,trait_last,trait_max,changes_at_buyer,changes_to_buyer',
      )
    })

    it('writes Parquet, and nothing beside it', async () => {
      const [folder, temporary] = [temporaryFolder(), temporaryFolder()]
      const out = path.join(folder, 'rows.parquet')
      expect((await decide(out, '--engine', 'duckdb', '--temporary', temporary)).code).toBe(0)
      expect([readdirSync(folder), readdirSync(temporary)]).toEqual([['rows.parquet'], []])
      const instance = await DuckDBInstance.create(':memory:')
      const connection = await instance.connect()
      const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet('${out}')`)
      expect(reader.getRowObjectsJson()).toEqual([
        { shopper_id: 'x, "y"', now: String(T0), segment_buyer: 'in', trait_last: 'é', trait_max: 5.5 },
        { shopper_id: 'z', now: String(T0), segment_buyer: 'out', trait_last: null, trait_max: null },
      ])
      connection.closeSync()
      instance.closeSync()
    })

    it('leaves Parquet to DuckDB', async () => {
      const folder = temporaryFolder()
      const { code, stderr } = await decide(path.join(folder, 'rows.parquet'))
      expect(stderr).toMatch(
        /^Cannot write .*rows.parquet: found --engine js, expected --engine duckdb, which writes Parquet\n$/,
      )
      expect([code, readdirSync(folder)]).toEqual([2, []])
    })
  })
})
