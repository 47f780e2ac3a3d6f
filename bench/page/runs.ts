import type { Run } from './run'
import type { EventProps, Start, Track } from './tracker'

const EVENTS = 1_000
/** What a shop tracks at once, and the resolution of the clock asks for. */
const GROUP = 10
const FRAME_MS = 16
/** Until what is done later has been done: trackers send after up to five seconds. */
const AFTER_MS = 6_000

const NAMES = ['product_list_viewed', 'product_viewed', 'product_viewed', 'product_viewed', 'product_added']

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

function propsOf(number: number): EventProps {
  const product = {
    product_id: `SKU-${number % 97}`,
    name: `Linen shirt ${number % 97}`,
    category: 'Shirts',
    brand: 'Norden',
    price: 39.9 + (number % 7),
    quantity: 1,
  }
  return { currency: 'EUR', position: number, product }
}

/** Has the tracker track all events: ten a frame, or all at once. Gives the time of one call, for each ten, µs. */
async function trackAll(track: Track, isBurst: boolean): Promise<number[]> {
  const events = Array.from(
    { length: EVENTS },
    (_, number) => [NAMES[number % NAMES.length]!, propsOf(number)] as const,
  )
  const calls_us: number[] = []
  for (let from = 0; from < EVENTS; from += GROUP) {
    const begin = performance.now()
    for (let i = from; i < from + GROUP; i++) track(...events[i]!)
    calls_us.push(((performance.now() - begin) / GROUP) * 1_000)
    if (!isBurst) await wait(FRAME_MS)
  }
  return calls_us
}

/** Puts `ready` and `run` into the page, for who drives it. */
export function exposeRuns(start: Start): void {
  const page = globalThis as unknown as { endpoint: string; ready: Promise<Track>; run: unknown }
  const longTasks: PerformanceEntry[] = []
  page.ready = Promise.resolve(start(page.endpoint))
  page.run = async (isBurst: boolean): Promise<Run> => {
    const track = await page.ready
    const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries()))
    observer.observe({ type: 'longtask' })
    await wait(50)
    const calls_us = await trackAll(track, isBurst)
    await wait(AFTER_MS)
    observer.disconnect()
    return { calls_us, long_tasks_ms: longTasks.map(({ duration }) => duration) }
  }
}
