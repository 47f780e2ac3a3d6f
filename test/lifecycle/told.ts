import { compile } from '../../src/engine/compile'
import type { AisleDocument, Trait } from '../../src/language/ast'
import { defineDocument } from '../../src/language/define'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { NOW, type Told } from '../segments/asked'

/** An event that happened some time before NOW; equal arguments give equal events. */
export function told([name, ago, more]: Told, index = 0): ShopEvent {
  return {
    id: `e${String(index).padStart(3, '0')}`,
    name,
    time: NOW - ago,
    shopper_id: 'u1',
    session_id: 'v1',
    props: {},
    products: [],
    context: {},
    ...more,
  } as unknown as ShopEvent
}

/** A shopper of a document to whom some things happened. */
export function shopperOf(document: AisleDocument, events: readonly Told[]) {
  const shopper = compile(document).shopper()
  for (const [i, event] of events.entries()) shopper.add(told(event, i), NOW - event[1])
  return shopper
}

/** The value of a trait at NOW. */
export function askTrait(trait: Trait, events: readonly Told[]) {
  return shopperOf(defineDocument({ traits: [trait] }), events).at(NOW).traits[trait.name]
}
