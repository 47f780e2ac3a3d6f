/**
 * An overlay for a running shop: the events, what is known of the shopper and why, what becomes of events, consent, and a
 * simulator of personas. Runs in browsers; where there is no page, what it creates does nothing. Loaded when it is asked for:
 * `import('aisle/inspector')`.
 *
 * @module aisle/inspector
 */
export { builtinPersonas } from './inspector/builtin-personas'
export { createInspector } from './inspector/create-inspector'
export type { Inspector, InspectorOptions, InspectorPlugin, SimulatedView } from './inspector/options'
export type { Persona, PersonaEvent } from './inspector/persona'
