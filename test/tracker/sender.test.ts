import { describe, expect, it } from 'vitest'
import { eventIdOf } from '../../src/tracker/log-key'
import { type Answer, createWorld, turn, type World } from './support/world'

const DAY = 86_400_000
const SECOND = 1000

/** Answers in this order, the last one for good. */
const inTurn =
  (...answers: Answer[]) =>
  () =>
    answers.length > 1 ? answers.shift()! : answers[0]!
const append = (world: World, count: number, name?: string) => Array.from({ length: count }, () => world.append(name))
const idsOf = (keys: readonly string[]) => keys.map(eventIdOf)
const postedAt = ({ posts }: World) => posts.map(({ at }) => at)
const sizes = ({ posts }: World) => posts.map(({ ids }) => ids.length)
const isDone = async (promise: Promise<void>) => {
  let done = false
  void promise.then(() => (done = true))
  await turn()
  return done
}

describe('createSender()', () => {
  it('does nothing until it is woken', async () => {
    const world = createWorld({})
    world.append()
    await world.pass(DAY)
    expect(world.posts).toEqual([])
  })

  it('delivers all there is, oldest first, a hundred at a time, and tells what became of it', async () => {
    const world = createWorld({ latency_ms: () => 20 })
    const keys = append(world, 250)
    world.sender.wake()
    await world.pass(SECOND)
    expect(world.posts.map(({ ids }) => ids)).toEqual([0, 100, 200].map((from) => idsOf(keys.slice(from, from + 100))))
    expect(world.posts.map(({ batch }) => batch)).toEqual(['batch-1', 'batch-2', 'batch-3'])
    expect(postedAt(world)).toEqual([0, 20, 40])
    expect(world.told).toEqual(keys.map((key) => ({ key })))
    expect(world.stored.size).toBe(0)
    expect(world.timers()).toBe(0)
  })

  it('takes events out of the log before it tells of them', async () => {
    const seen: number[] = []
    const world = createWorld({ on_settled: () => seen.push(world.stored.size) })
    append(world, 101)
    world.sender.wake()
    await turn()
    expect(seen).toEqual([1, 0])
  })

  it('gives the texts of what was sent, and of nothing else', async () => {
    const texts: [string, string][][] = []
    const world = createWorld({ on_settled: (_, sent) => texts.push([...sent]) })
    append(world, 1)
    world.setClock(world.clock.now() + 8 * DAY)
    append(world, 2)
    const stored = [...world.stored]
    world.sender.wake()
    await turn()
    expect(texts).toEqual([[], stored.slice(1)])
  })

  it('sends what comes while it is sending', async () => {
    const world = createWorld({ latency_ms: () => 20 })
    world.append()
    world.sender.wake()
    await world.pass(10)
    append(world, 2)
    world.sender.wake()
    await world.pass(SECOND)
    expect(sizes(world)).toEqual([1, 2])
  })

  it('misses no wake, however late in a run it comes', async () => {
    for (let ticks = 0; ticks < 40; ticks++) {
      const world = createWorld({})
      world.append()
      world.sender.wake()
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
      world.append()
      world.sender.wake()
      await turn()
      expect([ticks, world.stored.size]).toEqual([ticks, 0])
    }
  })

  it('tries again with the same batch, ever later, until it is answered', async () => {
    const world = createWorld({
      answer: inTurn({ status: 500 }, 'unreached', 'lost', { status: 503 }, { status: 204 }),
    })
    const keys = append(world, 3)
    world.sender.wake()
    await world.pass(1600)
    append(world, 1)
    world.sender.wake()
    await world.pass(60 * SECOND)
    expect(postedAt(world)).toEqual([0, 500, 1500, 3500, 7500, 7500])
    expect(world.posts.map(({ batch }) => batch)).toEqual([...Array(5).fill('batch-1'), 'batch-2'])
    expect(world.posts[4]?.ids).toEqual(idsOf(keys))
  })

  it('waits five minutes at most, and a second at most after a success', async () => {
    let isDown = true
    const world = createWorld({ answer: () => ({ status: isDown ? 500 : 204 }), random: () => 1 })
    world.append()
    world.sender.wake()
    await world.pass(3 * 3600 * SECOND)
    const gaps = postedAt(world).map((at, index, all) => at - (all[index - 1] ?? 0))
    expect(gaps.slice(0, 12)).toEqual(
      [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => seconds * SECOND),
    )
    isDown = false
    await world.pass(300 * SECOND)
    isDown = true
    const count = world.posts.length
    world.append()
    world.sender.wake()
    await world.pass(SECOND)
    expect(world.posts).toHaveLength(count + 2)
  })

  it('is not hastened by a wake while it waits, but by an urgent one', async () => {
    const world = createWorld({ answer: inTurn('unreached', 'unreached', { status: 204 }), random: () => 1 })
    world.append()
    world.sender.wake()
    await world.pass(100)
    world.sender.wake()
    await world.pass(100)
    expect(postedAt(world)).toEqual([0])
    world.sender.wake('now')
    await world.pass(1999)
    expect(postedAt(world)).toEqual([0, 200])
    await world.pass(1)
    expect(postedAt(world)).toEqual([0, 200, 2200])
    expect(world.timers()).toBe(0)
  })

  it('tries once more at once when an urgent wake comes during an attempt that fails', async () => {
    const world = createWorld({ answer: inTurn('unreached'), latency_ms: () => 50, random: () => 1 })
    world.append()
    world.sender.wake()
    await world.pass(20)
    world.sender.wake('now')
    await world.pass(200)
    expect(postedAt(world)).toEqual([0, 50])
  })

  it('forgets an urgent wake that came before the attempt that fails', async () => {
    const world = createWorld({ answer: inTurn({ status: 204 }, 'unreached'), latency_ms: () => 50, random: () => 1 })
    append(world, 101)
    world.sender.wake()
    await world.pass(20)
    world.sender.wake('now')
    await world.pass(200)
    expect(postedAt(world)).toEqual([0, 50])
  })

  it('leaves the collector alone for as long as it asks, urgent or not', async () => {
    const world = createWorld({ answer: inTurn({ status: 429, retry_after: '30' }, { status: 204 }), random: () => 0 })
    world.append()
    world.sender.wake()
    await world.pass(29_999)
    world.sender.wake('now')
    await world.sender.flush()
    await turn()
    expect(postedAt(world)).toEqual([0])
    await world.pass(1)
    expect(postedAt(world)).toEqual([0, 30_000])
  })

  it('waits longer than it was asked to where its own time is longer, and can then be hastened', async () => {
    const world = createWorld({
      answer: inTurn('lost', 'lost', 'lost', { status: 503, retry_after: '1' }),
      random: () => 1,
    })
    world.append()
    world.sender.wake()
    await world.pass(7000)
    expect(postedAt(world)).toEqual([0, 1000, 3000, 7000])
    await world.pass(999)
    world.sender.wake('now')
    await turn()
    expect(world.posts).toHaveLength(4)
    await world.pass(1)
    world.sender.wake('now')
    await turn()
    expect(world.posts).toHaveLength(5)
  })

  it('can be hastened after a failure when the clock was set back', async () => {
    const world = createWorld({ answer: inTurn('unreached', { status: 204 }), random: () => 1 })
    world.append()
    world.sender.wake()
    await turn()
    world.setClock(world.clock.now() - DAY)
    world.sender.wake('now')
    await turn()
    expect(world.told).toHaveLength(1)
  })

  it('sends half as much when that is too large, and goes on so', async () => {
    const world = createWorld({ answer: (ids) => ({ status: ids.length > 30 ? 413 : 204 }) })
    const keys = append(world, 120)
    world.sender.wake()
    await turn()
    expect(sizes(world)).toEqual([100, 50, 25, 25, 25, 25, 20])
    expect(new Set(world.posts.map(({ batch }) => batch)).size).toBe(7)
    expect(world.told).toEqual(keys.map((key) => ({ key })))
  })

  it('drops a single event that is too large, and sends as much as before from then on', async () => {
    let large = ''
    const world = createWorld({ answer: (ids) => ({ status: ids.includes(large) ? 413 : 204 }) })
    const keys = append(world, 150)
    large = eventIdOf(keys[2]!)
    world.sender.wake()
    await turn()
    expect(sizes(world)).toEqual([100, 50, 25, 12, 6, 3, 1, 1, 1, 100, 47])
    expect(world.told.filter(({ reason }) => reason)).toEqual([
      { key: keys[2], reason: 'too_large', detail: 'http_413' },
    ])
    expect(world.told).toHaveLength(150)
  })

  it('gives up what is refused or rejected, and does not try it again', async () => {
    const world = createWorld({
      answer: (ids) =>
        ids.length > 1
          ? { status: 200, body: JSON.stringify({ rejected: [{ id: ids[1], code: 'bad' }] }) }
          : { status: 400 },
    })
    const keys = append(world, 3)
    world.sender.wake()
    await turn()
    const [last] = append(world, 1)
    world.sender.wake()
    await world.pass(DAY)
    expect(world.told).toEqual([
      { key: keys[0] },
      { key: keys[1], reason: 'rejected', detail: 'bad' },
      { key: keys[2] },
      { key: last, reason: 'rejected', detail: 'http_400' },
    ])
    expect(world.posts).toHaveLength(2)
    expect(world.stored.size).toBe(0)
  })

  it('drops what is too old before it sends, also of a batch that is tried again', async () => {
    let isDown = true
    const world = createWorld({ answer: () => (isDown ? 'unreached' : { status: 204 }) })
    const old = append(world, 2)
    world.setClock(world.clock.now() + 6 * DAY)
    const young = append(world, 2)
    world.sender.wake()
    await world.pass(DAY)
    isDown = false
    await world.pass(3600 * SECOND)
    expect(world.told).toEqual([...old.map((key) => ({ key, reason: 'expired' })), ...young.map((key) => ({ key }))])
    expect(world.posts.at(-1)?.ids).toEqual(idsOf(young))
    expect(world.stored.size).toBe(0)
  })

  it('drops the least important beyond 10,000, and keeps the orders', async () => {
    const world = createWorld({ answer: () => ({ status: 204 }) })
    const orders = append(world, 10, 'order_completed')
    append(world, 12_000, 'page_viewed')
    world.sender.wake()
    await turn()
    expect(world.told.filter(({ reason }) => reason === 'full')).toHaveLength(2010)
    expect(world.told.filter(({ reason }) => !reason)).toHaveLength(10_000)
    expect(world.posts[0]?.ids.slice(0, 11)).toEqual([...idsOf(orders), expect.any(String)])
  })

  it('asks the log for all its keys at the beginning, at the end and when it is woken', async () => {
    let asked = 0
    const world = createWorld({
      latency_ms: () => 20,
      log_fails: (operation) => {
        if (operation === 'keys') asked += 1
        return false
      },
    })
    append(world, 500)
    world.sender.wake()
    await world.pass(50)
    expect(asked).toBe(1)
    world.sender.wake()
    await world.pass(SECOND)
    expect(asked).toBe(3)
    expect(world.told).toHaveLength(500)
  })

  it('passes over what another page has settled meanwhile', async () => {
    const world = createWorld({ answer: inTurn('lost', { status: 204 }) })
    const keys = append(world, 3)
    world.sender.wake()
    await turn()
    world.stored.delete(keys[1]!)
    await world.pass(SECOND)
    expect(world.posts.map(({ ids }) => ids)).toEqual([idsOf(keys), idsOf([keys[0]!, keys[2]!])])
    expect(world.told).toEqual([{ key: keys[0] }, { key: keys[2] }])
    // All of a batch.
    const gone = createWorld({ answer: inTurn('lost', { status: 204 }) })
    append(gone, 3)
    gone.sender.wake()
    await turn()
    gone.stored.clear()
    await gone.pass(DAY)
    expect(gone.posts).toHaveLength(1)
  })

  it('lets go of a key without an event, and of none that is no key', async () => {
    const world = createWorld({})
    const [key] = append(world, 1)
    world.stored.set(key!, 7 as never)
    world.stored.set('foreign', 'x')
    world.append()
    world.sender.wake()
    await world.pass(DAY)
    expect(sizes(world)).toEqual([1])
    expect([...world.stored.keys()]).toEqual(['foreign'])
  })

  it('asks once in a run for a key without an event that the log goes on naming', async () => {
    let reads = 0
    const world = createWorld({ log_fails: (operation) => operation === 'read' && ++reads > 100 })
    const [key] = append(world, 1)
    world.stored.set(key!, undefined as never)
    Object.assign(world.log, { settle: async () => {} })
    await world.sender.flush()
    expect(reads).toBe(1)
    const later = world.append()
    await world.sender.flush()
    expect(world.told).toEqual([{ key: later }])
    expect(reads).toBe(2)
  })
})

