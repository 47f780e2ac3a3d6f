/** Upper bounds of how long storing takes, in seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

const HELP = {
  requests: 'Requests answered, by status.',
  events: 'Events, by what became of them.',
  rejected: 'Events and bodies that were not taken, by code.',
  problems: 'What was dropped of events that were taken, or assumed, by code.',
  automated: 'Events taken that look automated.',
  body_characters: 'Characters of the bodies that were read.',
  sink_failures: 'Times that a sink failed to store.',
} as const

/** What is counted. */
export type Counter = keyof typeof HELP

/** What a collector has done since it began. */
export interface Metrics {
  /** @param label What the counter is split by, where it is. @param by @default 1 */
  count(counter: Counter, label: string, by?: number): void
  /** How long storing took, in milliseconds. */
  observeStore(ms: number): void
  /** In Prometheus's text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). */
  text(gauges: Readonly<Record<string, number>>): string
}

const LABELS: Partial<Record<Counter, string>> = {
  requests: 'status',
  events: 'outcome',
  rejected: 'code',
  problems: 'code',
}

/**
 * Makes the counts of a collector.
 *
 * @example
 * const metrics = createMetrics()
 * metrics.count('events', 'accepted', 3)
 * metrics.text({ pending_bytes: 0 }) // '# HELP aisle_collector_requests_total ...'
 */
export function createMetrics(): Metrics {
  const counts = new Map<Counter, Map<string, number>>()
  const stores = { buckets: SECONDS.map(() => 0), sum: 0, count: 0 }
  for (const counter of Object.keys(HELP) as Counter[]) counts.set(counter, new Map(LABELS[counter] ? [] : [['', 0]]))

  return {
    count(counter, label, by = 1) {
      const by_label = counts.get(counter)!
      by_label.set(label, (by_label.get(label) ?? 0) + by)
    },
    observeStore(ms) {
      const seconds = ms / 1000
      stores.sum += seconds
      stores.count++
      for (const [i, bound] of SECONDS.entries()) if (seconds <= bound) stores.buckets[i]!++
    },
    text(gauges) {
      const lines: string[] = []
      for (const [counter, by_label] of counts) {
        const name = `aisle_collector_${counter}_total`
        lines.push(`# HELP ${name} ${HELP[counter]}`, `# TYPE ${name} counter`)
        for (const [label, value] of by_label)
          lines.push(`${name}${label && `{${LABELS[counter]}="${label}"}`} ${value}`)
      }
      const name = 'aisle_collector_store_seconds'
      lines.push(`# HELP ${name} How long storing a batch took.`, `# TYPE ${name} histogram`)
      for (const [i, bound] of SECONDS.entries()) lines.push(`${name}_bucket{le="${bound}"} ${stores.buckets[i]}`)
      lines.push(`${name}_bucket{le="+Inf"} ${stores.count}`)
      lines.push(`${name}_sum ${stores.sum}`, `${name}_count ${stores.count}`)
      for (const [gauge, value] of Object.entries(gauges))
        lines.push(`# TYPE aisle_collector_${gauge} gauge`, `aisle_collector_${gauge} ${value}`)
      return `${lines.join('\n')}\n`
    },
  }
}
