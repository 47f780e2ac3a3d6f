import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMPACT_LISTS } from '../../src/sessions/compact-lists'
import { FULL_LISTS } from '../../src/sessions/full-lists'
import { findSource, isHostOf, type SourceLists } from '../../src/sessions/source-lists'

const entries = (lists: SourceLists) => Object.values(lists).flatMap((list) => list.split(' '))
const kind = (source: string, lists = COMPACT_LISTS) => findSource(source, lists)?.category

describe('findSource()', () => {
  it.each([
    ['facebook.com', 'social', 'facebook.com'],
    ['m.facebook.com', 'social', 'facebook.com'],
    ['a.b.c.facebook.com', 'social', 'facebook.com'],
    ['FACEBOOK.com', 'social', 'facebook.com'],
    ['facebook', 'social', 'facebook'],
    ['google', 'search', 'google'],
    ['google.de', 'search', 'google.de'],
    ['google.co.uk', 'search', 'google.co.uk'],
    ['google.com.br', 'search', 'google.com.br'],
    ['images.google.de', 'search', 'google.de'],
    ['de.search.yahoo.com', 'search', 'yahoo.com'],
    ['mail.google.com', 'email', 'mail.google.com'],
    ['gemini.google.com', 'ai', 'gemini.google.com'],
    ['Google Shopping', 'shopping', 'google_shopping'],
    ['smile.amazon.co.jp', 'shopping', 'amazon.co.jp'],
    ['com.google.android.gm', 'email', 'com.google.android.gm'],
  ])('knows %s as %s (%s)', (source, category, site) => {
    expect(findSource(source, COMPACT_LISTS)).toEqual({ category, site })
  })

  it.each([
    'notfacebook.com',
    'facebook.com.evil.example',
    'google.evil.example',
    'notgoogle.de',
    'docs.google.com',
    'finance.yahoo.com',
    'store.google',
    'my.facebook',
    'com',
    'co.uk',
    '',
    '.',
    '..',
    'x.',
    '*',
    '__proto__',
    'constructor',
  ])('does not know %j', (source) => {
    expect(findSource(source, COMPACT_LISTS)).toBeUndefined()
  })

  it('knows by the full lists whatever the compact ones know, and the same of it', () => {
    for (const entry of entries(COMPACT_LISTS)) {
      for (const source of [entry.replace('.*', ''), entry.replace('.*', '.de'), `m.${entry.replace('.*', '.com')}`]) {
        if (kind(source)) expect([source, kind(source, FULL_LISTS)]).toEqual([source, kind(source)])
      }
    }
  })

  it('knows more by the full lists', () => {
    expect(kind('43things.com', FULL_LISTS)).toBe('social')
    expect(kind('suche.web.de', FULL_LISTS)).toBe('search')
    expect(kind('mail.naver.com', FULL_LISTS)).toBe('email')
    expect(kind('veoh.com', FULL_LISTS)).toBe('video')
    expect(kind('chatglm.cn', FULL_LISTS)).toBe('ai')
  })

  it('finds every entry of the full lists', () => {
    for (const [category, list] of Object.entries(FULL_LISTS)) {
      for (const entry of list.split(' '))
        expect([entry, kind(entry.replace('.*', '.com'), FULL_LISTS)]).toEqual([entry, category])
    }
  })

  it('is quick and does not throw for a hostile host', () => {
    expect(kind('.'.repeat(1_000_000), FULL_LISTS)).toBeUndefined()
    expect(kind(`${'www.'.repeat(100_000)}google.com`, FULL_LISTS)).toBeUndefined()
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', 'co', 'com', 'google', 'www', 'é', '\0', '*') }), (host) => {
        findSource(host, FULL_LISTS)
      }),
    )
  })
})

describe('lists', () => {
  it.each([
    ['COMPACT_LISTS', COMPACT_LISTS],
    ['FULL_LISTS', FULL_LISTS],
  ])('%s has each entry once, as a host or a name', (_, lists) => {
    const all = entries(lists)
    expect(all.filter((entry) => !/^[a-z0-9]([a-z0-9._+-]*|[a-z0-9.-]*\.\*)$/.test(entry))).toEqual([])
    expect(all.length).toBe(new Set(all).size)
    expect(Object.keys(lists)).toEqual(['ai', 'email', 'shopping', 'video', 'social', 'search'])
  })
})

describe('isHostOf()', () => {
  it('matches on label boundaries, without case', () => {
    expect(isHostOf('www.paypal.com', ['PayPal.com'])).toBe(true)
    expect(isHostOf('paypal.com', ['paypal.com'])).toBe(true)
    expect(isHostOf('notpaypal.com', ['paypal.com'])).toBe(false)
    expect(isHostOf('paypal.com.evil.example', ['paypal.com'])).toBe(false)
    expect(isHostOf('paypal.com', [])).toBe(false)
  })
})
