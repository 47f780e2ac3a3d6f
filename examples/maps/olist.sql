-- Olist's tables as one log, a row for each thing that happened; an order has a row for each of its products. For olist.json.
CREATE TEMP VIEW log AS
WITH
customers AS (FROM read_csv('olist_customers.csv.gz', all_varchar = true)),
orders AS (FROM read_csv('olist_orders.csv.gz', all_varchar = true) AS sold JOIN customers USING (customer_id)),
items AS (
  SELECT order_id, order_item_id, product_id, price, product_category_name_english AS category
  FROM read_csv('olist_order_items.csv.gz', all_varchar = true) AS item
  LEFT JOIN read_csv('olist_products.csv.gz', all_varchar = true) AS product USING (product_id)
  LEFT JOIN read_csv('product_category_name_translation.csv.gz', all_varchar = true) AS english USING (product_category_name)
),
-- Money in decimals, so that the sum of two payments is what was paid.
paid AS (
  SELECT order_id, sum(payment_value::DECIMAL(12, 2)) AS total
  FROM read_csv('olist_order_payments.csv.gz', all_varchar = true)
  GROUP BY order_id
),
-- Days, not hours: a parcel that comes in the evening of the day that was promised is not late.
days AS (
  SELECT
    *,
    date_diff('day', order_estimated_delivery_date::DATE, order_delivered_customer_date::DATE) AS days_late
  FROM orders
),
happened AS (
  SELECT 'ordered' AS what, order_purchase_timestamp AS moment, total, product_id, price, category, order_item_id, orders.*
  FROM orders LEFT JOIN paid USING (order_id) LEFT JOIN items USING (order_id)
  UNION ALL BY NAME
  SELECT 'shipped' AS what, order_delivered_carrier_date AS moment, orders.* FROM orders
  UNION ALL BY NAME
  SELECT 'delivered' AS what, order_delivered_customer_date AS moment, greatest(days_late, 0) AS days_late, days.* EXCLUDE days_late
  FROM days
  UNION ALL BY NAME
  -- What the shop knows at the end of a promised day on which nothing came.
  SELECT
    'overdue' AS what,
    (order_estimated_delivery_date::DATE + INTERVAL 1 DAY)::VARCHAR AS moment,
    1 AS days_late,
    days.* EXCLUDE days_late
  FROM days
  WHERE order_delivered_customer_date IS NULL OR days_late > 0
  UNION ALL BY NAME
  SELECT 'reviewed' AS what, review_answer_timestamp AS moment, review_id, review_score, orders.*
  FROM orders JOIN read_csv('olist_order_reviews.csv.gz', all_varchar = true) AS review USING (order_id)
)
SELECT
  concat_ws('.', order_id, what, review_id) AS event,
  what, moment, customer_unique_id, order_id, total, product_id, price, category, days_late, review_id, review_score
FROM happened
WHERE moment IS NOT NULL
ORDER BY moment, event, order_item_id::INTEGER;
