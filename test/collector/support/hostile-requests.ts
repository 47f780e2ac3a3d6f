import { gzipSync } from 'node:zlib'
import { createRandom } from '../../../src/history/random'

/** A request that may be anything, and what of it is good all the same. */
export interface HostileRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Ids that must be stored once it is answered. */
  readonly good: readonly string[]
}

/** A source of chance. */
export interface Chance {
  /** A whole number from 0, below so many. */
  readonly below: (count: number) => number
  readonly one: <T>(list: readonly T[]) => T
  /** True once in so many times. */
  readonly in: (count: number) => boolean
}

/** Makes a source of chance: the same for the same seed. */
export function chanceOf(seed: number): Chance {
  const next = createRandom(seed)
  const below = (count: number) => next() % count
  return { below, one: (list) => list[below(list.length)]!, in: (count) => below(count) === 0 }
}

const long = 'x'.repeat(70_000)
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** Values that no field wants, as JSON. */
const VALUES = [
  'null',
  'true',
  '-1',
  '1e999',
  '1.5',
  '9007199254740993',
  '""',
  '"\\u0000\\ud800"',
  '"__proto__"',
  '"2026-02-30T00:00:00Z"',
  '[]',
  '{}',
  '[[[1]]]',
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  '{"toString":1,"toJSON":"x","then":1,"length":-1}',
  `"${long}"`,
  deep(500),
  `{"a":${'{"a":'.repeat(300)}1${'}'.repeat(300)}}`,
  `[${'0,'.repeat(2_000)}0]`,
  `{${Array.from({ length: 400 }, (_, i) => `"k${i}":${i}`).join()}}`,
]

const FIELDS = [
  'id',
  'name',
  'time',
  'seq',
  'visitor_id',
  'user_id',
  'page_id',
  'props',
  'products',
  'context',
  'sent_at',
  'x',
]

const REQUIRED = new Set(['id', 'name', 'time', 'visitor_id'])

const TEXTS = [
  '',
  '{',
  'null',
  '[]',
  '"events"',
  '{"events":{}}',
  '{"events":null}',
  '\ufeff{"events":[]}',
  deep(100_000),
]

/** Fields of an event, each as JSON. */
type Fields = Record<string, string>

function fieldsOf(id: string, number: number): Fields {
  const fields = {
    id,
    name: 'product_viewed',
    time: 1_795_600_000_000 + number,
    visitor_id: `v-${number % 50}`,
    session_id: 's-1',
    page_id: `p-${number % 50}`,
    props: { currency: 'EUR' },
    products: [{ product_id: 'SKU-1', price: 39.9, quantity: 1 }],
    context: { page: { url: 'https://shop.example/?email=ada@mail.example' } },
  }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]))
}

const toJson = (fields: Fields) =>
  `{${Object.entries(fields)
    .map(([name, value]) => `"${name}":${value}`)
    .join()}}`

/** A batch in which some events are spoilt. */
function batch(chance: Chance, number: number): { text: string; good: string[] } {
  const good: string[] = []
  const events: string[] = []
  for (let i = 0, count = 1 + chance.below(5); i < count; i++) {
    const id = `good-${number}-${i}`
    const fields = fieldsOf(id, number)
    if (chance.in(2)) {
      const field = chance.one(FIELDS)
      fields[field] = chance.one(VALUES)
      // What is not required is left out, and the event is good without it.
      if (!REQUIRED.has(field)) good.push(id)
    } else good.push(id)
    events.push(chance.in(40) ? chance.one(VALUES) : toJson(fields))
    if (!events.at(-1)!.startsWith(`{"id":"${id}"`))
      good.splice(0, good.length, ...good.filter((other) => other !== id))
  }
  // Some come twice.
  if (chance.in(5)) events.push(events[0]!)
  const sent_at = chance.in(4) ? chance.one(VALUES) : `${1_795_600_000_000 + number}`
  return { text: `{"batch":"b-${number}","sent_at":${sent_at},"events":[${events.join()}]}`, good }
}

/** Bytes put out of their order. */
function spoil(chance: Chance, body: Buffer): Buffer {
  const at = chance.below(body.length + 1)
  const noise = Buffer.from(Array.from({ length: 1 + chance.below(8) }, () => chance.below(256)))
  return chance.one([
    () => body.subarray(0, at),
    () => Buffer.concat([body.subarray(0, at), noise, body.subarray(at)]),
    () => Buffer.concat([body.subarray(0, at), body.subarray(at + noise.length)]),
    () => Buffer.concat([body, body]),
    () => Buffer.from(chance.one(TEXTS)),
    () => Buffer.alloc(2 ** 21, 32),
  ])()
}

/** Makes a request: the same for the same seed and number. One in four is well but for its events. */
export function hostileRequest(seed: number, number: number): HostileRequest {
  const chance = chanceOf(seed + number)
  const { text, good } = batch(chance, number)
  const well: HostileRequest = {
    method: 'POST',
    path: '/collect',
    headers: {
      'content-type': 'text/plain',
      'user-agent': `agent ${number % 3_000} ${chance.in(9) ? long.slice(0, 4_000) : ''}`,
    },
    body: Buffer.from(text),
    good,
  }
  const { headers, body } = well
  const lost = { ...well, good: [] }
  switch (chance.below(16)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return well
    case 4:
    case 5:
    case 6:
    case 7:
    case 8:
      return { ...lost, body: spoil(chance, body) }
    case 9:
      return { ...well, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(body) }
    case 10:
      return { ...lost, headers: { ...headers, 'content-encoding': 'gzip' }, body: spoil(chance, gzipSync(body)) }
    case 11:
      return {
        ...lost,
        headers: {
          ...headers,
          'content-encoding': chance.one(['gzip', 'br', 'deflate, gzip', '', '\t', long.slice(0, 99)]),
        },
      }
    case 12:
      return {
        ...lost,
        headers: { ...headers, origin: chance.one(['null', 'https://evil.example', 'http://', '://', '']) },
      }
    case 13:
      return { ...lost, method: chance.one(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) }
    case 14:
      return {
        ...lost,
        path: chance.one(['/', '/health', '/metrics', '/collect/', '/%00', '/../collect', `/${long.slice(0, 3_000)}`]),
      }
    default:
      return chance.in(50)
        ? { ...lost, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(2 ** 24)) }
        : { ...well, headers: { ...headers, authorization: chance.one(['Bearer', 'Bearer x', long.slice(0, 999)]) } }
  }
}
