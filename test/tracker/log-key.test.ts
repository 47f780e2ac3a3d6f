import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEventIds } from '../../src/tracker/event-id'
import { eventIdOf, readLogKeys, toLogEntry } from '../../src/tracker/log-key'

const ID = '017f22e2-79b0-7000-8000-000000000000'

describe('toLogEntry()', () => {
  it('keeps the event as text, under its id, its rank and its bytes', () => {
    const event = { id: ID, name: 'order_completed', props: { total: 9 } }
    const text = `{"id":"${ID}","name":"order_completed","props":{"total":9}}`
    expect(toLogEntry(event)).toEqual({ key: `${ID}.2.${text.length}`, text })
    expect(toLogEntry({ id: ID, name: 'page_viewed' }).key).toBe(`${ID}.0.66`)
  })

  it('counts bytes as UTF-8 does', () => {
    const encoder = new TextEncoder()
    for (const name of ['\u007f', '\u0080', '\u07ff', '\u0800', '\uffff', '😀', '\ud7ff\ue000', '\ud800']) {
      const { key, text } = toLogEntry({ id: ID, name })
      expect(key).toBe(`${ID}.1.${encoder.encode(text).length}`)
    }
  })

  it('makes what readLogKeys() reads (property)', () => {
    const encoder = new TextEncoder()
    const run = (time: number, name: string) => {
      const { key, text } = toLogEntry({ id: createEventIds((bytes) => bytes.fill(9))(time), name })
      const [read] = readLogKeys([key])
      expect(read).toEqual({ key, time, rank: expect.any(Number), bytes: encoder.encode(text).length })
    }
    fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 47 - 1 }), fc.string({ unit: 'grapheme' }), run))
  })
})

describe('toLogEntry() of an event whose id is its caller’s', () => {
  const ids = ['d-7', '.', '1.2.3', ' ', '"\\', `${ID}.2.66`, 'x'.repeat(128), '017f22e2-79b0-7000-8000-000000000001']

  it.each(ids)('has %j in a key that sorts and reads as any other', (id) => {
    const { key, text } = toLogEntry({ id, name: 'order_completed' }, ID)
    expect(key).toBe(`${ID}.2.${text.length}.${id}`)
    expect(readLogKeys([key])).toEqual([{ key, time: 1645557742000, rank: 2, bytes: text.length }])
    expect(eventIdOf(key)).toBe(id)
  })

  it('is as any other where that is the id of the key', () => {
    const event = { id: ID, name: 'order_completed' }
    expect(toLogEntry(event, ID)).toEqual(toLogEntry(event))
    expect(eventIdOf(toLogEntry(event).key)).toBe(ID)
  })
})

describe('readLogKeys()', () => {
  it('reads the time of the event, its rank and its bytes', () => {
    expect(readLogKeys([`${ID}.2.345`])).toEqual([{ key: `${ID}.2.345`, time: 1645557742000, rank: 2, bytes: 345 }])
  })

  it('leaves out what is no key', () => {
    const bad = [
      '',
      'x',
      ID,
      `${ID}.1`,
      `${ID}.3.9`,
      `${ID}.1.`,
      `${ID}.1.-5`,
      `${ID}.1.1e9`,
      `${ID}.1.1234567890`,
      `${ID}.1.5.`,
      ` ${ID}.1.5`,
      `${ID.replace('-7000', '-4000')}.1.5`,
      `${ID.replace('017f', '0xff')}.1.5`,
      `${ID}0.1.5`,
      `__proto__`,
      undefined,
      null,
      7,
      {},
    ]
    expect(readLogKeys([...(bad as string[]), `${ID}.0.5`])).toHaveLength(1)
  })

  it('throws at no text (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (keys) => {
        expect(readLogKeys(keys)).toEqual([])
      }),
    )
  })
})

it('eventIdOf() gives the id of the event under a key', () => {
  expect(eventIdOf(`${ID}.2.345`)).toBe(ID)
})
