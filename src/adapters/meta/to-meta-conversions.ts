import type { Notes } from '../support/notes'
import { batch, type Outgoing, type OutgoingEvent } from '../support/outgoing'
import type { PlainObject } from '../support/plain'
import type { Source } from '../support/source'
import { hasTime, type Taken, takeEach } from '../support/take-each'
import { type ContentOptions, type MetaEvent, toMetaEvent } from './custom-data'
import { type MetaPerson, toUserData } from './user-data'

/**
 * Where events go, with which credentials, and whose they are.
 *
 * @example
 * ```ts
 * const person_of = ({ user_id }: OutgoingEvent) => (user_id === undefined ? undefined : { external_id: user_id })
 * const options: MetaConversionsOptions = { pixel_id: '1', access_token: 't-1', person_of, test_event_code: 'TEST7' }
 * const { requests } = await toMetaConversions([{ ...event, user_id: 'u-42' }], options)
 * requests[0]?.body.test_event_code // => 'TEST7'
 * ```
 */
export interface MetaConversionsOptions extends ContentOptions {
  /** The id of the pixel, or data set. */
  readonly pixel_id: string
  /** A token of a system user; for servers only. */
  readonly access_token: string
  /** @default 'v24.0' */
  readonly api_version?: string | undefined
  /**
   * Who an event is of, as far as the shop may tell: asked of each event, as consent is the shop's to know. Where it throws,
   * that is told among the losses.
   * @default nobody: only events with a click id of Meta go
   */
  readonly person_of?: ((event: OutgoingEvent) => MetaPerson | undefined) | undefined
  /**
   * The time now, in milliseconds since the epoch: what is older than 7 days is left out, as one such event has Meta refuse
   * the whole request.
   * @default none: nothing is too old
   */
  readonly now?: number | undefined
  /** For trying out: the code that the Events Manager shows. */
  readonly test_event_code?: string | undefined
}

/**
 * The limits of the Conversions API
 * (https://developers.facebook.com/docs/marketing-api/conversions-api/using-the-api#batch-requests): 1,000 events a request, of
 * the last 7 days.
 */
const MAX_EVENTS = 1_000
const MAX_AGE_MS = 7 * 86_400_000
const MAX_BYTES = 5_000_000

/**
 * Events as requests of Meta's Conversions API. The id of an event is that of the pixel's, so Meta counts it once. Only what
 * `person_of` gives of a person goes, hashed as Meta wants it; an event of nobody at all is left out, as Meta takes none.
 *
 * @example
 * ```ts
 * const emails = new Map([['u-42', 'ann@shop.example']])
 * const person_of = ({ user_id = '' }: OutgoingEvent) => ({ email: emails.get(user_id) })
 * const { requests } = await toMetaConversions(events, { pixel_id: '1', access_token: 't-1', person_of })
 * ```
 */
export async function toMetaConversions(
  events: readonly OutgoingEvent[],
  options: MetaConversionsOptions,
): Promise<Outgoing> {
  const { pixel_id, access_token, api_version = 'v24.0', test_event_code } = options
  const { taken, losses } = takeEach(events, 'events')
  const data: PlainObject[] = []
  for (const event of taken) {
    const hit = await toHit(event, options)
    if (hit) data.push(hit)
  }
  const requests = batch(data, { count: MAX_EVENTS, bytes: MAX_BYTES }).map((some) => ({
    method: 'POST' as const,
    url: `https://graph.facebook.com/${api_version}/${encodeURIComponent(pixel_id)}/events`,
    headers: { 'content-type': 'application/json' },
    // Not in the address, which logs keep.
    body: { data: some, access_token, ...(test_event_code !== undefined && { test_event_code }) },
  }))
  return { requests, ...losses() }
}

async function toHit(event: Taken, options: MetaConversionsOptions): Promise<PlainObject | undefined> {
  const { path, notes } = event
  const meta = toMetaEvent(event, options)
  if (!meta) return undefined
  const { source } = meta
  const [id, time] = [source.take('id'), source.take('time')]
  if (!hasTime(time, event)) return undefined
  if (options.now !== undefined && options.now - time > MAX_AGE_MS) {
    notes.lose(path, time, { code: 'out_of_range', wanted: 'a time of the last 7 days' })
    return undefined
  }
  const user_data = await toUserData({ ...clickOf(source, time, notes), ...askPerson(event, options) })
  if (Object.keys(user_data).length === 0) {
    notes.lose(path, meta.name, { code: 'missing', wanted: 'someone whose event it is' })
    return undefined
  }
  const where = placeOf(meta)
  for (const field of ['visitor_id', 'user_id', 'shopper_id']) source.take(field)
  source.loseRest(notes)
  return {
    event_name: meta.name,
    event_time: Math.floor(time / 1000),
    ...(id !== undefined && { event_id: id }),
    ...where,
    user_data,
    custom_data: meta.custom_data,
  }
}

/** Who it is; nobody, which is told, where the shop's own code fails: the other events go all the same. */
function askPerson({ original, path, notes }: Taken, { person_of }: MetaConversionsOptions): MetaPerson | undefined {
  try {
    return person_of?.(original as OutgoingEvent)
  } catch {
    notes.lose(path, undefined, { code: 'unreadable', wanted: 'a person_of that does not throw' })
    return undefined
  }
}

/** The click that an event came by, as Meta's cookie has it. */
function clickOf(source: Source, time: number, notes: Notes): MetaPerson {
  const clicks = source.open('context')?.open('click_ids')
  const click = clicks?.take('fbclid')
  if (clicks === undefined || typeof click !== 'string') return {}
  notes.assume(clicks.pathOf('fbclid'), time, 'the time of the event as that of the click')
  return { fbc: `fb.1.${time}.${click}` }
}

function placeOf({ source }: MetaEvent): PlainObject {
  const channel = source.open('props')?.take('sales_channel')
  const url = source.open('context')?.open('page')?.take('url')
  const action_source = channel === 'store' ? 'physical_store' : 'website'
  return { action_source, ...(url !== undefined && { event_source_url: url }) }
}
