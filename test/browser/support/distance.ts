import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * The server's end of a connection over a distance that loopback has not: what either side sends arrives half a round
 * trip later, and a client's first bytes leave only when a handshake would be over, one round trip after it began. Who
 * closes before that has sent nothing, as on a real line.
 *
 * @param socket A connection just accepted.
 * @example
 * createServer((socket) => web.emit('connection', atDistance(socket, 200)))
 */
export function atDistance(socket: Socket, round_trip_ms: number): Duplex {
  const connected_at = Date.now() + round_trip_ms
  const way_ms = round_trip_ms / 2
  let incoming = Promise.resolve()
  let outgoing = Promise.resolve()
  const send = (act: () => void) => {
    const at = Date.now() + way_ms
    outgoing = outgoing.then(() => wait(Math.max(0, at - Date.now()))).then(act)
  }
  const far = new Duplex({
    read() {},
    write(chunk, _encoding, done) {
      send(() => socket.write(chunk))
      done()
    },
    final(done) {
      send(() => socket.end())
      done()
    },
    destroy(error, done) {
      send(() => socket.destroy())
      done(error)
    },
  })
  const receive = (chunk: Buffer | null) => {
    const at = Math.max(Date.now(), connected_at) + way_ms
    incoming = incoming
      .then(() => wait(Math.max(0, at - Date.now())))
      .then(() => void (far.destroyed || far.push(chunk)))
  }
  const leave = () => {
    if (Date.now() < connected_at) far.destroy()
    else receive(null)
  }
  socket.on('data', receive).once('end', leave)
  socket.once('error', () => far.destroy())
  return far
}
