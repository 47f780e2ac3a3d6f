import { describe, expect, test } from 'vitest'
import { dataLayer } from '../../../src/adapters/ga4/data-layer'
import { device } from '../../../src/browser/device/device'
import type { Tracker } from '../../../src/browser/tracker'
import { pluginContract } from '../../../src/testing/contract/plugin-contract'
import type { EventPatch, Plugin } from '../../../src/tracker/plugins'

/** The names of the cases that a plugin does not pass. */
async function broken(makePlugin: () => Plugin<Tracker>): Promise<string[]> {
  const names: string[] = []
  for (const { name, run } of pluginContract(makePlugin)) await run().catch(() => names.push(name))
  // A case that fails, fails alone: what tests come after it find no page.
  expect('document' in globalThis).toBe(false)
  return names
}

/** Makes a plugin that tracks for each event that it is asked of, also for those of its own. */
function echoing(later: (act: () => void) => unknown): () => Plugin<Tracker> {
  return () => {
    let tracker: Tracker | undefined
    return {
      name: 'a',
      setup(given) {
        tracker = given
      },
      enrich: () => void later(() => tracker?.track('list_viewed')),
    }
  }
}

describe('device()', () => {
  for (const { name, run } of pluginContract(device)) test(name, run)
})

describe('dataLayer()', () => {
  const prepare = ({ window }: { window: object }) => Object.assign(window, { dataLayer: [] })
  for (const { name, run } of pluginContract(() => dataLayer() as Plugin<Tracker>, { prepare })) test(name, run)
})

describe('pluginContract()', () => {
  test('is passed by plugins that do well, in whatever way they end', async () => {
    const enrich = () => ({ props: { shop: 'at' } })
    const listen = () => {
      const act = () => {}
      window.addEventListener('scroll', act)
      const timer = setInterval(act, 1_000)
      return () => {
        window.removeEventListener('scroll', act)
        clearInterval(timer)
      }
    }
    let undo = () => {}
    const setup = () => {
      undo = listen()
    }
    expect(await broken(() => ({ name: 'undo', setup: listen, enrich }))).toEqual([])
    expect(await broken(() => ({ name: 'teardown', setup, teardown: () => undo(), deliver: () => {} }))).toEqual([])
  })

  let shared = 0
  test.each<[string, () => object, string]>([
    ['has no name', () => ({ name: '  '.trim(), setup: () => {} }), 'has a name, and something to do'],
    ['has no hook that there is', () => ({ name: 'a', onDeliver: () => {} }), 'has a name, and something to do'],
    [
      'listens as soon as it is made',
      () => {
        window.addEventListener('scroll', () => {})
        return { name: 'a', setup: () => {} }
      },
      'does nothing before there is consent, nor where it is denied',
    ],
    [
      'stores as soon as it is made',
      () => {
        localStorage.setItem('a', '1')
        return { name: 'a', setup: () => {} }
      },
      'does nothing before there is consent, nor where it is denied',
    ],
    [
      'throws',
      () => ({
        name: 'a',
        enrich: ({ props }: { props: { query: string } }) => ({ props: { length: props.query.length } }),
      }),
      'gives at once what can be added to an event, and throws nothing',
    ],
    [
      'writes to events',
      () => ({ name: 'a', enrich: (event: { props: object }) => void Object.assign(event.props, { a: 1 }) }),
      'gives at once what can be added to an event, and throws nothing',
    ],
    [
      'gives later what to add',
      () => ({ name: 'a', enrich: async () => ({ props: { a: 1 } }) }),
      'gives at once what can be added to an event, and throws nothing',
    ],
    [
      'adds what is no field',
      () => ({ name: 'a', enrich: () => ({ props: { list: [1] } }) }),
      'gives at once what can be added to an event, and throws nothing',
    ],
    [
      'adds what the vocabulary does not take',
      () => ({ name: 'a', enrich: () => ({ props: { total: 'much' } }) }),
      'gives at once what can be added to an event, and throws nothing',
    ],
    ['tracks in enrich', echoing((act) => act()), 'gives at once what can be added to an event, and throws nothing'],
    [
      'tracks one more for each event, a little later',
      echoing(queueMicrotask),
      'gives at once what can be added to an event, and throws nothing',
    ],
    [
      'tracks one more for each event, by a timer',
      echoing((act) => setTimeout(act)),
      'gives at once what can be added to an event, and throws nothing',
    ],
    [
      'takes the network away',
      () => ({ name: 'a', setup: (tracker: Tracker) => tracker.setConsent({ analytics: false }) }),
      'lets each event be delivered once, whatever the network does',
    ],
    [
      'takes its time',
      () => ({
        name: 'a',
        enrich: () => {
          const end = performance.now() + 1
          while (performance.now() < end);
        },
      }),
      'keeps a page busy for 50 ms at most with a hundred events',
    ],
    [
      'keeps listening',
      () => ({ name: 'a', setup: () => window.addEventListener('scroll', () => {}) }),
      'leaves nothing in the page when the tracker stops',
    ],
    [
      'leaves a timer',
      () => ({ name: 'a', setup: () => void setInterval(() => {}, 1_000) }),
      'leaves nothing in the page when the tracker stops',
    ],
    [
      'leaves a global',
      () => ({ name: 'a', setup: () => void Object.assign(window, { mine: 1 }) }),
      'leaves nothing in the page when the tracker stops',
    ],
    [
      'goes on when its setup comes to an end too late',
      () => ({
        name: 'a',
        setup: async () => {
          await new Promise((done) => setTimeout(done, 5))
          window.addEventListener('scroll', () => {})
        },
      }),
      'leaves nothing when the tracker stops before its setup is done',
    ],
    [
      'can be set up once',
      () => {
        let times = 0
        return {
          name: 'a',
          setup: () => {
            times += 1
          },
          enrich: () => (times === 1 ? { props: { a: 1 } } : undefined),
        }
      },
      'does the same when consent is taken back and given again',
    ],
    [
      'shares what it knows',
      () => ({
        name: 'a',
        setup: () => {
          shared += 1
        },
        enrich: () => (shared ? { props: { a: 1 } } : undefined),
        teardown: () => {
          shared = 0
        },
      }),
      'has nothing to do with another one in the same browser',
    ],
  ])('is not passed by a plugin that %s', async (_, makePlugin, name) => {
    expect(await broken(makePlugin as () => Plugin<Tracker>)).toContain(name)
  })

  test('says what was found and wanted', async () => {
    const enrich = (): EventPatch => ({ props: { total: 'much' } })
    const cases = pluginContract(() => ({ name: 'a', enrich }))
    const adding = cases.find(({ name }) => name.startsWith('gives at once'))
    await expect(adding?.run()).rejects.toThrow(
      /^Cannot accept that it "adds what the vocabulary takes": \[".*much.*, expected \[\]$/,
    )
  })

  test('says that it tracks in enrich, or without end', async () => {
    const causeOf = async (later: (act: () => void) => void) => {
      const adding = pluginContract(echoing(later)).find(({ name }) => name.startsWith('gives at once'))
      return adding?.run().catch(({ message }: Error) => message)
    }
    expect(await causeOf((act) => act())).toContain('it tracks in enrich')
    expect(await causeOf(queueMicrotask)).toBe(
      'Cannot accept that it "tracks no end of events": "more than 1000 in a visit: is one for each of its own?", expected false',
    )
  })
})
