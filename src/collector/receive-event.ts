import { cleanUrl, redactEmails } from '../sessions/clean-url'
import type { Context } from '../vocabulary/event-types'
import { describeProblem, type Problem } from '../vocabulary/problem'
import { readEvent } from '../vocabulary/read-event'
import type { PageClocks } from './page-clocks'
import type { CollectedEvent, Rejection } from './sink'
import type { UserAgent } from './user-agent'

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

/** Characters that are kept of what is rejected. */
const MAX_TEXT_LENGTH = 8192

/**
 * Reads one event of a batch: makes it normal, sets the clock of its page right, takes personal data out of its addresses,
 * and, where it comes from a page, says what the user agent says of the device and of automated traffic.
 *
 * @param input Whatever JSON can say.
 *
 * @example
 * receiveEvent({ id: 'e-1', name: 'page_viewed', time: 1469923200000, visitor_id: 'v-1' }, arrival, clocks).event
 */
export function receiveEvent(input: unknown, arrival: Arrival, clocks: PageClocks): Receipt {
  const { event, problems } = readEvent(input, { reuse: true })
  if (!event) return { rejection: rejectionOf(input, problems, arrival), problems: [] }
  const { sent_at, received_at } = arrival
  const isOfPage = event.page_id !== undefined
  const shift = isOfPage && sent_at !== undefined ? clocks.shiftOf(event.page_id!, sent_at, received_at) : 0
  // 0 to 1970 is no time of a shop's: such a clock says nothing.
  const time = Math.max(0, event.time + shift)
  return {
    event: {
      ...event,
      time,
      props: cleanFields(event.props, cleanAddress),
      products: event.products.map((line) => cleanFields(line, cleanAddress)),
      context: contextOf(event.context, arrival, isOfPage),
      ...(sent_at !== undefined && { sent_at }),
      received_at,
    },
    problems,
  }
}

function contextOf(context: Context, { user_agent, address }: Arrival, isOfPage: boolean): Context {
  const { page } = context
  const { device, automated } = (isOfPage && user_agent) || {}
  return {
    ...cleanFields(context, cleanNested),
    ...(page && { page: cleanFields(page, cleanText) }),
    // A page's own answer is by client hints, which say more.
    ...(device && !context.device && Object.keys(device).length > 0 && { device: { ...device } }),
    ...(automated && !context.automated && { automated: { reason: automated } }),
    ...(isOfPage && address && { address }),
  }
}

/** Fields with their values cleaned: the same object where there is nothing to clean. */
function cleanFields<Fields extends object>(fields: Fields, clean: (value: unknown) => unknown): Fields {
  let cleaned = fields
  for (const [name, value] of Object.entries(fields)) {
    const kept = clean(value)
    if (kept === value) continue
    cleaned = cleaned === fields ? { ...fields } : cleaned
    Object.assign(cleaned, { [name]: kept })
  }
  return cleaned
}

/** An address without its private parameters; anything else as it is. */
function cleanAddress(value: unknown): unknown {
  return typeof value === 'string' && /^(\w+:)?\/|^[?#]/.test(value) ? cleanUrl(value, { hash_routes: true }) : value
}

function cleanNested(value: unknown): unknown {
  return typeof value === 'object' && value ? cleanFields(value, cleanAddress) : cleanAddress(value)
}

/** What a page says of itself: its title, too, may name a person. */
function cleanText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const text = cleanAddress(value) as string
  // To look for whole addresses takes far longer.
  return /@|%40/.test(text) ? redactEmails(text) : text
}

function rejectionOf(input: unknown, problems: readonly Problem[], { received_at }: Arrival): Rejection {
  const { id } = Object(input) as { readonly id?: unknown }
  // What it lacks, before what else is wrong with it.
  const problem = problems.find(({ code, path }) => code !== 'assumed' && REQUIRED.has(path)) ?? problems[0]!
  const isId = typeof id === 'string' || typeof id === 'number'
  return {
    received_at,
    ...(isId && { id: String(id).slice(0, 128) }),
    code: problem.code,
    message: redactEmails(describeProblem(problem)),
    text: toText(input),
  }
}

/** A value as JSON, its texts cleaned as those of an event are. */
function toText(input: unknown): string {
  try {
    const clean = (_: string, value: unknown) =>
      cleanText(typeof value === 'string' ? value.slice(0, MAX_TEXT_LENGTH) : value)
    return JSON.stringify(input, clean).slice(0, MAX_TEXT_LENGTH)
  } catch {
    // Too deep to be written again.
    return ''
  }
}
