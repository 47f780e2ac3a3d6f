import type { ShopEvent } from '../../vocabulary/event-types'
import { createEvent, type EventContent, orderEventId } from '../support/event'
import { copyFields, copyOwn, type Fields } from '../support/fields'
import { fingerprint } from '../support/fingerprint'
import type { Notes } from '../support/notes'
import type { PlainObject } from '../support/plain'
import { readList } from '../support/read-list'
import type { Reading, ReadOptions } from '../support/reading'
import { openSource, type Source } from '../support/source'
import { takeId, takeParty, takeTime } from '../support/take'
import { readTrack } from './read-call'
import { BOOKKEEPING, CAMPAIGN_FIELDS, CONTEXT_FIELDS, DEVICE_FIELDS, PAGE_FIELDS } from './tables'

/**
 * Calls of Segment's spec, as its destinations and raw logs have them, as events: `track`, `page` and `screen`. What
 * `identify` says is on the events too; the traits of a person have no place in them.
 *
 * @param calls A call, or a list of calls.
 *
 * @example
 * ```ts
 * fromSegment({ type: 'track', event: 'Product Viewed', messageId: 'm-1', anonymousId: 'v-1',
 *   timestamp: '2024-05-01T10:00:00Z', properties: { product_id: 'A', price: 9 } }).events[0]?.products
 * // [{ product_id: 'A', price: 9 }]
 * ```
 */
export function fromSegment(calls: unknown, options: ReadOptions = {}): Reading {
  return readList(calls, 'calls', (call, path, notes) => [readCall(call, { path, notes, options })])
}

interface CallPlace {
  readonly path: string
  readonly notes: Notes
  readonly options: ReadOptions
}

function readCall(plain: PlainObject, { path, notes, options }: CallPlace): ShopEvent | undefined {
  const call = openSource(plain, path)
  const content = readSegmentContent(call, { notes, currency: options.currency })
  if (!content) return undefined
  const { pseudonym } = options
  const party = (names: readonly string[]) => {
    const name = names.find((one) => call.peek(one) !== undefined)
    return name === undefined ? undefined : takeParty(call, name, { notes, pseudonym })
  }
  const visitor_id = party(['anonymousId', 'anonymous_id'])
  const user_id = party(['userId', 'user_id'])
  const sent_at = takeTime(call, call.peek('sentAt') === undefined ? 'sent_at' : 'sentAt', notes)
  const received_at = takeTime(call, call.peek('receivedAt') === undefined ? 'received_at' : 'receivedAt', notes)
  const happened = takeTime(call, 'timestamp', notes)
  const time = happened ?? sent_at ?? received_at
  if (time === undefined) {
    notes.lose(path, content.name, { code: 'missing', wanted: 'a timestamp' })
    return undefined
  }
  if (happened === undefined) notes.assume(call.pathOf('timestamp'), undefined, 'when it was sent or received')
  // The timestamp is made of it.
  else for (const field of ['originalTimestamp', 'original_timestamp']) call.take(field)
  const around = call.open('context')
  const session_id = (around && takeId(around, 'sessionId')) ?? ''
  const library = readContext(around, content, notes)
  for (const field of call.left()) if (BOOKKEEPING.test(field)) call.take(field)
  const message = takeId(call, 'messageId') ?? takeId(call, 'message_id')
  call.loseRest(notes)
  const id = idOf(content, message ?? `segment:${fingerprint(plain)}`)
  const stamp = { id, time, visitor_id, user_id, session_id }
  const event = createEvent(stamp, content, { path, notes })
  if (!event) return undefined
  return {
    ...event,
    ...(sent_at !== undefined && { sent_at }),
    ...(received_at !== undefined && { received_at }),
    ...(Object.keys(library).length > 0 && { library }),
  }
}

function idOf({ name, props }: EventContent, id: string): string {
  const { order_id } = props
  if (typeof order_id !== 'string') return id
  if (name === 'order_completed' || name === 'order_cancelled') return orderEventId(name, order_id)
  return id
}

/**
 * What a call says, in our vocabulary; undefined where none of ours says it.
 *
 * @example
 * ```ts
 * readSegmentContent(openSource({ type: 'page', properties: { url: 'https://shop.example/' } }, ''), { notes })?.name
 * // 'page_viewed'
 * ```
 */
export function readSegmentContent(
  call: Source,
  rules: { readonly notes: Notes; readonly currency?: string | undefined },
): EventContent | undefined {
  const type = call.peek('type') ?? call.peek('action')
  const properties = call.open('properties') ?? openSource({}, call.pathOf('properties'))
  if (type === 'track' && typeof call.peek('event') === 'string')
    return readTrack(call.take('event') as string, properties, rules)
  if (type === 'page' || type === 'screen') return readPage(call, properties, rules.notes)
  rules.notes.lose(call.path, type, { wanted: 'a call about something that happened' })
  return undefined
}

function readPage(call: Source, properties: Source, notes: Notes): EventContent {
  if (call.peek('type') === 'screen') notes.assume(call.pathOf('type'), 'screen', 'a page')
  const page: Fields = {}
  const props: Fields = {}
  copyFields(properties, PAGE_FIELDS, page, { place: 'context.page.', notes })
  copyFields(call, [['name', 'page_name']], props, { place: '', notes })
  copyOwn(properties, props, { place: '', notes })
  return { name: 'page_viewed', props, products: [], context: Object.keys(page).length > 0 ? { page } : {} }
}

/** Adds to the context, and gives the library. */
function readContext(around: Source | undefined, { context }: EventContent, notes: Notes): Fields {
  const library: Fields = {}
  if (!around) return library
  const page: Fields = { ...context.page } as Fields
  const campaign: Fields = {}
  const device: Fields = {}
  const click_ids: Fields = {}
  const screen: Fields = {}
  const into = (name: string, copy: (source: Source) => void) => {
    const source = around.open(name)
    if (source) copy(source)
  }
  copyFields(around, CONTEXT_FIELDS, context as Fields, { place: 'context.', notes })
  into('page', (source) => copyFields(source, PAGE_FIELDS, page, { place: 'context.page.', notes }))
  into('campaign', (source) => copyFields(source, CAMPAIGN_FIELDS, campaign, { place: 'context.campaign.', notes }))
  into('device', (source) => copyFields(source, DEVICE_FIELDS, device, { place: 'context.device.', notes }))
  into('os', (source) => copyFields(source, [['name', 'os']], device, { place: 'context.device.', notes }))
  into('screen', (source) => copyOwn(source, screen, { place: '', notes }))
  into('click_ids', (source) => copyOwn(source, click_ids, { place: '', notes }))
  into('library', (source) => copyOwn(source, library, { place: '', notes }))
  for (const [name, part] of Object.entries({ page, campaign, device, screen, click_ids }))
    if (Object.keys(part).length > 0) context[name] = part
  return library
}
