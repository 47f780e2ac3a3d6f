import { readdirSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { isUserId } from '../../../src/vocabulary/user-id'
import { decide } from '../../../src/warehouse'
import { isUserSql } from '../../../src/warehouse/duckdb/user-id'
import type { ReportedProblem } from '../../../src/warehouse/input/report'
import { counting, event, file, ndjson, T0, temporaryFolder } from '../../cli/support/cli'

const definitions = counting as never

async function all<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = []
  for await (const row of rows) found.push(row)
  return found
}

describe('decide()', () => {
  it('gives a row a shopper, and says beforehand what was wrong and what was counted', async () => {
    const log = file(
      'log.ndjson',
      ndjson(event({ shopper_id: 'b' }), event({ shopper_id: 'a', time: 5.5 }), event({ shopper_id: 'a' })),
    )
    const told: unknown[] = []
    const options = {
      onProblem: ({ line, path }: ReportedProblem) => told.push([line, path]),
      onCounts: ({ rows, events, rejected }: Record<string, number>) => told.push([rows, events, rejected]),
    }
    for await (const { shopper_id, now, traits } of decide([log], { definitions, ...options }))
      told.push([shopper_id, now, traits.events])
    expect(told).toEqual([
      [2, 'time'],
      [3, 2, 1],
      ['a', T0, 1],
      ['b', T0, 1],
    ])
  })

  it('reads bytes that come from elsewhere', async () => {
    async function* bytes() {
      yield Buffer.from(ndjson(event(), event()))
    }
    const rows = await all(decide([{ name: 'socket', open: bytes }], { definitions, now: T0 + 1 }))
    expect(rows).toMatchObject([{ now: T0 + 1, traits: { events: 2, last: 1 } }])
  })

  it('gives no rows of no events', async () => {
    expect(await all(decide([], { definitions }))).toEqual([])
    expect(await all(decide([file('log.ndjson', '')], { definitions }))).toEqual([])
  })

  it('leaves nothing behind, whoever stops it', async () => {
    const temporary = temporaryFolder()
    const log = file('log.ndjson.gz', ndjson(event({ shopper_id: 'a' }), event({ shopper_id: 'b' })))
    for await (const { shopper_id } of decide([log], { definitions, temporary })) {
      expect(shopper_id).toBe('a')
      expect(readdirSync(temporary)).toHaveLength(1)
      break
    }
    await expect(decide(['no such file'], { definitions, temporary }).next()).rejects.toMatchObject({
      code: 'log_unreadable',
    })
    expect(readdirSync(temporary)).toEqual([])
  })

  it.each([
    ['definitions', { definitions: { ...counting, segments: [{}] } as never }, { name: 'DefinitionError' }],
    ['memory', { definitions, memory_limit: 'a lot' }, { code: 'invalid_duckdb_options' }],
  ])('refuses %s that cannot be used', async (_, options, expected) => {
    await expect(decide([file('log.ndjson', ndjson(event()))], options).next()).rejects.toMatchObject(expected)
  })
})

describe('isUserSql()', () => {
  const texts = [
    '',
    ' ',
    'ada',
    'Guest',
    '\u00a0guest\u2003',
    'gueſt',
    'null',
    'NULL',
    'nulls',
    '0',
    '00',
    '[object Object]',
    '\ufeff',
    'none\n',
    ' true',
    'İ',
    `guest${' '.repeat(60)}x`,
    `guest${' '.repeat(50)}x`,
  ]

  it('says what isUserId() says', async () => {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const reader = await connection.runAndReadAll(
      `SELECT '=' || t, ${isUserSql('t')} FROM (SELECT UNNEST(FROM_JSON($1::VARCHAR, '["VARCHAR"]')) AS t)`,
      [JSON.stringify(texts)],
    )
    expect(Object.fromEntries(reader.getRowsJS())).toEqual(
      Object.fromEntries(texts.map((text) => [`=${text}`, isUserId(text)])),
    )
    connection.closeSync()
    instance.closeSync()
  })
})
