import { open } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The events of a body, one a line, as a log has them. */
function linesOf(body: Buffer): Buffer {
  const { events } = JSON.parse(body.toString()) as { readonly events: readonly object[] }
  return Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''))
}

/**
 * The least that a collector does: appends bodies to a file, and answers when they are on disk. As Aisle's does it writes
 * in groups: what comes while one is written goes with the next. It checks nothing, and knows no id again; with `lines` it
 * reads bodies, and writes one event a line, as Aisle does; else it does not read them.
 */
export async function main([path = '', form]: readonly string[]): Promise<void> {
  const toText = form === 'lines' ? linesOf : (body: Buffer) => body
  const file = await open(path, 'a')
  let waiting: { readonly body: Buffer; readonly response: ServerResponse }[] = []
  let isWriting = false
  const write = async () => {
    isWriting = true
    while (waiting[0]) {
      const group = waiting
      waiting = []
      await file.appendFile(Buffer.concat(group.map(({ body }) => body)))
      await file.datasync()
      for (const { response } of group) response.writeHead(204).end()
    }
    isWriting = false
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      waiting.push({ body: toText(Buffer.concat(chunks)), response })
      if (!isWriting) void write()
    })
  })
  server.listen(0, '127.0.0.1', () => {
    console.error(`Collecting at http://127.0.0.1:${(server.address() as AddressInfo).port}/collect, into ${path}.`)
  })
}
