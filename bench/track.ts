import { type Browser, openBrowser } from '../test/browser/support/browser'
import { createProfile } from '../test/browser/support/profile'
import type { Run } from './page/run'
import { openCollector, openPages } from './support/loopback'
import { type Figure, median, type Report, range } from './support/measure'
import { pageBundle, pageBytes } from './support/page-bundle'

/** The trackers of `bench/page`, and what each is called. */
const TRACKERS = {
  none: 'no tracker',
  hand: 'hand-written in 20 lines',
  aisle: 'Aisle, tracker alone',
  'aisle-segments': 'Aisle with engine and all built in',
  plausible: 'plausible-tracker',
  snowplow: '@snowplow/browser-tracker',
  mixpanel: 'mixpanel-browser',
  amplitude: '@amplitude/analytics-browser',
  posthog: 'posthog-js',
  segment: '@segment/analytics-next',
  rudderstack: '@rudderstack/analytics-js, bundled',
}

type Name = keyof typeof TRACKERS

/** How 1,000 events come: ten in each of 100 frames, or all at once. */
const PACES = { paced: 'ten a frame', burst: 'at once' }

type Pace = keyof typeof PACES

const ROUNDS = 3
const EVENTS = 1_000

/** What one page load found. */
interface Turn {
  /** The median time of one call, µs. */
  readonly call_us: number
  /** What the main thread did for an event all in all, µs. */
  readonly thread_us: number
  /** The longest task, where one took more than 50 ms, else 0; ms. */
  readonly long_ms: number
}

type Turns = Record<Name, Record<Pace, Turn[]>>

/**
 * What `track()` costs the main thread of a page, in Chromium, beside a tracker written by hand and beside others, each set
 * up as its documentation says, with nothing captured by itself, against a collector on this machine. They take turns, each
 * turn in a page of its own with nothing stored. Figures of a machine that does other things besides: the ratios within
 * a round are what counts.
 */
export async function track(): Promise<Report> {
  const names = Object.keys(TRACKERS) as Name[]
  const turns = await measure(names)
  const figures: Figure[] = []
  for (const pace of Object.keys(PACES) as Pace[])
    for (const name of names) figures.push(...figuresOf(name, pace, turns))
  for (const name of names.slice(1)) figures.push(...(await sizes(name)))
  return { name: 'track', title: `track() in Chromium: ${EVENTS.toLocaleString('en')} events a page`, figures }
}

async function measure(names: readonly Name[]): Promise<Turns> {
  const scripts = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await pageBundle(name)])))
  let received = 0
  const collector = await openCollector((bytes) => {
    received += bytes
  })
  const pages = await openPages(scripts, `http://127.0.0.1:${collector.port}`)
  const profile = await createProfile()
  const browser = await openBrowser(profile)
  const turns = Object.fromEntries(names.map((name) => [name, { paced: [], burst: [] }])) as unknown as Turns
  const order = [...names]
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const pace of Object.keys(PACES) as Pace[])
        for (const name of order) {
          received = 0
          turns[name][pace].push(await turn(browser, `http://localhost:${pages.port}/${name}`, pace))
          if (!received && name !== 'none') throw new Error(`Cannot measure "${name}": nothing came, expected events`)
        }
      // The first of a round goes last in the next: what else the machine does falls on all alike.
      order.push(order.shift()!)
    }
  } finally {
    await browser.kill()
    await profile.remove()
    await pages.close()
    await collector.close()
  }
  return turns
}

/** One tracker in a page of its own. */
async function turn(browser: Browser, url: string, pace: Pace): Promise<Turn> {
  const tab = await browser.open()
  try {
    await tab.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'all' })
    await tab.goTo(url)
    await tab.until('globalThis.run')
    await tab.evaluate('ready.then(() => new Promise((done) => setTimeout(done, 500)))')
    await tab.send('Performance.enable', { timeDomain: 'threadTicks' })
    const spent = async () => {
      const { metrics } = await tab.send('Performance.getMetrics')
      return metrics.find(({ name }) => name === 'TaskDuration')!.value
    }
    const before = await spent()
    const { calls_us, long_tasks_ms } = await tab.evaluate<Run>(`run(${pace === 'burst'})`)
    const thread_us = (((await spent()) - before) * 1e6) / EVENTS
    return { call_us: median(calls_us), thread_us, long_ms: Math.max(0, ...long_tasks_ms) }
  } finally {
    await tab.close()
  }
}

/** The figures of one tracker at one pace; what the page costs by itself is taken off. */
function figuresOf(name: Name, pace: Pace, turns: Turns): Figure[] {
  const own = turns[name][pace]
  const what = `${TRACKERS[name]}, ${PACES[pace]}`
  const id = `${name}_${pace}`
  const figure = (part: string, said: string, values: readonly number[], rest: Pick<Figure, 'unit' | 'target'>) => ({
    id: `${id}_${part}`,
    what: `${what}: ${said}`,
    value: median(values),
    range: range(values),
    ...rest,
  })
  const spent = (each: Name) => turns[each][pace].map(({ thread_us }, i) => thread_us - turns.none[pace][i]!.thread_us)
  if (name === 'none')
    return [
      figure(
        'thread',
        'main thread, an event',
        own.map(({ thread_us }) => thread_us),
        { unit: 'µs' },
      ),
    ]
  const ratios = (values: readonly number[], by: readonly number[]) => values.map((value, i) => value / by[i]!)
  const calls = (each: Name) => turns[each][pace].map(({ call_us }) => call_us)
  const isHeld = name === 'aisle-segments'
  return [
    figure('call', 'median call', calls(name), { unit: 'µs' }),
    ...(name === 'hand'
      ? []
      : [
          figure('ratio', 'times the call of the hand-written', ratios(calls(name), calls('hand')), {
            unit: 'x',
            ...(isHeld && { target: 'at most 2' }),
          }),
        ]),
    figure('thread', 'main thread, an event, what follows included', spent(name), { unit: 'µs' }),
    ...(name === 'hand'
      ? []
      : [
          figure('thread_ratio', 'times the main thread of the hand-written', ratios(spent(name), spent('hand')), {
            unit: 'x',
          }),
        ]),
    figure(
      'long',
      'longest task of more than 50 ms',
      own.map(({ long_ms }) => long_ms),
      { unit: 'ms', ...(isHeld && { target: '0: none' }) },
    ),
  ]
}

async function sizes(name: Name): Promise<Figure[]> {
  const { first, all } = await pageBytes(name)
  const figure = (part: string, said: string, value: number) => ({
    id: `${name}_${part}`,
    what: `${TRACKERS[name]}: ${said}, gzip`,
    value,
    unit: 'bytes',
  })
  const loaded = figure('bytes', 'loaded at once', first)
  return first === all ? [loaded] : [loaded, figure('bytes_all', 'with what it may load later', all)]
}
