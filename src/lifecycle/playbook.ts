import type { AisleDocument } from '../language/ast'
import { type Findings, findings, isName, isRecord, refuse } from './refuse'

/**
 * Why a treatment is due: the shopper is in a segment, or at a stage of a set.
 *
 * @example
 * const reasons: TreatmentReason[] = [{ segment: 'vip' }, { set: 'visit_intent', stage: 'buyer' }]
 * reasons.map((reason) => ('segment' in reason ? reason.segment : reason.stage)) // => ['vip', 'buyer']
 */
export type TreatmentReason = { readonly segment: string } | { readonly set: string; readonly stage: string }

/**
 * When a treatment is given: while the shopper is here, at once by message, or as soon as they come again.
 *
 * @example
 * const due = (moment: TreatmentMoment) =>
 *   selectTreatments(builtinPlaybook, shopper, now).filter(({ when }) => when === moment)
 * due('in_visit') // for the page
 * due('now') // for who sends messages
 */
export type TreatmentMoment = 'in_visit' | 'now' | 'next_visit'

/**
 * Something to do for a shopper. Data: a shop writes its own.
 *
 * @example
 * const chat: Treatment = {
 *   name: 'offer_chat', what: 'Offer a chat with someone who knows the product.',
 *   why: { segment: 'late_decider' }, unless: [{ segment: 'badly_served' }],
 *   channel: 'site', when: 'in_visit', priority: 70,
 * }
 * createPlaybook([chat], builtin).treatments.length // => 1
 */
export interface Treatment {
  /** In snake_case, used once in a playbook. */
  readonly name: string
  /** What is done, in words for people. */
  readonly what: string
  readonly why: TreatmentReason
  /** Reasons of which none may hold. */
  readonly unless?: readonly TreatmentReason[]
  /** Where it is given: `site`, `email`, or any other name; `preferred` is the shopper's own preferred contact. */
  readonly channel: string
  readonly when: TreatmentMoment
  /** The greater, the earlier in the list. */
  readonly priority: number
  /** Whether it is owed for an order: it goes to those who have unsubscribed too. @default false */
  readonly service?: boolean
  /** A trait that says what it is about, such as `favourite_category`; without a value the treatment is left out. */
  readonly about?: string
}

/**
 * Treatments, the first to be given first.
 *
 * @example
 * const onSite: Playbook = { treatments: builtinPlaybook.treatments.filter(({ channel }) => channel === 'site') }
 * selectTreatments(onSite, shopper, now).map(({ treatment }) => treatment)
 */
export interface Playbook {
  readonly treatments: readonly Treatment[]
}

/**
 * Options of {@link createPlaybook}.
 *
 * @example
 * const options: PlaybookOptions = { unknown: 'leave_out' }
 * const { treatments } = createPlaybook(builtinPlaybook.treatments, defineDocument({ segments: [vip] }), options)
 * treatments.map(({ name }) => name) // => ['early_access']
 */
export interface PlaybookOptions {
  /**
   * What becomes of a treatment whose segment, stage or trait the document lacks: the playbook is refused, or the
   * treatment left out, for a shop that takes the built-in one and only some families of the catalogue.
   * @default 'refuse'
   */
  readonly unknown?: 'refuse' | 'leave_out'
}

const MOMENTS: readonly unknown[] = ['in_visit', 'now', 'next_visit']
const KEYS = ['name', 'what', 'why', 'unless', 'channel', 'when', 'priority', 'service', 'about']

/**
 * A playbook of some treatments, in order of priority, equal ones as they were given. Every segment, stage and trait that
 * they name must be of the document.
 *
 * @throws RangeError with code `invalid_playbook`, and every problem in `problems`.
 * @example
 * const playbook = createPlaybook([...builtinPlaybook.treatments, { name: 'call', what: 'Call and ask.',
 *   why: { segment: 'checkout_abandoner' }, channel: 'phone', when: 'now', priority: 90 }], builtin)
 */
export function createPlaybook(
  treatments: readonly Treatment[],
  document: AisleDocument,
  { unknown = 'refuse' }: PlaybookOptions = {},
): Playbook {
  const shape = findings()
  if (shape.expect(Array.isArray(treatments), 'treatments', treatments, 'a list')) {
    const names = new Set<unknown>()
    for (const [i, treatment] of treatments.entries()) checkTreatment(treatment, `treatments[${i}]`, names, shape)
  }
  refuse('playbook', 'invalid_playbook', shape.problems)
  const missing = treatments.map((treatment, i) => {
    const found = findings()
    checkReferences(treatment, `treatments[${i}]`, document, found)
    return found.problems
  })
  if (unknown === 'refuse') refuse('playbook', 'invalid_playbook', missing.flat())
  const known = treatments.filter((_, i) => !missing[i]!.length)
  return { treatments: known.sort((a, b) => b.priority - a.priority) }
}

function checkTreatment(value: unknown, path: string, names: Set<unknown>, { expect }: Findings): void {
  if (!expect(isRecord(value), path, value, 'an object that is a treatment')) return
  const given = value as Readonly<Record<string, unknown>>
  const { name, what, why, unless, channel, when, priority, service, about } = given
  for (const key of Object.keys(given)) expect(KEYS.includes(key), `${path}.${key}`, given[key], `one of ${KEYS}`)
  expect(isName(name) && !names.has(name), `${path}.name`, name, 'a name in snake_case, used once')
  names.add(name)
  expect(typeof what === 'string' && what !== '', `${path}.what`, what, 'a sentence')
  checkReason(why, `${path}.why`, expect)
  if (unless !== undefined && expect(Array.isArray(unless), `${path}.unless`, unless, 'a list of reasons'))
    for (const [i, one] of (unless as unknown[]).entries()) checkReason(one, `${path}.unless[${i}]`, expect)
  expect(isName(channel), `${path}.channel`, channel, '"preferred", "site" or another name in snake_case')
  expect(MOMENTS.includes(when), `${path}.when`, when, `one of ${MOMENTS}`)
  expect(Number.isFinite(priority), `${path}.priority`, priority, 'a finite number')
  expect(service === undefined || typeof service === 'boolean', `${path}.service`, service, 'true or false')
  expect(about === undefined || isName(about), `${path}.about`, about, 'the name of a trait')
}

function checkReason(value: unknown, path: string, expect: Findings['expect']): void {
  const keys = isRecord(value) ? Object.keys(value).sort().join() : ''
  const isReason = (keys === 'segment' || keys === 'set,stage') && Object.values(value as object).every(isName)
  expect(isReason, path, value, '{ segment } or { set, stage }, each a name')
}

function checkReferences(
  { why, unless = [], about }: Treatment,
  path: string,
  document: AisleDocument,
  found: Findings,
) {
  const { expect } = found
  const { segments, stages, traits } = document
  for (const [at, reason] of [['why', why] as const, ...unless.map((one, i) => [`unless[${i}]`, one] as const)]) {
    if ('segment' in reason) {
      const isKnown = segments.some(({ name }) => name === reason.segment)
      expect(isKnown, `${path}.${at}.segment`, reason.segment, 'the name of a segment of the document')
      continue
    }
    const set = stages.find(({ name }) => name === reason.set)
    if (!expect(!!set, `${path}.${at}.set`, reason.set, 'the name of a stage set of the document')) continue
    const names = [...set!.stages.map(({ name }) => name), set!.otherwise]
    expect(names.includes(reason.stage), `${path}.${at}.stage`, reason.stage, `one of ${names.join(', ')}`)
  }
  const isKnown = about === undefined || traits.some(({ name }) => name === about)
  expect(isKnown, `${path}.about`, about, 'the name of a trait of the document')
}
