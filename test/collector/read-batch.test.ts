import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readBatch } from '../../src/collector/read-batch'
import { type Refusal, RefusalError } from '../../src/collector/refusal'

const SENT_AT = 1_469_923_200_000

function refusalOf(text: string, max_events = 500): Refusal | undefined {
  try {
    readBatch(text, max_events)
    return undefined
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal
    throw error
  }
}

describe('readBatch()', () => {
  it('gives when a batch was sent, and its events as they are', () => {
    const events = [{ id: 'e-1' }, null, 7, ['x']]
    const text = JSON.stringify({ batch: 'b-1', sent_at: SENT_AT, events, more: true })
    expect(readBatch(text, 500)).toEqual({ sent_at: SENT_AT, events })
    expect(readBatch('{"events":[]}', 500)).toEqual({ sent_at: undefined, events: [] })
  })

  test.each([
    ['no number', '"2016-07-31"'],
    ['seconds', '1469923200'],
    ['microseconds', '1469923200000000'],
    ['no whole number', '1469923200000.5'],
    ['below 0', '-1'],
    ['null', 'null'],
    ['beyond all dates', '8640000000000001'],
  ])('knows no time that is %s', (_, sent_at) => {
    expect(readBatch(`{"sent_at":${sent_at},"events":[1]}`, 500)).toEqual({ sent_at: undefined, events: [1] })
  })

  it('takes so many events and no more', () => {
    const textOf = (count: number) => JSON.stringify({ events: Array(count).fill(1) })
    expect(readBatch(textOf(3), 3).events).toHaveLength(3)
    expect(refusalOf(textOf(4), 3)).toEqual({
      status: 413,
      code: 'too_many_events',
      message: 'Cannot take the batch: 4 events, expected at most 3',
      headers: {},
    })
  })

  test.each([
    ['an object without events', '{}', 'nothing'],
    ['events that are none', '{"events":{"0":1}}', 'an object'],
    ['events that are text', '{"events":"[]"}', '"[]" (string)'],
    ['null', 'null', 'nothing'],
    ['a list', '[{"id":"e-1"}]', 'nothing'],
    ['a text', '"x"', 'nothing'],
  ])('refuses %s', (_, text, found) => {
    expect(refusalOf(text)).toMatchObject({
      status: 400,
      code: 'no_events',
      message: `Cannot take the body: "events" is ${found}, expected a list of events`,
    })
  })

  test.each(['', ' ', '{', '{"events":[]', '{"events":[]}}', 'events=1', '\u0000'])('refuses "%s", no JSON', (text) => {
    const refusal = refusalOf(text)!
    expect(refusal).toMatchObject({ status: 400, code: 'no_json' })
    expect(refusal.message).toMatch(/^Cannot take the body: no JSON in \d+ characters, expected a batch as JSON$/)
  })

  it('reads a list as deep as a body can be', () => {
    const depth = 100_000
    expect(readBatch(`{"events":[${'['.repeat(depth)}${']'.repeat(depth)}]}`, 1).events).toHaveLength(1)
  })

  it('gives a batch or refuses, whatever comes (property)', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((events) => `{"events":[${events}],"sent_at":1}`),
    )
    fc.assert(
      fc.property(text, (text) => {
        const refusal = refusalOf(text, 1)
        if (refusal) expect([400, 413]).toContain(refusal.status)
        else expect(readBatch(text, 1).events.length).toBeLessThanOrEqual(1)
      }),
    )
  })
})
