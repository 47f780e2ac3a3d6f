import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on 127.0.0.1. */
export interface Loopback {
  readonly port: number
  readonly close: () => Promise<void>
}

/** What makes a page one of its own, whose clock then tells 5 µs apart. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }

async function listen(answer: RequestListener): Promise<Loopback> {
  const server = createServer(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  return { port: (server.address() as AddressInfo).port, close }
}

/** A shop with one page a tracker: `/name` has the script given for it. */
export function openPages(scripts: Readonly<Record<string, string>>, endpoint: string): Promise<Loopback> {
  return listen(({ url = '/' }, response) => {
    const name = url.replace(/^\/|\.js$/g, '')
    const script = scripts[name]
    if (script === undefined) return void response.writeHead(404, ISOLATED).end()
    const isScript = url.endsWith('.js')
    const type = isScript ? 'text/javascript' : 'text/html'
    const page = `<!doctype html><html lang="en"><title>Shop</title>
      <script>globalThis.endpoint = ${JSON.stringify(endpoint)}</script><script type="module" src="/${name}.js"></script>`
    response.writeHead(200, { ...ISOLATED, 'content-type': `${type}; charset=utf-8` }).end(isScript ? script : page)
  })
}

/**
 * A collector of any tracker's: it takes whatever comes, and allows all origins all they ask for.
 *
 * @param on_body Told the bytes of each body.
 */
export function openCollector(on_body: (bytes: number) => void): Promise<Loopback> {
  return listen((request, response) => {
    const { origin = '*', 'access-control-request-headers': asked = '*' } = request.headers
    const headers = {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': asked,
      'access-control-allow-methods': 'GET, POST',
      'access-control-max-age': '600',
      'cross-origin-resource-policy': 'cross-origin',
      'content-type': 'application/json',
    }
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    request.on('end', () => {
      if (bytes) on_body(bytes)
      response.writeHead(200, headers).end('{}')
    })
  })
}
