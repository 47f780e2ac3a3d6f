import { describe, expect, it } from 'vitest'
import { parsePath } from '../../src/language/path'

describe('parsePath()', () => {
  it.each([
    ['total', { of: 'props', keys: ['total'] }],
    ['product', { of: 'props', keys: ['product'] }],
    ['context', { of: 'props', keys: ['context'] }],
    ['Größe in cm', { of: 'props', keys: ['Größe in cm'] }],
    ['__proto__', { of: 'props', keys: ['__proto__'] }],
    ['product.price', { of: 'product', keys: ['price'] }],
    ['context.channel', { of: 'context', keys: ['channel'] }],
    ['context.device.type', { of: 'context', keys: ['device', 'type'] }],
  ])('reads %s', (path, parts) => {
    expect(parsePath(path)).toEqual(parts)
  })

  it.each([
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    'a.b',
    'props.total',
    'product.',
    'product.a.b',
    'context.',
    'context.a.b.c',
    'context..a',
  ])('gives undefined when asked of %j', (path) => {
    expect(parsePath(path)).toBeUndefined()
  })

  it.each([undefined, null, 1, ['total'], { toString: () => 'total' }, Symbol('total')])(
    'gives undefined when what it is given is no text: %s',
    (path) => {
      expect(parsePath(path)).toBeUndefined()
    },
  )
})
