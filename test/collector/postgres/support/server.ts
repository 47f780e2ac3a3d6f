import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { Pool, type PoolConfig } from 'pg'
import { type Gate, makeGate, makeTurns } from './gate'

/** A PostgreSQL server to test with: that of `AISLE_TEST_POSTGRES` where it holds a connection string, else PGlite. */
export interface TestServer {
  /** Whether it is a server with sessions and roles, and not PGlite, which has one of each. */
  readonly is_real: boolean
  /** How a sink is to connect: by the gate. */
  readonly connection: PoolConfig
  readonly gate: Gate
  /** Of the test's own, by another gate. */
  readonly pool: Pool
  /** A name for a table that no other test has. It is dropped at the end. */
  readonly newName: () => string
  readonly stop: () => Promise<void>
}

/** Connects to the server of `AISLE_TEST_POSTGRES`, or starts PGlite. */
export async function startServer(): Promise<TestServer> {
  const url = process.env.AISLE_TEST_POSTGRES
  const { target, config, stop } = url ? readUrl(url) : await startPglite()
  const is_real = Boolean(url)
  const turns = is_real ? undefined : makeTurns()
  const [gate, own_gate] = [await makeGate(target, turns), await makeGate(target, turns)]
  const connection = { ...config, host: '127.0.0.1', port: gate.port, ...(!is_real && { max: 1 }) }
  const pool = new Pool({ ...connection, port: own_gate.port, max: 1 })
  const names: string[] = []
  const prefix = `t${process.pid}_${Date.now()}`
  return {
    is_real,
    connection,
    gate,
    pool,
    newName: () => {
      names.push(`${prefix}_${names.length}`)
      return names.at(-1)!
    },
    stop: async () => {
      for (const name of names) await pool.query(`drop table if exists ${name}`)
      await pool.end()
      await Promise.all([gate.stop(), own_gate.stop()])
      await stop()
    },
  }
}

function readUrl(url: string) {
  const { hostname, port, username, password, pathname } = new URL(url)
  const [user, own_password, database] = [username, password, pathname.slice(1)].map(decodeURIComponent)
  const config: PoolConfig = { user: user!, password: own_password!, database: database! }
  return { target: { host: hostname, port: Number(port || 5432) }, config, stop: async () => {} }
}

async function startPglite() {
  const db = await PGlite.create()
  const server = new PGLiteSocketServer({ db, port: 0, maxConnections: 100 })
  await server.start()
  const [host, port] = server.getServerConn().split(':')
  const stop = async () => {
    await server.stop()
    await db.close()
  }
  const config: PoolConfig = { user: 'postgres', database: 'postgres' }
  return { target: { host: host!, port: Number(port) }, config, stop }
}
