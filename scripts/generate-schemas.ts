/**
 * Writes the JSON Schemas of `schemas/` from the zod schemas: `node scripts/run.mjs scripts/generate-schemas.ts`.
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { documentSchema } from '../src/language/document-schema'
import { shopEventSchema } from '../src/vocabulary/envelope'
import { eventPropsSchemas } from '../src/vocabulary/events'
import { NAME_PATTERN } from '../src/vocabulary/limits'

/** The schemas to write: a file's name, and what makes its content. A further schema is a further row. */
export const schemaFiles: Readonly<Record<string, () => object>> = {
  'event.schema.json': eventJsonSchema,
  'document.schema.json': documentJsonSchema,
}

/**
 * The JSON Schema (draft 2020-12) of a normal event: the envelope, and by its name one of the named events, each in
 * `$defs`, or a custom one. What JSON Schema cannot say (field names of at most 128 characters, times that are not in
 * seconds) only `readEvent` checks.
 *
 * @example
 * ```ts
 * eventJsonSchema() // { $schema: 'https://json-schema.org/draft/2020-12/schema', title: ..., allOf: [...], $defs }
 * ```
 */
export function eventJsonSchema(): object {
  const named = Object.entries(eventPropsSchemas).map(([name, props]) =>
    z.looseObject({ name: z.literal(name), props: z.looseObject(props.shape) }).meta({ id: name, ...props.meta() }),
  )
  const custom = z
    .looseObject({
      name: z
        .string()
        .regex(NAME_PATTERN)
        .meta({ not: { enum: Object.keys(eventPropsSchemas) } }),
    })
    .meta({ id: 'custom_event', description: "A shop's own event, with scalar properties." })
  const event = z.intersection(shopEventSchema, z.union([...named, custom])).meta({
    title: 'Aisle event',
    description: 'Something that happened in a shop, in the normal form that readEvent gives.',
  })
  return z.toJSONSchema(event, { io: 'input' })
}

/**
 * The JSON Schema (draft 2020-12) of a document of definitions: its shape. What JSON Schema cannot say (types of compared
 * metrics, names used once, references, time zones) only `check` checks.
 *
 * @example
 * ```ts
 * documentJsonSchema() // { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Aisle document', ..., $defs }
 * ```
 */
export function documentJsonSchema(): object {
  return z.toJSONSchema(documentSchema, { io: 'input' })
}

/**
 * A schema file's text, as it is committed.
 *
 * @example
 * ```ts
 * schemaText(eventJsonSchema()) // '{\n  "$schema": ...'
 * ```
 */
export function schemaText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`
}

/** Writes every schema into `schemas/`, beside the working directory's package.json. */
export async function main(): Promise<void> {
  await mkdir('schemas', { recursive: true })
  for (const [file, schema] of Object.entries(schemaFiles)) {
    await writeFile(`schemas/${file}`, schemaText(schema()))
    console.log(`wrote schemas/${file}`)
  }
}
