import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtin } from '../../src/lifecycle/builtin'
import { report } from '../../src/report/report'
import type { MapDefinition } from '../../src/warehouse/map/map-schema'
import { cli, countingFile, event, file, ndjson, T0, temporaryFolder } from './support/cli'

const LOG = 'examples/data/retentioneering-simple-onlineshop.csv.gz'
const MAP = 'examples/maps/retentioneering-simple-onlineshop.json'
const DAY = 86_400_000

/** What the report of a log says, beside what the command decides of the same log at the same instant. */
async function bothOf(log: string, map: string, now: number) {
  const { rows } = await cli(['decide', log, '--map', map, '--now', String(now)])
  const mapping = JSON.parse(readFileSync(map, 'utf8')) as MapDefinition
  const { facts } = await report([log], { definitions: builtin, map: mapping, now })
  return { rows: rows(), facts }
}

describe('the numbers of aisle report', () => {
  it.each([
    [LOG, MAP, Date.UTC(2020, 3, 29, 12, 48, 6, 595), 0],
    [LOG, MAP, Date.UTC(2020, 1, 1), 2997],
    ['examples/data/online-retail-ii-slice.csv.gz', 'examples/maps/online-retail-ii.json', Date.UTC(2011, 5, 1), 92],
  ])('are those of aisle decide: %s with %s at %i', async (log, map, now, unseen) => {
    const { rows, facts } = await bothOf(log, map, now)
    const { shoppers } = facts.totals
    // Who comes later has a row all the same, of somebody of whom nothing is known; a report leaves them out.
    expect(rows.length - shoppers).toBe(unseen)
    for (const { name, ...size } of facts.segments.sizes) {
      const of = (outcome: string) => rows.filter(({ segments }) => segments[name] === outcome).length
      expect([name, size.in, size.in + size.out + size.unknown]).toEqual([name, of('in'), shoppers])
      if (!unseen) expect([name, size.out, size.unknown]).toEqual([name, of('out'), of('unknown')])
    }
    for (const { set, stages } of facts.stages)
      for (const [place, { stage, shoppers: here }] of stages.entries()) {
        const decided = rows.filter((row) => row.stages[set] === stage).length
        expect([set, stage, here]).toEqual([set, stage, decided - (place === 0 ? unseen : 0)])
      }
    expect(facts.totals.orders).toBe(rows.reduce((sum, { traits }) => sum + traits.orders, 0))
    const journey = facts.journeys.find(({ set }) => set === 'purchase_journey')!
    const standing = facts.stages.find(({ set }) => set === 'purchase_journey')!
    expect(journey.stages.map(({ stand }) => stand)).toEqual(standing.stages.map((one) => one.shoppers))
    expect(facts.cohorts!.cohorts.reduce((sum, { buyers }) => sum + buyers, 0)).toBe(facts.totals.buyers)
  })
})

describe('aisle report', () => {
  const asked = ['report', LOG, '--map', MAP]

  it('writes one page of less than 2 MB, the same for the same log', async () => {
    const out = path.join(temporaryFolder(), 'report.html')
    writeFileSync(out, 'before')
    const { code, stdout, stderr } = await cli([...asked, '-o', out])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toContain('38,010 rows read, 32,259 events kept')
    const page = readFileSync(out, 'utf8')
    expect(page).toMatch(/^<!doctype html>\n[\s\S]*<\/html>\n$/)
    expect(page.length).toBeLessThan(2_000_000)
    expect(readdirSync(path.dirname(out))).toEqual(['report.html'])
    expect((await cli(asked)).stdout).toBe(page)
  })

  it('gives scripts the page that it writes, and refuses them what it refuses', async () => {
    const log = file('log.ndjson', ndjson(event(), 'no JSON'))
    const { html } = await report([log], { definitions: builtin })
    expect(html).toBe((await cli(['report', log])).stdout)
    const none = report([file('none.ndjson', '')], { definitions: builtin })
    await expect(none).rejects.toMatchObject({ code: 'log_empty' })
    await expect(report(['/nowhere'], { definitions: builtin })).rejects.toMatchObject({ code: 'log_unreadable' })
  })

  it('reports on the good rows, and says how many are bad', async () => {
    const log = file('log.ndjson', ndjson(event(), 'no JSON', event({ time: T0 + 40 * DAY })))
    const { code, stdout, stderr } = await cli(['report', log])
    expect(code).toBe(1)
    expect(stderr).toContain('log.ndjson:2: found "no JSON"')
    expect(stdout).toContain('<strong>1 row could not be used</strong> (33 %)')
    expect(stdout).toContain('What changed since 13 May 2026, 00:00')
  })

  it('compares with the instant that is asked for, and answers for another than the latest', async () => {
    const log = file('log.ndjson', ndjson(event(), event({ shopper_id: 't', time: T0 + 2 * DAY })))
    const now = new Date(T0 + DAY).toISOString()
    const { stdout } = await cli(['report', log, '--now', now, '--compare', String(T0 + 1000)])
    expect(stdout).toContain('The shoppers, on 2 May 2026, 00:00')
    expect(stdout).toContain('1 shopper came in 1 visit')
    expect(stdout).toContain('What changed since 1 May 2026, 00:00')
  })

  it('takes other definitions', async () => {
    const log = file('log.ndjson', ndjson(event({ name: 'order_completed' })))
    const { code, stdout } = await cli(['report', log, '--definitions', countingFile()])
    expect(code).toBe(0)
    expect(stdout).toContain('The largest segment is “Bought”, with all shoppers.')
    expect(stdout).toContain('These definitions have no stage set')
  })

  it.each([
    ['an instant that is none', ['--compare', 'yesterday'], 2, 'Cannot use --compare "yesterday"'],
    ['one that is no earlier', ['--compare', String(T0)], 2, 'Cannot report "compare"'],
    ['no such definitions', ['--definitions', '/nowhere.json'], 2, '/nowhere.json'],
    ['the log itself as output', null, 2, 'it is one of the files to read'],
  ])('refuses %s, and leaves nothing behind', async (_, options, wanted, said) => {
    const log = file('log.ndjson', ndjson(event()))
    const out = path.join(temporaryFolder(), 'report.html')
    const { code, stderr } = await cli(['report', log, ...(options ?? []), '--out', options ? out : log])
    expect(stderr).toContain(said)
    expect(code).toBe(wanted)
    expect([existsSync(out), readdirSync(path.dirname(out))]).toEqual([false, []])
    expect(readFileSync(log, 'utf8')).toContain('page_viewed')
  })

  it('says so where there is nothing to report on', async () => {
    const { code, stdout, stderr } = await cli(['report', file('log.ndjson', 'no JSON\n')])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('Cannot report on a log without an event that can be used')
  })

  it('gives its counts for programs', async () => {
    const { stderr } = await cli(['report', file('log.ndjson', ndjson(event())), '--json'])
    expect(JSON.parse(stderr)).toMatchObject({ rows: 1, events: 1, shoppers: 1, now: T0, warnings: [] })
  })
})
