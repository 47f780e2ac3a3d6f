import type { Consent, ShopperView } from '../browser/tracker'
import type { LedgerCounts } from '../tracker/vault'

/** What an inspector has seen that says something about consent. */
export interface ConsentSigns {
  /** Whether the tracker has set its plugins up: it does once one purpose is agreed to. */
  readonly is_set_up: boolean
  /** Whether the collector took events of this page. */
  readonly is_delivered: boolean
  readonly view: ShopperView
  readonly ledger: LedgerCounts
  /** Whether the browser opts out for its user (Global Privacy Control). */
  readonly is_opted_out: boolean
  /** What was last said by the inspector's own buttons. */
  readonly said: Consent
}

/** What can be told of each purpose, in a sentence. */
export interface ConsentTold {
  readonly analytics: string
  readonly personalization: string
}

/** What can be told of the consent: a tracker is told it, and does not say it again. */
export function consentTold({ is_set_up, is_delivered, view, ledger, is_opted_out, said }: ConsentSigns): ConsentTold {
  const own = (purpose: keyof Consent) => {
    if (said[purpose] === undefined) return undefined
    if (!said[purpose]) return 'Refused here.'
    return is_opted_out ? 'Agreed to here, but this browser opts out (Global Privacy Control).' : 'Agreed to here.'
  }
  const nothing = ledger.waiting
    ? `Not agreed to yet: ${ledger.waiting} ${ledger.waiting === 1 ? 'event waits' : 'events wait'} in memory for an answer.`
    : 'Not agreed to, or not asked yet.'
  const denied = ledger.dropped.denied ? `Refused: ${ledger.dropped.denied} events were let go.` : undefined
  const analytics = is_delivered
    ? 'Agreed to: events are delivered.'
    : (denied ?? (is_set_up ? 'Probably agreed to; the first delivery will tell.' : nothing))
  const personalization = view.is_ready
    ? 'Agreed to: segments are worked out in this page.'
    : is_set_up
      ? 'Not agreed to, or the engine is not ready yet.'
      : 'Not agreed to, or not asked yet.'
  return { analytics: own('analytics') ?? analytics, personalization: own('personalization') ?? personalization }
}
