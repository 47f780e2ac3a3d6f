import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fate } from '../../src/tracker/fate'
import { createLedger } from '../../src/tracker/ledger'

describe('createLedger()', () => {
  it('counts what became of each event', () => {
    const ledger = createLedger()
    expect(ledger.counts()).toEqual({ accepted: 0, delivered: 0, waiting: 0, dropped: {} })
    for (const key of ['a', 'b', 'c', 'd', 'e']) ledger.accept(key)
    ledger.settle([{ key: 'a' }, { key: 'b', reason: 'rejected' }])
    ledger.settle([
      { key: 'c', reason: 'full' },
      { key: 'd', reason: 'full' },
    ])
    expect(ledger.counts()).toEqual({ accepted: 5, delivered: 1, waiting: 1, dropped: { rejected: 1, full: 2 } })
  })

  it('counts each once, and none that is not its own', () => {
    const ledger = createLedger()
    ledger.accept('a')
    ledger.accept('a')
    ledger.settle([{ key: 'a' }, { key: 'a' }, { key: 'another' }])
    ledger.settle([{ key: 'a', reason: 'full' }])
    expect(ledger.counts()).toEqual({ accepted: 1, delivered: 1, waiting: 0, dropped: {} })
  })

  it('has accepted as many as are delivered, waiting and dropped, at any time (property)', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd')
    const reason = fc.constantFrom('full', 'rejected', '__proto__', undefined) as fc.Arbitrary<Fate['reason']>
    const fates = fc.array(fc.record({ key, reason }))
    const run = (steps: (string | Fate[])[]) => {
      const ledger = createLedger()
      for (const step of steps) {
        if (typeof step === 'string') ledger.accept(step)
        else ledger.settle(step)
        const { accepted, delivered, waiting, dropped } = ledger.counts()
        const all = Object.values(dropped).reduce((sum, count) => sum + count, 0)
        expect(delivered + waiting + all).toBe(accepted)
      }
    }
    fc.assert(fc.property(fc.array(fc.oneof(key, fates)), run))
  })
})
