import type { Server } from 'node:net'

// Below what Linux hands out by itself (from 32,768 on), some ports for each worker of the tests.
const count = 200
const first = 20_000 + (Number(process.env.VITEST_WORKER_ID ?? 0) % 50) * count
let next = 0

/**
 * Listens on 127.0.0.1 and a port that stays this server's own where it closes and listens again. One that the system
 * picks may go to another server in between, which then takes what a page sends once more.
 *
 * @returns the port.
 * @throws {Error} where no port is free.
 */
export async function listenApart(server: Server): Promise<number> {
  for (let tries = 0; tries < count; tries++) {
    const port = first + (next++ % count)
    const isTaken = await listenOn(server, port).then(
      () => false,
      () => true,
    )
    if (!isTaken) return port
  }
  throw new Error(`no port is free from ${first} to ${first + count - 1}`)
}

/** Listens on 127.0.0.1 and a port. @throws what listening fails with. */
export function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', fail)
      done()
    })
  })
}
