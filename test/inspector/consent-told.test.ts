import { describe, expect, test } from 'vitest'
import { type ConsentSigns, consentTold } from '../../src/inspector/consent-told'

const nothing: ConsentSigns = {
  is_set_up: false,
  is_delivered: false,
  view: { is_ready: false, now: 0, segments: {}, stages: {}, traits: {} },
  ledger: { accepted: 0, delivered: 0, waiting: 0, dropped: {} },
  is_opted_out: false,
  said: {},
}
const ready = { ...nothing.view, is_ready: true }

describe('consentTold()', () => {
  test.each<[string, Partial<ConsentSigns>, RegExp, RegExp]>([
    ['nothing', {}, /^Not agreed to, or not asked/, /^Not agreed to, or not asked/],
    ['events that wait', { ledger: { ...nothing.ledger, waiting: 1 } }, /^Not agreed to yet: 1 event waits/, /^Not/],
    ['a refusal', { ledger: { ...nothing.ledger, dropped: { denied: 2 } } }, /^Refused: 2 events/, /^Not/],
    ['plugins that run', { is_set_up: true }, /^Probably agreed/, /not ready yet/],
    ['deliveries', { is_set_up: true, is_delivered: true }, /^Agreed to: events/, /not ready yet/],
    ['segments', { is_set_up: true, view: ready }, /^Probably agreed/, /^Agreed to: segments/],
    ['opting out', { is_opted_out: true, said: { analytics: true } }, /^Agreed to here, but/, /^Not agreed/],
    ['own buttons', { said: { analytics: true, personalization: false } }, /^Agreed to here/, /^Refused here/],
  ])('says what %s tell', (_, signs, analytics, personalization) => {
    const told = consentTold({ ...nothing, ...signs })
    expect(told.analytics).toMatch(analytics)
    expect(told.personalization).toMatch(personalization)
  })
})
