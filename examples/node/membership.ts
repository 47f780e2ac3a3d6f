/**
 * Membership out: a collector that follows shoppers and tells a server of the shop's own, by a signed webhook, who has left a
 * cart behind and who has come back to it. Each change comes with its reasons, and at least once; the receiver takes it once.
 *
 * In this repository: `node scripts/run.mjs examples/node/membership.ts` plays the page, the collector and the receiver.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtin } from 'aisle'
import { createCollector } from 'aisle/collector'
import { openMembership, verifyWebhook, webhook } from 'aisle/membership'

/** The receiver: to be mounted in any server that has Node's requests. What it has done before it does not do again. */
export function createReceiver(secret: string, act: (said: string) => void): RequestListener {
  // Kept for as long as changes are tried to be told: a shop's own database has it better.
  const done = new Set<string>()
  return async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = request.headers as Record<string, string>
    const verified = await verifyWebhook(headers, Buffer.concat(chunks).toString(), { secret })
    if (!verified.ok) return response.writeHead(401).end()
    const { key, message } = verified
    const { shopper_id, name, from, to, cause } = message.data
    if (done.has(key)) act('the same once more: nothing to do')
    else act(`${message.type}: ${shopper_id}, ${name}, ${from} to ${to} by ${cause}`)
    done.add(key)
    return response.writeHead(204).end()
  }
}

async function listen(handler: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(handler)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

/** Plays a shopper who fills a cart, goes away for an hour and buys after all; the first answer of the receiver is lost. */
export async function main(): Promise<void> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const said: string[] = []
  const receive = createReceiver(secret, (text) => {
    said.push(text)
    console.log(text)
  })
  let is_first = true
  const receiver = await listen((request, response) => {
    if (!is_first) return receive(request, response)
    is_first = false
    // Taken, and yet the sender never hears of it.
    response.writeHead = (() => response.destroy()) as never
    return receive(request, response)
  })

  const folder = await mkdtemp(join(tmpdir(), 'aisle-membership-'))
  const membership = await openMembership({
    definitions: builtin,
    groups: ['cart_abandoner'],
    folder,
    targets: [webhook({ url: receiver.url, secret })],
    // In a shop: what the default is. Here nobody waits for events that come late.
    delay_ms: 0,
    on_error: ({ message }) => console.log(message),
  })
  // In a shop beside the sink that stores events: sinks: [await openNdjsonSink({ folder: '...' }), membership]
  const collector = createCollector({ sinks: [membership] })
  const track = async (name: string, time: number, more: object = {}) => {
    const event = { id: name, name, time, visitor_id: 'v-7', session_id: `v-7.${time}`, ...more }
    const body = JSON.stringify({ events: [event] })
    await collector(new Request('https://shop.example/collect', { method: 'POST', body }))
  }

  const hour_ago = Date.now() - 3_600_000
  const products = [{ product_id: 'SKU-1', price: 39.9, quantity: 1 }]
  await track('product_added', hour_ago, { products, props: { currency: 'EUR' } })
  await waitFor(() => said.length === 2)
  await track('order_completed', Date.now(), { products, props: { order_id: 'A-1', total: 39.9, currency: 'EUR' } })
  await waitFor(() => said.length === 3)
  const stranger = { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' }
  const { status } = await fetch(receiver.url, { method: 'POST', headers: stranger, body: '{}' })
  console.log(`a stranger: ${status}`)

  const { sent, failed, waiting } = membership.status().targets.webhook!
  console.log(`${sent} sent, ${failed} failed, ${waiting} waiting`)
  await collector.close()
  receiver.server.close()
  await rm(folder, { recursive: true })
}

async function waitFor(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 20))
}
