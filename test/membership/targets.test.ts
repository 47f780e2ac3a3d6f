import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MembershipChange } from '../../src/membership/change'
import { ga4Target } from '../../src/membership/targets/ga4-target'
import { hubspotTarget, klaviyoTarget } from '../../src/membership/targets/profile-targets'
import { webhook } from '../../src/membership/webhook/webhook-target'
import { entered } from './support/change'

const change = entered({ shopper_id: 'ada', at: 1_795_600_000_000 })
const stage: MembershipChange = { ...change, kind: 'stage', name: 'aida', from: 'interest', to: 'desire' }
const visitor: MembershipChange = { ...change, is_identified: false, shopper_id: 'v-1' }
const secret = `whsec_${btoa('a secret of 24 to 64 bytes')}`
const delivery = { key: 'change_1', now: change.at, signal: new AbortController().signal }

/** What was sent, and what is answered. */
let sent: { url: string; headers: Record<string, string>; body: Record<string, unknown> }[] = []
let status = 200

beforeEach(() => {
  sent = []
  status = 200
  vi.stubGlobal(
    'fetch',
    async (url: string, init: { headers: Record<string, string>; body: string; redirect: string }) => {
      expect(init.redirect).toBe('manual')
      sent.push({ url, headers: init.headers, body: JSON.parse(init.body) })
      return new Response(null, { status, headers: { 'retry-after': '9' } })
    },
  )
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('klaviyoTarget()', () => {
  it('keeps the profile of a user as what has changed of it', async () => {
    const target = klaviyoTarget({ api_key: 'secret', contact_of: () => ({ email: 'ada@example.com' }) })
    expect(target.name).toBe('klaviyo')
    await target.send(change, delivery)
    await target.send({ ...change, to: 'unknown' }, delivery)
    await target.send(stage, delivery)
    const attributes = { external_id: 'ada', email: 'ada@example.com' }
    expect(sent.map(({ body }) => body.data)).toEqual([
      { type: 'profile', attributes: { ...attributes, properties: { aisle_segment_vip: true } } },
      {
        type: 'profile',
        attributes: { ...attributes, properties: {} },
        meta: { patch_properties: { unset: ['aisle_segment_vip'] } },
      },
      { type: 'profile', attributes: { ...attributes, properties: { aisle_stage_aida: 'desire' } } },
    ])
    expect(sent[0]!.headers.authorization).toBe('Klaviyo-API-Key secret')
  })

  it('wants to hear of users alone, and of whom the shop says', () => {
    expect(klaviyoTarget({ api_key: 'a' }).wants!(change)).toBe(true)
    expect(klaviyoTarget({ api_key: 'a' }).wants!(visitor)).toBe(false)
    const { wants } = klaviyoTarget({ api_key: 'a', wants: ({ name }) => name !== 'vip' })
    expect([wants!(change), wants!(stage)]).toEqual([false, true])
  })

  it('gives what Klaviyo answers', async () => {
    status = 429
    expect(await klaviyoTarget({ api_key: 'a' }).send(change, delivery)).toEqual({ status: 429, retry_after: '9' })
  })
})

describe('hubspotTarget()', () => {
  it('keeps the contact of a user as what has changed of it', async () => {
    const target = hubspotTarget({ access_token: 'secret', name: 'crm' })
    expect(target.name).toBe('crm')
    expect([target.wants!(change), target.wants!(visitor)]).toEqual([true, false])
    await target.send({ ...change, to: 'out' }, delivery)
    const properties = { aisle_segment_vip: 'false' }
    expect(sent[0]!.body).toEqual({ inputs: [{ id: 'ada', idProperty: 'aisle_shopper_id', properties }] })
  })

  it('wants to hear of nobody whom HubSpot cannot tell', async () => {
    const options = { access_token: 'a', id_property: 'email' }
    expect(hubspotTarget(options).wants!(change)).toBe(false)
    expect(hubspotTarget({ ...options, contact_of: () => ({ email: 'ada@example.com' }) }).wants!(change)).toBe(true)
    expect(await hubspotTarget(options).send(change, delivery)).toEqual({ status: 204 })
    expect(sent).toEqual([])
  })

  it('looks up nobody of whom the shop says that it must not be told', () => {
    const contact_of = vi.fn(() => undefined)
    expect(hubspotTarget({ access_token: 'a', contact_of, wants: () => false }).wants!(change)).toBe(false)
    expect(contact_of).not.toHaveBeenCalled()
  })
})

describe('ga4Target()', () => {
  const options = { measurement_id: 'G-1', api_secret: 'secret' }

  it('sets a user property of the visitor’s browser', async () => {
    await ga4Target(options).send(change, delivery)
    expect(sent[0]!.body).toMatchObject({
      client_id: 'v-1',
      user_id: 'ada',
      user_properties: { aisle_vip: { value: 'in' } },
    })
    await ga4Target(options).send(visitor, delivery)
    expect(sent[1]!.body).not.toHaveProperty('user_id')
  })

  it.each([
    ['a name of 25 characters with its prefix', { name: 'a'.repeat(19) }, false],
    ['a name of 24 characters with its prefix', { name: 'a'.repeat(18) }, true],
    ['a stage of 37 characters', { kind: 'stage', name: 'aida', to: 'a'.repeat(37) }, false],
  ] as const)('wants what GA4 takes alone: %s', (_, own, wanted) => {
    expect(ga4Target(options).wants!({ ...change, ...own })).toBe(wanted)
  })

  it('is told of no browser that GA4 does not know', async () => {
    const { wants, send } = ga4Target({ ...options, client_id_of: ({ shopper_id }) => ({ ada: '31.37' })[shopper_id] })
    expect([wants!(change), wants!(visitor)]).toEqual([true, false])
    await send(change, delivery)
    expect(sent[0]!.body.client_id).toBe('31.37')
    expect(ga4Target(options).wants!({ ...change, visitor_id: undefined })).toBe(false)
    expect(await send({ ...change, shopper_id: 'bob' }, delivery)).toEqual({ status: 204 })
  })
})

describe.each([
  ['ga4', (fetch: typeof globalThis.fetch) => ga4Target({ measurement_id: 'G-1', api_secret: 's', fetch })],
  ['klaviyo', (fetch: typeof globalThis.fetch) => klaviyoTarget({ api_key: 'a', fetch })],
  ['hubspot', (fetch: typeof globalThis.fetch) => hubspotTarget({ access_token: 'a', fetch })],
  ['webhook', (fetch: typeof globalThis.fetch) => webhook({ url: 'https://shop.example/hook', secret, fetch })],
])('the target %s', (_, make) => {
  it('sends by the fetch that it is given', async () => {
    const own = vi.fn(async () => new Response(null, { status: 202 }))
    expect(await make(own).send(change, delivery)).toEqual({ status: 202, retry_after: null })
    expect(own).toHaveBeenCalledTimes(1)
    expect(sent).toEqual([])
  })
})

describe('a receiver', () => {
  it('that never ends its answer keeps nobody: its status is enough', async () => {
    vi.unstubAllGlobals()
    const server = createServer((_, response) => void response.writeHead(200).write('endless'))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const target = ga4Target({ measurement_id: 'G-1', api_secret: 's', endpoint: `http://127.0.0.1:${port}/` })
    expect(await target.send(change, delivery)).toEqual({ status: 200, retry_after: null })
    server.closeAllConnections()
    server.close()
  })
})
