import { refuse } from './refusal'

/** Options of {@link readBody}. */
export interface ReadBodyOptions {
  /** The longest body, unpacked. */
  readonly max_bytes: number
  /** How long it may take to come. */
  readonly timeout_ms: number
}

/** Nothing else can come over a connection on which a body was left unread, so who kept it for the next request is told. */
const UNREAD = { connection: 'close' }

/**
 * Reads the body of a request as text, and no more of it than is allowed: what is too long, too slow, or packed with
 * anything but gzip is refused, and a bomb stops unpacking when it is as long as a body may be.
 *
 * @throws RefusalError 400, 408, 413 or 415.
 */
export async function readBody(request: Request, { max_bytes, timeout_ms }: ReadBodyOptions): Promise<string> {
  const { headers } = request
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() || 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip')
    refuse(415, 'bad_encoding', `Cannot take the body: encoded as "${encoding.slice(0, 40)}", expected none or gzip`)
  const declared = Number(headers.get('content-length') ?? Number.NaN)
  if (declared > max_bytes) tooLarge(declared, max_bytes)
  const isPlain = encoding === 'identity' && declared >= 0
  let stop = () => {}
  // A server holds a sender to the length that it has declared, and gives such a body out at once.
  const reading = isPlain
    ? request.text()
    : readStream(request, {
        isPacked: encoding === 'gzip',
        max_bytes,
        on_open: (cancel) => {
          stop = cancel
        },
      })
  const text = await inTime(reading, timeout_ms, () => stop())
  if (text.length > max_bytes) tooLarge(text.length, max_bytes)
  return text
}

interface StreamOptions {
  readonly isPacked: boolean
  readonly max_bytes: number
  /** Told what ends reading: what comes later is not waited for. */
  readonly on_open: (cancel: () => void) => void
}

async function readStream({ body }: Request, { isPacked, max_bytes, on_open }: StreamOptions): Promise<string> {
  if (!body) return ''
  const plain = isPacked ? body.pipeThrough(new DecompressionStream('gzip') as never) : body
  const reader = (plain as ReadableStream<Uint8Array>).getReader()
  const stop = () => void reader.cancel().catch(() => {})
  on_open(stop)
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      bytes += value.byteLength
      if (bytes > max_bytes) tooLarge(bytes, max_bytes)
      text += decoder.decode(value, { stream: true })
    }
  } finally {
    stop()
  }
}

function tooLarge(found: number, max_bytes: number): never {
  refuse(413, 'body_too_large', `Cannot take the body: ${found} bytes, expected at most ${max_bytes}`, UNREAD)
}

async function inTime(reading: Promise<string>, timeout_ms: number, on_late: () => void): Promise<string> {
  let stop = () => {}
  const late = new Promise<undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), timeout_ms)
    stop = () => clearTimeout(timer)
  })
  // Broken off, or no gzip after all.
  const failed = (error: Error) => {
    if ('refusal' in error) throw error
    return refuse(400, 'bad_body', `Cannot read the body: ${error.message}, expected text, plain or gzip`)
  }
  try {
    const text = await Promise.race([reading.catch(failed), late])
    if (text === undefined) on_late()
    return (
      text ??
      refuse(408, 'too_slow', `Cannot take the body: not here after ${timeout_ms} ms, expected it whole`, UNREAD)
    )
  } finally {
    stop()
  }
}
