import { createChangeList } from './change-list'
import { element, setText } from './element'
import { createEventList } from './event-list'
import { createKnowledgeList } from './knowledge-list'
import type { PanelContext } from './panel'
import type { Simulated, Simulation } from './simulate'

/** What a persona came to. */
export interface SimulatedList {
  readonly elements: readonly HTMLElement[]
  readonly update: (simulation: Simulation, simulated: Simulated) => void
}

/** Makes what shows a persona: what changed by time alone, what is known, and what it did. */
export function createSimulatedList(context: PanelContext): SimulatedList {
  const changes = element('ol', { class: 'rows', 'aria-label': 'Changes by time alone' })
  const changeRows = createChangeList(changes, { key: ({ name, at }) => `${name} ${at}`, days: true })
  const known = createKnowledgeList('persona', context)
  const did = element('ol', { class: 'rows events', 'aria-label': 'What it did' })
  const didRows = createEventList(did, context)
  const title = element('summary', {})
  return {
    elements: [changes, known.element, element('details', { class: 'script' }, title, did)],
    update({ events }, simulated) {
      changeRows.update(simulated.changes)
      changes.hidden = !simulated.changes.length
      known.update(simulated)
      setText(title, `What it did: ${events.length} ${events.length === 1 ? 'event' : 'events'}`)
      didRows.update(events)
    },
  }
}
