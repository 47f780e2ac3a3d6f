import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { LoggedEvent } from './tables'

/** A file of a log, by the name that it is to have. */
export interface SpoiltFile {
  readonly name: string
  readonly bytes: Buffer
}

type Fields = Record<string, unknown>

const set = (fields: Fields) => (event: Fields) => ({ ...event, ...fields })
const without =
  (...names: string[]) =>
  (event: Fields) =>
    Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name)))

/** What happens to envelopes. */
const ENVELOPES = [
  ...['', 'é', 'a\nb', 'x'.repeat(129), null, '\u007f'].map((id) => set({ id })),
  // Of one id there is one event.
  ...['"\\', ' !', '!'].map((end) => (event: Fields) => ({ ...event, id: `${event.id}${end}`.slice(-128) })),
  (event: Fields) => ({
    ...event,
    id: [...String(event.id)].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 2 ** 40, 0),
  }),
  ...['Bad Name', 5, '', 'a'.repeat(65), 'a-b', '\ufeffa', 'true', true, {}].map((name) => set({ name })),
  ...['2026-05-01T10:00:00Z', '2026-05-01', 1_777_593_600, 1.5, -3, 'x', 5, 1e300, null, 1_777_593_600_000_000].map(
    (time) => set({ time }),
  ),
  ...['', 7, null, 'v1', '\ufeffv1', 'a\u0000b', 'ö "x" \\', 'x'.repeat(9000)].map((shopper_id) => set({ shopper_id })),
  ...['', 7, null, ' '].map((session_id) => set({ session_id })),
  ...['props', 'products', 'context', 'session_id', 'shopper_id', 'id'].map((name) => without(name)),
  ...[[], 5, null, 'x', [{}]].flatMap((value) =>
    ['props', 'context', 'products', 'product'].map((name) => set({ [name]: value })),
  ),
  set({ visitor_id: 7 }),
  set({ more: 1 }),
] as const

/** What happens to fields that rules read. */
const FIELDS = [
  set({ props: { total: '10', level: { a: 1 }, coupon: 'x'.repeat(9000) } }),
  set({ props: { total: 1e12, level: '\ufeffé\t"\\', order_id: 5 } }),
  set({ props: { Level: 'a', level: 'b', total: 0.00005 } }),
  set({ context: { device: 'phone', channel: 5 } }),
  set({ context: { device: { type: 5 } } }),
  set({ products: { price: 3 } }),
  set({ products: [{ price: 3, grade: true }, 5, null, [], {}] }),
  set({ products: [{}, {}] }),
  set({ products: undefined, product: { price: 3, category: 'shoes' } }),
  set({ products: [], product: 5 }),
  set({ products: [{ price: 1 }], product: { price: 3 } }),
  set({ products: Array.from({ length: 501 }, () => ({ price: 1 })) }),
]

/** Events that say less, or more, of whom they are of. */
const PARTIES = fc
  .record({
    visitor_id: fc.constantFrom('v1', 'v2', 'v3'),
    user_id: fc.constantFrom(undefined, undefined, 'ada', 'bob', 'guest', ' ', 'NULL', 'u1'),
    shopper_id: fc.constantFrom(undefined, undefined, undefined, 'u1', 'v1'),
  })
  .map((parties) => set(parties))

const CAMPAIGNS = fc
  .constantFrom({ source: 'bing' }, { source: 'google', medium: 'cpc' }, { source: 5 }, 'x', null)
  .map((campaign) => (event: Fields) => ({ ...event, context: { ...Object(event.context), campaign } }))

const BAD_LINES = [
  '',
  '  ',
  '\t\r',
  '{',
  'null',
  '[]',
  '5',
  '{"id":"x"} x',
  '{"id":"x"}{"id":"y"}',
  "{'id':'x'}",
  '{"a":1',
  '"x"',
  '{}',
  '\u00a0',
  '\ufeff',
  '{"id":"x\ty"}',
  '{"id":"1","id":01}',
]

