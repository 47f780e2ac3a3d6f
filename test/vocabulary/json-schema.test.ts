import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { eventJsonSchema, schemaFiles, schemaText } from '../../scripts/generate-schemas'
import { eventPropsSchemas } from '../../src/vocabulary/events'
import { examples, normalEvent } from './examples'

interface Defs {
  readonly $defs: Record<string, { readonly properties: { readonly name: object } }>
}

describe('schemas/', () => {
  it.each(Object.entries(schemaFiles))('%s is what the zod schemas make', (file, schema) => {
    expect(readFileSync(`schemas/${file}`, 'utf8')).toBe(schemaText(schema()))
  })
})

describe('eventJsonSchema()', () => {
  it('defines every named event, and custom ones under any other name', () => {
    const { $defs } = eventJsonSchema() as Defs
    const names = Object.keys(eventPropsSchemas)
    for (const name of names) expect($defs[name]?.properties.name).toMatchObject({ const: name })
    expect($defs.custom_event?.properties.name).toMatchObject({ not: { enum: names } })
  })

  it('accepts a documented example of every event, and refuses a wrong one', () => {
    // zod reads JSON Schema but not `not` within a string: the named events are tried one by one.
    const { $defs } = eventJsonSchema() as Defs
    for (const [name, props] of Object.entries(examples)) {
      const schema = z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs } as never)
      expect(schema.safeParse(normalEvent({ name, props })).success, name).toBe(true)
      for (const key of Object.keys(props)) {
        expect(schema.safeParse(normalEvent({ name, props: { [key]: [] } })).success, `${name}.${key}`).toBe(false)
      }
    }
  })
})
