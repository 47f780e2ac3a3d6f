import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SqlQuery } from '../../src/warehouse/sql/sql'
import { runOnDuckdb } from '../warehouse/support/duckdb'
import { answersIn } from '../warehouse/support/engine'
import type { Table } from '../warehouse/support/tables'
import { cli, temporaryFolder } from './support/cli'

const NOW = '2026-01-02T00:00:00Z'
const TABLES: readonly Table[] = [
  {
    name: 'facts',
    columns: [
      ['id', 'text'],
      ['name', 'text'],
      ['time', 'integer'],
      ['shopper_id', 'text'],
      ['session_id', 'text'],
      ['total', 'number'],
    ],
    rows: [
      ['e-1', 'order_completed', Date.UTC(2026, 0, 1), 'u-1', 'v-1', 19.9],
      ['e-2', 'order_completed', Date.UTC(2026, 0, 1, 1), 'u-1', 'v-1', 30.2],
      ['e-3', 'page_viewed', Date.UTC(2026, 0, 1, 2), 'u-2', 'v-2', null],
    ],
  },
]
const DOCUMENT = {
  aisle: 1,
  zone: 'UTC',
  currency: 'EUR',
  segments: [
    {
      name: 'spender',
      version: 1,
      title: 'Spent 50',
      when: { gt: [{ sum: 'total', of: { event: 'order_completed' } }, 50] },
    },
  ],
  traits: [{ name: 'revenue', version: 1, title: 'Paid', value: { sum: 'total', of: { event: 'order_completed' } } }],
  stages: [],
}

function definitions(document: unknown = DOCUMENT): string {
  const path = join(temporaryFolder(), 'definitions.json')
  writeFileSync(path, JSON.stringify(document))
  return path
}

describe('aisle sql', () => {
  it('writes a query that an engine answers, and with --json what its columns say', async () => {
    const argv = ['sql', definitions(), '--dialect', 'duckdb', '--now', NOW, '--events', 'facts']
    const { code, stdout } = await cli(argv)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^WITH\n/)
    expect(stdout).toContain('-- Spent 50')
    const { stdout: json } = await cli([...argv, '--json'])
    const query = JSON.parse(json) as SqlQuery
    expect(query.sql).toBe(stdout)
    expect(query.reads).toEqual({ total: { table: 'events', name: 'total', type: 'number' } })
    const answers = answersIn(await runOnDuckdb(TABLES, stdout), query)
    expect(Object.fromEntries(answers)).toEqual({
      'u-1': { segments: { spender: 'in' }, stages: {}, traits: { revenue: 50.1 } },
      'u-2': { segments: { spender: 'out' }, stages: {}, traits: { revenue: 0 } },
    })
  })

  it('looks for copies only where it is not told that there are none', async () => {
    const argv = ['sql', definitions(), '--dialect', 'postgres', '--now', NOW]
    expect((await cli(argv)).stdout).toContain('aisle_copy')
    expect((await cli([...argv, '--unique'])).stdout).not.toContain('aisle_copy')
  })

  it('writes what is built in for every dialect', async () => {
    for (const dialect of ['duckdb', 'spark', 'postgres', 'clickhouse', 'bigquery', 'snowflake']) {
      const { code, stdout } = await cli(['sql', '--dialect', dialect, '--now', NOW])
      expect([dialect, code, stdout.includes('segment_cart_abandoner')]).toEqual([dialect, 0, true])
    }
  })

  it.each<[string, string[], string]>([
    ['no dialect', ['--now', NOW], "required option '--dialect <dialect>' not specified"],
    [
      'another dialect',
      ['--dialect', 'oracle', '--now', NOW],
      "argument 'oracle' is invalid. Allowed choices are duckdb",
    ],
    ['no instant', ['--dialect', 'duckdb'], "required option '--now <instant>' not specified"],
    ['a bad instant', ['--dialect', 'duckdb', '--now', 'latest'], 'Cannot use --now "latest": expected'],
  ])('refuses %s', async (_, argv, message) => {
    const { code, stderr } = await cli(['sql', definitions(), ...argv])
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
  })

  it('refuses rules of which two fields would share a column', async () => {
    const where = { 'context.a.b': 1, 'context.a_b': 2 }
    const when = { gt: [{ count: { event: '*', where } }, 0] }
    const segments = [{ name: 's', version: 1, title: '', when }]
    const { code, stderr } = await cli([
      'sql',
      definitions({ ...DOCUMENT, segments }),
      '--dialect',
      'spark',
      '--now',
      NOW,
    ])
    expect([code, stderr]).toEqual([2, expect.stringContaining('its column "context_a_b" is that of "context.a.b"')])
  })
})
