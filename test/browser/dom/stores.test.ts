import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStores } from '../../../src/browser/stores'
import { memoryItems } from '../../../src/tracker/item-store'

let isFull = false
const local = memoryItems()

beforeEach(() => {
  isFull = false
  const setItem = (key: string, text: string) => {
    if (isFull) throw new DOMException('full', 'QuotaExceededError')
    local.setItem(key, text)
  }
  vi.stubGlobal('localStorage', { ...local, setItem })
})
afterEach(() => {
  vi.unstubAllGlobals()
  for (const key of local.list()) local.removeItem(key)
})

describe('openStores()', () => {
  it('gives what was written last, also where there is no more room for it', () => {
    const { items } = openStores()
    items.setItem('~me', 'old')
    isFull = true
    items.setItem('~me', 'new')
    expect(local.getItem('aisle.~me')).toBe('old')
    expect(items.getItem('~me')).toBe('new')
    isFull = false
    items.setItem('~me', 'newer')
    expect(items.getItem('~me')).toBe('newer')
    expect(local.getItem('aisle.~me')).toBe('newer')
  })

  it('gives null for what is not there, and for what was removed', () => {
    const { items } = openStores()
    expect(items.getItem('~me')).toBe(null)
    items.setItem('~me', 'text')
    items.removeItem('~me')
    expect(items.getItem('~me')).toBe(null)
    expect(local.list()).toEqual([])
  })
})
