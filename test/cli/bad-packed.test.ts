import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { cli, countingFile, decideLog, event, file, ndjson, T0 } from './support/cli'

const random = (i: number) => Math.imul(i + 1, 2_654_435_761) >>> 0
const many = ndjson(...Array.from({ length: 5000 }, (_, i) => event({ id: `e${i}`, props: { note: `${random(i)}` } })))

describe('a log that is packed badly', () => {
  it('uses what stands before the end that is missing', async () => {
    const packed = gzipSync(many)
    const { code, told, summary, traits } = await decideLog(packed.subarray(0, packed.length >> 1), 'log.ndjson.gz')
    expect(told.at(-2)).toBe(
      'log.ndjson.gz: found the end of a gzip file missing; what was read before is used, wanted a file that can be read',
    )
    // The line in which it ends is told as well, unless it ends between two.
    expect(told[0]).toMatch(/^log.ndjson.gz(:\d+)?: found .*(it is cut off|missing)/)
    expect(traits.events).toBeGreaterThan(2000)
    expect(traits.events).toBeLessThan(3000)
    expect(summary).toContain(`${traits.events.toLocaleString('en-US')} events kept`)
    expect(code).toBe(1)
  })

  it('uses what stands before damage', async () => {
    const packed = gzipSync(many)
    packed.fill(0xff, packed.length >> 1, (packed.length >> 1) + 200)
    const { code, told, traits } = await decideLog(packed, 'log.ndjson.gz')
    expect(told).toContainEqual(
      expect.stringMatching(/^log.ndjson.gz: found damaged gzip \(.*\); what was read before is used/),
    )
    expect(traits.events).toBeGreaterThan(1000)
    expect(code).toBe(1)
  })

  it('reads the other files all the same', async () => {
    const broken = file('broken.ndjson.gz', gzipSync(many).subarray(0, 300))
    const good = file('good.ndjson', ndjson(event({ shopper_id: 'other' })))
    const { code, rows } = await cli(['decide', broken, good, '--definitions', countingFile()])
    expect(rows().map(({ shopper_id }) => shopper_id)).toContain('other')
    expect(code).toBe(1)
  })

  it('reads standard input again as far as it could be read, where it is damaged', async () => {
    const M = 60_000
    // An event without a visit among others of its shopper takes a second reading.
    const visits = [0, 5].map((minute) => event({ id: `v${minute}`, time: T0 + minute * M, session_id: 'web' }))
    const server = event({ id: 'server', time: T0 + 7 * M, session_id: undefined })
    const packed = gzipSync(ndjson(...visits, server) + many)
    packed.fill(0xff, packed.length - 3000, packed.length - 2000)
    const { rows, stderr } = await cli(['decide', '-', '--definitions', countingFile(), '--json'], packed)
    const { events, repeated, failures } = JSON.parse(stderr)
    expect(failures).toBe(1)
    expect(events).toBeGreaterThan(3000)
    expect(rows().reduce((sum, { traits }) => sum + traits.events, 0)).toBe(events - repeated)
  })

  it.each([
    ['28b52ffd000000', 'the end of a zstd file missing'],
    ['28b52ffdffffffffffffffffffffffff', 'damaged zstd (invalid zstd data)'],
  ])('names zstd that is none: %s', async (hex, what) => {
    const { code, told, stdout } = await decideLog(Buffer.from(hex, 'hex'))
    expect(told[0]).toBe(`log.ndjson: found ${what}; what was read before is used, wanted a file that can be read`)
    expect([code, stdout]).toEqual([1, ''])
  })

  it.each([
    ['5041523100000000', 'found Parquet, which decide --engine duckdb reads from a file'],
    ['504b030400000000', 'found a zip archive: unpack it first (unzip -p FILE | aisle ... -)'],
    ['425a6839314159', 'found bzip2: unpack it first (bzip2 -dc FILE | aisle ... -)'],
    ['fd377a585a0000', 'found xz: unpack it first (xz -dc FILE | aisle ... -)'],
    ['fffe7b0022006900', 'found UTF-16 text: convert it first (iconv -f UTF-16 -t UTF-8)'],
    ['7b0022006900640022', 'found UTF-16 text, or binary data (a zero at byte 1)'],
    ['7f454c46020101007f454c46020101', 'found binary data (a zero at byte 7)'],
  ])('names what is no text: %s', async (hex, what) => {
    const { code, told, stdout } = await decideLog(Buffer.from(hex, 'hex'))
    expect(told[0]).toBe(`log.ndjson: ${what}, wanted UTF-8 text, plain, gzip or zstd`)
    expect([code, stdout]).toEqual([1, ''])
  })
})
