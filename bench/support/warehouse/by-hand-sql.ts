const DAY = 86_400_000

/** What a query by hand leaves out. */
export interface ByHandOptions {
  /**
   * It trusts that no event is in the log twice and that no two of a shopper's are of one instant, so that it needs no ids, and adds
   * money as it is: the same answers of such a log alone.
   */
  readonly is_trusting: boolean
}

/**
 * The twelve segments as one DuckDB query, as somebody would write it who knows the types of their log and asks for what the rule
 * language says: an event and an order count once, what is of one instant is in the order of its ids, money adds exactly. Nothing is
 * checked, and nothing is looked at twice.
 */
export function byHandSql(file: string, now: number, options: ByHandOptions): string {
  const columns = [
    ...(options.is_trusting ? [] : [`id: 'VARCHAR'`]),
    `name: 'VARCHAR', time: 'BIGINT', shopper_id: 'VARCHAR'`,
    `props: 'STRUCT(total DOUBLE, order_id VARCHAR, coupon VARCHAR, sort VARCHAR)'`,
    `products: 'STRUCT(category VARCHAR)[]'`,
    `context: 'STRUCT(channel VARCHAR, device STRUCT("type" VARCHAR))'`,
  ]
  return byHandSqlOf(`read_ndjson('${file}', columns = {${columns.join(', ')}})`, now, options)
}

/** The same of a log of Parquet whose columns have the types that they are read as there. */
export function byHandParquetSql(file: string, now: number, options: ByHandOptions): string {
  return byHandSqlOf(`read_parquet('${file}')`, now, options)
}

function byHandSqlOf(log: string, now: number, { is_trusting }: ByHandOptions): string {
  const order = is_trusting ? 'time' : '(time, id)'
  const exact = (sum: string) => (is_trusting ? `${sum}(total)` : `${sum}(FLOOR(total * 10000 + 0.5)::BIGINT) / 10000`)
  const within = (days: number) => `time > ${now - days * DAY}`
  const orders = `name = 'order_completed'`
  const some = (...parts: string[]) => `(${parts.map((part) => `COALESCE(${part}, FALSE)::INT`).join(' + ')})`
  return `
WITH e AS (
  SELECT ${is_trusting ? '' : 'DISTINCT ON (id) id, '}shopper_id, name, time, props.total AS total, props.order_id AS order_id, props.coupon AS coupon, props.sort AS sort,
    context.channel AS channel, context.device.type AS device, products
  FROM ${log}
  WHERE time <= ${now}
),
facts AS (
  SELECT shopper_id,
    COUNT(DISTINCT order_id) FILTER (WHERE ${orders}) AS orders,
    COUNT(DISTINCT order_id) FILTER (WHERE ${orders} AND ${within(90)}) AS recent_orders,
    COUNT(DISTINCT order_id) FILTER (WHERE ${orders} AND ${within(90)} AND coupon IS NOT NULL) AS coupon_orders,
    MAX(total) FILTER (WHERE ${orders}) AS biggest_order,
    COUNT(*) FILTER (WHERE name = 'return_requested') AS returns,
    ${now} - MAX(time) FILTER (WHERE ${orders}) AS order_age,
    ${now} - MAX(time) FILTER (WHERE name = 'product_added') AS add_age,
    COUNT(*) FILTER (WHERE name = 'product_viewed' AND ${within(30)}) AS views,
    COUNT(*) FILTER (WHERE name = 'product_added' AND ${within(7)}) AS adds,
    COUNT(DISTINCT time // ${DAY}) FILTER (WHERE ${within(30)}) AS active_days,
    COUNT(*) FILTER (WHERE name = 'list_filtered' AND sort = 'price_asc' AND ${within(90)}) AS price_sorts,
    COUNT(*) FILTER (WHERE name = 'promotion_clicked' AND ${within(90)}) AS promotions,
    ARG_MAX(device, ${order}) AS device,
    ARG_MIN(channel, ${order}) AS channel,
    ${now} - MIN(time) AS first_seen,
    ${now} - MAX(time) AS last_seen
  FROM e GROUP BY shopper_id
),
revenues AS (
  SELECT shopper_id, ${exact('SUM')} AS revenue, ${exact('AVG')} AS mean_order
  FROM (SELECT shopper_id, order_id, ARG_MIN(total, ${order}) AS total FROM e WHERE ${orders} GROUP BY shopper_id, order_id)
  GROUP BY shopper_id
),
categories AS (
  SELECT shopper_id, COUNT(DISTINCT category) AS categories
  FROM (SELECT shopper_id, UNNEST(products).category AS category FROM e WHERE name = 'product_viewed')
  GROUP BY shopper_id
),
known AS (
  SELECT facts.*, COALESCE(revenue, 0) AS revenue, mean_order, COALESCE(categories, 0) AS categories,
    coupon_orders / NULLIF(recent_orders, 0) AS coupon_share, returns / NULLIF(orders, 0) AS return_share
  FROM facts LEFT JOIN revenues USING (shopper_id) LEFT JOIN categories USING (shopper_id)
)
SELECT shopper_id,
  orders >= 3 AND order_age <= ${90 * DAY} AND revenue >= 200 AS loyal,
  revenue >= 600 OR biggest_order >= 300 AS valuable,
  adds >= 1 AND add_age >= 1800000 AND (orders = 0 OR add_age < order_age) AS cart_left,
  ${some('price_sorts >= 1', 'coupon_share >= 0.5', 'promotions >= 2', 'return_share >= 0.5')} >= 2 AS bargain_hunter,
  device IN ('mobile', 'tablet') AND first_seen < ${14 * DAY} AND orders = 0 AS mobile_newcomer,
  channel IN ('paid_search', 'paid_social', 'affiliates') AS paid_visitor,
  orders >= 1 AND last_seen > ${30 * DAY} AND NOT (views >= 1 OR adds >= 1) AS dormant,
  categories >= 3 AND views >= 5 AND NOT recent_orders >= 1 AS explorer,
  return_share > 0.3 AS returner,
  ${some('active_days >= 3', 'views >= 10', 'adds >= 2')} >= 2 AS regular,
  mean_order >= 120 AND first_seen <= ${60 * DAY} AND device <> 'tablet' AS big_newcomer,
  views >= 3 AND NOT (revenue >= 600 OR orders >= 3) AS warm_prospect
FROM known
ORDER BY shopper_id`
}