describe('underWay()', () => {
  it('names what outlives the page, until it is answered', async () => {
    const world = createWorld({ latency_ms: () => 20 })
    append(world, 1, 'x'.repeat(40_000))
    world.sender.wake()
    await world.pass(10)
    const small = append(world, 2)
    expect(world.sender.underWay()).toBe(undefined)
    world.sender.wake()
    await world.pass(15)
    const { keys, bytes } = world.sender.underWay()!
    expect(keys).toEqual(small)
    expect(bytes).toBeGreaterThan(100)
    expect(world.keepalives).toEqual([false, true])
    await world.pass(SECOND)
    expect(world.sender.underWay()).toBe(undefined)
  })
})

describe("wake('trim')", () => {
  const OLD = 8 * DAY

  it('gives up what is too old while the next attempt is put off, and does not hasten it', async () => {
    const world = createWorld({ answer: inTurn({ status: 429, retry_after: '3600' }, { status: 204 }) })
    const [old] = append(world, 1)
    world.sender.wake()
    await turn()
    world.setClock(world.clock.now() + OLD)
    const young = world.append()
    world.sender.wake('trim')
    await turn()
    expect(world.told).toEqual([{ key: old, reason: 'expired' }])
    expect([...world.stored.keys()]).toEqual([young])
    await world.pass(3599 * SECOND)
    expect(world.posts).toHaveLength(1)
    await world.pass(SECOND)
    expect(world.told).toEqual([{ key: old, reason: 'expired' }, { key: young }])
  })

  it('leaves what is under way until it is answered', async () => {
    const world = createWorld({ latency_ms: () => 20 })
    const [posted] = append(world, 1)
    world.sender.wake()
    await world.pass(10)
    const [other] = append(world, 1)
    world.setClock(world.clock.now() + OLD)
    world.sender.wake('trim')
    await turn()
    expect(world.told).toEqual([])
    await world.pass(10)
    expect(world.told).toEqual([{ key: posted }, { key: other, reason: 'expired' }])
  })

  it('puts nothing off for good where the time for the next attempt comes meanwhile', async () => {
    const world = createWorld({ answer: inTurn('unreached', { status: 204 }), random: () => 0 })
    append(world, 1)
    world.sender.wake()
    await turn()
    world.sender.wake('trim')
    await world.pass(0)
    expect(world.told).toHaveLength(1)
    expect(world.timers()).toBe(0)
  })

  it('posts nothing that is to go, asked while the log is slow to say what there is', async () => {
    const world = createWorld({})
    const keys = append(world, 2)
    let answer = () => {}
    const { keys: ask, read } = world.log
    const slowly = <T>(found: Promise<T>) => new Promise<T>((resolve) => (answer = () => resolve(found)))
    for (const part of ['keys', 'read'] as const) {
      Object.assign(world.log, { keys: ask, read })
      Object.assign(world.log, {
        [part]: (...given: [string[]]) => slowly((part === 'keys' ? ask() : read(...given)) as Promise<unknown>),
      })
      world.sender.wake()
      await turn()
      Object.assign(world.log, { keys: ask, read })
      world.setClock(world.clock.now() + OLD)
      world.sender.wake('trim')
      answer()
      await turn()
      expect(world.posts).toEqual([])
      keys.push(...append(world, part === 'keys' ? 2 : 0))
    }
    expect(world.told).toEqual(keys.map((key) => ({ key, reason: 'expired' })))
  })

  it('waits for the end of a post that fails', async () => {
    const world = createWorld({ answer: () => 'unreached', latency_ms: () => 20 })
    const [key] = append(world, 1)
    world.sender.wake()
    await world.pass(10)
    world.setClock(world.clock.now() + OLD)
    world.sender.wake('trim')
    await world.pass(10)
    expect(world.told).toEqual([{ key, reason: 'expired' }])
    expect(world.posts).toHaveLength(1)
  })

  it('does nothing where nothing was sent, nor after a stop', async () => {
    const world = createWorld({})
    append(world, 1)
    world.setClock(world.clock.now() + OLD)
    world.sender.wake('trim')
    world.sender.stop()
    world.sender.wake('trim')
    await world.pass(DAY)
    expect(world.told).toEqual([])
  })
})

