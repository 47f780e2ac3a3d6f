import { afterEach, expect, test, vi } from 'vitest'
import { Listeners } from '../../../src/testing/page/listeners'

afterEach(() => vi.restoreAllMocks())

test('Listeners has those hear first who capture, each once, and counts them', () => {
  const target = new Listeners()
  const heard: string[] = []
  const late = () => void heard.push('late')
  target.addEventListener('a', late)
  target.addEventListener('a', late)
  target.addEventListener('a', { handleEvent: () => void heard.push('object') }, { once: true })
  target.addEventListener('a', late, true)
  target.addEventListener('a', () => void heard.push('first'), { capture: true })
  target.addEventListener('b', () => void heard.push('other'))
  expect(target.count).toBe(5)
  target.dispatchEvent(new Event('a'))
  expect(heard.splice(0)).toEqual(['late', 'first', 'late', 'object'])
  target.removeEventListener('a', late)
  target.dispatchEvent(new Event('a'))
  expect([heard, target.count]).toEqual([['late', 'first'], 3])
})

test('Listeners stops with a signal, and lets nobody keep others from hearing', () => {
  const target = new Listeners()
  const end = new AbortController()
  const heard: string[] = []
  const report = vi.spyOn(console, 'error').mockImplementation(() => {})
  target.addEventListener('a', () => void heard.push('gone'), { signal: end.signal })
  target.addEventListener('a', () => {
    throw new Error('broken')
  })
  target.addEventListener('a', () => void heard.push('after'))
  end.abort()
  target.addEventListener('a', () => void heard.push('too late'), { signal: end.signal })
  target.dispatchEvent(new Event('a'))
  expect([heard, target.count]).toEqual([['after'], 2])
  expect(report.mock.calls).toEqual([[new Error('broken')]])
})
