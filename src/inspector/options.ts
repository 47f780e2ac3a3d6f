import type { ShopperView, Tracker } from '../browser/tracker'
import type { AisleDocument } from '../language/ast'
import { parseDuration } from '../language/duration'
import type { Plugin } from '../tracker/plugins'
import type { Persona } from './persona'

/**
 * What is known of a persona, as it is of a shopper.
 *
 * @example
 * const title = ({ persona, stages }: SimulatedView) => `As ${persona} sees it: ${stages.visit_intent}`
 * const show = (view: SimulatedView | undefined) => {
 *   document.title = view ? title(view) : 'Shop'
 * }
 * createInspector({ definitions: builtin, on_simulate: show })
 */
export interface SimulatedView extends ShopperView {
  /** The persona's name. */
  readonly persona: string
  /** Why a segment or a stage set is as it is, as the tracker says it of a shopper. */
  readonly explain: Tracker['explain']
}

/**
 * Options of {@link createInspector}.
 *
 * @example
 * const options: InspectorOptions = {
 *   definitions: builtin,
 *   personas: builtinPersonas.filter(({ name }) => name !== 'browser'),
 *   on_simulate: (view) => document.body.setAttribute('data-intent', view?.stages.visit_intent ?? ''),
 * }
 * createInspector(options)
 */
export interface InspectorOptions {
  /** The tracker's own: titles, what segments ask, and what personas are played through come from there. */
  readonly definitions: AisleDocument
  /**
   * Who can be simulated.
   * @default builtinPersonas
   */
  readonly personas?: readonly Persona[] | undefined
  /**
   * Told what is known of the simulated persona, each time that it changes, and undefined once there is none: the page may
   * show itself as that persona would see it.
   * @default none
   */
  readonly on_simulate?: ((view: SimulatedView | undefined) => void) | undefined
  /**
   * Told of what went wrong inside, each kind once.
   * @default reports to the console
   */
  readonly on_error?: ((error: Error) => void) | undefined
}

/**
 * The inspector's ear in a tracker. It adds nothing to events.
 *
 * @example
 * const plugin: InspectorPlugin = createInspector({ definitions: builtin }).plugin
 * createTracker({ endpoint: '/collect', definitions: builtin, plugins: [plugin] })
 */
export interface InspectorPlugin extends Plugin<Tracker> {
  readonly setup: (tracker: Tracker) => void
  readonly enrich: NonNullable<Plugin['enrich']>
  readonly deliver: NonNullable<Plugin['deliver']>
}

/**
 * An overlay over a page that shows what Aisle sees and knows there.
 *
 * @example
 * // Loaded for those alone who ask for it.
 * const inspect = async (tracker: Tracker): Promise<Inspector> => {
 *   const inspector = (await import('aisle/inspector')).createInspector({ definitions: builtin })
 *   inspector.attach(tracker)
 *   return inspector
 * }
 */
export interface Inspector {
  /** For `plugins` of the tracker, so that the inspector sees events. */
  readonly plugin: InspectorPlugin
  /** Looks into a tracker. Else it is the one that sets the plugin up, which trackers do once there is consent. */
  attach(tracker: Tracker): void
  /** Shows it and takes the focus there. Its own button and Alt+Shift+A do the same. */
  open(): void
  /** Hides it and gives the focus back. */
  close(): void
  /** Takes it out of the page, with every listener. */
  stop(): void
}

/**
 * Throws where the options cannot be used.
 *
 * @throws TypeError with code `invalid_inspector_options`.
 */
export function checkOptions({ definitions, personas = [] }: InspectorOptions): void {
  if (!Array.isArray(definitions?.segments)) refuse('definitions', definitions, 'those of the tracker')
  const names = new Set<string>()
  for (const persona of personas) {
    if (!persona?.name || names.has(persona.name)) refuse('personas', persona?.name, 'names of their own')
    names.add(persona.name)
    for (const { ago, name } of persona.events)
      if (!name || parseDuration(ago) === undefined)
        refuse(`personas" and "${persona.name}`, ago, 'events with a name and a duration such as "5m"')
  }
}

function refuse(option: string, found: unknown, wanted: string): never {
  const message = `Cannot create an inspector with "${option}": ${String(found)}, expected ${wanted}`
  throw Object.assign(new TypeError(message), { code: 'invalid_inspector_options' })
}
