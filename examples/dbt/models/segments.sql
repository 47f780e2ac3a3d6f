WITH
-- The events, numbers as their ten-thousandths
events_of_rules AS MATERIALIZED (
  SELECT e.id COLLATE "C" AS id,
    e.name,
    e.time,
    e.shopper_id,
    e."order_id" AS f1,
    CASE WHEN ABS(CAST(e."total" AS DOUBLE PRECISION)) <= CAST('900000000000' AS DOUBLE PRECISION) THEN CAST(SIGN(CAST(e."total" AS DOUBLE PRECISION)) * FLOOR(ABS(CAST(e."total" AS DOUBLE PRECISION)) * CAST('10000' AS DOUBLE PRECISION) + CAST('0.5' AS DOUBLE PRECISION)) AS BIGINT) END AS f2
  FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY id ORDER BY time) AS aisle_copy FROM {{ source('shop', 'events') }} WHERE time <= 1767225600000) e
  WHERE e.aisle_copy = 1
),
firsts_1 AS MATERIALIZED (
  SELECT *, LAG(time) OVER (PARTITION BY shopper_id, f1 ORDER BY time, id) AS earlier
  FROM events_of_rules
  WHERE name = 'order_completed'
),
known_1 AS MATERIALIZED (
  SELECT shopper_id,
    COUNT(CASE WHEN name = 'product_added' AND time > 1766620800000 THEN 1 END) AS x1,
    COUNT(CASE WHEN name = 'order_completed' AND time > 1766620800000 THEN 1 END) AS x2,
    MAX(CASE WHEN name = 'product_added' THEN time END) AS x3
  FROM events_of_rules
  WHERE name = 'product_added' OR name = 'order_completed'
  GROUP BY shopper_id
),
known_2 AS MATERIALIZED (
  SELECT shopper_id,
    CAST(SUM(CASE WHEN (f1 IS NULL OR earlier IS NULL) AND f2 IS NOT NULL THEN f2 END) AS DOUBLE PRECISION) AS x4
  FROM firsts_1
  GROUP BY shopper_id
),
-- All that the rules ask about each shopper
facts AS MATERIALIZED (
  SELECT p.shopper_id AS shopper_id, known_1.x1, known_1.x2, known_1.x3, known_2.x4
  FROM (SELECT DISTINCT shopper_id FROM {{ source('shop', 'events') }}) p
  LEFT JOIN known_1 ON known_1.shopper_id = p.shopper_id
  LEFT JOIN known_2 ON known_2.shopper_id = p.shopper_id
),
answers_1 AS MATERIALIZED (
  SELECT facts.*,
    -- Left a cart behind in the last week
    ((CAST(COALESCE(x1, 0) AS DOUBLE PRECISION) >= CAST('1' AS DOUBLE PRECISION)) AND (CAST(COALESCE(x2, 0) AS DOUBLE PRECISION) = CAST('0' AS DOUBLE PRECISION)) AND (CAST((1767225600000 - x3) AS DOUBLE PRECISION) >= CAST('1800000' AS DOUBLE PRECISION))) AS is_cart_left
  FROM facts
)
SELECT shopper_id,
  -- Left a cart behind in the last week
  CASE WHEN is_cart_left THEN 'in' WHEN NOT is_cart_left THEN 'out' ELSE 'unknown' END AS segment_cart_left,
  -- What their orders came to
  COALESCE(x4, CAST('0' AS DOUBLE PRECISION)) / CAST('10000' AS DOUBLE PRECISION) AS trait_spent
FROM answers_1
