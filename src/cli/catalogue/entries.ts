import type { AisleDocument, Segment, StageSet, Trait } from '../../language/ast'
import { describe } from '../../language/describe'
import { eventsOf } from '../../language/limit-to'
import type { About, Family, Threshold } from '../../segments/about'

/** All that people should know of one thing that is built in. */
export interface CatalogueEntry {
  /** `made`: not in the document, but made for a shop by a function (groups by its own cut points, its own tiers). */
  readonly kind: 'segment' | 'stages' | 'trait' | 'made'
  readonly name: string
  /** null of what is made. */
  readonly version: number | null
  readonly title: string
  /** null where nobody has said. */
  readonly family: Family | null
  /** Who this is, and what a shop does with it; null where nobody has said. */
  readonly words: string | null
  readonly thresholds: readonly Threshold[]
  /** The events that it needs. */
  readonly needs: readonly string[]
  /** What it answers of a shopper of whom too little was seen; null where nobody has said. */
  readonly missing: string | null
  /** Of a stage set, its stages in order. */
  readonly stages?: readonly string[]
  /** What it can be, where there is a list of it. */
  readonly values?: readonly string[]
  /** The definition in words; null of what is made. */
  readonly definition: string | null
}

/**
 * What is built in, with what people should know of it: by family, in the order of the document.
 *
 * @example
 * entriesOf(builtin, abouts).find(({ name }) => name === 'cart_abandoner')?.words
 */
export function entriesOf(document: AisleDocument, abouts: readonly About[]): CatalogueEntry[] {
  const { segments, stages, traits } = document
  const about = new Map(abouts.map((one) => [one.name, one]))
  const defined = [
    ...segments.map((one) => entryOf('segment', one, one.title, about.get(one.name))),
    ...stages.map((one) => ({
      ...entryOf('stages', one, titleOf(one.name), about.get(one.name)),
      stages: stagesOf(one),
    })),
    ...traits.map((one) => entryOf('trait', one, one.title, about.get(one.name))),
  ]
  const names = new Set(defined.map(({ name }) => name))
  const made = abouts.filter(({ name }) => !names.has(name)).map(madeEntry)
  const families = [...new Set([...defined, ...made].map(({ family }) => family))]
  return families.flatMap((family) => [...defined, ...made].filter((entry) => entry.family === family))
}

/**
 * The heading of a family; of those that nobody has put into one, too.
 *
 * @example
 * familyTitle('value and risk') // 'Value and risk'
 */
export function familyTitle(family: Family | null): string {
  return titleOf(family ?? 'other')
}

function entryOf(
  kind: CatalogueEntry['kind'],
  definition: Segment | StageSet | Trait,
  title: string,
  about: About | undefined,
): CatalogueEntry {
  const { name, version } = definition
  return {
    kind,
    name,
    version,
    title,
    family: about?.family ?? null,
    words: about?.words ?? null,
    thresholds: about?.thresholds ?? [],
    needs: about?.needs ?? eventsOf(definition),
    missing: about?.missing ?? null,
    ...(about?.values && { values: about.values }),
    definition: describe(definition),
  }
}

function madeEntry(about: About): CatalogueEntry {
  const { name, missing } = about
  return { ...about, kind: 'made', version: null, title: titleOf(name), missing: missing ?? null, definition: null }
}

function stagesOf({ stages, otherwise }: StageSet): string[] {
  return [...new Set([...stages.map(({ name }) => name), otherwise])]
}

/** `visit_intent` as "Visit intent". */
function titleOf(name: string): string {
  const words = name.replace(/_/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
