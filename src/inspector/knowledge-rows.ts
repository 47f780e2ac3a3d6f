import type { ShopperView } from '../browser/tracker'
import type { AisleDocument, Metric, Scalar } from '../language/ast'
import { describeMilliseconds } from '../language/describe'
import { isTimed, kindOf } from '../language/kind'

/** How an answer is coloured. */
export type Tone = 'in' | 'out' | 'unknown' | 'value'

/** One answer, as a list shows it. */
export interface KnowledgeRow {
  readonly kind: 'stage' | 'segment' | 'trait'
  readonly name: string
  /** @default the name in words */
  readonly title: string
  readonly value: string
  readonly tone: Tone
}

/** What definitions ask, with what is known of it, in the order of the definitions. */
export function knowledgeRows(document: AisleDocument, { segments, stages, traits }: ShopperView): KnowledgeRow[] {
  return [
    ...document.stages.map(({ name }): KnowledgeRow => {
      const value = stages[name]
      const tone = value === undefined ? 'unknown' : 'value'
      return { kind: 'stage', name, title: words(name), value: words(value ?? 'unknown'), tone }
    }),
    ...document.segments.map(({ name, title }): KnowledgeRow => {
      const value = segments[name] ?? 'unknown'
      return { kind: 'segment', name, title, value, tone: value }
    }),
    ...document.traits.map(({ name, title, value: metric }): KnowledgeRow => {
      const value = traits[name] ?? null
      return { kind: 'trait', name, title, value: traitText(metric, value), tone: value === null ? 'unknown' : 'value' }
    }),
  ]
}

/** Whether a row tells something that is so: a segment that the shopper is in, a stage, a trait that is known. */
export function isHeld({ tone }: KnowledgeRow): boolean {
  return tone === 'in' || tone === 'value'
}

/** A name as words: `cart_abandoner` as "cart abandoner". */
export function words(name: string): string {
  return name.replaceAll('_', ' ')
}

function traitText(metric: Metric, value: Scalar | null): string {
  if (value === null) return 'unknown'
  if (typeof value !== 'number') return String(value)
  return isTimed(kindOf(metric)) ? describeMilliseconds(value) : String(Number(value.toFixed(4)))
}
