import { connect, createServer, type Socket } from 'node:net'

/** A way to a server that can be cut. */
export interface Gate {
  readonly port: number
  /** How many go through it at the moment. */
  readonly count: () => number
  /** Cuts all that go through it; whoever comes while it is closed is sent away. */
  readonly cut: (options?: { closed: boolean }) => void
  readonly open: () => void
  /** Cuts the next connection that is answered, instead of letting the answer through. */
  readonly loseAnswer: () => void
  readonly stop: () => Promise<void>
}

/** "Ready for query", not within a transaction: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

/**
 * Makes a gate before a PostgreSQL server.
 *
 * @param turns Of the connections through it, and through others with the same turns.
 */
export async function makeGate(target: { host: string; port: number }, turns?: Turns): Promise<Gate> {
  const sockets = new Set<Socket>()
  let closed = false
  let loses_answer = false
  const server = createServer((near) => {
    if (closed) return near.destroy()
    const far = connect(target)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
    }
    const end = () => {
      near.destroy()
      far.destroy()
      sockets.delete(near)
      sockets.delete(far)
      turns?.pass(near)
    }
    near.on('close', end)
    far.on('close', end)
    near.on('data', async (data) => {
      await turns?.take(near)
      far.write(data)
    })
    far.on('data', (data) => {
      const is_last = data.subarray(-READY.length).equals(READY)
      if (loses_answer && is_last) {
        loses_answer = false
        return end()
      }
      near.write(data)
      if (is_last) turns?.pass(near)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  return {
    port,
    count: () => sockets.size / 2,
    cut: (options) => {
      closed = options?.closed ?? false
      for (const socket of sockets) socket.destroy()
    },
    open: () => {
      closed = false
    },
    loseAnswer: () => {
      loses_answer = true
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Lets one connection speak at a time. */
export interface Turns {
  readonly take: (who: Socket) => Promise<void>
  readonly pass: (who: Socket) => void
}

/**
 * Makes turns for a server that has one session, and would mix up the messages of several connections: one has the turn
 * until its statement is done; the others wait, and come in their order.
 */
export function makeTurns(): Turns {
  let owner: Socket | undefined
  const waiting: { who: Socket; go: () => void }[] = []
  return {
    async take(who: Socket) {
      if (owner === undefined || owner === who) owner = who
      else await new Promise<void>((go) => waiting.push({ who, go }))
    },
    pass(who: Socket) {
      if (owner !== who) return
      const next = waiting.find(({ who }) => !who.destroyed)?.who
      owner = next
      const goes = waiting.filter(({ who }) => who === next)
      waiting.splice(0, waiting.length, ...waiting.filter(({ who }) => who !== next && !who.destroyed))
      for (const { go } of goes) go()
    },
  }
}
