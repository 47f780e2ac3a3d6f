import type { AisleDocument } from '../../language/ast'
import { type FieldPath, parsePath } from '../../language/path'
import { contextKinds, Kind, productLineKinds, propKinds, unnamedKinds } from '../../vocabulary/field-kinds'
import { expectedType } from '../../vocabulary/field-types'
import { isForbiddenFieldName, MAX_FIELD_NAME_LENGTH } from '../../vocabulary/limits'
import type { ColumnType } from '../sql/columns'
import { fieldsRead } from '../sql/fields-read'

/** A field that rules read, and the column of a log's tables that has it. */
export interface LogColumn extends FieldPath {
  readonly path: string
  /** By number, since a field may have any name. */
  readonly name: string
  readonly type: ColumnType
  /** What it may hold, bits of {@link Kind}; none where no event has such a field. */
  readonly kinds: number
  /** Whether its values are texts or numbers by their type, and are kept as these; as the JSON that they are where it is absent. */
  readonly held?: 'text' | 'number' | undefined
}

const TYPES = { string: 'text', number: 'number', boolean: 'boolean' } as const

/** The columns of a log that a document's rules are asked about. */
export function logColumns(document: AisleDocument): LogColumn[] {
  return [...fieldsRead(document).keys()].map((path, i) => {
    const parsed = parsePath(path)!
    const expected = expectedType(path)
    return {
      ...parsed,
      path,
      name: `field_${i + 1}`,
      type: expected ? TYPES[expected] : 'mixed',
      kinds: kindsOf(parsed),
    }
  })
}

/** Columns of which those of any type that have nothing but texts are asked as such, which is quicker. */
export function asTexts(columns: readonly LogColumn[], hasTexts: (column: LogColumn) => boolean): LogColumn[] {
  return columns.map((column) =>
    column.type === 'mixed' && column.kinds & Kind.STRING && hasTexts(column)
      ? { ...column, type: 'text', kinds: Kind.STRING }
      : column,
  )
}

/** The types that reading an event lets pass in a field. */
function kindsOf({ of, keys }: FieldPath): number {
  if (keys.some((key) => isForbiddenFieldName(key) || key.length > MAX_FIELD_NAME_LENGTH)) return Kind.FORBIDDEN
  const outer = { props: propKinds, product: productLineKinds, context: contextKinds }[of]
  const [first, second] = keys as [string, string?]
  const kind = outer.named.get(first) ?? outer.other
  if (second === undefined) return kind
  if ((kind & Kind.FIELDS) === 0) return Kind.FORBIDDEN
  const inner = outer.nested.get(first) ?? unnamedKinds
  return inner.named.get(second) ?? inner.other
}
