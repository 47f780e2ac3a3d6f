import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, describe, expect, it, test, vi } from 'vitest'
import { type ReadBodyOptions, readBody } from '../../src/collector/read-body'

type Body = string | Uint8Array | ReadableStream<Uint8Array>
type Headers = Record<string, string>

const PACKED = { 'content-encoding': 'gzip' }

function requestOf(body: Body | null, headers: Headers = {}): Request {
  // Node wants `duplex` for a stream; the types of pages do not know it.
  const init = { method: 'POST', body, headers, duplex: 'half' }
  return new Request('https://shop.example/collect', init as RequestInit)
}

function read(body: Body | null, headers: Headers = {}, options: Partial<ReadBodyOptions> = {}): Promise<string> {
  return readBody(requestOf(body, headers), { max_bytes: 10, timeout_ms: 10_000, ...options })
}

/** A body that comes in pieces, and then ends, breaks off, or never ends. */
function streamOf(chunks: readonly Uint8Array[], end: 'whole' | 'broken' | 'never' = 'whole') {
  const left = [...chunks]
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = left.shift()
      if (chunk) controller.enqueue(chunk)
      else if (end === 'whole') controller.close()
      else if (end === 'broken') controller.error(new Error('aborted'))
      else return new Promise(() => {})
    },
  })
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
const refusal = (status: number, code: string, headers = {}) => ({
  refusal: expect.objectContaining({ status, code, headers }),
})
const UNREAD = { connection: 'close' }
const TOO_LARGE = refusal(413, 'body_too_large', UNREAD)
const BAD_BODY = refusal(400, 'bad_body')

