import { element, setText } from './element'
import { createKnowledgeList } from './knowledge-list'
import type { Panel, PanelContext } from './panel'

/** What is known of the shopper of this page. */
export function createShopperPanel(context: PanelContext): Panel {
  const { tracker, record } = context
  const state = element('p', { class: 'note' })
  const list = createKnowledgeList('shopper', context)
  return {
    name: 'shopper',
    title: 'Shopper',
    element: element('div', {}, state, list.element),
    draw() {
      const found = tracker()
      const view = found?.getSnapshot()
      const isReady = !!view?.is_ready
      state.hidden = isReady
      list.element.hidden = !isReady
      setText(
        state,
        found
          ? 'Nothing is known yet: segments need consent to personalization.'
          : 'There is no tracker to look into yet.',
      )
      if (found && view && isReady)
        list.update({
          view: { ...view, now: Date.now() },
          explain: (name) => found.explain(name),
          event: record.eventName,
        })
    },
    tick: () => list.tick(Date.now()),
  }
}
