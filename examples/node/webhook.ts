/**
 * A shop's order webhook: what the shop system tells of orders, paid and delivered, becomes events. Signed, as such webhooks
 * are; told again whenever it was not answered in time, and yet each order counts once.
 *
 * In this repository: `node scripts/run.mjs examples/node/webhook.ts` plays a shop system and a collector around it.
 *
 * @module
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTracker, type Tracker } from 'aisle/node'

/** What this shop system sends. */
interface Told {
  readonly topic: 'orders/paid' | 'orders/delivered'
  readonly order: { readonly number: string; readonly total: number; readonly currency: string; readonly at: number }
  readonly customer: { readonly id: string; readonly visitor_id?: string }
  readonly lines: readonly { readonly sku: string; readonly price: number; readonly quantity: number }[]
}

/** Tracks what a webhook tells. The id of the delivery is the event's: what is told again is the same event. */
function trackTold(tracker: Tracker, { topic, order, customer, lines }: Told, delivery_id: string): void {
  const { number: order_id, total, currency, at: time } = order
  const { visitor_id } = customer
  const who = { user_id: customer.id, ...(visitor_id && { visitor_id }), time, id: delivery_id }
  const products = lines.map(({ sku, price, quantity }) => ({ product_id: sku, price, quantity }))
  if (topic === 'orders/paid') tracker.track('order_completed', { order_id, total, currency, products }, who)
  else tracker.track('order_delivered', { order_id, delivered_at: time, products }, who)
}

/** The handler of the webhook: to be mounted in any server that has Node's requests. */
export function createWebhook(tracker: Tracker, secret: string): RequestListener {
  return async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const sent = Buffer.from(String(request.headers['x-signature']), 'base64')
    const own = createHmac('sha256', secret).update(body).digest()
    if (sent.length !== own.length || !timingSafeEqual(sent, own)) return response.writeHead(401).end()
    trackTold(tracker, JSON.parse(body.toString()), String(request.headers['x-delivery-id']))
    // In the log already: the shop system need not tell it again.
    return response.writeHead(204).end()
  }
}

async function listen(handler: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(handler)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

/** Plays the shop system, which tells of an order twice, and the collector, which prints what it is sent. */
export async function main(): Promise<void> {
  const collector = await listen(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    for (const { id, name, user_id, props } of JSON.parse(body).events)
      console.log(`Collected ${name} ${props.order_id} of ${user_id} (${id})`)
    response.writeHead(204).end()
  })
  const log = await mkdtemp(join(tmpdir(), 'aisle-webhook-'))
  const tracker = createTracker({ endpoint: collector.url, log })
  const secret = 'a secret of the shop system'
  const webhook = await listen(createWebhook(tracker, secret))

  const tell = async (told: Told, delivery_id: string, key = secret) => {
    const body = JSON.stringify(told)
    const signature = createHmac('sha256', key).update(body).digest('base64')
    const headers = { 'x-signature': signature, 'x-delivery-id': delivery_id }
    const { status } = await fetch(webhook.url, { method: 'POST', body, headers })
    console.log(`Told ${told.topic} (${delivery_id}): ${status}`)
  }
  const order = { number: 'A-1001', total: 79.8, currency: 'EUR', at: Date.now() }
  const lines = [{ sku: 'SKU-1', price: 39.9, quantity: 2 }]
  const paid: Told = { topic: 'orders/paid', order, customer: { id: 'u-42', visitor_id: 'v-7' }, lines }
  await tell(paid, 'd-1')
  await tell(paid, 'd-2')
  await tell({ ...paid, topic: 'orders/delivered' }, 'd-3')
  await tell(paid, 'd-4', 'of somebody else')

  await tracker.flush()
  const { accepted, delivered, waiting } = tracker.ledger()
  console.log(`${accepted} accepted, ${delivered} delivered, ${waiting} waiting`)
  await tracker.stop()
  for (const { server } of [collector, webhook]) server.close()
  await rm(log, { recursive: true })
}
