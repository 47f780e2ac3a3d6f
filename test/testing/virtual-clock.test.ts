import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '../../src/testing/virtual-clock'

describe('createVirtualClock()', () => {
  test('lets each thing happen at its own instant, also what others ask for meanwhile', async () => {
    const clock = createVirtualClock({ start: 1_000 })
    const seen: (readonly [string, number])[] = []
    const note = (name: string) => () => void seen.push([name, clock.now()])
    clock.after(20, note('b'))
    clock.after(10, () => {
      note('a')()
      Promise.resolve().then(() => clock.after(5, note('asked for')))
    })
    clock.after(20, note('c'))
    clock.after(21, note('late'))
    clock.after(15, note('cancelled'))()
    await clock.pass(20)
    expect(seen).toEqual([
      ['a', 1_010],
      ['asked for', 1_015],
      ['b', 1_020],
      ['c', 1_020],
    ])
    expect([clock.now(), clock.waiting()]).toEqual([1_020, 1])
    await clock.pass(1)
    expect(seen.at(-1)).toEqual(['late', 1_021])
  })

  test('keeps waits as long as they are when it is set', async () => {
    const clock = createVirtualClock({ start: 1_000 })
    let at = 0
    clock.after(10, () => {
      at = clock.now()
    })
    clock.set(5)
    await clock.pass(9)
    expect([at, clock.now()]).toEqual([0, 14])
    await clock.pass(1)
    expect(at).toBe(15)
  })

  test.each([-1, Number.NaN])('refuses to pass %s', async (ms) => {
    await expect(createVirtualClock().pass(ms)).rejects.toThrow(
      `Cannot let time pass by "${ms}": expected milliseconds`,
    )
  })
})
