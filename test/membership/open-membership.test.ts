import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MembershipOptions } from '../../src/membership/options'
import { klaviyoTarget } from '../../src/membership/targets/profile-targets'
import { openFileStore } from '../../src/node/file-store'
import { documentOf, HOUR, NOW, seenInAWeek } from '../engine/shopper-events'
import { collected, document, listener, memoryStore, openShop, pass } from './support/shop'

const SECOND = 1_000

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('openMembership()', () => {
  it('tells each change once, at its exact instant, by events and by time alone', async () => {
    const crm = listener('crm')
    const { membership, errors } = await openShop({ targets: [crm.target] })
    expect(await membership.write([collected('seen', 0)])).toBe(0)
    await pass(0)
    expect(crm.short()).toEqual([['v-1', 'seen', 'out', 'in', 0, 'event']])
    await pass(HOUR - 1)
    expect(crm.told).toHaveLength(1)
    await pass(SECOND)
    expect(crm.short().slice(1)).toEqual([['v-1', 'quiet', 'out', 'in', 1, 'time']])
    expect(crm.told[1]).toMatchObject({ at: NOW + HOUR, changes_at: null, because: [{ outcome: 'in' }] })
    await membership.write([collected('bought', 2)])
    await pass(HOUR)
    expect(crm.short().slice(2)).toEqual([
      ['v-1', 'quiet', 'in', 'out', 2, 'event'],
      ['v-1', 'journey', 'visitor', 'customer', 2, 'event'],
    ])
    expect(membership.status()).toMatchObject({ shoppers: 1, targets: { crm: { sent: 4, failed: 0, waiting: 0 } } })
    await membership.close()
    expect(errors).toEqual([])
  })

  it('waits for events that come late, and tells nothing that they contradict', async () => {
    const crm = listener('crm')
    const { membership } = await openShop({ targets: [crm.target], delay_ms: 60 * SECOND })
    await membership.write([collected('seen', 0)])
    await pass(HOUR + 30 * SECOND)
    await membership.write([collected('bought', 1 - (10 * SECOND) / HOUR)])
    await pass(60 * SECOND)
    expect(crm.short().map(([, name, , to]) => [name, to])).toEqual([
      ['seen', 'in'],
      ['journey', 'customer'],
    ])
    await membership.close()
  })

  it('says honestly what a late event corrects', async () => {
    const crm = listener('crm')
    const { membership } = await openShop({ targets: [crm.target] })
    await membership.write([collected('seen', 0)])
    await pass(HOUR + SECOND)
    await membership.write([collected('bought', 0.9)])
    await pass(SECOND)
    expect(crm.short().slice(1)).toEqual([
      ['v-1', 'quiet', 'out', 'in', 1, 'time'],
      ['v-1', 'quiet', 'in', 'out', 1, 'late_event'],
      ['v-1', 'journey', 'visitor', 'customer', 1, 'late_event'],
    ])
    await membership.close()
  })

  it('takes what it has already without a word', async () => {
    const crm = listener('crm')
    const { membership } = await openShop({ targets: [crm.target] })
    const events = [collected('seen', 0), collected('bought', 0)]
    await membership.write(events)
    await membership.write(events)
    await pass(SECOND)
    expect(crm.told).toHaveLength(2)
    await membership.close()
  })

  it('makes a visitor a user: what the visitor was told to be in is left, the user has it all', async () => {
    const crm = listener('crm')
    const { membership, errors } = await openShop({ targets: [crm.target] })
    await membership.write([collected('bought', -0.2)])
    await pass(SECOND)
    await membership.write([collected('seen', SECOND / HOUR, { user_id: 'ada' })])
    await pass(SECOND)
    await membership.write([collected('seen', (2 * SECOND) / HOUR, { id: 'anonymous again' })])
    await pass(SECOND)
    expect(crm.short()).toEqual([
      ['v-1', 'journey', 'visitor', 'customer', -0, 'event'],
      ['ada', 'journey', 'visitor', 'customer', 0, 'merge'],
      ['ada', 'seen', 'out', 'in', 0, 'event'],
    ])
    expect(crm.told.map(({ is_identified }) => is_identified)).toEqual([false, true, true])
    expect(membership.status()).toMatchObject({ shoppers: 1, torn: 0 })
    await membership.close()
    expect(errors).toEqual([])
  })

  it('tells of a visitor that became a user that their segments are left', async () => {
    const crm = listener('crm')
    const { membership } = await openShop({ targets: [crm.target] })
    await membership.write([collected('seen', 0)])
    await pass(SECOND)
    await membership.write([collected('other', 0, { user_id: 'ada' })])
    await pass(SECOND)
    expect(crm.short()).toEqual([
      ['v-1', 'seen', 'out', 'in', 0, 'event'],
      ['v-1', 'seen', 'in', 'unknown', 0, 'merge'],
      ['ada', 'seen', 'out', 'in', 0, 'merge'],
    ])
    await membership.close()
  })

  it('says so where a visitor had been taken for another user', async () => {
    const { membership, errors } = await openShop({ targets: [listener('crm').target] })
    await membership.write([collected('seen', 0, { user_id: 'ada' })])
    await membership.write([collected('seen', -1, { user_id: 'bob' })])
    expect(membership.status()).toMatchObject({ torn: 1, shoppers: 2 })
    expect(errors).toHaveLength(1)
    await membership.close()
  })

  it('puts what a server tracks into the visit that it was made in', async () => {
    const visit = documentOf({ twice: { gte: [{ count: { event: 'bought', within: 'visit' } }, 2] } })
    const crm = listener('crm')
    const { membership } = await openShop({ targets: [crm.target], definitions: visit })
    await membership.write([collected('bought', 0, { user_id: 'ada' })])
    await membership.write([collected('bought', 0.1, { user_id: 'ada', visitor_id: undefined, session_id: '' })])
    await pass(HOUR)
    expect(crm.short()).toEqual([['ada', 'twice', 'out', 'in', 0, 'event']])
    await membership.close()
  })

  it('tells only of the groups that are asked for, and each target only what it wants', async () => {
    const all = listener('all')
    const some = listener('some')
    const targets = [all.target, { ...some.target, wants: ({ kind }: { kind: string }) => kind === 'stage' }]
    const { membership } = await openShop({ targets, groups: ['seen', 'journey.customer'] })
    await membership.write([collected('bought', 0), collected('seen', 0)])
    await pass(2 * HOUR)
    expect(all.short().map(([, name]) => name)).toEqual(['seen', 'journey'])
    expect(some.short().map(([, name]) => name)).toEqual(['journey'])
    await membership.close()
  })

  it('goes on where on_error rejects', async () => {
    const lost = vi.fn()
    process.on('unhandledRejection', lost)
    const on_error = async () => Promise.reject(new Error('a mistake'))
    const crm = listener('crm', async () => ({ status: crm.told.length < 2 ? 503 : 204 }))
    const { membership } = await openShop({ targets: [crm.target], on_error })
    await membership.write([collected('seen', 0)])
    await pass(10 * SECOND)
    process.off('unhandledRejection', lost)
    expect(lost).not.toHaveBeenCalled()
    expect(membership.status().targets.crm).toMatchObject({ sent: 1, failed: 1 })
    await membership.close()
  })

  it('tells nothing where a target cannot say whether it may be told', async () => {
    const [crm, other] = [listener('crm'), listener('other')]
    const wants = () => {
      throw new Error('no answer about consent')
    }
    const { membership, errors } = await openShop({ targets: [{ ...crm.target, wants }, other.target] })
    await membership.write([collected('seen', 0)])
    await pass(SECOND)
    expect([crm.told.length, other.told.length]).toEqual([0, 1])
    expect(errors).toEqual(['Cannot ask target "crm" what it wants: Error: no answer about consent'])
    await membership.close()
  })

  it.each([
    ['no', async () => false],
    ['yes', async () => true],
    ['nothing, as it fails', async () => Promise.reject(new Error('no answer about consent'))],
  ])('tells nothing where a target says %s later: a promise is no consent', async (_, wants) => {
    const [crm, list] = [listener('crm'), listener('klaviyo')]
    const fetch = async (_url: unknown, init: unknown) => {
      await list.target.send({} as never, init as never)
      return new Response(null, { status: 202 })
    }
    const klaviyo = klaviyoTarget({ api_key: 'k-1', wants: wants as never, fetch })
    const { membership, errors } = await openShop({ targets: [{ ...crm.target, wants: wants as never }, klaviyo] })
    await membership.write([collected('seen', 0, { user_id: 'ada' })])
    await pass(SECOND)
    expect([crm.told.length, list.told.length]).toEqual([0, 0])
    expect(errors).toEqual([
      'Cannot ask target "crm" what it wants: TypeError: it gave a promise, expected true or false',
      'Cannot ask target "klaviyo" what it wants: TypeError: it gave a promise, expected true or false',
    ])
    await membership.close()
  })

  it('tells what other definitions change, once it is opened with them', async () => {
    const store = memoryStore()
    const crm = listener('crm')
    const first = await openShop({ targets: [crm.target], store: store.open() })
    await first.membership.write([collected('seen', 0)])
    await pass(SECOND)
    await first.membership.close()
    const definitions = documentOf({ seen: { not: seenInAWeek } })
    const second = await openShop({ targets: [crm.target], store: store.open(), definitions })
    await pass(2 * SECOND)
    expect(crm.short().slice(1)).toEqual([
      ['v-1', 'seen', 'in', 'out', 0, 'definitions'],
      ['v-1', 'journey', 'visitor', 'unknown', 0, 'definitions'],
    ])
    await second.membership.close()
  })

  it('tells that what is no longer defined is left', async () => {
    const store = memoryStore()
    const crm = listener('crm')
    const first = await openShop({ targets: [crm.target], store: store.open() })
    await first.membership.write([collected('seen', 0), collected('bought', 0)])
    await pass(SECOND)
    await first.membership.close()
    const definitions = documentOf({ other: { not: seenInAWeek } })
    const second = await openShop({ targets: [crm.target], store: store.open(), definitions })
    await pass(2 * SECOND)
    expect(crm.short().slice(2)).toEqual([
      ['v-1', 'seen', 'in', 'unknown', 0, 'definitions'],
      ['v-1', 'journey', 'customer', 'unknown', 0, 'definitions'],
    ])
    await second.membership.close()
  })

  it('tells that a visitor who becomes a user has left what they were told to be in, whatever is defined now', async () => {
    const store = memoryStore()
    const crm = listener('crm')
    const first = await openShop({ targets: [crm.target], store: store.open(), groups: ['seen'] })
    await first.membership.write([collected('seen', 0)])
    await pass(SECOND)
    await first.membership.close()
    const definitions = documentOf({ seen: { not: seenInAWeek } })
    const second = await openShop({ targets: [crm.target], store: store.open(), definitions })
    // Before its first look at those who were there.
    await second.membership.write([collected('other', SECOND / HOUR, { user_id: 'ada' })])
    await pass(2 * SECOND)
    expect(crm.short().filter(([shopper_id]) => shopper_id === 'v-1')).toEqual([
      ['v-1', 'seen', 'out', 'in', 0, 'event'],
      ['v-1', 'seen', 'in', 'unknown', 0, 'merge'],
    ])
    await second.membership.close()
  })

  it('forgets a shopper, and the visitors that they were', async () => {
    const store = memoryStore()
    const { membership } = await openShop({ targets: [listener('crm').target], store: store.open() })
    await membership.write([collected('seen', 0)])
    await membership.write([collected('bought', 0, { user_id: 'ada' })])
    await pass(SECOND)
    expect(store.items.list().sort()).toEqual(['s:ada', 'v:v-1'])
    await membership.forget('ada')
    expect(store.items.list()).toEqual([])
    expect(membership.status().shoppers).toBe(0)
    await membership.close()
  })

  it('forgets the second user of a browser, too, wherever their id is', async () => {
    const store = memoryStore()
    const { membership } = await openShop({ targets: [listener('crm').target], store: store.open() })
    await membership.write([collected('seen', 0, { user_id: 'ada' })])
    await membership.write([collected('bought', 0.1, { user_id: 'bob' })])
    await pass(HOUR)
    await membership.forget('bob')
    const kept = store.items.list().map((key) => `${key} ${store.items.getItem(key)}`)
    expect(kept.filter((text) => text.includes('bob'))).toEqual([])
    expect(kept.some((text) => text.includes('ada'))).toBe(true)
    await membership.close()
  })

  it('forgets all visitors that a user was, however many', async () => {
    const store = memoryStore()
    const { membership } = await openShop({ targets: [listener('crm').target], store: store.open() })
    const see = (i: number) =>
      membership.write([collected('seen', i / 60, { id: `e-${i}`, visitor_id: `v-${i}`, user_id: 'ada' })])
    for (let i = 0; i < 30; i++) {
      await see(i)
      // The device that is used all the time is none of the oldest.
      await membership.write([collected('seen', (i + 0.5) / 60, { id: `own-${i}`, visitor_id: 'v-0' })])
    }
    await pass(HOUR)
    const visitors = () => store.items.list().filter((key) => key.startsWith('v:'))
    expect(visitors()).toHaveLength(20)
    expect(visitors()).toContain('v:v-0')
    expect(store.items.list().filter((key) => key.startsWith('s:'))).toEqual(['s:ada'])
    await membership.forget('ada')
    expect(store.items.list()).toEqual([])
    await membership.close()
  })

  it('keeps no more shoppers than it may: those longest unseen go', async () => {
    const store = memoryStore()
    const { membership, errors } = await openShop({
      targets: [listener('a').target],
      store: store.open(),
      max_shoppers: 2,
    })
    for (const visitor_id of ['v-1', 'v-2', 'v-1', 'v-3'])
      await membership.write([collected('seen', 0, { visitor_id })])
    await pass(SECOND)
    expect(store.items.list().sort()).toEqual(['s:v-1', 's:v-3'])
    expect(membership.status()).toMatchObject({ shoppers: 2, evicted: 1 })
    expect(errors).toHaveLength(1)
    await membership.close()
  })

  it('knows after a restart who was not seen for the longest', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aisle-membership-'))
    const openAgain = () => openShop({ targets: [listener('a').target], folder, max_shoppers: 2 })
    const first = (await openAgain()).membership
    for (const [hour, visitor_id] of ['loyal', 'once', 'loyal'].entries())
      await first.write([collected('seen', hour, { visitor_id })])
    await first.close()
    const { membership } = await openAgain()
    await membership.write([collected('seen', 3, { visitor_id: 'new' })])
    expect(membership.status()).toMatchObject({ shoppers: 2, evicted: 1 })
    await membership.close()
    const store = openFileStore(folder)
    expect((await store.keys()).filter((key) => key.startsWith('s:')).sort()).toEqual(['s:loyal', 's:new'])
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('takes no more events of a shopper than it may keep, and goes on with their time', async () => {
    const crm = listener('crm')
    const { membership, errors } = await openShop({ targets: [crm.target], max_record_length: 2_000 })
    for (let i = 0; i < 200; i++) await membership.write([collected('seen', 0, { id: `flood-${i}` })])
    expect(membership.status().too_long).toBeGreaterThan(100)
    expect(errors).toHaveLength(1)
    await pass(2 * HOUR)
    expect(crm.short().map(([, name]) => name)).toEqual(['seen', 'quiet'])
    await membership.close()
  })

  it('rejects where its store fails, and has all when the sender comes again', async () => {
    const store = memoryStore()
    const crm = listener('crm')
    const { membership } = await openShop({ targets: [crm.target], store: store.open() })
    store.state.is_down = true
    await expect(membership.write([collected('seen', 0)])).rejects.toThrow('disk full')
    await pass(5 * SECOND)
    store.state.is_down = false
    await membership.write([collected('seen', 0)])
    await pass(SECOND)
    expect(crm.short()).toEqual([['v-1', 'seen', 'out', 'in', 0, 'event']])
    await membership.close()
  })

  it('misses no change by time while its store fails', async () => {
    const store = memoryStore()
    const crm = listener('crm')
    const { membership, errors } = await openShop({ targets: [crm.target], store: store.open() })
    await membership.write([collected('seen', 0)])
    await pass(SECOND)
    store.state.is_down = true
    await pass(2 * HOUR)
    store.state.is_down = false
    await pass(2 * SECOND)
    expect(crm.short().slice(1)).toEqual([['v-1', 'quiet', 'out', 'in', 1, 'time']])
    expect(errors).toEqual(['Cannot follow a shopper: Error: disk full'])
    await membership.close()
  })

  it('misses no change by time of whom it failed to make a user, or to forget', async () => {
    const store = memoryStore()
    const crm = listener('crm')
    const { membership } = await openShop({ targets: [crm.target], store: store.open() })
    await membership.write([collected('seen', 0), collected('seen', 0, { visitor_id: 'v-2' })])
    await pass(SECOND)
    store.state.is_down = true
    await expect(membership.write([collected('other', 0.1, { user_id: 'ada' })])).rejects.toThrow('disk full')
    await expect(membership.forget('v-2')).rejects.toThrow('disk full')
    store.state.is_down = false
    await pass(2 * HOUR)
    expect(crm.short().slice(2)).toEqual([
      ['v-1', 'quiet', 'out', 'in', 1, 'time'],
      ['v-2', 'quiet', 'out', 'in', 1, 'time'],
    ])
    expect(membership.status().shoppers).toBe(2)
    await membership.close()
  })

  it.each<[string, Partial<MembershipOptions>, string]>([
    ['no target', { targets: [] }, '"targets": , expected a list of at least one target'],
    ['a target without send', { targets: [{ name: 'a' }] as never }, '"targets"'],
    ['two of one name', { targets: [listener('a').target, listener('a').target] }, 'two of one name'],
    ['a folder and a store', { folder: '/tmp/a', store: memoryStore().open() }, 'a store as well'],
    ['an empty folder', { folder: '' }, '"folder"'],
    ['a delay before now', { delay_ms: -1 }, '"delay_ms": -1, expected whole milliseconds from 0'],
    ['no time to answer', { timeout_ms: 0 }, '"timeout_ms": 0, expected a whole number from 1'],
    ['a timeout beyond timers', { timeout_ms: 2 ** 31 }, '"timeout_ms"'],
  ])('refuses %s', async (_, options, message) => {
    const opening = openShop({ targets: [listener('a').target], ...options })
    await expect(opening).rejects.toThrow(message)
    await expect(opening).rejects.toMatchObject({ code: 'invalid_membership_options' })
  })

  it('refuses definitions with mistakes, and groups that are not there', async () => {
    const targets = [listener('a').target]
    await expect(openShop({ targets, definitions: {} as never })).rejects.toThrow()
    await expect(openShop({ targets, groups: ['vip'] })).rejects.toMatchObject({ code: 'invalid_history' })
    await expect(openShop({ targets, definitions: { ...document, zone: 'Atlantis' } })).rejects.toThrow('zone')
  })
})
