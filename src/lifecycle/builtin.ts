import type { AisleDocument } from '../language/ast'
import { segmentCatalogue } from '../segments/catalogue'
import { visitIntent } from '../segments/visit-intent'
import { aida } from './aida'
import { customerLifecycle } from './customer-lifecycle'
import { purchaseJourney } from './purchase-journey'
import { shopperTraits } from './traits'

/**
 * The built-in catalogue as a document, for `compile` or to build on.
 *
 * @example
 * compile({ ...builtin, zone: 'Europe/Berlin', currency: 'GBP' })
 */
export const builtin: AisleDocument = {
  aisle: 1,
  zone: 'UTC',
  currency: 'EUR',
  segments: segmentCatalogue,
  traits: shopperTraits,
  stages: [visitIntent, purchaseJourney, customerLifecycle, aida],
}
