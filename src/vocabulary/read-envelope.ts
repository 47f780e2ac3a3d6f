import type { ShopEvent } from './event-types'
import { libraryKinds } from './field-kinds'
import { ID_PATTERN, isForbiddenFieldName, MAX_STRING_LENGTH, NAME_PATTERN } from './limits'
import { fieldPath } from './problem'
import type { ProblemList } from './problem-list'
import { isFieldObject, ownNames, ownValue, readFields, readInstant, reportName } from './read-fields'

const TOP_LEVEL_NAMES = [
  'id',
  'name',
  'time',
  'seq',
  'visitor_id',
  'user_id',
  'shopper_id',
  'session_id',
  'page_id',
  'props',
  'products',
  'product',
  'context',
  'sent_at',
  'received_at',
  'library',
] as const

/** The fields at an event's top level, as they came; absent where null. */
export type TopLevel = { [Name in (typeof TOP_LEVEL_NAMES)[number]]?: unknown }

/** All of a normal event but what it is about. */
export type Envelope = Omit<ShopEvent, 'props' | 'products' | 'context'>

const knownNames: ReadonlySet<string> = new Set(TOP_LEVEL_NAMES)

/**
 * Takes each known field of an event once; fields that the envelope does not have are reported.
 *
 * @example
 * ```ts
 * readTopLevel({ id: 'e-1', colour: 'red' }, createProblemList()) // { id: 'e-1' }
 * ```
 */
export function readTopLevel(input: object, problems: ProblemList): TopLevel {
  const fields: Record<string, unknown> = {}
  for (const name of ownNames(input, '', problems)) {
    if (isForbiddenFieldName(name)) {
      reportName(name, '', problems)
      continue
    }
    const value = ownValue(input, name, '', problems)
    if (value === undefined) continue
    if (knownNames.has(name)) fields[name] = value
    else problems.add('unknown_field', fieldPath('', name), value, 'own values in props or context')
  }
  return fields
}

/**
 * Reads the envelope of an event; null where the id, the name, the time or the shopper cannot be told.
 *
 * @example
 * ```ts
 * readEnvelope({ id: 'e-1', name: 'page_viewed', time: 1469923200000, visitor_id: 'v-1' }, '', createProblemList())
 * // { id: 'e-1', name: 'page_viewed', time: 1469923200000, shopper_id: 'v-1', session_id: '', visitor_id: 'v-1' }
 * ```
 */
export function readEnvelope(fields: TopLevel, default_session_id: string, problems: ProblemList): Envelope | null {
  const id = readId(fields.id, problems)
  const name = readName(fields.name, problems)
  const time = readRequiredTime(fields.time, problems)
  const visitor_id = readParty(fields.visitor_id, 'visitor_id', problems)
  const user_id = readParty(fields.user_id, 'user_id', problems)
  const shopper_id = readParty(fields.shopper_id, 'shopper_id', problems) ?? user_id ?? visitor_id
  if (shopper_id === undefined) problems.add('missing', 'shopper_id', undefined, 'a shopper_id, user_id or visitor_id')
  // An empty session id is a normal event's way to say that its visit is still to be derived.
  const session_id = fields.session_id === '' ? '' : readParty(fields.session_id, 'session_id', problems)
  const rest = readRest(fields, visitor_id, user_id, problems)
  if (id === undefined || name === undefined || time === undefined || shopper_id === undefined) return null
  return { id, name, time, shopper_id, session_id: session_id ?? default_session_id, ...rest }
}

function readRest(
  fields: TopLevel,
  visitor_id: string | undefined,
  user_id: string | undefined,
  problems: ProblemList,
): Pick<Envelope, 'seq' | 'visitor_id' | 'user_id' | 'page_id' | 'sent_at' | 'received_at' | 'library'> {
  const rest: ReturnType<typeof readRest> = {}
  const seq = readSeq(fields.seq, problems)
  const page_id = readParty(fields.page_id, 'page_id', problems)
  if (seq !== undefined) rest.seq = seq
  if (visitor_id !== undefined) rest.visitor_id = visitor_id
  if (user_id !== undefined) rest.user_id = user_id
  if (page_id !== undefined) rest.page_id = page_id
  for (const name of ['sent_at', 'received_at'] as const) {
    const time = fields[name] === undefined ? undefined : readInstant(fields[name], name, problems)
    if (time !== undefined) rest[name] = time
  }
  if (isFieldObject(fields.library)) {
    rest.library = readFields(fields.library, libraryKinds, 'library', problems) as NonNullable<Envelope['library']>
  } else if (fields.library !== undefined) {
    problems.add('wrong_type', 'library', fields.library, 'an object with name and version')
  }
  return rest
}

function readId(value: unknown, problems: ProblemList): string | undefined {
  const wanted = '1 to 128 printable ASCII characters'
  const id = readDigits(value, 'id', problems)
  if (typeof id === 'string' && ID_PATTERN.test(id)) return id
  const code = id === undefined ? 'missing' : typeof id === 'string' ? 'bad_format' : 'wrong_type'
  problems.add(code, 'id', id, wanted)
  return undefined
}

function readName(value: unknown, problems: ProblemList): string | undefined {
  if (typeof value === 'string' && NAME_PATTERN.test(value)) return value
  const code = value === undefined ? 'missing' : typeof value === 'string' ? 'bad_format' : 'wrong_type'
  problems.add(code, 'name', value, 'snake_case: a lowercase letter, then at most 63 of a-z, 0-9 and _')
  return undefined
}

function readRequiredTime(value: unknown, problems: ProblemList): number | undefined {
  if (value !== undefined) return readInstant(value, 'time', problems)
  problems.add('missing', 'time', value, 'milliseconds since the epoch or ISO 8601')
  return undefined
}

function readSeq(value: unknown, problems: ProblemList): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 0)) return value as number | undefined
  problems.add(typeof value === 'number' ? 'out_of_range' : 'wrong_type', 'seq', value, 'a whole number from 0')
  return undefined
}

/** The id of someone or something: a string that is neither empty nor too long. */
function readParty(value: unknown, path: string, problems: ProblemList): string | undefined {
  const id = readDigits(value, path, problems)
  if (id === undefined) return undefined
  if (typeof id === 'string' && id !== '' && id.length <= MAX_STRING_LENGTH) return id
  const code = typeof id !== 'string' ? 'wrong_type' : id === '' ? 'bad_format' : 'too_long'
  problems.add(code, path, id, `a string of 1 to ${MAX_STRING_LENGTH} characters`)
  return undefined
}

/** Many shops number their users and events: a whole number is as good an id as its digits. */
function readDigits(value: unknown, path: string, problems: ProblemList): unknown {
  if (!Number.isSafeInteger(value)) return value
  problems.add('assumed', path, value, `the id "${value}"`)
  return String(value)
}
