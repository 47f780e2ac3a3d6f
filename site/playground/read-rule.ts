import {
  type AisleDocument,
  builtin,
  check,
  type DefinitionProblem,
  type Segment,
  type StageSet,
} from '../../src/index'
import { jsonProblem } from './json-problem'

/** A rule that can be asked: what it is, and the document that it stands in. */
export interface Rule {
  readonly kind: 'segment' | 'stage'
  readonly definition: Segment | StageSet
  readonly document: AisleDocument
}

/** A text as a rule, or all that keeps it from being one. */
export type Reading = { readonly rule: Rule } | { readonly problems: readonly DefinitionProblem[] }

/** Longer texts are no rule that somebody types; a shared address is bounded by it, too. */
export const LONGEST_RULE = 20_000

const PLACES = { segment: 'segments[0]', stage: 'stages[0]' } as const

/**
 * Reads the JSON of one segment or stage set, and checks it as `compile` does. Never throws, whatever the text is. The rule
 * may name the segments of the catalogue.
 *
 * @param text At most {@link LONGEST_RULE} characters.
 * @returns The rule, or its problems, each with its path within the rule.
 */
export function readRule(text: string): Reading {
  if (text.length > LONGEST_RULE) {
    const wanted = `at most ${LONGEST_RULE} characters`
    return { problems: [{ path: '', found: `${text.length} characters`, wanted }] }
  }
  const broken = jsonProblem(text)
  if (broken !== undefined) return { problems: [broken] }
  const value: unknown = JSON.parse(text)
  const kind = kindOf(value)
  if (kind === undefined) {
    const wanted = 'an object with "when" (a segment) or "stages" (a stage set)'
    return { problems: [{ path: '', found: text.slice(0, 80), wanted }] }
  }
  const definition = value as Segment | StageSet
  // They are checked and compiled anew at every key, so only where some rule may be named.
  const known = text.includes('"segment"') ? builtin.segments : []
  const document = documentOf(kind, definition, known)
  const problems = check(document).map((problem) => ({ ...problem, path: within(problem.path, PLACES[kind]) }))
  return problems.length > 0 ? { problems } : { rule: { kind, definition, document } }
}

function kindOf(value: unknown): Rule['kind'] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.hasOwn(value, 'when') ? 'segment' : Object.hasOwn(value, 'stages') ? 'stage' : undefined
}

/** The rule first, then the segments that it may name, without one of its own name. */
function documentOf(kind: Rule['kind'], definition: Segment | StageSet, known: readonly Segment[]): AisleDocument {
  const others = known.filter(({ name }) => name !== definition.name)
  const segments = kind === 'segment' ? [definition as Segment, ...others] : others
  return { ...builtin, zone: 'UTC', segments, traits: [], stages: kind === 'stage' ? [definition as StageSet] : [] }
}

/** A path of the document as one of the rule; one elsewhere stays, as where a name closes a circle. */
function within(path: string, place: string): string {
  return path.startsWith(place) ? path.slice(place.length).replace(/^\./, '') : path
}
