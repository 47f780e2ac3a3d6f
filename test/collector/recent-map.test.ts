import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRecentMap } from '../../src/collector/recent-map'

describe('createRecentMap()', () => {
  it('makes a value once, from its key', () => {
    const map = createRecentMap<string, number>(2)
    const made: string[] = []
    const lengthOf = (key: string) => map.get(key, (each) => made.push(each) && each.length)
    expect(['abc', 'abc', 'a', 'abc'].map(lengthOf)).toEqual([3, 3, 1, 3])
    expect(made).toEqual(['abc', 'a'])
  })

  it('keeps what is falsy', () => {
    const map = createRecentMap<string, number | undefined>(2)
    map.get('zero', () => 0)
    map.get('none', () => undefined)
    expect(map.get('zero', () => 1)).toBe(0)
    expect(map.get('none', () => 1)).toBeUndefined()
  })

  it('drops what was not asked for the longest when it is full', () => {
    const map = createRecentMap<string, number>(3)
    for (const key of ['a', 'b', 'c', 'a', 'd']) map.get(key, () => 1)
    expect(map.size).toBe(3)
    expect(map.get('a', () => 2)).toBe(1)
    expect(map.get('c', () => 2)).toBe(1)
    expect(map.get('d', () => 2)).toBe(1)
    expect(map.get('b', () => 2)).toBe(2)
  })

  it('holds one', () => {
    const map = createRecentMap<string, number>(1)
    expect([map.get('a', () => 1), map.get('a', () => 2), map.get('b', () => 3), map.get('a', () => 4)]).toEqual([
      1, 1, 3, 4,
    ])
    expect(map.size).toBe(1)
  })

  it('keeps nothing where making throws', () => {
    const map = createRecentMap<string, number>(1)
    map.get('a', () => 1)
    const fail = () => {
      throw new Error('no')
    }
    expect(() => map.get('b', fail)).toThrow('no')
    expect(map.get('a', () => 2)).toBe(1)
  })

  it('knows just the latest keys (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 })), fc.integer({ min: 1, max: 6 }), (keys, max_size) => {
        const map = createRecentMap<number, number>(max_size)
        let latest: number[] = []
        for (const key of keys) {
          let isNew = false
          map.get(key, () => {
            isNew = true
            return key
          })
          expect(isNew).toBe(!latest.includes(key))
          latest = [...latest.filter((each) => each !== key), key].slice(-max_size)
          expect(map.size).toBe(latest.length)
        }
      }),
    )
  })
})
