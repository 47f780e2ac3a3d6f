import { sampleQuantile } from '../../predict/quantile'
import { RFM_CELLS, RFM_VALUE_FROM } from '../../predict/rfm'
import type { ShopperLife } from './shopper-life'

const FIFTHS = [0.2, 0.4, 0.6, 0.8]

/**
 * The buyers of one field of the grid.
 *
 * @example
 * const fieldOf = (value: number, buyers: number): RfmField => ({ recency: 5, value, group: 'champions', buyers })
 * const champions = [fieldOf(5, 12), fieldOf(4, 30)] // a group has more fields than one
 * champions.reduce((sum, { buyers }) => sum + buyers, 0) // => 42
 */
export interface RfmField {
  /** 1 to 5; 5 bought last. */
  readonly recency: number
  /** 1 to 5; 5 buys most, by frequency and money together. */
  readonly value: number
  /** The group that the field is in, as `rfm` names it. */
  readonly group: string
  readonly buyers: number
}

/**
 * Buyers by recency, frequency and monetary value.
 *
 * @example
 * const buy = (total: number) => ({ ...event, name: 'order_completed', props: { order_id: `A-${total}`, total } })
 * const orders = [20, 40, 60, 80, 100].map((total) => ({ ...buy(total), id: `e-${total}`, shopper_id: `u-${total}` }))
 * const { facts } = await reportOf(orders, { definitions: builtin, now })
 * const rfm: RfmFacts | null = facts.rfm
 * rfm?.cuts.revenue // => [20, 40, 60, 80]
 */
export interface RfmFacts {
  readonly buyers: number
  /** The four cuts between the five scores: recency in ms, from the newest; the others from the lowest. */
  readonly cuts: {
    readonly recency: readonly number[]
    readonly orders: readonly number[]
    /** null where no order says what was paid: then value is the frequency alone. */
    readonly revenue: readonly number[] | null
  }
  /** All 25, by value and recency from the highest. */
  readonly fields: readonly RfmField[]
}

interface Buyer {
  readonly recency: number
  readonly orders: number
  readonly revenue: number
}

/**
 * Scores buyers by the fifths of the shop's own buyers (Hughes 1994, "Strategic Database Marketing"), with the scores, the
 * value and the groups that `rfm` of `aisle/predict` has: what has the value of a cut scores with those below it.
 */
export class RfmTally {
  readonly #buyers: Buyer[] = []
  #isPriced = false

  /** Takes one shopper in. */
  add({ measures, orders: events }: ShopperLife): void {
    const { recency, orders, revenue } = measures
    if (recency === null) return
    this.#buyers.push({ recency, orders, revenue })
    this.#isPriced ||= events.some(({ props }) => typeof props.total === 'number')
  }

  /** What was counted; null where nobody has ordered. */
  get facts(): RfmFacts | null {
    if (!this.#buyers.length) return null
    const cuts = {
      recency: this.#cutsOf('recency'),
      orders: this.#cutsOf('orders'),
      revenue: this.#isPriced ? this.#cutsOf('revenue') : null,
    }
    const counts = new Map<string, number>()
    for (const buyer of this.#buyers) {
      const frequency = scoreOf(buyer.orders, cuts.orders)
      // Without money both halves of the value are the frequency.
      const monetary = cuts.revenue ? scoreOf(buyer.revenue, cuts.revenue) : frequency
      const key = `${6 - scoreOf(buyer.recency, cuts.recency)} ${worthOf(frequency + monetary)}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    const down = [5, 4, 3, 2, 1]
    const fields = down.flatMap((value) =>
      down.map((recency) => {
        const buyers = counts.get(`${recency} ${value}`) ?? 0
        return { recency, value, group: groupOf(recency, value), buyers }
      }),
    )
    return { buyers: this.#buyers.length, cuts, fields }
  }

  #cutsOf(measure: keyof Buyer): number[] {
    const sorted = this.#buyers.map((buyer) => buyer[measure]).sort((a, b) => a - b)
    return FIFTHS.map((q) => sampleQuantile(sorted, q).value)
  }
}

/** 1 to 5: one more for each cut that a value is over. */
function scoreOf(value: number, cuts: readonly number[]): number {
  return 1 + cuts.filter((cut) => value > cut).length
}

/** 1 to 5, by what the scores of frequency and money add up to. */
function worthOf(sum: number): number {
  return RFM_VALUE_FROM.filter((from) => sum >= from).length
}

function groupOf(recency: number, value: number): string {
  const isWithin = (score: number, [low, high]: readonly [number, number]) => score >= low && score <= high
  return RFM_CELLS.find(([, r, v]) => isWithin(recency, r) && isWithin(value, v))![0]
}
