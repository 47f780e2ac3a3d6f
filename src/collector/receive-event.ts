import { cleanAddress, redactEmails } from '../vocabulary/clean-url'
import type { Context } from '../vocabulary/event-types'
import { isInstant, MAX_FIELDS, MAX_STRING_LENGTH } from '../vocabulary/limits'
import { describeProblem, type Problem } from '../vocabulary/problem'
import { readEvent } from '../vocabulary/read-event'
import { isUserId } from '../vocabulary/user-id'
import type { PageClocks } from './page-clocks'
import type { CollectedEvent, Rejection } from './sink'
import type { UserAgent } from './user-agent'
import { describePageVisit } from './visit-of-page'

/** How a batch came. */
export interface Arrival {
  /** By the sender's clock, in milliseconds since 1970, where it said so. */
  readonly sent_at: number | undefined
  /** By this machine's. */
  readonly received_at: number
  readonly user_agent: UserAgent | undefined
  /** Of the sender, shortened. */
  readonly address: string | undefined
}

/** What became of an event: it is taken, or rejected. */
export interface Receipt {
  readonly event?: CollectedEvent
  readonly rejection?: Rejection
  /** What was dropped of an event that was taken, or assumed. */
  readonly problems: readonly Problem[]
}

/** What an event must have, and the event itself. */
const REQUIRED: ReadonlySet<string> = new Set(['', 'id', 'name', 'time', 'shopper_id'])

/** Problems for which no event is rejected. */
const NO_REASON: ReadonlySet<string> = new Set(['assumed', 'more_problems'])

/** Ids that are longer are read with care. */
const MAX_ID_LENGTH = 256

/** Fields that a collector may add to a context. */
const MAX_ADDED = 5

/** Characters that are kept of what is rejected. */
const MAX_TEXT_LENGTH = 8192

/**
 * Reads one event of a batch: makes it normal, sets the clock of its page right, takes personal data out of its addresses,
 * and, where it comes from a page, says which visit it is of and when in the week, and what the user agent says of the
 * device and of automated traffic.
 *
 * @param input Whatever JSON can say. It is taken over: nearly every event is normal as it comes, and to change it is far
 * quicker than to copy it.
 *
 * @example
 * receiveEvent(JSON.parse('{"id":"e-1","name":"page_viewed","time":1469923200000,"visitor_id":"v-1"}'), arrival, clocks)
 */
export function receiveEvent(input: unknown, arrival: Arrival, clocks: PageClocks): Receipt {
  const undo = nameShopper(input)
  const { event: read, problems } = readEvent(input, { reuse: true })
  if (!read) {
    undo?.()
    return { rejection: rejectionOf(input, problems, arrival), problems: [] }
  }
  const event = read as CollectedEvent
  const { sent_at, received_at } = arrival
  const isOfPage = event.page_id !== undefined
  const shift = isOfPage && sent_at !== undefined ? clocks.shiftOf(event.page_id!, sent_at, received_at) : 0
  // A clock that would put it outside of all time says nothing.
  if (isInstant(event.time + shift)) event.time += shift
  cleanFields(event.props, cleanAddress)
  for (const line of event.products) cleanFields(line, cleanAddress)
  cleanContext(event.context)
  if (isOfPage) describePage(event, arrival)
  if (sent_at !== undefined) event.sent_at = sent_at
  event.received_at = received_at
  return { event, problems }
}

function describePage(event: CollectedEvent, { user_agent, address }: Arrival): void {
  const { time, session_id, context } = event
  // More than this is no context any more, and only a hostile one has that many of its own.
  if (Object.keys(context).length + MAX_ADDED > MAX_FIELDS) return
  const { device, automated } = user_agent ?? {}
  // A page's own answer is by client hints, which say more.
  if (device && !context.device && Object.keys(device).length > 0) context.device = { ...device }
  if (automated && !context.automated) context.automated = { reason: automated }
  if (address) context.address = address
  event.context = describePageVisit({ time, session_id, context })
}

/** Says what a page leaves to its receiver; gives what takes it back. */
function nameShopper(input: unknown): (() => void) | undefined {
  const event = Object(input) as Record<string, unknown>
  const { shopper_id, session_id, user_id, visitor_id } = event
  // What a bug makes of nobody would make one shopper of all that it befalls; alone it is still better than nobody's event.
  const id = isUserId(user_id) ? user_id : (visitor_id ?? user_id)
  if (shopper_id !== undefined || typeof id !== 'string' || !id || id.length > MAX_ID_LENGTH) return undefined
  event.shopper_id = id
  if (session_id === undefined) event.session_id = ''
  return () => {
    delete event.shopper_id
    if (session_id === undefined) delete event.session_id
  }
}

/** Cleans texts in their place. */
function cleanFields(fields: object, clean: (text: string) => string): void {
  const own = fields as Record<string, unknown>
  // They are own ones: the reader makes sure of it.
  for (const name in own) {
    const value = own[name]
    const kept = typeof value === 'string' ? clean(value) : value
    if (kept !== value) own[name] = kept
  }
}

function cleanContext(context: Context): void {
  const own = context as Record<string, unknown>
  for (const name in own) {
    const value = own[name]
    if (typeof value === 'object' && value) cleanFields(value, name === 'page' ? cleanText : cleanAddress)
    else if (typeof value === 'string') own[name] = cleanAddress(value)
  }
}

/** What a page says of itself: its title, too, may name a person. */
function cleanText(value: string): string {
  const text = cleanAddress(value)
  // To look for whole addresses takes far longer.
  return /@|%40/.test(text) ? redactEmails(text).slice(0, MAX_STRING_LENGTH) : text
}

function rejectionOf(input: unknown, problems: readonly Problem[], { received_at }: Arrival): Rejection {
  const { id } = Object(input) as { readonly id?: unknown }
  // What it lacks, before what else is wrong with it.
  const problem = problems.find(({ code, path }) => !NO_REASON.has(code) && REQUIRED.has(path)) ?? problems[0]!
  // What was found is cut short: of a private address the half may be left that no longer looks like one.
  const found = /[@%?=]/.test(problem.found) ? 'something that is not shown' : problem.found
  const isId = typeof id === 'string' || typeof id === 'number'
  return {
    received_at,
    ...(isId && { id: String(id).slice(0, 128) }),
    code: problem.code,
    message: describeProblem({ ...problem, found }),
    text: toText(input),
  }
}

/** The beginning of a value as JSON, its texts cleaned as those of an event are: to clean all of a long one takes long. */
function toText(input: unknown): string {
  let left = 2 * MAX_TEXT_LENGTH
  const clean = (_: string, value: unknown) => {
    if (left < 0) return undefined
    const text = typeof value === 'string' ? value.slice(0, 2 * MAX_TEXT_LENGTH) : undefined
    left -= (text?.length ?? 0) + 1
    return text === undefined ? value : cleanText(text)
  }
  try {
    const text = JSON.stringify(input, clean).slice(0, 2 * MAX_TEXT_LENGTH)
    return cleanNames(text).slice(0, MAX_TEXT_LENGTH)
  } catch {
    // Too deep to be written again.
    return ''
  }
}

/** Takes e-mail addresses out of the names of fields, and leaves the JSON whole. */
function cleanNames(json: string): string {
  if (!/@|%40/.test(json)) return json
  return json.replace(/"((?:[^"\\]|\\.)*)":/g, (found, name: string) =>
    /@|%40/.test(name) ? `${JSON.stringify(redactEmails(JSON.parse(`"${name}"`)))}:` : found,
  )
}