describe('createSender() with a log that fails', () => {
  it('tries again later when it cannot be asked, and reports it once', async () => {
    let isBroken = true
    const world = createWorld({ log_fails: (operation) => isBroken && operation === 'keys' })
    world.append()
    world.sender.wake()
    await world.pass(60 * SECOND)
    expect(world.errors).toEqual([new Error('keys failed')])
    expect(world.posts).toEqual([])
    isBroken = false
    await world.pass(300 * SECOND)
    expect(world.told).toHaveLength(1)
  })

  it('delivers what can be read, and the rest when it can be', async () => {
    const bad = new Set<string>()
    const world = createWorld({
      log_fails: (operation, keys) => operation === 'read' && keys.some((key) => bad.has(key)),
    })
    const keys = append(world, 5)
    bad.add(keys[1]!).add(keys[4]!)
    world.sender.wake()
    await world.pass(DAY)
    expect(world.told.map(({ key }) => key)).toEqual([keys[0], keys[2], keys[3]])
    expect([...world.stored.keys()]).toEqual([keys[1], keys[4]])
    bad.delete(keys[1]!)
    const later = world.append()
    world.sender.wake()
    await turn()
    expect(world.told.map(({ key }) => key).slice(3)).toEqual([keys[1], later])
    expect(world.errors).toEqual([new Error('read failed')])
    expect(world.timers()).toBe(0)
  })

  it('lets a batch not grow when it is tried again', async () => {
    let isBad = true
    let bad = ''
    const world = createWorld({
      answer: inTurn('lost', { status: 204 }),
      log_fails: (operation, keys) => isBad && operation === 'read' && keys.includes(bad),
    })
    const keys = append(world, 3)
    bad = keys[1]!
    world.sender.wake()
    await turn()
    isBad = false
    await world.pass(SECOND)
    expect(world.posts.map(({ batch, ids }) => [batch, ids.length])).toEqual([
      ['batch-1', 2],
      ['batch-1', 2],
      ['batch-2', 1],
    ])
  })

  it('sends nothing twice that it could not remove, and removes it with the next', async () => {
    let isBroken = true
    const world = createWorld({ log_fails: (operation) => isBroken && operation === 'settle' })
    const keys = append(world, 2)
    world.sender.wake()
    await world.pass(DAY)
    expect(world.told).toEqual(keys.map((key) => ({ key })))
    expect(world.posts).toHaveLength(1)
    expect(world.stored.size).toBe(2)
    isBroken = false
    world.append()
    world.sender.wake()
    await turn()
    expect(sizes(world)).toEqual([2, 1])
    expect(world.stored.size).toBe(0)
    expect(world.errors).toEqual([new Error('settle failed')])
  })

  it('goes on after a listener that throws', async () => {
    const world = createWorld({
      on_settled: (fates) => {
        if (fates.length === 100) throw new Error('listener')
      },
    })
    append(world, 101)
    world.sender.wake()
    await world.pass(SECOND)
    expect(world.told).toHaveLength(101)
    expect(world.errors).toEqual([new Error('listener')])
  })
})

