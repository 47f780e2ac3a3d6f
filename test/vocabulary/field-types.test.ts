import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { contextKinds, type FieldKinds, Kind, productLineKinds, propKinds } from '../../src/vocabulary/field-kinds'
import { expectedType } from '../../src/vocabulary/field-types'

const typeOfKind = new Map<number, string>([
  [Kind.STRING, 'string'],
  [Kind.NUMBER, 'number'],
  [Kind.INSTANT, 'number'],
  [Kind.BOOLEAN, 'boolean'],
])

function typesOf(prefix: string, kinds: FieldKinds): [string, string | undefined][] {
  const own = [...kinds.named].map(([name, kind]): [string, string | undefined] => [
    prefix + name,
    typeOfKind.get(kind),
  ])
  const nested = [...kinds.nested].flatMap(([name, inner]) => typesOf(`${prefix}${name}.`, inner))
  return [...own, ...nested]
}

const all = new Map([
  ...typesOf('', propKinds),
  ...typesOf('product.', productLineKinds),
  ...typesOf('context.', contextKinds),
])

describe('expectedType()', () => {
  it.each([...all])('of %s is what the zod schemas say: %s', (path, type) => {
    expect(expectedType(path)).toBe(type)
  })

  it('names no field that the schemas do not', () => {
    // Every name that either pattern could match, with every prefix that it could stand under.
    const source = readFileSync('src/vocabulary/field-types.ts', 'utf8')
    const words = [...new Set(source.match(/[a-z_]+/g))]
    const prefixes = [
      '',
      'product.',
      'context.',
      'context.page.',
      'context.campaign.',
      'context.device.',
      'context.automated.',
    ]
    for (const prefix of prefixes) {
      for (const word of words) expect(expectedType(prefix + word), prefix + word).toBe(all.get(prefix + word))
    }
  })

  it.each([
    '',
    'score',
    'order_id',
    'product.product_id',
    'product.amount',
    'product.total',
    'products.price',
    'productxprice',
    'xtotal',
    'totals',
    'total\n',
    'context',
    'context.page',
    'context.country',
    'context.screen',
    'context.click_ids.gclid',
    '__proto__',
    'constructor',
  ])('is undefined of %j, which any scalar may fill', (path) => {
    expect(expectedType(path)).toBeUndefined()
  })

  it('takes less than 450 bytes, minified and gzipped', () => {
    const source = readFileSync('src/vocabulary/field-types.ts', 'utf8')
    const { code } = transformSync(source, { loader: 'ts', minify: true, format: 'esm' })
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(450)
  })
})
