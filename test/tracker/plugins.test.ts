import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPlugins, type Plugin } from '../../src/tracker/plugins'
import type { WireEvent } from '../../src/tracker/wire-event'

const event: WireEvent = {
  id: 'e-1',
  name: 'product_viewed',
  time: 1e12,
  session_id: 's',
  props: { currency: 'EUR' },
  products: [{ product_id: 'A' }],
  context: { page: { path: '/' }, locale: 'de' },
}

let errors: { readonly what: string; readonly cause: unknown }[] = []
const made = (...list: Plugin<string>[]) => {
  const plugins = createPlugins(list, (what, cause) => errors.push({ what, cause }))
  plugins.wake('the tracker')
  return plugins
}
const later = () => new Promise((resolve) => setTimeout(resolve))
const fail = () => {
  throw new Error('plugin')
}
const unhandled: unknown[] = []
const onUnhandled = (reason: unknown) => unhandled.push(reason)

beforeEach(() => {
  errors = []
  process.on('unhandledRejection', onUnhandled)
})
afterEach(() => {
  process.off('unhandledRejection', onUnhandled)
  expect(unhandled.splice(0)).toEqual([])
})

describe('createPlugins()', () => {
  it('sets each up once, and undoes all of it once', () => {
    const calls: string[] = []
    const plugin = (name: string): Plugin<string> => ({
      name,
      setup: (api) => {
        calls.push(`setup ${name} with ${api}`)
        return () => calls.push(`undo ${name}`)
      },
      teardown: () => calls.push(`teardown ${name}`),
    })
    const plugins = made(plugin('a'), plugin('b'), { name: 'c' })
    expect(calls.splice(0)).toEqual(['setup a with the tracker', 'setup b with the tracker'])
    plugins.stop()
    plugins.stop()
    expect(calls.sort()).toEqual(['teardown a', 'teardown b', 'undo a', 'undo b'])
    expect(errors).toEqual([])
  })

  it('asks a plugin for nothing any more, once it was undone', () => {
    const calls: string[] = []
    const hook = (name: string) => () => void calls.push(name)
    const plugins = made({ name: 'a', enrich: hook('enrich'), deliver: hook('deliver'), teardown: hook('teardown') })
    plugins.stop()
    expect(plugins.enrich(event)).toEqual(event)
    plugins.deliver([JSON.stringify(event)])
    expect(calls).toEqual(['teardown'])
  })

  it('keeps the plugin that a method belongs to', () => {
    class Counter implements Plugin<string> {
      readonly name = 'counter'
      count = 0
      setup() {
        this.count += 1
      }
      enrich() {
        return { props: { count: this.count } }
      }
    }
    expect(made(new Counter()).enrich(event).props).toEqual({ currency: 'EUR', count: 1 })
  })

  it('leaves out a plugin whose setup throws, but undoes what it did', () => {
    let undone = 0
    const plugins = made({ name: 'bad', setup: fail, enrich: fail, deliver: fail, teardown: () => ++undone })
    expect(plugins.enrich(event)).toEqual(event)
    plugins.deliver([JSON.stringify(event)])
    plugins.stop()
    expect(undone).toBe(1)
    expect(errors).toEqual([{ what: 'run plugin "bad"', cause: new Error('plugin') }])
  })
})

