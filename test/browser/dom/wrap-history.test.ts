import { afterEach, describe, expect, test, vi } from 'vitest'
import { wrapHistory } from '../../../src/browser/wrap-history'
import { pretend } from './support/page'

const descriptor = () => Object.getOwnPropertyDescriptor(history, 'pushState')

afterEach(() => {
  Reflect.deleteProperty(history, 'pushState')
  History.prototype.replaceState.call(history, {}, '', '/')
})

describe('wrapHistory()', () => {
  test('acts after the address has changed, with what was passed', () => {
    const act = vi.fn(() => expect(location.pathname).toBe('/cart'))
    const restore = wrapHistory(history, 'pushState', act)
    history.pushState({ step: 1 }, '', '/cart')
    expect(act).toHaveBeenCalledOnce()
    expect(history.state).toEqual({ step: 1 })
    restore()
    history.pushState({}, '', '/checkout')
    expect(act).toHaveBeenCalledOnce()
  })

  test('leaves no trace where there was no property of its own', () => {
    const restore = wrapHistory(history, 'pushState', () => {})
    expect(descriptor()).toBeDefined()
    restore()
    expect(descriptor()).toBeUndefined()
  })

  test('puts back the very property of another script', () => {
    const other = vi.fn()
    Object.defineProperty(history, 'pushState', { value: other, configurable: true, enumerable: false, writable: true })
    const before = descriptor()
    const act = vi.fn()
    const restore = wrapHistory(history, 'pushState', act)
    history.pushState({}, '', '/cart')
    expect([other, act].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
    expect(other.mock.contexts[0]).toBe(history)
    restore()
    expect(descriptor()).toEqual(before)
  })

  test('stays in the chain of a script that wrapped it later, and says nothing', () => {
    const act = vi.fn()
    const restore = wrapHistory(history, 'pushState', act)
    const ours = history.pushState
    const theirs = vi.fn(function (this: History, ...call: Parameters<History['pushState']>) {
      ours.apply(this, call)
    })
    history.pushState = theirs
    restore()
    expect(history.pushState).toBe(theirs)
    history.pushState({}, '', '/cart')
    expect(location.pathname).toBe('/cart')
    expect(act).not.toHaveBeenCalled()
  })

  test('lets a wrapper that was put on the prototype later have its turn', () => {
    const restore = wrapHistory(history, 'pushState', () => {})
    const later = vi.fn()
    const undo = pretend(History.prototype, 'pushState', later)
    history.pushState({}, '', '/cart')
    undo()
    restore()
    expect(later).toHaveBeenCalledWith({}, '', '/cart')
  })

  test('lets an error through, and says nothing of that call', () => {
    const act = vi.fn()
    const failing = () => {
      throw new DOMException('no', 'SecurityError')
    }
    Object.defineProperty(history, 'pushState', { value: failing, configurable: true, writable: true })
    const restore = wrapHistory(history, 'pushState', act)
    expect(() => history.pushState({}, '', '/cart')).toThrow('no')
    expect(act).not.toHaveBeenCalled()
    restore()
  })

  test('does nothing to a history that cannot be changed', () => {
    const other = () => {}
    const frozen = Object.freeze({ pushState: other, replaceState: other }) as unknown as History
    wrapHistory(frozen, 'pushState', () => {})()
    expect(frozen.pushState).toBe(other)
  })
})
