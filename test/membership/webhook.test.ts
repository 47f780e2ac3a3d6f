import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { keyOfChange } from '../../src/membership/change'
import { parseSecret, sign } from '../../src/membership/webhook/signature'
import { verifyWebhook } from '../../src/membership/webhook/verify-webhook'
import { webhook } from '../../src/membership/webhook/webhook-target'
import { entered } from './support/change'

// The vector that the libraries of Standard Webhooks are tested by
// (https://github.com/standard-webhooks/standard-webhooks, libraries/*/tests).
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const timestamp = '1614265330'
const body = '{"test": 2432232314}'
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
const now = Number(timestamp) * 1_000
const another = `whsec_${btoa('another secret of 24 bytes or more')}`

const change = entered({ shopper_id: 'ann@example.com', at: 1_614_265_330_123 })

describe('sign()', () => {
  it('signs as Standard Webhooks does', async () => {
    expect(await sign(parseSecret(secret), { id, timestamp, body })).toBe(signature)
  })
})

describe('parseSecret()', () => {
  it.each([
    ['nothing', undefined],
    ['no prefix', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['23 bytes', `whsec_${btoa('a'.repeat(23))}`],
    ['65 bytes', `whsec_${btoa('a'.repeat(65))}`],
    ['no base64', 'whsec_*************************************'],
  ])('refuses %s, and does not show it', (_, wrong) => {
    const act = () => parseSecret(wrong)
    expect(act).toThrow('Cannot open a membership with "secret": something else')
    expect(act).toThrow(expect.objectContaining({ code: 'invalid_membership_options' }))
  })

  it('takes 24 to 64 bytes', () => {
    for (const bytes of [24, 64]) expect(parseSecret(`whsec_${btoa('a'.repeat(bytes))}`)).toHaveLength(bytes)
  })
})

describe('verifyWebhook()', () => {
  it('takes what was signed with the secret, in headers of either kind', async () => {
    const verified = { ok: true, key: id, message: { test: 2432232314 } }
    expect(await verifyWebhook(headers, body, { secret, now })).toEqual(verified)
    expect(await verifyWebhook(new Headers(headers), body, { secret, now })).toEqual(verified)
  })

  it('takes one of several signatures by one of several secrets', async () => {
    const two = { ...headers, 'webhook-signature': `v2,abc v1,AAAA ${signature}` }
    expect(await verifyWebhook(two, body, { secret: [another, secret], now })).toMatchObject({ ok: true })
    expect(await verifyWebhook(headers, body, { secret: another, now })).toEqual({
      ok: false,
      reason: 'wrong_signature',
    })
  })

  it.each([
    ['another body', headers, '{"test":2432232314}', 'wrong_signature'],
    ['another id', { ...headers, 'webhook-id': 'msg_2' }, body, 'wrong_signature'],
    ['another time', { ...headers, 'webhook-timestamp': '1614265331' }, body, 'wrong_signature'],
    [
      'the beginning of a signature',
      { ...headers, 'webhook-signature': signature.slice(0, -1) },
      body,
      'wrong_signature',
    ],
    ['no signature', { ...headers, 'webhook-signature': undefined }, body, 'no_signature'],
    ['a signature that is no text', { ...headers, 'webhook-signature': [signature] }, body, 'no_signature'],
    ['no id', { ...headers, 'webhook-id': '' }, body, 'no_signature'],
    ['a time that is none', { ...headers, 'webhook-timestamp': '1e9' }, body, 'no_signature'],
    [
      'the ninth signature',
      { ...headers, 'webhook-signature': `${'v1,a '.repeat(8)}${signature}` },
      body,
      'wrong_signature',
    ],
  ] as const)('refuses %s', async (_, sent, text, reason) => {
    expect(await verifyWebhook(sent, text, { secret, now })).toEqual({ ok: false, reason })
  })

  it.each([
    [300_000, true],
    [-300_000, true],
    [301_000, false],
    [-301_000, false],
  ])('holds the time of the attempt to five minutes: %d ms off', async (off, ok) => {
    const verified = await verifyWebhook(headers, body, { secret, now: now + off })
    expect(verified).toMatchObject(ok ? { ok } : { ok, reason: 'too_old' })
  })

  it('holds it to another tolerance, and to now where no time is given', async () => {
    expect(await verifyWebhook(headers, body, { secret, now: now + 11_000, tolerance_s: 10 })).toMatchObject({
      ok: false,
    })
    expect(await verifyWebhook(headers, body, { secret })).toEqual({ ok: false, reason: 'too_old' })
  })

  it('refuses what is signed and no JSON', async () => {
    const signed = await sign(parseSecret(secret), { id, timestamp, body: '{' })
    const sent = { ...headers, 'webhook-signature': signed }
    expect(await verifyWebhook(sent, '{', { secret, now })).toEqual({ ok: false, reason: 'no_message' })
  })
})

describe('keyOfChange()', () => {
  it('is the same for the same change, whatever else is known of it', async () => {
    const key = await keyOfChange(change)
    const said = '["ann@example.com","segment","vip","out","in",1614265330123]'
    expect(key).toBe(`change_${createHash('sha256').update(said).digest('hex').slice(0, 40)}`)
    expect(await keyOfChange({ ...change, cause: 'time', visitor_id: 'v-2', is_identified: false })).toBe(key)
  })

  it.each([
    { shopper_id: 'bob' },
    { kind: 'stage' },
    { name: 'lapsed' },
    { from: 'unknown' },
    { to: 'out' },
    { at: change.at + 1 },
  ] as const)('is another one with %o', async (other) => {
    expect(await keyOfChange({ ...change, ...other })).not.toBe(await keyOfChange(change))
  })
})

describe('webhook()', () => {
  let close = () => {}
  afterEach(() => close())

  /** A receiver that keeps what it gets, and answers as it is told. */
  async function receiver(answer: (path: string) => { status: number; headers?: Record<string, string> }) {
    const got: { path: string; headers: Record<string, unknown>; body: string }[] = []
    const server = createServer(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += chunk
      got.push({ path: request.url!, headers: request.headers, body: text })
      const { status, headers } = answer(request.url!)
      response.writeHead(status, headers).end('x'.repeat(100_000))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    close = () => {
      server.closeAllConnections()
      server.close()
    }
    return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
  }
  const delivery = { key: 'change_1', now, signal: new AbortController().signal }

  it('posts what its receiver can verify', async () => {
    const { got, url } = await receiver(() => ({ status: 204 }))
    expect(await webhook({ url, secret }).send(change, delivery)).toEqual({ status: 204, retry_after: null })
    const verified = await verifyWebhook(got[0]!.headers as Record<string, string>, got[0]!.body, { secret, now })
    const message = { type: 'segment.entered', timestamp: '2021-02-25T15:02:10.123Z', data: change }
    expect(verified).toEqual({ ok: true, key: 'change_1', message })
    expect(got[0]!.headers['content-type']).toBe('application/json')
  })

  it.each([
    ['segment.left', { to: 'out' }],
    ['segment.left', { to: 'unknown' }],
    ['stage.reached', { kind: 'stage', to: 'in' }],
  ] as const)('says %s of %o', async (type, other) => {
    const { got, url } = await receiver(() => ({ status: 200 }))
    await webhook({ url, secret }).send({ ...change, ...other }, delivery)
    expect(JSON.parse(got[0]!.body).type).toBe(type)
  })

  it('follows no redirect, and says when it may come again', async () => {
    const { got, url } = await receiver(() => ({
      status: 307,
      headers: { location: '/elsewhere', 'retry-after': '7' },
    }))
    expect(await webhook({ url, secret }).send(change, delivery)).toEqual({ status: 307, retry_after: '7' })
    expect(got.map(({ path }) => path)).toEqual(['/hook'])
  })

  it.each(['ftp://shop.example', '/hook', 'https://ann:secret@shop.example/hook', '', undefined as never])(
    'refuses the address %s, and does not show it',
    (url) => {
      expect(() => webhook({ url, secret })).toThrow('Cannot open a membership with "url": something else')
    },
  )
})
