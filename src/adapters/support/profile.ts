import { NAME_PATTERN } from '../../vocabulary/limits'
import type { Losses } from './notes'
import { isPlainObject, type Plain, type PlainObject } from './plain'
import { openSource } from './source'
import { type Taken, takeEach } from './take-each'

/**
 * What is known of a shopper: what `shopper.at(now)` gives, or a row of `aisle decide`.
 *
 * @example
 * ```ts
 * const { segments, stages, traits } = shopper.at(now)
 * const decision: ShopperDecision = { shopper_id: 'u-42', segments, stages, traits }
 * toKlaviyo([decision], { api_key: 'k-1' }).requests.length // => 1
 * ```
 */
export interface ShopperDecision {
  readonly shopper_id: string
  readonly segments?: { readonly [name: string]: string } | undefined
  readonly stages?: { readonly [set: string]: string } | undefined
  readonly traits?: { readonly [name: string]: string | number | boolean | null } | undefined
}

/**
 * How a person is known to another system: only what the caller gives goes there.
 *
 * @example
 * ```ts
 * const contacts = new Map<string, ContactDetails>([['u-42', { email: 'ann@shop.example', phone: '+431234' }]])
 * const options = { access_token: 't-1', id_property: 'email', contact_of: (id: string) => contacts.get(id) }
 * const { lost } = toHubspot([{ shopper_id: 'u-42' }, { shopper_id: 'u-43' }], options)
 * lost.map(({ wanted }) => wanted) // => ['an address, by which contacts are told apart']
 * ```
 */
export interface ContactDetails {
  readonly email?: string | undefined
  /** With the code of its country: `+431234`. */
  readonly phone?: string | undefined
}

/**
 * How properties are named.
 *
 * @example
 * ```ts
 * const options: ProfileOptions = { prefix: 'shop_' }
 * const decision = { shopper_id: 'u-42', stages: { aida: 'desire' } }
 * const { body } = toKlaviyo([decision], { api_key: 'k-1', ...options }).requests[0]!
 * body.data // => { type: 'profile', attributes: { external_id: 'u-42', properties: { shop_stage_aida: 'desire' } } }
 * ```
 */
export interface ProfileOptions {
  /**
   * Before the name of each property.
   * @default 'aisle_'
   */
  readonly prefix?: string | undefined
  /**
   * How a shopper is known there beside by their id.
   * @default by the id alone
   */
  readonly contact_of?: ((shopper_id: string) => ContactDetails | undefined) | undefined
}

/** A shopper as properties of a profile. */
export interface ProfileProperties {
  readonly shopper_id: string
  /** Which decision it was made of, from 0. */
  readonly index: number
  readonly contact: ContactDetails
  /** Segments as true and false, stages and traits as they are. */
  readonly set: PlainObject
  /** What is not known now, and must not stay as it was. */
  readonly unset: readonly string[]
}

/** What {@link toProfiles} gives. */
export interface Profiles extends Losses {
  readonly profiles: readonly ProfileProperties[]
}

const OUTCOMES: ReadonlyMap<Plain, boolean> = new Map([
  ['in', true],
  ['out', false],
])

/**
 * Decisions as properties: `segment_<name>` true or false, `stage_<set>`, `trait_<name>`. A segment that is unknown, and a
 * trait that is absent, is neither: it is taken away.
 *
 * @example
 * ```ts
 * toProfiles([{ shopper_id: 'u-42', segments: { vip: 'in', lapsed: 'unknown' } }]).profiles[0]
 * // { shopper_id: 'u-42', index: 0, contact: {}, set: { aisle_segment_vip: true }, unset: ['aisle_segment_lapsed'] }
 * ```
 */
export function toProfiles(decisions: readonly ShopperDecision[], options: ProfileOptions = {}): Profiles {
  const { taken, losses } = takeEach(decisions, 'decisions')
  const profiles = taken.flatMap((decision) => toProfile(decision, options) ?? [])
  return { profiles, ...losses() }
}

function toProfile({ thing, index, path, notes }: Taken, options: ProfileOptions): ProfileProperties | undefined {
  const { prefix = 'aisle_', contact_of } = options
  const source = openSource(thing, path)
  const shopper_id = source.take('shopper_id')
  if (typeof shopper_id !== 'string') {
    notes.lose(path, shopper_id, { code: 'missing', wanted: 'a shopper_id' })
    return undefined
  }
  const set: PlainObject = {}
  const unset: string[] = []
  const put = (name: string, value: Plain | undefined, from: string) => {
    if ((typeof value === 'object' && value !== null) || !NAME_PATTERN.test(name.slice(0, 64))) notes.lose(from, value)
    else if (value === undefined || value === null) unset.push(name)
    else set[name] = value
  }
  const groups = [
    ['segments', 'segment_', (value: Plain) => OUTCOMES.get(value)],
    ['stages', 'stage_', (value: Plain) => value],
    ['traits', 'trait_', (value: Plain) => value],
  ] as const
  for (const [group, kind, read] of groups) {
    const answers = source.take(group)
    if (answers === undefined) continue
    if (!isPlainObject(answers)) {
      notes.lose(`${path}.${group}`, answers, { code: 'wrong_type', wanted: 'an object' })
      continue
    }
    for (const [name, value] of Object.entries(answers))
      put(`${prefix}${kind}${name}`, read(value), `${path}.${group}.${name}`)
  }
  // When it was decided, and until when it holds, is no property of a person.
  source.loseRest(notes)
  return { shopper_id, index, contact: contact_of?.(shopper_id) ?? {}, set, unset }
}