describe('flush()', () => {
  it('settles when all is settled', async () => {
    const world = createWorld({ latency_ms: () => 20 })
    append(world, 150)
    const flushed = world.sender.flush()
    await world.pass(39)
    expect(await isDone(flushed)).toBe(false)
    await world.pass(1)
    expect(await isDone(flushed)).toBe(true)
    expect(world.stored.size).toBe(0)
    expect(await isDone(world.sender.flush())).toBe(true)
    expect(world.posts).toHaveLength(2)
  })

  it('does not wait for what comes after it', async () => {
    const world: World = createWorld({
      latency_ms: () => 20,
      on_settled: () => {
        world.append()
        world.sender.wake()
      },
    })
    append(world, 2)
    world.sender.wake()
    await world.pass(10)
    const third = world.append()
    const flushed = world.sender.flush()
    await world.pass(29)
    expect(await isDone(flushed)).toBe(false)
    await world.pass(1)
    expect(world.told.map(({ key }) => key)).toContain(third)
    expect(await isDone(flushed)).toBe(true)
    expect(world.stored.size).toBe(1)
    world.sender.stop()
  })

  it('waits for what was there when it was called, whenever in a run that was', async () => {
    for (let ticks = 0; ticks < 40; ticks++) {
      const world = createWorld({})
      world.append()
      world.sender.wake()
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
      world.append()
      let left = -1
      void world.sender.flush().then(() => {
        left = world.stored.size
      })
      await turn()
      expect([ticks, left]).toEqual([ticks, 0])
    }
  })

  it('settles when the next attempt is put off', async () => {
    const world = createWorld({ answer: inTurn('unreached'), latency_ms: () => 20 })
    world.append()
    const flushed = world.sender.flush()
    await world.pass(19)
    expect(await isDone(flushed)).toBe(false)
    await world.pass(1)
    expect(await isDone(flushed)).toBe(true)
    const again = world.sender.flush()
    expect(await isDone(again)).toBe(false)
    await world.pass(20)
    expect(await isDone(again)).toBe(true)
    expect(postedAt(world)).toEqual([0, 20])
  })

  it('waits for an attempt of its own when the one under way fails', async () => {
    const world = createWorld({ answer: inTurn('unreached', { status: 204 }), latency_ms: () => 20 })
    world.append()
    world.sender.wake()
    await world.pass(10)
    const flushed = world.sender.flush()
    await world.pass(29)
    expect(await isDone(flushed)).toBe(false)
    await world.pass(1)
    expect(await isDone(flushed)).toBe(true)
    expect(world.stored.size).toBe(0)
  })

  it('settles when the log cannot be asked', async () => {
    const world = createWorld({ log_fails: () => true })
    expect(await isDone(world.sender.flush())).toBe(true)
  })
})

