import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import { defineDocument } from '../../src/language/define'
import { aida } from '../../src/lifecycle/aida'
import { purchaseJourney } from '../../src/lifecycle/purchase-journey'
import { beginStages, stageHistory } from '../../src/lifecycle/stage-history'
import { DAY, HOUR, MINUTE, NOW, type Told } from '../segments/asked'
import { told } from './told'

const engine = compile(defineDocument({ stages: [purchaseJourney, aida] }))
const begin = () => beginStages(engine.shopper().at(0).stages)

/** The history of a shopper to whom some things happened, read until NOW. */
function historyOf(events: readonly Told[], most?: number) {
  const shopper = engine.shopper()
  let history = begin()
  for (const [i, one] of events.entries()) {
    const event = told(one, i)
    history = stageHistory(history, shopper.add(event, event.time), { event, most })
  }
  return stageHistory(history, shopper.advance(NOW), { most })
}

const first = { session_id: 'a', context: { channel: 'email', campaign: { name: 'spring' } } }
const second = { session_id: 'b', context: { channel: 'direct' } }

describe('stageHistory()', () => {
  it('knows of nobody since when they are where they begin', () => {
    const step = { from: null, since: null, cause: null, event: null, visit: null }
    expect(begin()).toEqual({
      sets: { purchase_journey: [{ stage: 'first_visit', ...step }], aida: [{ stage: 'attention', ...step }] },
      dropped: 0,
      visits: [],
    })
  })

  it('keeps each step with its time, its event, the stage before it, and how the visit came', () => {
    const { sets } = historyOf([
      ['page_viewed', 40 * DAY, first],
      ['signed_up', 40 * DAY - MINUTE, { session_id: 'a' }],
      ['page_viewed', 39 * DAY, second],
      ['order_completed', 39 * DAY - HOUR, { session_id: 'b', props: { order_id: 'o1' } }],
    ])
    const a = { session_id: 'a', channel: 'email', campaign: 'spring' }
    const b = { session_id: 'b', channel: 'direct', campaign: null }
    const step = (stage: string, from: string | null, ago: number, id: string, name: string, visit: object) => ({
      stage,
      from,
      since: NOW - ago,
      cause: 'event',
      event: { id, name, time: NOW - ago },
      visit,
    })
    expect(sets.purchase_journey).toEqual([
      step('first_visit', null, 40 * DAY, 'e000', 'page_viewed', a),
      step('registered', 'first_visit', 40 * DAY - MINUTE, 'e001', 'signed_up', a),
      step('returned_after_registration', 'registered', 39 * DAY, 'e002', 'page_viewed', b),
      step('first_purchase', 'returned_after_registration', 39 * DAY - HOUR, 'e003', 'order_completed', b),
      {
        stage: 'paused',
        from: 'first_purchase',
        since: NOW - 9 * DAY + HOUR,
        cause: 'time',
        event: null,
        visit: null,
      },
    ])
  })

  it('keeps several steps of one visit apart', () => {
    const { sets } = historyOf([
      ['product_added', HOUR, first],
      ['order_completed', MINUTE, { session_id: 'a' }],
    ])
    expect(sets.purchase_journey!.map(({ stage, since }) => [stage, since! - NOW])).toEqual([
      ['first_visit', -HOUR],
      ['registered', -HOUR],
      ['first_purchase', -MINUTE],
    ])
    expect(sets.aida!.map(({ stage }) => stage)).toEqual(['attention', 'desire', 'action'])
  })

  it('takes the source from the first event of the visit that says one, and keeps it', () => {
    const { visits } = historyOf([
      ['page_viewed', 5, { session_id: 'a' }],
      ['page_viewed', 4, { session_id: 'a', context: { channel: 'push' } }],
      ['page_viewed', 3, { session_id: 'b', context: { channel: 7, campaign: 'x' } }],
      ['page_viewed', 2, { session_id: 'a', context: { channel: 'referral' } }],
    ])
    expect(visits).toEqual([
      { session_id: 'b', channel: null, campaign: null },
      { session_id: 'a', channel: 'push', campaign: null },
    ])
  })

  it('remembers the last four visits', () => {
    const { visits } = historyOf(
      ['a', 'b', 'c', 'd', 'e'].map((session_id, i) => ['page_viewed', 9 - i, { session_id }]),
    )
    expect(visits.map(({ session_id }) => session_id)).toEqual(['b', 'c', 'd', 'e'])
  })

  it('adds nothing for a bad event, nor for a change of a segment', () => {
    const shopper = engine.shopper()
    const event = told(['page_viewed', 0, { id: '' }])
    expect(stageHistory(begin(), shopper.add(event, NOW), { event })).toEqual(begin())
    const change = { kind: 'segment', name: 'vip', from: 'out', to: 'in', at: NOW, cause: 'event' } as const
    expect(stageHistory(begin(), [change])).toEqual(begin())
  })

  it('says when it does not know the event', () => {
    const change = { kind: 'stage', name: 'aida', from: 'attention', to: 'interest', at: NOW, cause: 'event' } as const
    const event = told(['product_viewed', -1])
    const last = (given?: typeof event) => stageHistory(begin(), [change], { event: given }).sets.aida!.at(-1)
    expect(last()).toMatchObject({ since: NOW, event: null, visit: null })
    expect(last(event)).toMatchObject({ since: NOW, event: null, visit: null })
    expect(last({ ...event, time: NOW })).toMatchObject({ event: { id: 'e000' } })
    expect(last({ ...event, time: NOW - 1 })).toMatchObject({ event: { id: 'e000', time: NOW - 1 } })
  })

  it('keeps the first step and the latest, and counts what it let go', () => {
    const visits = ['a', 'b', 'c'].flatMap((session_id, i): Told[] => [
      ['page_viewed', 90 - 10 * i, { session_id }],
      ['product_viewed', 89 - 10 * i, { session_id }],
    ])
    const all = historyOf(visits)
    expect(all.sets.aida!.map(({ stage }) => stage).join()).toBe(
      'attention,interest,attention,interest,attention,interest',
    )
    const few = historyOf(visits, 3)
    expect(few.sets.aida).toEqual([all.sets.aida![0], ...all.sets.aida!.slice(-2)])
    expect(few.dropped).toBe(3)
    expect(historyOf(visits, 6).dropped).toBe(0)
    expect(historyOf(visits, 0).sets.aida).toHaveLength(2)
  })

  it('is plain JSON, and changes nothing that it was given', () => {
    const before = historyOf([['product_viewed', DAY, first]])
    const copy = structuredClone(before)
    const event = told(['product_added', 0])
    stageHistory(before, [{ kind: 'stage', name: 'aida', from: 'interest', to: 'desire', at: NOW, cause: 'event' }], {
      event,
    })
    expect(before).toEqual(copy)
    expect(JSON.parse(JSON.stringify(before))).toStrictEqual(before)
  })
})
