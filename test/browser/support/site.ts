import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a route answers. */
export interface Reply {
  /** @default 200 */
  readonly status?: number
  readonly headers?: OutgoingHttpHeaders
  /** @default '' */
  readonly body?: string
}

/** A request as the site got it. */
export interface Visit {
  readonly method: string
  /** Path without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A fixed reply, or one made for each request. */
export type Route = Reply | ((visit: Visit) => Reply | Promise<Reply>)

/** A running site. */
export interface Site {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly origin: string
  /** Every request so far, the ones without a route included. */
  readonly visits: readonly Visit[]
  readonly close: () => Promise<void>
}

/** A page of HTML, with a policy or other headers where given. */
export function html(body: string, headers: OutgoingHttpHeaders = {}): Reply {
  const document = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>page</title></head>${body}</html>`
  return { headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: document }
}

/** A script. */
export function script(body: string, headers: OutgoingHttpHeaders = {}): Reply {
  return { headers: { 'content-type': 'text/javascript; charset=utf-8', ...headers }, body }
}

/**
 * Serves routes by exact path on 127.0.0.1 and a free port; two sites are two origins.
 *
 * @example
 * const site = await serve({ '/': html('<body>hello</body>') })
 * await page.goto(site.origin)
 * await site.close()
 */
export async function serve(routes: Readonly<Record<string, Route>>): Promise<Site> {
  const visits: Visit[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const visit: Visit = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    }
    visits.push(visit)
    try {
      const route = routes[url.pathname] ?? { status: 404 }
      const reply = typeof route === 'function' ? await route(visit) : route
      response.writeHead(reply.status ?? 200, reply.headers).end(reply.body ?? '')
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((done, failed) => {
      server.close((error) => (error === undefined ? done() : failed(error)))
      // A browser keeps its connections open, and close() alone waits for them.
      server.closeAllConnections()
    })
  return { origin: `http://127.0.0.1:${port}`, visits, close }
}
