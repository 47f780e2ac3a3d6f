import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keyOfChange } from '../../src/membership/change'
import { fateOf } from '../../src/membership/target'
import { HOUR, NOW } from '../engine/shopper-events'
import { collected, listener, memoryStore, openShop, pass } from './support/shop'

const SECOND = 1_000
const MINUTE = 60 * SECOND

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  // The longest wait that chance may give.
  vi.spyOn(Math, 'random').mockReturnValue(0.999)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('fateOf()', () => {
  it.each([
    [200, 'sent'],
    [204, 'sent'],
    [206, 'sent'],
    [207, 'refused'],
    [208, 'sent'],
    [299, 'sent'],
    [300, 'again'],
    [307, 'again'],
    [199, 'again'],
    [400, 'refused'],
    [401, 'again'],
    [403, 'again'],
    [404, 'again'],
    [408, 'again'],
    [409, 'refused'],
    [410, 'again'],
    [413, 'refused'],
    [422, 'refused'],
    [425, 'again'],
    [429, 'again'],
    [499, 'refused'],
    [500, 'again'],
    [503, 'again'],
    [0, 'again'],
    [Number.NaN, 'again'],
  ])('takes %d for %s', (status, fate) => {
    expect(fateOf(status)).toBe(fate)
  })
})

describe('delivery', () => {
  it('tells a change again until it is taken, each time with the same key', async () => {
    let answers = [503, 500, 204]
    const crm = listener('crm', async () => ({ status: answers.shift()! }))
    const { membership, errors } = await openShop({ targets: [crm.target] })
    await membership.write([collected('seen', 0)])
    await pass(0)
    expect(membership.status().targets.crm).toMatchObject({ failed: 1, waiting: 1, failing_since: NOW })
    await pass(10 * SECOND)
    expect(crm.told).toHaveLength(3)
    expect(new Set(crm.told.map(({ key }) => key)).size).toBe(1)
    expect(crm.told[0]!.key).toBe(await keyOfChange(crm.told[0]!))
    expect(membership.status().targets.crm).toEqual({
      sent: 1,
      failed: 2,
      refused: 0,
      expired: 0,
      waiting: 0,
      failing_since: undefined,
    })
    answers = [204]
    await pass(HOUR)
    expect(crm.told).toHaveLength(4)
    await membership.close()
    expect(errors).toEqual(['Cannot tell target "crm": status 503', 'Cannot tell target "crm": status 500'])
  })

  it('waits longer after each failure, and as long as it is asked to', async () => {
    const at: number[] = []
    const crm = listener('crm', async () => {
      at.push(Date.now() - NOW)
      return { status: 503, retry_after: at.length === 3 ? '120' : null }
    })
    const { membership } = await openShop({ targets: [crm.target] })
    await membership.write([collected('seen', 0)])
    for (let i = 0; i < 200; i++) await pass(SECOND)
    const waits = at.slice(1).map((time, i) => Math.round((time - at[i]!) / SECOND))
    expect(waits.slice(0, 3)).toEqual([1, 2, 120])
    expect(waits[3]).toBeGreaterThan(1)
    await membership.close()
  })

  it('waits no longer than it meant to where the clock is set back', async () => {
    let status = 503
    const crm = listener('crm', async () => ({ status, retry_after: '120' }))
    const { membership } = await openShop({ targets: [crm.target] })
    await membership.write([collected('seen', 0)])
    await pass(SECOND)
    expect(crm.told).toHaveLength(1)
    // A machine that started with a clock two hours fast.
    vi.setSystemTime(NOW - 2 * HOUR)
    status = 204
    await pass(120 * SECOND)
    expect(crm.told.length).toBeGreaterThan(1)
    expect(membership.status().targets.crm).toMatchObject({ waiting: 0, failing_since: undefined })
    await membership.close()
  })

  it('lets go of what is refused, and goes on with the next', async () => {
    const crm = listener('crm', async ({ name }) => ({ status: name === 'seen' ? 422 : 200 }))
    const { membership, errors } = await openShop({ targets: [crm.target] })
    await membership.write([collected('seen', 0), collected('bought', 0)])
    await pass(SECOND)
    expect(crm.short().map(([, name]) => name)).toEqual(['seen', 'journey'])
    expect(membership.status().targets.crm).toMatchObject({ sent: 1, refused: 1, failed: 0, waiting: 0 })
    expect(errors).toEqual(['Cannot tell target "crm" of a change: status 422'])
    await membership.close()
  })

  it('tells the changes of a shopper in their order, whatever fails in between', async () => {
    let is_down = true
    const taken: string[] = []
    const crm = listener('crm', async ({ name, to }) => {
      if (is_down) throw new Error('no way there')
      taken.push(`${name} ${to}`)
    })
    const { membership } = await openShop({ targets: [crm.target] })
    await membership.write([collected('seen', 0)])
    await pass(HOUR + SECOND)
    await membership.write([collected('bought', 1.1)])
    await pass(HOUR)
    expect(taken).toEqual([])
    is_down = false
    await pass(10 * MINUTE)
    expect(taken).toEqual(['seen in', 'quiet in', 'quiet out', 'journey customer', 'quiet in'])
    await membership.close()
  })

  it('gives a change up after its time, and says so', async () => {
    const crm = listener('crm', async () => ({ status: 500 }))
    const { membership, errors } = await openShop({ targets: [crm.target], give_up_ms: MINUTE, groups: ['seen'] })
    await membership.write([collected('seen', 0)])
    for (let i = 0; i < 10; i++) await pass(MINUTE)
    expect(membership.status().targets.crm).toMatchObject({ sent: 0, expired: 1, waiting: 0 })
    expect(errors.join()).toContain('Cannot tell target "crm" of a change in time')
    await membership.close()
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('a mistake')
      },
    ],
    ['rejects', async () => Promise.reject(new Error('a mistake'))],
    ['hangs', () => new Promise<never>(() => {})],
    ['answers with nonsense', async () => ({ status: 'ok' }) as never],
  ])('lets a target that %s harm nobody else', async (_, answer) => {
    const bad = listener('bad', answer)
    const good = listener('good')
    const { membership } = await openShop({ targets: [bad.target, good.target] })
    await membership.write([collected('seen', 0)])
    await membership.write([collected('seen', 0, { visitor_id: 'v-2' })])
    await pass(0)
    expect(good.short().map(([shopper_id]) => shopper_id)).toEqual(['v-1', 'v-2'])
    await pass(HOUR)
    await pass(HOUR)
    expect(good.told).toHaveLength(4)
    expect(membership.status().targets.good).toMatchObject({ sent: 4, failed: 0 })
    expect(membership.status().targets.bad).toMatchObject({ sent: 0, waiting: 2, failing_since: expect.any(Number) })
    expect(membership.status().targets.bad!.failed).toBeGreaterThan(2)
    await membership.close()
  })

  it('keeps the latest changes of a shopper where a target is down for long', async () => {
    const crm = listener('crm', async () => ({ status: 503 }))
    const { membership } = await openShop({ targets: [crm.target], groups: ['quiet'] })
    for (let i = 0; i < 40; i++) {
      await membership.write([collected('seen', 2 * i)])
      await vi.advanceTimersByTimeAsync(2 * HOUR)
    }
    // Each event but the first ends the quiet that was told of before.
    expect(membership.status()).toMatchObject({ overflow: 79 - 50, too_long: 0 })
    await membership.close()
  })

  it('tells again, with the same key, what was told but not marked before a crash', async () => {
    const store = memoryStore()
    const first = listener('crm')
    const before = await openShop({ targets: [first.target], store: store.open() })
    await before.membership.write([collected('seen', 0)])
    // Told by now, and the disk is gone: nothing says that it was.
    store.state.is_down = true
    await pass(SECOND)
    expect(first.told.length).toBeGreaterThan(0)
    await before.membership.close()

    store.state.is_down = false
    const second = listener('crm')
    const after = await openShop({ targets: [second.target], store: store.open() })
    await pass(2 * SECOND)
    expect(second.told).toEqual(first.told.slice(0, 1))
    expect(after.membership.status().targets.crm).toMatchObject({ sent: 1, waiting: 0 })
    await after.membership.close()
  })

  it('leaves what waits to the next that opens it, and waits for nobody that hangs when it is closed', async () => {
    const store = memoryStore()
    const hanging = listener('crm', () => new Promise<never>(() => {}))
    const before = await openShop({ targets: [hanging.target], store: store.open() })
    await before.membership.write([collected('seen', 0)])
    await pass(0)
    expect(hanging.told).toHaveLength(1)
    await before.membership.close()

    const crm = listener('crm')
    const after = await openShop({ targets: [crm.target], store: store.open() })
    await pass(2 * SECOND)
    expect(crm.told).toEqual(hanging.told)
    await after.membership.close()
  })
})
