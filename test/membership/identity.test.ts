import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { compile } from '../../src/engine/compile'
import { assignEvents } from '../../src/membership/assign-events'
import { resolveShoppers } from '../../src/sessions/resolve-shoppers'
import { HOUR, NOW } from '../engine/shopper-events'
import { collected, document, listener, openShop, pass } from './support/shop'

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const events = fc
  .array(
    fc.record({
      name: fc.constantFrom('seen', 'bought', 'other'),
      minute: fc.integer({ min: -300, max: 0 }),
      visitor_id: fc.constantFrom('v-1', 'v-2', undefined),
      // Nearly always a browser is one user's.
      user_id: fc.constantFrom('ada', undefined, undefined),
      batch: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 10 },
  )
  .map((all) =>
    all.map(({ name, minute, batch, ...who }, i) => {
      const nobody = who.visitor_id === undefined && who.user_id === undefined
      return { batch, event: collected(name, minute / 60, { ...who, ...(nobody && { user_id: 'bob' }), id: `e-${i}` }) }
    }),
  )

describe('membership and identity', () => {
  it('whatever order events come in, what was told comes to what the log says of each shopper', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        vi.setSystemTime(NOW)
        const crm = listener('crm')
        const { membership } = await openShop({ targets: [crm.target] })
        for (const batch of [0, 1, 2, 3]) {
          await membership.write(all.filter((each) => each.batch === batch).map(({ event }) => event))
          await pass(0)
        }
        await pass(2 * HOUR)
        expect(membership.status()).toMatchObject({ torn: 0, too_long: 0 })
        const view = new Map<string, string>()
        for (const { shopper_id, name, to } of crm.told) view.set(`${shopper_id} ${name}`, to)
        const known = resolveShoppers(all.map(({ event }) => event))
        const expected: string[] = []
        for (const shopper_id of new Set(known.map((event) => event.shopper_id))) {
          const shopper = compile(document).shopper()
          for (const event of known) if (event.shopper_id === shopper_id) shopper.add(event)
          const { segments, stages } = shopper.at(NOW + 2 * HOUR)
          for (const [name, said] of Object.entries(segments))
            if (said === 'in') expected.push(`${shopper_id} ${name} in`)
          if (stages.journey === 'customer') expected.push(`${shopper_id} journey customer`)
        }
        const told = [...view].map(([key, to]) => `${key} ${to}`)
        // A visitor's stage is not taken back where they become a user: nobody is told of stages that end so.
        const users = new Set(known.map((event) => event.shopper_id))
        const held = told.filter((text) => users.has(text.split(' ')[0]!) && /( in| customer)$/.test(text))
        expect(held.sort()).toEqual(expected.sort())
        expect(told.filter((text) => !users.has(text.split(' ')[0]!) && text.endsWith(' in'))).toEqual([])
        await membership.close()
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})

describe('assignEvents()', () => {
  const at = (id: string, time: number, user_id?: string) => ({
    id,
    time,
    visitor_id: 'v',
    ...(user_id && { user_id }),
  })
  const whose = (all: ReturnType<typeof at>[], users: Parameters<typeof assignEvents>[2]['users'] = []) => {
    const { events: by, ...rest } = assignEvents(all, 'v', { users })
    return { ...rest, by: Object.fromEntries([...by].map(([id, some]) => [id, some.map((event) => event.id)])) }
  }

  it('leaves a visitor who is nobody their own', () => {
    expect(whose([at('a', 1)])).toEqual({ by: { v: ['a'] }, visitor: { users: [] }, became: undefined, is_torn: false })
  })

  it('gives a visitor’s events to the user, those before too, and says so once', () => {
    const first = whose([at('a', 1), at('b', 2, 'ada'), at('c', 3)])
    expect(first).toMatchObject({ by: { ada: ['a', 'b', 'c'] }, became: 'ada', is_torn: false })
    expect(whose([at('d', 4)], first.visitor.users)).toMatchObject({ by: { ada: ['d'] }, became: undefined })
  })

  it('gives each user of a visitor what is theirs, by time', () => {
    const { users } = whose([at('b', 2, 'ada'), at('d', 4, 'bob')]).visitor
    expect(whose([at('c', 3), at('e', 5)], users)).toMatchObject({ by: { ada: ['c'], bob: ['e'] }, is_torn: false })
    expect(whose([at('a', 1, 'eve')], users)).toMatchObject({
      is_torn: true,
      visitor: { users: [{ user_id: 'eve' }, {}, {}] },
    })
  })

  it('keeps the first and the latest of many users', () => {
    const many = Array.from({ length: 30 }, (_, i) => at(`e${i}`, i, `u${i}`))
    const { users } = whose(many).visitor
    expect(users).toHaveLength(20)
    expect([users[0]!.user_id, users[1]!.user_id, users.at(-1)!.user_id]).toEqual(['u0', 'u11', 'u29'])
  })
})
