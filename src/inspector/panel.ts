import type { Tracker } from '../browser/tracker'
import type { AisleDocument } from '../language/ast'
import type { InspectorRecord } from './inspector-record'
import type { InspectorOptions } from './options'

/** One tab of the inspector. Nothing of it is drawn while another is selected, or the inspector is closed. */
export interface Panel {
  /** In kebab-case: a part of ids. */
  readonly name: string
  readonly title: string
  readonly element: HTMLElement
  /** Brings it up to date. */
  readonly draw: () => void
  /** Called each second while it is seen. */
  readonly tick?: () => void
}

/** What panels need of the inspector that they are in. */
export interface PanelContext {
  readonly options: InspectorOptions
  readonly document: AisleDocument
  readonly record: InspectorRecord
  readonly tracker: () => Tracker | undefined
  /** Has the panel that is seen drawn before the next frame. */
  readonly redraw: () => void
  /** Says something to the reader, as a screen reader would read it out. */
  readonly say: (text: string) => void
  /** Listens; whatever is thrown, or rejected, stays in the inspector. Gives what stops it. */
  readonly on: (target: EventTarget, type: string, act: (event: Event) => unknown, capture?: boolean) => () => void
}
