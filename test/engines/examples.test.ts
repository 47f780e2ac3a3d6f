import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import type { AisleDocument } from '../../src/language/ast'
import { dialects } from '../../src/warehouse/sql/dialects/by-name'
import { type SqlQuery, sql } from '../../src/warehouse/sql/sql'
import { useProgram } from '../cli/support/program'
import { answersOfEngine } from '../warehouse/support/agreement'
import { answersIn, type Row } from '../warehouse/support/engine'
import { runOnPostgres } from '../warehouse/support/postgres'
import type { Table } from '../warehouse/support/tables'
import { commandsOf, inShell, temporaryFolder } from './support/commands'
import { differences, eventsOf, shipped } from './support/real-logs'
import { problemOf } from './support/sqlglot'

const program = useProgram()

/** What DuckDB reads of a query. */
async function read(query: string): Promise<Row[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(query)).getRowObjectsJS() as Row[]
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

describe('examples/spark', () => {
  const [commands] = commandsOf('examples/spark/README.md')
  const now = Date.parse(/--now (\S+)/.exec(commands!)![1]!)

  function folderWithJob(): string {
    const folder = temporaryFolder()
    copyFileSync('examples/spark/segments.py', path.join(folder, 'segments.py'))
    return folder
  }

  async function decisionsIn(folder: string) {
    const query: SqlQuery = JSON.parse(readFileSync(path.join(folder, 'segments.json'), 'utf8'))
    return answersIn(await read(`SELECT * FROM '${folder}/decisions/*.parquet'`), query)
  }

  it('decides every shopper of a log as JavaScript does', async () => {
    const folder = folderWithJob()
    const events = await eventsOf(shipped[1]!)
    writeFileSync(path.join(folder, 'events.ndjson'), events.map((event) => `${JSON.stringify(event)}\n`).join(''))
    await inShell(commands!, folder, program)
    const found = await decisionsIn(folder)
    expect(differences(events, now, found)).toMatchObject({ different: 0, first: [], shoppers: 221 })
  })

  it('reads Parquet, in which there may be fewer fields', async () => {
    const folder = folderWithJob()
    const line = `{'product_id': 'p1', 'price': 19.99::DOUBLE}`
    const event = `'order_completed' AS name, ${now - 1000} AS time, 'u1' AS shopper_id, 'v1' AS session_id`
    const props = `{'order_id': 'o1', 'total': 19.99::DOUBLE} AS props, [${line}] AS products`
    await read(`COPY (SELECT 'e1' AS id, ${event}, ${props}) TO '${folder}/events.parquet' (FORMAT parquet)`)
    const asked = commands!.replace('events.ndjson', 'events.parquet --format parquet')
    await inShell(asked, folder, program)
    const events = [
      {
        ...{ id: 'e1', name: 'order_completed', time: now - 1000, shopper_id: 'u1', session_id: 'v1', context: {} },
        props: { order_id: 'o1', total: 19.99 },
        products: [{ product_id: 'p1', price: 19.99 }],
      },
    ]
    expect(differences(events, now, await decisionsIn(folder))).toMatchObject({ different: 0, first: [], shoppers: 1 })
  })
})

describe('examples/dbt', () => {
  const [commands] = commandsOf('examples/dbt/README.md')
  const [write] = commands!.split('\n')
  const document: AisleDocument = JSON.parse(readFileSync('examples/dbt/segments.json', 'utf8'))
  const model = readFileSync('examples/dbt/models/segments.sql', 'utf8')
  const now = Date.parse(/--now (\S+)/.exec(write!)![1]!)

  /** What dbt makes of a model: relations in place of sources. */
  const rendered = (text: string) => text.replaceAll(/\{\{ source\('shop', '(\w+)'\) \}\}/g, '$1')

  async function written(command: string): Promise<string> {
    const folder = temporaryFolder()
    copyFileSync('examples/dbt/segments.json', path.join(folder, 'segments.json'))
    await inShell(`mkdir models\n${command}`, folder, program)
    return readFileSync(path.join(folder, 'models/segments.sql'), 'utf8')
  }

  it('has the model that the command of its page writes', async () => {
    expect(await written(write!)).toBe(model)
  })

  it.each(Object.keys(dialects))('is read as %s where the command says so', async (dialect) => {
    const query = rendered(await written(write!.replace('postgres', dialect)))
    expect(query).not.toContain('{{')
    expect(await problemOf(dialect, query)).toBeNull()
  })

  it('is answered by PostgreSQL as by JavaScript', async () => {
    const events = ['u1', 'u2', 'u1'].map((shopper_id, i) => {
      const envelope = { id: `e${i}`, time: now - 3_600_000 * (i + 1), shopper_id, session_id: `v-${shopper_id}` }
      const props = i === 1 ? { order_id: 'o1', total: 19.99 } : {}
      return { ...envelope, name: i === 1 ? 'order_completed' : 'product_added', props, products: [], context: {} }
    })
    const columns: Table['columns'] = [
      ...(['id', 'name', 'shopper_id', 'session_id', 'order_id'] as const).map((name) => [name, 'text'] as const),
      ...([
        ['time', 'integer'],
        ['total', 'number'],
      ] as const),
    ]
    const rows = events.map(({ props, ...event }) =>
      columns.map(([name]) => ({ ...event, ...props })[name as 'id'] ?? null),
    )
    const found = await runOnPostgres([{ name: 'events', columns, rows }], rendered(model))
    const query = sql(document, { dialect: 'postgres', now })
    expect(answersIn(found, query)).toEqual(answersOfEngine({ document, events, now }))
    expect(found.find(({ shopper_id }) => shopper_id === 'u1')).toMatchObject({
      segment_cart_left: 'in',
      trait_spent: 0,
    })
  })
})
