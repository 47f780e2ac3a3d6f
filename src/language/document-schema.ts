/**
 * The shape of a document as a zod schema, for editors, forms and other languages. `check` remains the judge: the types
 * of compared metrics, names that are used once, time zones and references are its alone.
 *
 * @module
 */
import { z } from 'zod'
import type {
  AisleDocument,
  Condition,
  Duration,
  FieldTest,
  FieldTests,
  Metric,
  Scalar,
  Segment,
  Selector,
  Stage,
  StageSet,
  Trait,
  Where,
} from './ast'
import { parseDuration } from './duration'

const name = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/)
  .meta({ id: 'Name', description: 'A name in snake_case.' })

const duration = z
  .string()
  .regex(/^\d{1,15}(ms|[smhdw])$/)
  .refine((text) => parseDuration(text) !== undefined)
  .meta({
    id: 'Duration',
    description: 'A whole number and a unit; a day is 24 hours.',
  }) as unknown as z.ZodType<Duration>

const scalar: z.ZodType<Scalar> = z
  .union([z.string(), z.number(), z.boolean()])
  .meta({ id: 'Scalar', description: 'A string, a finite number or a boolean.' })

const field = z
  .string()
  .regex(/^([^.]+|context(\.[^.]+){1,2}|product\.[^.]+)$/)
  .meta({ id: 'Field', description: 'total, product.price, context.channel or context.device.type.' })

const eventField = z
  .string()
  .regex(/^([^.]+|context(\.[^.]+){1,2})$/)
  .meta({ id: 'EventField', description: "The path of an event's field: total, context.channel." })

/** A list, not empty. */
const list = <T extends z.ZodType>(item: T) => z.array(item).min(1)

/** Two items: JSON Schema must be told that a third is one too many. */
const pair = <A extends z.ZodType, B extends z.ZodType>(first: A, second: B) =>
  z.tuple([first, second]).meta({ minItems: 2, maxItems: 2 })

const tests: z.ZodType<FieldTests> = z
  .strictObject({
    eq: scalar.exactOptional(),
    ne: scalar.exactOptional(),
    gt: z.number().exactOptional(),
    gte: z.number().exactOptional(),
    lt: z.number().exactOptional(),
    lte: z.number().exactOptional(),
    in: list(scalar).exactOptional(),
    not_in: list(scalar).exactOptional(),
    exists: z.boolean().exactOptional(),
    starts_with: z.string().exactOptional(),
    contains: z.string().exactOptional(),
  })
  .refine((given) => Object.keys(given).length > 0)
  .meta({ id: 'FieldTests', description: 'Tests of one field that must all hold.', minProperties: 1 })

const where: z.ZodType<Where> = z
  .record(field, z.union([scalar, list(scalar), tests]) as z.ZodType<FieldTest>)
  .meta({ id: 'Where', description: 'Field paths and what each must be; all must hold.' })

const selector: z.ZodType<Selector> = z
  .strictObject({
    event: z.union([z.literal('*'), name, list(name)]),
    where: where.exactOptional(),
    within: z.union([z.literal('visit'), duration]).exactOptional(),
    each: z.literal('product').exactOptional(),
    once: eventField.exactOptional(),
  })
  .meta({ id: 'Selector', description: 'Which events, or product lines, a metric is about.' })

const metric: z.ZodType<Metric> = z
  .lazy(() =>
    z.union([
      scalar,
      z.strictObject({ count: selector }),
      z.strictObject({ days: selector }),
      z.strictObject({ sum: field, of: selector }),
      z.strictObject({ mean: field, of: selector }),
      z.strictObject({ min: field, of: selector }),
      z.strictObject({ max: field, of: selector }),
      z.strictObject({ distinct: field, of: selector }),
      z.strictObject({ first: field, of: selector }),
      z.strictObject({ last: field, of: selector }),
      z.strictObject({ mode: field, of: selector }),
      z.strictObject({ age: z.enum(['first', 'last']), of: selector }),
      z.strictObject({ gap: z.literal('mean'), of: selector }),
      z.strictObject({ ratio: metrics }),
      z.strictObject({ add: metrics }),
      z.strictObject({ sub: metrics }),
      z.strictObject({ mul: metrics }),
      z.strictObject({ points: list(pair(z.number(), condition)) }),
    ]),
  )
  .meta({ id: 'Metric', description: 'A number or scalar about one shopper at an instant, or absent.' })

const metrics = pair(metric, metric).meta({
  id: 'Metrics',
  description: 'Two metrics, side by side.',
  minItems: 2,
  maxItems: 2,
})

const condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ eq: metrics }),
      z.strictObject({ ne: metrics }),
      z.strictObject({ gt: metrics }),
      z.strictObject({ gte: metrics }),
      z.strictObject({ lt: metrics }),
      z.strictObject({ lte: metrics }),
      z.strictObject({ in: pair(metric, list(scalar)) }),
      z.strictObject({ exists: metric }),
      z.strictObject({ all: list(condition) }),
      z.strictObject({ any: list(condition) }),
      z.strictObject({ not: condition }),
      z.strictObject({ at_least: z.int().min(0), of: list(condition) }),
      z.strictObject({ sequence: list(selector), within: duration.exactOptional() }),
      z.strictObject({ segment: name }),
    ]),
  )
  .meta({ id: 'Condition', description: 'True, false or unknown at an instant.' })

const version = z.int().min(1)

const segment: z.ZodType<Segment> = z
  .strictObject({ name, version, title: z.string(), when: condition })
  .meta({ id: 'Segment', description: 'A named group of shoppers: who is in it.' })

const trait: z.ZodType<Trait> = z
  .strictObject({ name, version, title: z.string(), value: metric })
  .meta({ id: 'Trait', description: 'A named fact about a shopper.' })

const stage: z.ZodType<Stage> = z.strictObject({ name, when: condition })

const stageSet: z.ZodType<StageSet> = z
  .strictObject({ name, version, stages: list(stage), otherwise: name })
  .meta({ id: 'StageSet', description: 'The first stage whose condition is true, else otherwise.' })

/**
 * The shape of a document, as strict as `check` where shape is concerned: what `check` accepts passes here.
 *
 * @example
 * documentSchema.safeParse({ aisle: 1, zone: 'UTC', currency: 'EUR', segments: [], traits: [], stages: [] }).success // => true
 */
export const documentSchema: z.ZodType<AisleDocument> = z
  .strictObject({
    aisle: z.literal(1),
    zone: z.string().meta({ description: "The shop's time zone (IANA), for calendar days." }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .meta({ description: "ISO 4217 code of the shop's currency." }),
    segments: z.array(segment),
    traits: z.array(trait),
    stages: z.array(stageSet),
  })
  .meta({
    title: 'Aisle document',
    description: "All that is defined about a shop's shoppers (LANGUAGE.md, section 6).",
  })
