-- GA4's BigQuery export flat: a row for each item of an event; an event without items is one row. For ga4-export.json.
CREATE TEMP MACRO param(params, name) AS list_filter(params, lambda p: p.key = name)[1].value;
CREATE TEMP MACRO amount(value) AS coalesce(value.double_value, value.float_value, value.int_value);
-- What the export writes where it knows nothing, or has cut something.
CREATE TEMP MACRO known(text) AS
  CASE WHEN text NOT IN ('', '(not set)', '(not provided)', '(data deleted)', '<Other>') THEN text END;
CREATE TEMP MACRO words(params, name) AS known(param(params, name).string_value);

CREATE TEMP VIEW log AS
WITH
hits AS (
  SELECT
    event_name,
    event_timestamp,
    user_pseudo_id,
    -- An address is no id: it is personal.
    CASE WHEN user_id NOT LIKE '%@%' THEN known(user_id) END AS user_id,
    -- Their numbers of sessions are of one device: two devices may have the same.
    user_pseudo_id || '.' || param(event_params, 'ga_session_id').int_value AS session,
    -- A purchase is one, however often its page was opened; of all else, the same row twice is one.
    md5(hit::VARCHAR) AS fingerprint,
    coalesce(CASE WHEN event_name = 'purchase' THEN 'order_completed:' || transaction END, fingerprint) AS id,
    CASE WHEN event_name IN ('purchase', 'refund') THEN transaction END AS transaction,
    words(event_params, 'page_location') AS url,
    words(event_params, 'page_title') AS title,
    words(event_params, 'page_referrer') AS referrer,
    words(event_params, 'source') AS source,
    words(event_params, 'medium') AS medium,
    words(event_params, 'campaign') AS campaign,
    words(event_params, 'term') AS term,
    words(event_params, 'content') AS content,
    words(event_params, 'gclid') AS gclid,
    words(event_params, 'search_term') AS query,
    words(event_params, 'currency') AS currency,
    words(event_params, 'coupon') AS coupon,
    words(event_params, 'shipping_tier') AS shipping_tier,
    words(event_params, 'payment_type') AS payment_type,
    CASE event_name WHEN 'add_shipping_info' THEN 'delivery' WHEN 'add_payment_info' THEN 'payment' END AS step,
    CASE WHEN event_name IN ('purchase', 'refund') THEN value END AS subtotal,
    CASE WHEN event_name IN ('purchase', 'refund') THEN tax END AS tax,
    CASE WHEN event_name IN ('purchase', 'refund') THEN shipping END AS shipping,
    known(device.category) AS device,
    known(device.operating_system) AS os,
    known(device.mobile_model_name) AS model,
    known(device.web_info.browser) AS browser,
    known(device.language) AS locale,
    items
  FROM (
    SELECT
      *,
      known(coalesce(words(event_params, 'transaction_id'), ecommerce.transaction_id)) AS transaction,
      coalesce(amount(param(event_params, 'value')), ecommerce.purchase_revenue)::DECIMAL(18, 4) AS value,
      coalesce(amount(param(event_params, 'tax')), ecommerce.tax_value)::DECIMAL(18, 4) AS tax,
      coalesce(amount(param(event_params, 'shipping')), ecommerce.shipping_value)::DECIMAL(18, 4) AS shipping
    FROM 'ga4_events*.parquet'
  ) AS hit
),
shown AS (
  SELECT
    hits.* EXCLUDE items,
    -- "value" is without tax and shipping: https://support.google.com/analytics/answer/12313109.
    subtotal + coalesce(tax, 0) + coalesce(shipping, 0) AS total,
    known(item.item_id) AS product_id,
    known(item.item_name) AS name,
    known(item.item_brand) AS brand,
    known(item.item_variant) AS variant,
    concat_ws(
      ' / ',
      known(item.item_category),
      known(item.item_category2),
      known(item.item_category3),
      known(item.item_category4),
      known(item.item_category5)
    ) AS category,
    item.price,
    item.quantity,
    known(item.item_list_id) AS list_id,
    CASE WHEN event_name IN ('view_promotion', 'select_promotion') THEN known(item.promotion_id) END AS promotion_id,
    CASE WHEN event_name IN ('view_promotion', 'select_promotion') THEN known(item.promotion_name) END AS promotion,
    CASE WHEN event_name IN ('view_promotion', 'select_promotion') THEN known(item.creative_name) END AS creative,
    CASE WHEN event_name IN ('view_promotion', 'select_promotion') THEN known(item.creative_slot) END AS creative_slot,
    place
  FROM hits
  LEFT JOIN LATERAL (SELECT unnest(items) AS item, generate_subscripts(items, 1) AS place) ON true
)
-- A hit may show several promotions: each is an event.
SELECT concat_ws('.', id, promotion_id, promotion, creative, creative_slot) AS event, * EXCLUDE (id, place)
FROM shown
ORDER BY event_timestamp, event, place;
