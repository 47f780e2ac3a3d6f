import type { Answers, Explanation } from '../engine/answers'
import type { Shopper } from '../engine/shopper'
import type { Scalar } from '../language/ast'
import type { Playbook, Treatment, TreatmentMoment, TreatmentReason } from './playbook'

/**
 * A treatment that is due for one shopper.
 *
 * @example
 * const inSentences = ({ what, why, until }: SelectedTreatment) =>
 *   `${what} ${narrate(why)}${until === null ? '' : ` Until ${new Date(until).toISOString()}.`}`
 * selectTreatments(builtinPlaybook, shopper, now).map(inSentences)
 */
export interface SelectedTreatment {
  /** The name of the treatment. */
  readonly treatment: string
  readonly what: string
  /** The segment or stage that it is due for, with the evidence; `narrate` says it in sentences. */
  readonly why: Explanation
  /** Where to give it. */
  readonly channel: string
  /** What said so: the treatment itself, a trait of the shopper, that they have unsubscribed, or the default. */
  readonly channel_from: ChannelOrigin
  readonly when: TreatmentMoment
  /** The first instant at which the reason ends if nothing more happens, ms; null where it never does. */
  readonly until: number | null
  /** What it is about: the value of the treatment's `about` trait. */
  readonly about: Scalar | null
  readonly priority: number
}

/**
 * Where a channel was taken from.
 *
 * @example
 * // Where nothing is known of a shopper, it is for the shop to choose.
 * const isKnown = (from: ChannelOrigin) => from !== 'default'
 * selectTreatments(builtinPlaybook, shopper, now).filter(({ channel_from }) => isKnown(channel_from))
 */
export type ChannelOrigin =
  | 'treatment'
  | 'preferred_contact_before'
  | 'preferred_contact_after'
  | 'responds_to'
  | 'unsubscribed'
  | 'default'

/** E-mail is the first choice of most, 44 % (SHOPPERS.md D). */
const DEFAULT_CHANNEL = 'email'

/**
 * What to do for a shopper now: the treatments whose reason holds, in the playbook's order, each with its reason and
 * evidence, the channel, and until when the reason holds.
 *
 * `preferred` is the shopper's contact: after an order the one used after sales, else before them, each standing in for
 * the other; then the kind of message that they follow; else e-mail. Whoever has unsubscribed is sent only what is owed
 * for an order: the rest waits on the site. Traits are those of the built-in catalogue; where the document lacks them, the
 * default holds. A treatment that names what the document lacks is never due.
 *
 * @example
 * for (const { what, channel, until } of selectTreatments(builtinPlaybook, shopper, now))
 *   console.log(what, channel, until)
 */
export function selectTreatments(
  { treatments }: Playbook,
  shopper: Pick<Shopper, 'at' | 'explain'>,
  now: number,
): SelectedTreatment[] {
  const answers = shopper.at(now)
  return treatments.flatMap((treatment): SelectedTreatment[] => {
    const { name, what, why, unless = [], when, priority } = treatment
    if (!holds(why, answers) || unless.some((reason) => holds(reason, answers))) return []
    const about = treatment.about === undefined ? null : (answers.traits[treatment.about] ?? null)
    if (treatment.about !== undefined && about === null) return []
    const explanation = shopper.explain(nameOf(why), now)!
    const ends = [
      explanation.changes_at?.at,
      ...unless.map((reason) => {
        const next = shopper.explain(nameOf(reason), now)?.changes_at
        return next?.to === ('segment' in reason ? 'in' : reason.stage) ? next.at : undefined
      }),
    ].filter((at) => at !== undefined)
    const until = ends.length ? Math.min(...ends) : null
    return [{ treatment: name, what, why: explanation, ...channelOf(treatment, answers), when, until, about, priority }]
  })
}

function nameOf(reason: TreatmentReason): string {
  return 'segment' in reason ? reason.segment : reason.set
}

function holds(reason: TreatmentReason, { segments, stages }: Answers): boolean {
  return 'segment' in reason ? segments[reason.segment] === 'in' : stages[reason.set] === reason.stage
}

function channelOf(
  { channel, service = false }: Treatment,
  { traits }: Answers,
): Pick<SelectedTreatment, 'channel' | 'channel_from'> {
  if (channel !== 'preferred') return { channel, channel_from: 'treatment' }
  if (!service && Number(traits.unsubscribed ?? 0) > 0) return { channel: 'site', channel_from: 'unsubscribed' }
  const contacts = ['preferred_contact_before', 'preferred_contact_after'] as const
  const [first, second] = Number(traits.orders ?? 0) > 0 ? [contacts[1], contacts[0]] : contacts
  for (const channel_from of [first, second, 'responds_to'] as const) {
    const value = traits[channel_from]
    if (typeof value === 'string') return { channel: value, channel_from }
  }
  return { channel: DEFAULT_CHANNEL, channel_from: 'default' }
}