describe('stop()', () => {
  it('ends all, but for what is under way', async () => {
    const world = createWorld({ latency_ms: () => 20 })
    append(world, 150)
    const flushed = world.sender.flush()
    await world.pass(10)
    world.sender.stop()
    world.sender.wake('now')
    await world.pass(DAY)
    expect(sizes(world)).toEqual([100])
    expect(world.told).toHaveLength(100)
    expect(world.stored.size).toBe(50)
    expect(await isDone(flushed)).toBe(true)
    expect(await isDone(world.sender.flush())).toBe(true)
  })

  it('sends nothing that it was about to read', async () => {
    for (let ticks = 0; ticks < 10; ticks++) {
      const world = createWorld({})
      world.append()
      world.sender.wake()
      for (let tick = 0; tick < ticks && world.posts.length === 0; tick++) await Promise.resolve()
      const count = world.posts.length
      world.sender.stop()
      await world.pass(DAY)
      expect(world.posts).toHaveLength(count)
    }
  })

  it('leaves no timer behind', async () => {
    const world = createWorld({ answer: inTurn('unreached'), latency_ms: () => 20 })
    world.append()
    world.sender.wake()
    await world.pass(20)
    expect(world.timers()).toBe(1)
    world.sender.stop()
    expect(world.timers()).toBe(0)
    const during = createWorld({ answer: inTurn('unreached'), latency_ms: () => 20 })
    during.append()
    during.sender.wake()
    await during.pass(10)
    during.sender.stop()
    await during.pass(10)
    expect(during.timers()).toBe(0)
    expect(during.stored.size).toBe(1)
  })
})
