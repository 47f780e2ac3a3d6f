import type { WireEvent } from '../tracker/wire-event'
import { createWireReader, type WireFields, type WireProblem } from '../tracker/wire-reader'
import { ID_PATTERN, isInstant, MAX_STRING_LENGTH } from '../vocabulary/limits'

/** What an event's envelope takes from a `Who`. */
type Origin = Pick<WireEvent, 'session_id' | 'context'> &
  Partial<Pick<WireEvent, 'id' | 'time' | 'user_id' | 'visitor_id'>>

/** What {@link readWho} gives. */
export interface WhoReading {
  /** Absent where there is neither a user nor a visitor. */
  readonly who: Origin | undefined
  readonly problems: readonly WireProblem[]
}

/**
 * Whose event it is, and what else is known of it, made safe to keep. Never throws; each field that is bad is absent, and
 * reported. A whole number is as good an id as its digits.
 *
 * @example
 * readWho({ user_id: 42, id: 'delivery-7' }).who // { user_id: '42', id: 'delivery-7', session_id: '', context: {} }
 */
export function readWho(source: unknown): WhoReading {
  const { problems, refuse, readFields } = createWireReader()
  let context = {} as WireEvent['context']
  const fields = readFields(source, 'who', (name, value, path) => {
    const text = typeof value === 'string' || Number.isSafeInteger(value) ? `${value}` : ''
    switch (name) {
      case 'user_id':
      case 'visitor_id':
      case 'session_id':
        // Cut, it would be somebody else's.
        return text && text.length <= MAX_STRING_LENGTH ? text : refuse(path, value, 'a text')
      case 'id':
        return ID_PATTERN.test(text) ? text : refuse(path, value, '1 to 128 printable ASCII characters')
      case 'time':
        return isInstant(value) ? value : refuse(path, value, 'milliseconds since 1970')
      case 'context':
        context = readContext(value, path)
        return null
      default:
        return refuse(path, value, 'no such field')
    }
  })
  const is_somebody = fields && (fields.user_id ?? fields.visitor_id) !== undefined
  if (!is_somebody && !problems[0]) refuse('who', 'nobody', 'a user_id or visitor_id')
  return { who: is_somebody ? { session_id: '', ...fields, context } : undefined, problems }

  function readContext(value: unknown, path: string): WireEvent['context'] {
    const read = readFields(value, path, (_, inner, at) =>
      typeof inner === 'object' ? ((readFields(inner, at) as WireFields[string]) ?? null) : undefined,
    )
    return (read ?? {}) as WireEvent['context']
  }
}
