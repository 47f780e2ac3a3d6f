import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { onExit, onReturn } from '../../../src/browser/watch-exit'
import { countListeners, dispatch, pretend } from './support/page'

let undo: (() => void)[] = []
const act = vi.fn()

function become(state: 'hidden' | 'visible'): void {
  undo.push(pretend(document, 'hidden', state === 'hidden'))
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}

beforeEach(() => {
  act.mockClear()
})
afterEach(() => {
  for (const each of undo.reverse()) each()
  undo = []
})

describe('onExit()', () => {
  beforeEach(() => {
    undo.push(onExit(window, act))
  })

  test('acts when the page is hidden, and again when it is hidden again', () => {
    become('hidden')
    expect(act).toHaveBeenCalledTimes(1)
    become('visible')
    expect(act).toHaveBeenCalledTimes(1)
    become('hidden')
    expect(act).toHaveBeenCalledTimes(2)
  })

  test('acts once where a page is left, after what others do on pagehide', () => {
    dispatch(window, 'pagehide', { persisted: true })
    expect(act).not.toHaveBeenCalled()
    become('hidden')
    expect(act).toHaveBeenCalledTimes(1)
  })

  test('acts once where a hidden page is closed', () => {
    become('hidden')
    dispatch(window, 'pagehide', { persisted: false })
    expect(act).toHaveBeenCalledTimes(1)
  })

  test('acts once when a page is closed that was never seen', () => {
    undo.push(pretend(document, 'hidden', true))
    dispatch(window, 'pageshow', { persisted: false })
    expect(act).not.toHaveBeenCalled()
    dispatch(window, 'pagehide', { persisted: false })
    dispatch(window, 'pagehide', { persisted: false })
    expect(act).toHaveBeenCalledTimes(1)
  })

  test('acts again after a return from the back/forward cache, seen or not', () => {
    dispatch(window, 'pagehide', { persisted: true })
    become('hidden')
    dispatch(window, 'pageshow', { persisted: true })
    dispatch(window, 'pagehide', { persisted: true })
    expect(act).toHaveBeenCalledTimes(2)
  })
})

test('onExit() acts first where that is asked for, though it was told later', () => {
  const order: string[] = []
  undo.push(
    onExit(window, () => order.push('second')),
    onExit(window, () => order.push('first'), true),
  )
  become('hidden')
  expect(order).toEqual(['first', 'second'])
})

describe('onReturn()', () => {
  beforeEach(() => {
    undo.push(onReturn(window, act))
  })

  test.each([
    ['the page is seen again', () => become('visible'), 1],
    ['the page is hidden', () => become('hidden'), 0],
    ['the page is restored', () => dispatch(window, 'pageshow', { persisted: true }), 1],
    ['the page has loaded', () => dispatch(window, 'pageshow', { persisted: false }), 0],
    ['the network is back', () => dispatch(window, 'online'), 1],
    ['the page is thawed', () => dispatch(document, 'resume'), 1],
  ])('when %s acts as often as it should', (_, happen, times) => {
    happen()
    expect(act).toHaveBeenCalledTimes(times)
  })

  test('acts in a hidden page that is online again or thawed', () => {
    become('hidden')
    dispatch(window, 'online')
    dispatch(document, 'resume')
    expect(act).toHaveBeenCalledTimes(2)
  })
})

test.each([
  ['onExit()', () => onExit(window, act)],
  ['onExit() that acts first', () => onExit(window, act, true)],
  ['onReturn()', () => onReturn(window, act)],
])('%s removes every listener', (_, begin) => {
  const listeners = countListeners(window, document)
  undo.push(listeners.restore)
  const stop = begin()
  expect(listeners.left()).not.toEqual([])
  stop()
  expect(listeners.left()).toEqual([])
  become('hidden')
  become('visible')
  dispatch(window, 'pagehide', { persisted: false })
  expect(act).not.toHaveBeenCalled()
})
