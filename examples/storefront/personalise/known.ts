import { type Explanation, type SelectedTreatment, selectTreatments } from 'aisle'
import type { ShopperView } from 'aisle/browser'
import type { SimulatedView } from 'aisle/inspector'
import { tracker } from '../tracking'
import { playbook } from './playbook'

let simulated: SimulatedView | undefined
let selected: { readonly view: ShopperView; readonly due: readonly SelectedTreatment[] } | undefined
const listeners = new Set<() => void>()

const tell = () => {
  for (const listener of listeners) listener()
}
tracker.subscribe(tell)

/** What is known of who is in front of the page, and what is to be done for them. */
export const known = {
  view: (): ShopperView => simulated ?? tracker.getSnapshot(),
  /** Why a segment or stage is as it is. */
  explain: (name: string): Explanation | undefined => (simulated ?? tracker).explain(name),
  /** The treatments that are due, the first to be given first; none before there is consent. */
  due(): readonly SelectedTreatment[] {
    const view = known.view()
    if (selected?.view === view) return selected.due
    const explain = (name: string) => known.explain(name)!
    const due = view.is_ready ? selectTreatments(playbook, { at: () => view, explain }, view.now) : []
    selected = { view, due }
    return due
  },
  /** Whether a persona of the inspector is in front of the page. */
  isSimulated: () => simulated !== undefined,
  isDue: (treatment: string) => known.due().find((each) => each.treatment === treatment),
  /** Shows the shop as a persona would see it; as the shopper does, where there is none. */
  simulate(view: SimulatedView | undefined) {
    simulated = view
    tell()
  },
  onChange: (listener: () => void) => void listeners.add(listener),
}
