import { describe, expect, it } from 'vitest'
import { createMetrics } from '../../src/collector/metrics'

/** Lines that tell a number, of those whose name begins so. */
function linesOf(text: string, name: string): string[] {
  return text.split('\n').filter((line) => line.startsWith(`aisle_collector_${name}`))
}

describe('createMetrics()', () => {
  it('counts by label', () => {
    const metrics = createMetrics()
    metrics.count('events', 'accepted', 3)
    metrics.count('events', 'rejected')
    metrics.count('events', 'accepted')
    metrics.count('requests', '204')
    metrics.count('rejected', 'missing', 0)
    metrics.count('problems', 'assumed', 2)
    const text = metrics.text({})
    expect(linesOf(text, 'events')).toEqual([
      'aisle_collector_events_total{outcome="accepted"} 4',
      'aisle_collector_events_total{outcome="rejected"} 1',
    ])
    expect(linesOf(text, 'requests')).toEqual(['aisle_collector_requests_total{status="204"} 1'])
    expect(linesOf(text, 'rejected')).toEqual(['aisle_collector_rejected_total{code="missing"} 0'])
    expect(linesOf(text, 'problems')).toEqual(['aisle_collector_problems_total{code="assumed"} 2'])
  })

  it('tells from the start what has no labels', () => {
    const metrics = createMetrics()
    const counts = () =>
      ['automated', 'body_characters', 'sink_failures'].flatMap((name) => linesOf(metrics.text({}), name))
    expect(counts()).toEqual([
      'aisle_collector_automated_total 0',
      'aisle_collector_body_characters_total 0',
      'aisle_collector_sink_failures_total 0',
    ])
    metrics.count('body_characters', '', 17)
    expect(counts()[1]).toBe('aisle_collector_body_characters_total 17')
    expect(linesOf(metrics.text({}), 'requests')).toEqual([])
  })

  it('puts a time into every bucket that it is not above', () => {
    const metrics = createMetrics()
    for (const ms of [1, 1.1, 2.5, 5000, 5001]) metrics.observeStore(ms)
    const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, '+Inf']
    const counts = [1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 5]
    expect(linesOf(metrics.text({}), 'store_seconds_bucket')).toEqual(
      bounds.map((bound, i) => `aisle_collector_store_seconds_bucket{le="${bound}"} ${counts[i]}`),
    )
    const [sum, count] = [
      ...linesOf(metrics.text({}), 'store_seconds_sum'),
      ...linesOf(metrics.text({}), 'store_seconds_c'),
    ]
    expect(Number(sum!.split(' ')[1])).toBeCloseTo(10.0056)
    expect(count).toBe('aisle_collector_store_seconds_count 5')
  })

  it('tells gauges as they are given', () => {
    expect(createMetrics().text({ pending_bytes: 7 }).split('\n').slice(-3)).toEqual([
      '# TYPE aisle_collector_pending_bytes gauge',
      'aisle_collector_pending_bytes 7',
      '',
    ])
  })

  it('is in the format of Prometheus: every number after its type, every name once', () => {
    const metrics = createMetrics()
    metrics.count('requests', '200')
    metrics.count('requests', '503')
    metrics.observeStore(3)
    const text = metrics.text({ pending_bytes: 0 })
    expect(text.endsWith('\n')).toBe(true)
    const types = [...text.matchAll(/^# TYPE (\w+) (?:counter|histogram|gauge)$/gm)].map(([, name]) => name!)
    expect(new Set(types).size).toBe(types.length)
    let type = ''
    for (const line of text.trimEnd().split('\n')) {
      type = /^# TYPE (\w+)/.exec(line)?.[1] ?? type
      if (line.startsWith('#')) continue
      expect(line).toMatch(/^\w+(\{\w+="[^"\\]*"\})? \d+(\.\d+)?$/)
      expect(line.startsWith(type)).toBe(true)
    }
    const samples = text
      .split('\n')
      .filter((line) => line && !line.startsWith('#'))
      .map((line) => line.split(' ')[0])
    expect(new Set(samples).size).toBe(samples.length)
  })

  it('counts for itself alone', () => {
    const [first, second] = [createMetrics(), createMetrics()]
    first.count('automated', '')
    first.observeStore(1)
    expect(second.text({})).toBe(createMetrics().text({}))
  })
})
