import { describe, expect, test } from 'vitest'
import { createCollector } from '../../src/collector/create-collector'
import { createMemorySink } from '../../src/testing/memory-sink'
import { hostileRequest } from './support/hostile-requests'

const REQUESTS = 1_500

describe('createCollector() of hostile requests', () => {
  // `npm run fuzz` sends 100,000 to a process over sockets.
  test('stores every good event once, answers all, and never fails', async () => {
    const sink = createMemorySink()
    const errors: Error[] = []
    const collect = createCollector({ sinks: [sink], on_error: (error) => errors.push(error) })
    const wanted: string[] = []
    const statuses = new Map<number, number>()
    for (let number = 0; number < REQUESTS; number++) {
      const { method, path, headers, body, good } = hostileRequest(1, number)
      const hasBody = method !== 'GET'
      const init = { method, headers, ...(hasBody && { body: new Uint8Array(body) }) }
      const { status } = await collect(new Request(new URL(path, 'https://c.example'), init))
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      wanted.push(...good)
      if (good[0]) expect([200, 204]).toContain(status)
    }
    await collect.close()
    const ids = sink.events.map(({ id }) => id)
    const stored = new Set(ids)
    expect(errors).toEqual([])
    expect(stored.size).toBe(ids.length)
    expect(wanted.filter((id) => !stored.has(id))).toEqual([])
    expect(wanted.length).toBeGreaterThan(1_000)
    // It was answered in every way that there is for what it sends.
    expect([...statuses.keys()].sort()).toEqual([200, 204, 400, 403, 405, 413, 415])
    const kept = [...sink.events, ...sink.rejections].map((each) => JSON.stringify(each))
    expect(kept.filter((text) => text.includes('ada@mail.example'))).toEqual([])
    expect({}).not.toHaveProperty('polluted')
  })
})
