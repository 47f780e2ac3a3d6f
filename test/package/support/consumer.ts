/** What a consumer writes: it compiles only where the types resolve, and only with the types meant. */
export const consumer = `
import { builtin, compile, type EventProps } from 'aisle'
import { device } from 'aisle/browser/device'
import { type PageMeasures, webVitals } from 'aisle/browser/web-vitals'
import { type Collector, createCollector, type Sink } from 'aisle/collector'
import { openDuckdbSink } from 'aisle/collector/duckdb'
import { openNdjsonSink } from 'aisle/collector/ndjson'
import { openPostgresSink } from 'aisle/collector/postgres'
import { createInspector, type Inspector } from 'aisle/inspector'
import { type Membership, openMembership, verifyWebhook } from 'aisle/membership'
import { createTracker, type LedgerCounts } from 'aisle/node'
import { quantile } from 'aisle/predict'
import { type Report, report } from 'aisle/report'
import { type EventReading, readEvent } from 'aisle/schemas'
import { createFakeShop, pluginContract } from 'aisle/testing'
import { sql } from 'aisle/warehouse'
const engine = compile(builtin)
const shopper = engine.shopper()
const now: number = shopper.at(0).now
export const segments: Readonly<Record<string, 'in' | 'out' | 'unknown'>> = shopper.at(now).segments
export const reading: EventReading = readEvent({})
export const order: 'order_completed' | null = reading.event?.name === 'order_completed' ? reading.event.name : null
declare module 'aisle' {
  interface CustomEvents {
    quiz_finished: { score: number }
  }
}
export const props: EventProps<'quiz_finished'> = { score: 3 }
export const model: string | undefined = device().enrich()?.context.device.model
export const measuring: Promise<void> = webVitals({ hash_routes: true }).setup({ track: (name: string, measures: PageMeasures) => name })
export const ledger: LedgerCounts = createTracker({ endpoint: 'https://shop.example/collect' }).ledger()
export const opening: Promise<Sink>[] = [openNdjsonSink({ folder: 'a' }), openPostgresSink({ connection: 'postgres://a/b' }), openDuckdbSink({ path: 'a' })]
export const collector: Collector = createCollector({ sinks: [], allow_origins: '*' })
export const reply: Promise<Response> = collector(new Request('https://shop.example/collect'))
export const inspector: Inspector = createInspector({ definitions: builtin })
// @ts-expect-error an inspector needs the definitions that it explains
createInspector({})
export const query: string = sql(builtin, { dialect: 'spark', now }).sql
export const membership: Promise<Membership> = openMembership({ definitions: builtin, folder: 'a', targets: [] })
export const is_signed: Promise<boolean> = verifyWebhook({}, '', { secret: 'a' }).then(({ ok }) => ok)
export const delivered: number = createFakeShop().openTab().createTracker({ plugins: [device()] }).ledger().delivered
export const cases: readonly { name: string }[] = pluginContract(() => device())
export const page: Promise<Report> = report(['events.ndjson'], { definitions: builtin, now })
// @ts-expect-error a report is of definitions
report(['events.ndjson'], { now })
// @ts-expect-error a policy is one of two
createCollector({ sinks: [], address: 'keep' })
// @ts-expect-error a quantile is of a trait, by its name
quantile(7)
// @ts-expect-error a document is not a string: were the types any, this line would pass
compile('not a document')
`

/** A module that compiles only where every entry has types: a name that does not resolve would be `any`. */
export function everyEntry(names: readonly string[]): string {
  const lines = names.map((name, place) => `import * as entry${place} from '${name}'\nknown(entry${place})`)
  return `function known<T>(_: 0 extends 1 & T ? never : T): void {}\n${lines.join('\n')}\n`
}