/** Bytes that are no UTF-8, and escapes of half a character, in texts of an event that is good otherwise. */
const oddBytes = (event: Fields, kind: 'bytes' | 'escape') => {
  const json = Buffer.from(JSON.stringify({ ...event, page_id: '@@' }))
  const at = json.lastIndexOf('@@')
  const odd = kind === 'bytes' ? Buffer.from([0xff, 0xfe]) : Buffer.from('\\ud800')
  return Buffer.concat([json.subarray(0, at), odd, json.subarray(at + 2)])
}

const line = (event: LoggedEvent) =>
  fc
    .tuple(
      // Now and then something happens to an event, seldom more than one thing.
      fc.oneof(
        { weight: 16, arbitrary: fc.constant([]) },
        { weight: 3, arbitrary: fc.array(fc.constantFrom(...ENVELOPES, ...FIELDS), { minLength: 1, maxLength: 2 }) },
      ),
      fc.option(PARTIES, { freq: 2 }),
      fc.option(fc.constant(without('session_id')), { freq: 4 }),
      fc.option(CAMPAIGNS, { freq: 4 }),
      fc.oneof(
        { weight: 30, arbitrary: fc.constant('json' as const) },
        { weight: 1, arbitrary: fc.constantFrom('bytes' as const, 'escape' as const, 'return' as const) },
      ),
      fc.oneof(
        { weight: 20, arbitrary: fc.constant([] as string[]) },
        { weight: 1, arbitrary: fc.array(fc.constantFrom(...BAD_LINES), { maxLength: 2 }) },
      ),
      fc.integer({ min: 0, max: 20 }),
    )
    .map(([spoils, parties, session, campaign, kind, before, copies]) => {
      let fields: Fields = { ...event }
      for (const change of [parties, session, campaign, ...spoils]) if (change) fields = change(fields)
      const json = JSON.stringify(fields)
      const bytes =
        kind === 'bytes' || kind === 'escape'
          ? oddBytes(fields, kind)
          : Buffer.from(kind === 'return' ? ` ${json}\r` : json)
      const all = [...before.map((text) => Buffer.from(text)), bytes, ...(copies === 0 ? [bytes] : [])]
      return Buffer.concat(all.flatMap((one) => [one, Buffer.from('\n')]))
    })

/** Files with the events of a log and much that is wrong: bad rows, wrong types, copies, several files, packed, empty, cut off. */
export function spoiltFiles(events: readonly LoggedEvent[]): fc.Arbitrary<SpoiltFile[]> {
  const byId = new Map(events.map((event) => [event.id, event]))
  const lines = fc.tuple(...[...byId.values()].map(line))
  const shape = fc.record({
    parts: fc.integer({ min: 1, max: 3 }),
    packed: fc.constantFrom('', '', '.gz'),
    cut: fc.integer({ min: 0, max: 12 }),
    marked: fc.integer({ min: 0, max: 6 }),
    more: fc.constantFrom('', '', '', 'empty', 'list', 'binary', 'blank'),
  })
  return fc.tuple(lines, shape).map(([texts, { parts, packed, cut, marked, more }]) => {
    const files: SpoiltFile[] = []
    const size = Math.ceil(texts.length / parts) || 1
    for (let part = 0; part < parts; part++) {
      let bytes: Buffer = Buffer.concat(texts.slice(part * size, (part + 1) * size))
      if (marked === part) bytes = Buffer.concat([Buffer.from('\ufeff'), bytes])
      if (packed) bytes = gzipSync(bytes)
      if (cut === part) bytes = bytes.subarray(0, Math.floor(bytes.length * 0.7))
      files.push({ name: `part [${part}].ndjson${packed}`, bytes })
    }
    const OTHERS: Record<string, string> = { empty: '', list: '[{"id":1}]', binary: 'a\0b', blank: '\n \n' }
    if (more) files.push({ name: `${more}.ndjson`, bytes: Buffer.from(OTHERS[more]!) })
    return files
  })
}
