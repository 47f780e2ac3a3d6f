import { createRequire } from 'node:module'
import { type Profile, UNKNOWN } from '../rules/by-hand'

const DAY = 86_400_000

/**
 * Who is in which segment of a log of Parquet, as somebody would work it out who knows their log and nodejs-polars: all facts of
 * all shoppers in one lazy query, the rules as functions. It is no package of ours, being 200 MB large:
 * `npm install --no-save nodejs-polars@0.24.1`. Of NDJSON it sees no field that the first hundred lines have not.
 *
 * @throws Error where it is not installed.
 */
export async function* byHandPolars(file: string, now: number): AsyncGenerator<readonly [string, Profile]> {
  const pl = createRequire(import.meta.url)('nodejs-polars') as Polars
  const within = (days: number) => pl.col('time').gt(pl.lit(now - days * DAY))
  const is = (name: string) => pl.col('name').eq(pl.lit(name))
  const some = (column: string) => pl.col(column).filter(pl.col(column).isNotNull())
  const field = (column: string, ...path: string[]) =>
    path.reduce((inner, name) => inner.struct.field(name), pl.col(column)).alias(path.at(-1)!)
  const order = is('order_completed')
  const events = pl
    .scanParquet(file)
    .filter(pl.col('time').ltEq(pl.lit(now)))
    .select(
      ...['shopper_id', 'name', 'time', 'products'].map(pl.col),
      ...['total', 'order_id', 'coupon', 'sort'].map((name) => field('props', name)),
      field('context', 'channel'),
      field('context', 'device', 'type'),
    )
  const facts = events
    .sort('time')
    .groupBy('shopper_id')
    .agg(
      pl.col('order_id').filter(order).nUnique().alias('orders'),
      pl
        .col('order_id')
        .filter(order.and(within(90)))
        .nUnique()
        .alias('recentOrders'),
      pl
        .col('order_id')
        .filter(order.and(within(90)).and(pl.col('coupon').isNotNull()))
        .nUnique()
        .alias('couponOrders'),
      pl.col('total').filter(order).max().alias('biggestOrder'),
      is('return_requested').sum().alias('returns'),
      pl.col('time').filter(order).max().alias('ordered'),
      pl.col('time').filter(is('product_added')).max().alias('added'),
      is('product_viewed').and(within(30)).sum().alias('views'),
      is('product_added').and(within(7)).sum().alias('adds'),
      pl.col('time').filter(within(30)).div(pl.lit(DAY)).floor().nUnique().alias('activeDays'),
      is('list_filtered')
        .and(pl.col('sort').eq(pl.lit('price_asc')))
        .and(within(90))
        .sum()
        .alias('priceSorts'),
      is('promotion_clicked').and(within(90)).sum().alias('promotions'),
      some('type').last().alias('device'),
      some('channel').first().alias('channel'),
      pl.col('time').min().alias('first'),
      pl.col('time').max().alias('last'),
    )
  const totals = events
    .filter(order)
    .sort('time')
    .groupBy(['shopper_id', 'order_id'])
    .agg(pl.col('total').first().alias('total'))
  const revenues = totals
    .groupBy('shopper_id')
    .agg(pl.col('total').sum().alias('revenue'), pl.col('total').mean().alias('meanOrder'))
  const viewed = events
    .filter(is('product_viewed'))
    .select(pl.col('shopper_id'), pl.col('products'))
    .explode('products')
  const categories = viewed
    .select(pl.col('shopper_id'), field('products', 'category'))
    .groupBy('shopper_id')
    .agg(some('category').nUnique().alias('categories'))
  const known = facts
    .join(revenues, { on: 'shopper_id', how: 'left' })
    .join(categories, { on: 'shopper_id', how: 'left' })
    .sort('shopper_id')
  for (const row of (await known.collect()).toRecords()) yield [String(row.shopper_id), profileIn(row, now)]
}

function profileIn(row: Readonly<Record<string, unknown>>, now: number): Profile {
  const { ordered, added, first, last, returns, couponOrders, ...facts } = Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null),
  ) as Readonly<Record<string, number>>
  const age = (time: number | undefined) => (time === undefined ? -1 : now - time)
  const share = (part = 0, whole = 0) => (whole ? part / whole : -1)
  return {
    ...UNKNOWN,
    ...facts,
    orderAge: age(ordered),
    addAge: age(added),
    firstSeen: age(first),
    lastSeen: age(last),
    couponShare: share(couponOrders, facts.recentOrders),
    returnShare: share(returns, facts.orders),
  }
}

/** What is used here of nodejs-polars, which is not installed where this is checked. */
interface Polars {
  readonly col: (name: string) => Expression
  readonly lit: (value: unknown) => Expression
  readonly scanParquet: (file: string) => Frame
}

interface Expression {
  readonly struct: { readonly field: (name: string) => Expression }
  readonly alias: (name: string) => Expression
  readonly filter: (test: Expression) => Expression
  readonly isNotNull: () => Expression
  readonly and: (other: Expression) => Expression
  readonly eq: (other: Expression) => Expression
  readonly gt: (other: Expression) => Expression
  readonly ltEq: (other: Expression) => Expression
  readonly div: (other: Expression) => Expression
  readonly floor: () => Expression
  readonly nUnique: () => Expression
  readonly sum: () => Expression
  readonly mean: () => Expression
  readonly min: () => Expression
  readonly max: () => Expression
  readonly first: () => Expression
  readonly last: () => Expression
}

interface Frame {
  readonly filter: (test: Expression) => Frame
  readonly select: (...columns: readonly Expression[]) => Frame
  readonly sort: (column: string) => Frame
  readonly explode: (column: string) => Frame
  readonly groupBy: (columns: string | readonly string[]) => { readonly agg: (...what: readonly Expression[]) => Frame }
  readonly join: (other: Frame, how: { readonly on: string; readonly how: 'left' }) => Frame
  readonly collect: () => Promise<{ readonly toRecords: () => Record<string, unknown>[] }>
}
