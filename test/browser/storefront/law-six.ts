import { expect } from 'vitest'
import type { ShopperView } from '../../../src/browser'
import { cli } from '../../cli/support/cli'
import type { Shopper } from './shopper'
import type { VisitedShop } from './visited-shop'

/**
 * Law 6 in life: what the page knows of a shopper, once all that they did is told, is what `aisle decide` says of them over
 * what the collector wrote, at the same instant. All of it: segments, stages and traits.
 *
 * @returns What both say.
 */
export async function expectSameAnswer(shop: VisitedShop, shopper: Shopper): Promise<ShopperView> {
  const view = await shopper.settled()
  const { visitor_id, user_id } = await shopper.ids()
  const argv = ['decide', ...(await shop.files()), '--definitions', 'builtin', '--now', String(view.now)]
  const { code, stderr, rows } = await cli(argv)
  expect([code, stderr]).toEqual([0, expect.any(String)])
  const row = rows().find(({ shopper_id }) => shopper_id === (user_id ?? visitor_id))
  const { now, segments, stages, traits } = view
  expect({ now, segments, stages, traits }).toEqual({
    now: row?.now,
    segments: row?.segments,
    stages: row?.stages,
    traits: row?.traits,
  })
  return view
}