describe('readBody()', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  test.each<[string, Body | null, Headers]>([
    ['that is not there', null, {}],
    ['that is not there, though packed', null, PACKED],
    ['that is empty', '', {}],
    ['that is empty, as declared', '', { 'content-length': '0' }],
    ['that is empty, packed', gzipSync(''), PACKED],
  ])('reads a body %s', async (_, body, headers) => {
    expect(await read(body, headers)).toBe('')
  })

  test.each<[string, Headers]>([
    ['no encoding', {}],
    ['an empty encoding', { 'content-encoding': '' }],
    ['the identity', { 'content-encoding': 'Identity ' }],
    ['a declared length', { 'content-length': '8' }],
  ])('reads text with %s', async (_, headers) => {
    expect(await read('{"a":☃', headers)).toBe('{"a":☃')
  })

  it('leaves out a mark of the order of bytes', async () => {
    expect(await read('\uFEFF{}')).toBe('{}')
    expect(await read('\uFEFF{}', { 'content-length': '5' })).toBe('{}')
  })

  it('reads half a character at the end as text is read everywhere', async () => {
    const half = bytesOf('a☃').slice(0, 3)
    expect(await read(half)).toBe('a\uFFFD')
    expect(await read(half, { 'content-length': '3' })).toBe('a\uFFFD')
  })

  test.each(['gzip', 'GZIP', ' gzip '])('unpacks "%s"', async (encoding) => {
    expect(await read(gzipSync('{"a":☃}'), { 'content-encoding': encoding })).toBe('{"a":☃}')
  })

  test.each(['br', 'deflate', 'zstd', 'x-gzip', 'gzip, gzip', 'gzip2'])(
    'refuses what is encoded as "%s"',
    async (name) => {
      await expect(read('x', { 'content-encoding': name })).rejects.toMatchObject(refusal(415, 'bad_encoding'))
    },
  )

  it('repeats no more than 40 characters of an encoding', async () => {
    const message = `Cannot take the body: encoded as "${'x'.repeat(40)}", expected none or gzip`
    await expect(read('x', { 'content-encoding': 'x'.repeat(41) })).rejects.toHaveProperty('message', message)
  })

  test.each<[string, (text: string) => [Body, Headers]]>([
    ['as declared', (text) => [text, { 'content-length': String(bytesOf(text).length) }]],
    ['of no declared length', (text) => [text, {}]],
    ['in pieces', (text) => [streamOf([...bytesOf(text)].map((byte) => Uint8Array.of(byte))), {}]],
    ['packed', (text) => [gzipSync(text), PACKED]],
  ])('takes just as many bytes as are allowed, %s', async (_, send) => {
    for (const text of ['0123456789', 'ééééé', '0123456☃', '01234\u{1F600}0']) {
      expect(await read(...send(text))).toBe(text)
      await expect(read(...send(`${text}.`))).rejects.toMatchObject(TOO_LARGE)
    }
  })

  it('says how long a body is, and may be', async () => {
    const message = 'Cannot take the body: 11 bytes, expected at most 10'
    await expect(read('x'.repeat(11), { 'content-length': '11' })).rejects.toHaveProperty('message', message)
    await expect(read('x'.repeat(11))).rejects.toHaveProperty('message', message)
  })

  it('reads nothing of a body that is declared too long', async () => {
    const request = requestOf(streamOf([bytesOf('x')]), { 'content-length': '11' })
    await expect(readBody(request, { max_bytes: 10, timeout_ms: 10_000 })).rejects.toMatchObject(TOO_LARGE)
    expect(request.bodyUsed).toBe(false)
  })

  it('refuses a body that is longer than it declared, where no server kept it from that', async () => {
    const body = streamOf([bytesOf('x'.repeat(11))])
    await expect(read(body, { 'content-length': '1' })).rejects.toMatchObject(TOO_LARGE)
  })

  it('stops reading a body that is too long', async () => {
    let pulled = 0
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++
        controller.enqueue(bytesOf('0123'))
      },
      cancel() {
        isCancelled = true
      },
    })
    await expect(read(body)).rejects.toMatchObject(TOO_LARGE)
    await vi.waitFor(() => expect(isCancelled).toBe(true))
    expect(pulled).toBeLessThan(8)
  })

  it('unpacks no more of a bomb than a body may have', async () => {
    let unpacked = 0
    const Real = DecompressionStream
    class Counted {
      readonly writable: WritableStream
      readonly readable: ReadableStream
      constructor(format: CompressionFormat) {
        const real = new Real(format)
        this.writable = real.writable
        const count = new TransformStream<Uint8Array>({
          transform(chunk, controller) {
            unpacked += chunk.byteLength
            controller.enqueue(chunk)
          },
        })
        this.readable = (real.readable as ReadableStream<Uint8Array>).pipeThrough(count)
      }
    }
    vi.stubGlobal('DecompressionStream', Counted)
    const megabyte = gzipSync(new Uint8Array(2 ** 20))
    const bomb = Buffer.concat(Array(100).fill(megabyte))
    expect(bomb.length).toBeLessThan(110_000)
    await expect(read(bomb, PACKED, { max_bytes: 200_000 })).rejects.toMatchObject(TOO_LARGE)
    expect(unpacked).toBeGreaterThan(200_000)
    const at_once = unpacked
    await new Promise((done) => setTimeout(done, 20))
    expect(at_once).toBeLessThan(2 ** 20)
    expect(unpacked).toBeLessThan(2 ** 20)
  })

  test.each<[string, Body]>([
    ['is none', 'no gzip'],
    ['is cut off', gzipSync('0123456').subarray(0, -1)],
    ['is cut off in its head', gzipSync('0123456').subarray(0, 5)],
    ['is empty', streamOf([new Uint8Array()])],
    ['has a wrong sum', gzipSync('0123456').map((byte, i, { length }) => (i === length - 6 ? byte ^ 1 : byte))],
    ['has other bytes in it', gzipSync('0123456').map((byte, i) => (i === 10 ? 0xff : byte))],
  ])('refuses gzip that %s', async (_, body) => {
    await expect(read(body, PACKED)).rejects.toMatchObject(BAD_BODY)
  })

  test.each<[string, Headers]>([
    ['as it is', {}],
    ['of a declared length', { 'content-length': '9' }],
    ['packed', PACKED],
  ])('refuses a body that breaks off, %s', async (_, headers) => {
    const whole = bytesOf('0123')
    const chunks = headers === PACKED ? [gzipSync('01234567').subarray(0, 12)] : [whole]
    await expect(read(streamOf(chunks, 'broken'), headers)).rejects.toMatchObject(BAD_BODY)
  })

  test.each<[string, Headers]>([
    ['as it is', {}],
    ['of a declared length', { 'content-length': '9' }],
    ['packed', PACKED],
  ])('waits as long as told for a body, %s', async (_, headers) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const settled = vi.fn()
    const reading = read(streamOf([], 'never'), headers, { timeout_ms: 500 })
    reading.catch(settled)
    await vi.advanceTimersByTimeAsync(499)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await expect(reading).rejects.toMatchObject(refusal(408, 'too_slow', UNREAD))
    await expect(reading).rejects.toThrow('Cannot take the body: not here after 500 ms, expected it whole')
  })

  it('leaves no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await read('x')
    await expect(read('x'.repeat(11))).rejects.toThrow()
    await expect(read('x', PACKED)).rejects.toThrow()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('never gives more bytes than are allowed, and leaves nothing out (property)', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\0', 'é', '☃', '\u{1F600}'), maxLength: 30 })
    const way = fc.constantFrom('declared', 'in pieces', 'packed')
    await fc.assert(
      fc.asyncProperty(text, way, fc.integer({ min: 1, max: 60 }), async (text, way, max_bytes) => {
        const bytes = way === 'packed' ? gzipSync(text) : bytesOf(text)
        const pieces = Array.from({ length: Math.ceil(bytes.length / 5) }, (_, i) => bytes.slice(5 * i, 5 * i + 5))
        const body = streamOf(pieces)
        const length = { 'content-length': String(bytes.length) }
        const headers = way === 'packed' ? PACKED : way === 'declared' ? length : {}
        const result = await read(body, headers, { max_bytes }).catch((error) => error.refusal.status)
        expect(result).toBe(bytesOf(text).length > max_bytes ? 413 : text)
      }),
      { numRuns: 50 },
    )
  })
})
