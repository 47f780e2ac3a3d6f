import { z } from 'zod'

const scalar = z.union([z.string(), z.number(), z.boolean()])

const column = z.string().min(1)

/** Where a field's value comes from: a column, by name or with what to do with it; a constant; or the product lines. */
export const valueSourceSchema = z.union([
  column,
  z.strictObject({
    column,
    type: z.enum(['text', 'number', 'flag']).optional(),
    values: z.record(z.string(), z.union([scalar, z.null()])).optional(),
    absolute: z.boolean().optional(),
  }),
  z.strictObject({ constant: scalar }),
  z.strictObject({ lines: z.literal('amount') }),
])

/** Where the time comes from, and how it is written. */
export const timeSourceSchema = z.union([
  column,
  z.strictObject({
    column,
    format: z.string().min(1).optional(),
    zone: z.string().min(1).optional(),
  }),
])

/** A test of one column; all that it names must hold. */
export const skipRuleSchema = z.strictObject({
  column,
  reason: z.string().min(1).optional(),
  empty: z.boolean().optional(),
  in: z.array(scalar).min(1).optional(),
  starts_with: z.string().min(1).optional(),
  lt: z.number().optional(),
  lte: z.number().optional(),
  gt: z.number().optional(),
  gte: z.number().optional(),
})

const sources = z.record(z.string().min(1), valueSourceSchema)

/** A mapping of somebody else's columns to the vocabulary: examples/maps/README.md. */
export const mapSchema = z.strictObject({
  aisle_map: z.literal(1),
  about: z.string().optional(),
  format: z.enum(['csv', 'ndjson']).optional(),
  delimiter: z.string().length(1).optional(),
  decimal: z.enum(['.', ',']).optional(),
  columns: z.array(column).min(1).optional(),
  event: valueSourceSchema,
  time: timeSourceSchema,
  id: valueSourceSchema.optional(),
  shopper_id: valueSourceSchema.optional(),
  visitor_id: valueSourceSchema.optional(),
  user_id: valueSourceSchema.optional(),
  session_id: valueSourceSchema.optional(),
  props: sources.optional(),
  context: sources.optional(),
  product: sources.optional(),
  group_by: z.union([column, z.array(column).min(1)]).optional(),
  skip: z.array(skipRuleSchema).optional(),
})

/**
 * A mapping, as a file holds it.
 *
 * @example
 * const map: MapDefinition = {
 *   aisle_map: 1, event: { constant: 'order_completed' }, time: 'paid', shopper_id: 'buyer', props: { total: 'eur' },
 * }
 * const log = { name: 'shop.csv', async *open() { yield Buffer.from('buyer,paid,eur\nada,2026-01-01T09:00Z,39.9\n') } }
 * for await (const { traits } of decide([log], { definitions: builtin, map, engine: 'js' }))
 *   traits.revenue // => 39.9
 */
export type MapDefinition = z.infer<typeof mapSchema>
/** See {@link valueSourceSchema}. */
export type ValueSource = z.infer<typeof valueSourceSchema>
/** See {@link timeSourceSchema}. */
export type TimeSource = z.infer<typeof timeSourceSchema>
/** See {@link skipRuleSchema}. */
export type SkipRule = z.infer<typeof skipRuleSchema>

/** Something that is wrong with a mapping. */
export interface MapProblem {
  readonly path: string
  readonly found: string
  readonly wanted: string
}
