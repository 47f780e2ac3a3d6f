import { listen } from '../browser/listen'
import { createChangesPanel } from './changes-panel'
import { createConsentPanel } from './consent-panel'
import { createDeliveryPanel } from './delivery-panel'
import { createEventsPanel } from './events-panel'
import { createFrames } from './frames'
import { createGuard, type Guard } from './guard'
import { createInspectorRecord, type InspectorRecord } from './inspector-record'
import { checkOptions, type Inspector, type InspectorOptions } from './options'
import type { PanelContext } from './panel'
import { createPersonasPanel } from './personas-panel'
import { createSheet, type Sheet } from './sheet'
import { createShopperPanel } from './shopper-panel'
import { createTabs, type Tabs } from './tabs'

/**
 * Puts an inspector into the page: a button that opens what Aisle sees and knows there. It reads what the tracker has, in the
 * page alone, and changes no event; whatever goes wrong inside stays there. Where there is no page, it does nothing.
 *
 * @throws TypeError with code `invalid_inspector_options`.
 *
 * @example
 * const inspector = createInspector({ definitions: builtin })
 * const tracker = createTracker({ endpoint: '/collect', definitions: builtin, plugins: [inspector.plugin] })
 * inspector.attach(tracker)
 */
export function createInspector(options: InspectorOptions): Inspector {
  checkOptions(options)
  const guard = createGuard(options.on_error ?? console.error)
  let overlay: Overlay | undefined
  const record = createInspectorRecord(() => overlay?.redraw())
  if (typeof document !== 'undefined')
    guard('show itself', () => {
      overlay = showOverlay(options, { record, guard })
    })
  return {
    plugin: record.plugin,
    attach: record.attach,
    open: () => guard('open', () => overlay?.open()),
    close: () => guard('close', () => overlay?.close()),
    stop() {
      record.stop()
      guard('stop', () => overlay?.stop())
      overlay = undefined
    },
  }
}

interface Overlay {
  readonly redraw: () => void
  readonly open: () => void
  readonly close: () => void
  readonly stop: () => void
}

/** What is seen of an inspector. */
function showOverlay(
  options: InspectorOptions,
  { record, guard }: { readonly record: InspectorRecord; readonly guard: Guard },
): Overlay {
  const on: PanelContext['on'] = (target, type, act, capture = false) =>
    listen(target, type, (event) => guard(`handle a ${type}`, () => act(event)), capture)
  let tabs: Tabs
  const frames = createFrames({
    draw: () => guard('draw', () => tabs.selected().draw()),
    tick: () => guard('tick', () => tabs.selected().tick?.()),
  })
  const sheet: Sheet = createSheet({
    on,
    on_open() {
      frames.start()
      tabs.focus()
    },
    on_close: frames.stop,
  })
  const context: PanelContext = {
    options: { ...options, on_simulate: (view) => guard('tell of a persona', () => options.on_simulate?.(view)) },
    document: options.definitions,
    record,
    tracker: record.tracker,
    redraw: frames.request,
    say: sheet.say,
    on,
  }
  const personas = createPersonasPanel(context, (persona) => sheet.mark(persona?.title))
  const others = [createEventsPanel, createShopperPanel, createChangesPanel, createDeliveryPanel, createConsentPanel]
  tabs = createTabs([...others.map((create) => create(context)), personas], context)
  sheet.fill(...tabs.elements)
  return {
    redraw: frames.request,
    open: sheet.open,
    close: sheet.close,
    stop() {
      frames.stop()
      personas.stop()
      sheet.remove()
    },
  }
}
