import { describe, expect, test, vi } from 'vitest'
import type { ShopperNews, Tracker } from '../../src/browser/tracker'
import { createInspectorRecord } from '../../src/inspector/inspector-record'
import type { WireEvent } from '../../src/tracker/wire-event'

const event = (n: number) => Object.freeze({ id: `id-${n}`, name: 'page_viewed', time: 0 }) as unknown as WireEvent

function fakeTracker() {
  const listeners = new Set<(news: ShopperNews) => void>()
  const subscribe = (listener: (news: ShopperNews) => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const tell = (...names: string[]) => {
    const changes = names.map((name) => ({ kind: 'segment', name, from: 'out', to: 'in', at: 0, cause: 'time' }))
    for (const listener of listeners) listener({ changes } as unknown as ShopperNews)
  }
  return { tracker: { subscribe } as unknown as Tracker, tell, listeners }
}

describe('createInspectorRecord()', () => {
  test('keeps the last 200 events, newest first, and adds nothing to them', () => {
    const on_change = vi.fn()
    const { plugin, events } = createInspectorRecord(on_change)
    for (let n = 0; n < 250; n++) expect(plugin.enrich(event(n))).toBeUndefined()
    expect(events()).toHaveLength(200)
    expect(events()[0]).toEqual(event(249))
    expect(on_change).toHaveBeenCalledTimes(250)
  })

  test('keeps the last 100 changes, newest first, each with a number of its own', () => {
    const { plugin, changes } = createInspectorRecord(() => {})
    const { tracker, tell } = fakeTracker()
    plugin.setup(tracker)
    for (let n = 0; n < 60; n++) tell(`a${n}`, `b${n}`)
    expect(changes()).toHaveLength(100)
    expect(changes().slice(0, 2)).toMatchObject([
      { name: 'b59', number: 119 },
      { name: 'a59', number: 118 },
    ])
  })

  test('listens to a tracker once, however often it is set up, and to none any more once stopped', () => {
    const record = createInspectorRecord(() => {})
    const [one, other] = [fakeTracker(), fakeTracker()]
    record.attach(one.tracker)
    record.plugin.setup(one.tracker)
    expect(one.listeners.size).toBe(1)
    record.attach(other.tracker)
    expect([one.listeners.size, other.listeners.size, record.tracker()]).toEqual([0, 1, other.tracker])
    record.stop()
    record.plugin.setup(one.tracker)
    record.plugin.enrich(event(1))
    expect([one.listeners.size, other.listeners.size, record.tracker(), record.events()]).toEqual([0, 0, undefined, []])
  })

  test('knows that plugins run once it is set up, or sees an event', () => {
    const seen = createInspectorRecord(() => {})
    expect(seen.isSetUp()).toBe(false)
    seen.attach(fakeTracker().tracker)
    expect(seen.isSetUp()).toBe(false)
    seen.plugin.enrich(event(1))
    expect([seen.isSetUp(), seen.isDelivered()]).toEqual([true, false])
    seen.plugin.deliver([event(1)])
    expect(seen.isDelivered()).toBe(true)
    seen.say({ analytics: false })
    expect([seen.isDelivered(), seen.said()]).toEqual([false, { analytics: false }])
  })

  test('calls an event by name and time, and one of another page so', () => {
    const { plugin, eventName } = createInspectorRecord(() => {})
    plugin.enrich(event(1))
    expect(eventName('id-1')).toMatch(/^page_viewed \d\d:\d\d:\d\d$/)
    expect(eventName('01890a5d-ac96-7000-b1c2-8f3e4d5a6b7c')).toBe('of an earlier page (01890a5d-ac96…)')
  })
})
