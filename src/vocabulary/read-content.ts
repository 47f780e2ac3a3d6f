import type { Context, ProductLine, ShopEvent } from './event-types'
import { contextKinds, productLineKinds, propKinds } from './field-kinds'
import { MAX_PRODUCT_LINES } from './limits'
import type { ProblemList } from './problem-list'
import { isFieldObject, isList, readFields } from './read-fields'

/**
 * Reads the properties of an event, whatever they are.
 *
 * @example
 * ```ts
 * readProps({ total: 12, tags: ['a'] }, createProblemList()) // { total: 12 }
 * ```
 */
export function readProps(props: unknown, problems: ProblemList): ShopEvent['props'] {
  if (isFieldObject(props)) return readFields(props, propKinds, 'props', problems) as ShopEvent['props']
  if (props !== undefined) problems.add('wrong_type', 'props', props, 'an object')
  return {}
}

/**
 * Reads the context of an event, whatever it is.
 *
 * @example
 * ```ts
 * readContext({ channel: 'email', page: { path: '/' } }, createProblemList())
 * ```
 */
export function readContext(context: unknown, problems: ProblemList): Context {
  if (isFieldObject(context)) return readFields(context, contextKinds, 'context', problems) as Context
  if (context !== undefined) problems.add('wrong_type', 'context', context, 'an object')
  return {}
}

/**
 * Reads the product lines of an event: those of `products`, or the single `product` where there are none.
 *
 * @example
 * ```ts
 * readLines(undefined, { product_id: 'A' }, createProblemList()) // [{ product_id: 'A' }]
 * ```
 */
export function readLines(products: unknown, product: unknown, problems: ProblemList): ProductLine[] {
  const lines = readProducts(products, problems)
  if (product === undefined) return lines
  if (lines.length > 0) problems.add('unknown_field', 'product', product, 'no product beside products')
  else if (isFieldObject(product)) return [readLine(product, 'product', problems)]
  else problems.add('wrong_type', 'product', product, 'an object')
  return lines
}

function readProducts(products: unknown, problems: ProblemList): ProductLine[] {
  if (isList(products)) return readList(products, problems)
  if (isFieldObject(products)) {
    problems.add('assumed', 'products', products, 'a list of this one')
    return [readLine(products, 'products[0]', problems)]
  }
  if (products !== undefined) problems.add('wrong_type', 'products', products, 'a list of objects')
  return []
}

function readList(products: unknown[], problems: ProblemList): ProductLine[] {
  const lines: ProductLine[] = []
  // `at` and `length` run the code of a Proxy, which may throw.
  try {
    if (products.length > MAX_PRODUCT_LINES) {
      problems.add('too_many', 'products', products, `the first ${MAX_PRODUCT_LINES} only`)
    }
    for (let index = 0; index < Math.min(products.length, MAX_PRODUCT_LINES); index++) {
      const line = products[index]
      if (isFieldObject(line)) lines.push(readLine(line, `products[${index}]`, problems))
      else problems.add('wrong_type', `products[${index}]`, line, 'an object')
    }
  } catch {
    problems.tell({
      code: 'unreadable',
      path: 'products',
      found: 'a list that throws when read',
      wanted: 'a plain list',
    })
  }
  return lines
}

function readLine(line: object, path: string, problems: ProblemList): ProductLine {
  return readFields(line, productLineKinds, path, problems) as ProductLine
}