describe('enrich()', () => {
  it('adds to props and context, each plugin seeing what those before it added', () => {
    const seen: WireEvent[] = []
    const plugins = made(
      { name: 'a', enrich: () => ({ props: { shop: 'at' }, context: { device: { type: 'mobile' }, locale: 'en' } }) },
      { name: 'nothing' },
      { name: 'undefined', enrich: () => undefined },
      {
        name: 'b',
        enrich: (each) => {
          seen.push(each)
          return { props: { shop: `${each.props.shop}-2` } }
        },
      },
    )
    const enriched = plugins.enrich(event)
    expect(enriched).toEqual({
      ...event,
      props: { currency: 'EUR', shop: 'at-2' },
      context: { page: { path: '/' }, locale: 'en', device: { type: 'mobile' } },
    })
    expect(seen[0]?.props).toEqual({ currency: 'EUR', shop: 'at' })
    expect(event.props).toEqual({ currency: 'EUR' })
    expect(errors).toEqual([])
  })

  it('changes nothing but props and context', () => {
    const patch = { id: 'x', name: 'order_completed', products: [], props: { a: 1 } }
    expect(made({ name: 'a', enrich: () => patch }).enrich(event)).toEqual({
      ...event,
      props: { currency: 'EUR', a: 1 },
    })
  })

  it('reports once what throws, and takes the other plugins all the same', () => {
    const good: Plugin<string> = { name: 'good', enrich: () => ({ props: { good: true } }) }
    const plugins = made({ name: 'bad', enrich: fail }, good)
    for (let time = 0; time < 3; time++) expect(plugins.enrich(event).props).toEqual({ currency: 'EUR', good: true })
    expect(errors).toHaveLength(1)
  })

  it('hears of what throws now and then again when it does not', () => {
    let isBad = true
    const plugins = made({ name: 'moody', enrich: () => (isBad ? fail() : { props: { a: 1 } }) })
    expect(plugins.enrich(event).props).toEqual({ currency: 'EUR' })
    isBad = false
    expect(plugins.enrich(event).props).toEqual({ currency: 'EUR', a: 1 })
  })

  it('gives a copy that is frozen all through, so that what writes to it is reported', () => {
    const writes: ((each: WireEvent) => void)[] = [
      (each) => Object.assign(each, { id: 'x' }),
      (each) => Object.assign(each.props, { total: 0 }),
      (each) => each.products.push({}),
      (each) => Object.assign(each.products[0]!, { product_id: 'B' }),
      (each) => Object.assign(each.context.page!, { path: '/x' }),
      (each) => delete (each.context as Record<string, unknown>).page,
    ]
    const before = structuredClone(event)
    for (const [index, write] of writes.entries()) {
      const enrich = (each: WireEvent) => {
        expect(each).not.toBe(event)
        write(each)
        return { props: { reached: true } }
      }
      expect(made({ name: 'writes', enrich }).enrich(event)).toEqual(before)
      expect(errors).toHaveLength(index + 1)
    }
    expect(event).toEqual(before)
    expect(Object.isFrozen(event)).toBe(false)
  })

  it('takes the good fields of a patch, and reports the first bad one', () => {
    const hostile = {
      get props(): never {
        return fail() as never
      },
    }
    const round: Record<string, unknown> = {}
    round.round = round
    const patches = [
      { props: { a: 1, deep: { b: 1 } }, context: { deep: { c: 2, deeper: { d: 1 } } } },
      { props: JSON.parse('{"a":1,"__proto__":{"polluted":1}}'), context: { deep: { c: 2 } } },
      { props: { a: 1 }, context: { deep: { c: 2 }, round: round } },
      { props: { a: 1 }, context: { deep: { c: 2 }, list: [1], act: () => 1 } },
    ]
    for (const [index, patch] of patches.entries()) {
      const { props, context } = made({ name: 'odd', enrich: () => patch as never }).enrich(event)
      expect(props).toEqual({ currency: 'EUR', a: 1 })
      expect(context).toMatchObject({ deep: { c: 2 } })
      expect((context as Record<string, unknown>).list).toBeUndefined()
      expect(() => JSON.stringify(context)).not.toThrow()
      expect(errors).toHaveLength(index + 1)
    }
    expect(made({ name: 'hostile', enrich: () => hostile }).enrich(event)).toEqual(event)
    for (const odd of ['text', 7, [], () => 1])
      expect(made({ name: 'odd', enrich: () => odd as never }).enrich(event)).toEqual(event)
    expect('polluted' in {}).toBe(false)
  })

  it('waits for nothing, and reports what fails later', async () => {
    const plugins = made(
      { name: 'late', enrich: (async () => fail()) as never },
      { name: 'hangs', enrich: () => new Promise(() => {}) as never, deliver: () => new Promise(() => {}) },
      { name: 'late setup', setup: async () => fail() },
      { name: 'late deliver', deliver: async () => fail() },
      { name: 'late teardown', teardown: async () => fail() },
      // biome-ignore lint/suspicious/noThenProperty: a hostile plugin
      { name: 'thenable', deliver: () => ({ then: fail }) },
    )
    expect(plugins.enrich(event)).toEqual(event)
    expect(plugins.enrich(event)).toEqual(event)
    plugins.deliver([JSON.stringify(event)])
    plugins.deliver([JSON.stringify(event)])
    plugins.stop()
    await later()
    const names = ['late', 'late setup', 'late deliver', 'late teardown', 'thenable']
    expect(errors.map(({ what }) => /"(.*)"/.exec(what)?.[1]).sort()).toEqual(names.sort())
  })
})

describe('deliver()', () => {
  it('hands on frozen events, to each plugin its own', () => {
    const seen: (readonly WireEvent[])[] = []
    const deliver = (events: readonly WireEvent[]) => {
      seen.push(events)
      Object.assign(events[0]!.props, { total: 0 })
    }
    made({ name: 'a', deliver }, { name: 'b', deliver }, { name: 'c', deliver: fail }).deliver([JSON.stringify(event)])
    expect(seen).toEqual([[event], [event]])
    expect(errors).toHaveLength(3)
  })
})
