import { describe, expect, it } from 'vitest'
import type { Coverage } from '../../src/language/coverage'
import { eventsOf } from '../../src/language/limit-to'
import { builtin } from '../../src/lifecycle/builtin'
import { cli, countingFile, event, file, ndjson } from './support/cli'

const ALL = eventsOf(builtin)
const logOf = (names: readonly string[], ...more: unknown[]) =>
  file('log.ndjson', ndjson(...names.map((name) => event({ name })), ...more))

async function against(...argv: string[]) {
  const { code, stdout, stderr } = await cli(['check', '--json', ...argv])
  const told = JSON.parse(stdout) as { ok: boolean; events: Record<string, number>; definitions: Coverage[] }
  const of = (name: string) => told.definitions.find((one) => one.name === name)!
  return { code, told, of, report: JSON.parse(stderr) }
}

describe('aisle check --against', () => {
  it('decides everything by a log that has every event', async () => {
    const { code, told } = await against('--against', logOf(ALL))
    const { segments, stages, traits } = builtin
    expect(told.definitions.map(({ name }) => name)).toEqual(
      [...segments, ...stages, ...traits].map(({ name }) => name),
    )
    expect(new Set(told.definitions.map(({ decides }) => decides))).toEqual(new Set(['yes']))
    expect(told.events).toEqual(Object.fromEntries(ALL.map((name) => [name, 1])))
    expect([code, told.ok]).toEqual([0, true])
  })

  it('names what a log without deliveries lacks, and what it cannot decide', async () => {
    const { code, told, of } = await against('--against', logOf(ALL.filter((name) => name !== 'order_delivered')))
    const lacking = told.definitions.filter(({ lacks }) => lacks.length)
    expect(lacking.map(({ name, lacks }) => [name, ...lacks])).toEqual([
      ['badly_served', 'order_delivered'],
      ['customer_lifecycle', 'order_delivered'],
    ])
    // A bad review still tells who was served badly; that nobody's parcel was late does not.
    expect(of('badly_served')).toMatchObject({ kind: 'segment', decides: 'partly', never: ['out'] })
    expect(of('customer_lifecycle')).toMatchObject({ kind: 'stages', decides: 'partly', never: [] })
    expect(code).toBe(0)
  })

  it('decides little by a log of orders alone', async () => {
    const { of } = await against('--against', logOf(['order_completed']))
    expect(of('vip').decides).toBe('yes')
    expect(of('cart_abandoner')).toMatchObject({ decides: 'no', lacks: ['product_added'] })
    expect(of('slow_experience')).toMatchObject({ decides: 'no', never: ['in', 'out'] })
    expect(of('unsubscribed')).toMatchObject({ kind: 'trait', decides: 'no' })
    expect(of('aida')).toMatchObject({ decides: 'partly', never: ['desire', 'interest'] })
  })

  it('prints it by how far it goes, with what is missing and the way out', async () => {
    const { stdout, stderr, code } = await cli(['check', '--against', logOf(['order_completed', 'order_completed'])])
    expect(stdout).toMatch(/^Events of the log: order_completed 2\n\nDecided \(\d+\):\n {2}.*\bvip\b/)
    expect(stdout).toMatch(
      /\n\nDecided in part, .*:\n(.*\n)* {2}aida \(stage set\): lacks .*(\n {2}.*)*; never desire, interest\n/,
    )
    expect(stdout).toMatch(/\n\nNot decided: .*:\n(.*\n)* {2}cart_abandoner: lacks product_added\n/)
    expect(stdout).toMatch(/--limit-to-log answers unknown/)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
    expect([stderr, code]).toEqual(['2 rows read, 2 events kept (0 repaired), 0 rows rejected\n', 0])
  })

  it('has no advice where nothing is missing', async () => {
    const { stdout } = await cli(['check', countingFile(), '--against', logOf(['order_completed'])])
    expect(stdout).toBe(
      'Events of the log: order_completed 1\n\nDecided (6):\n  buyer, events (trait), visits (trait), spent (trait), lines (trait), last (trait)\n',
    )
  })

  it('tells bad rows with file and line, exits with 1, and counts the good ones all the same', async () => {
    const log = logOf(['order_completed'], '{"id":"cut', { id: 'x', name: 'page_viewed' })
    const { code, told, report } = await against('--against', log)
    expect(told.events).toEqual({ order_completed: 1 })
    expect(report).toMatchObject({ rows: 3, events: 1, rejected: 2, warnings: [] })
    expect(report.problems.map(({ line }: { line: number }) => line)).toEqual([2, 3, 3])
    expect(code).toBe(1)
    const { stderr } = await cli(['check', '--against', log])
    expect(stderr).toContain(`${log}:2: `)
  })

  it('reads several files as one log, by a map, and definitions of a file', async () => {
    const csv = file('orders.csv', 'who,when,what\nada,2026-05-01T10:00:00Z,bought\n')
    const map = file(
      'map.json',
      JSON.stringify({
        aisle_map: 1,
        event: { column: 'what', values: { bought: 'order_completed' } },
        time: 'when',
        shopper_id: 'who',
      }),
    )
    const { told } = await against(countingFile(), '--against', csv, '--map', map)
    expect(told.events).toEqual({ order_completed: 1 })
    const two = await against(countingFile(), '--against', logOf(['a']), logOf(['b', 'b']))
    expect(two.told.events).toEqual({ a: 1, b: 2 })
    expect(two.of('buyer')).toMatchObject({ decides: 'no', lacks: ['order_completed'] })
    expect(two.of('events').decides).toBe('yes')
  })

  it('says so of a log without an event', async () => {
    const { stdout, stderr, code } = await cli(['check', countingFile(), '--against', file('none.ndjson', '')])
    expect(stdout).toMatch(/^Events of the log: none\n/)
    expect(stderr).toContain('no rows')
    expect(code).toBe(0)
  })

  it.each<[string, string[], RegExp]>([
    ['neither definitions nor a log', [], /^Cannot check: found nothing, expected definitions, or --against LOG/],
    ['a log that is not there', ['--against', '/nowhere/a'], /\/nowhere\/a: no such file/],
    ['--against without a log', ['--against'], /argument missing/],
  ])('refuses %s with exit 2', async (_, argv, said) => {
    const { code, stdout, stderr } = await cli(['check', ...argv])
    expect(stderr).toMatch(said)
    expect([code, stdout]).toEqual([2, ''])
  })
})
