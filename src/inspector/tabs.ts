import { element, setAttribute } from './element'
import type { Panel, PanelContext } from './panel'

/** Panels of which one is seen. */
export interface Tabs {
  /** The row of tabs, and the panels. */
  readonly elements: readonly HTMLElement[]
  readonly selected: () => Panel
  /** Gives the focus to the tab that is selected. */
  readonly focus: () => void
}

/** Where a key leads among so many tabs; undefined for keys that lead nowhere. */
export function tabAfter(key: string, { at, of }: { readonly at: number; readonly of: number }): number | undefined {
  const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1 + of, Home: 0, End: of - 1 }
  const to = steps[key]
  return to === undefined ? undefined : to % of
}

/**
 * Makes tabs as the WAI-ARIA pattern has them: one of them is in the order of focus, arrows, Home and End select another.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
export function createTabs(panels: readonly Panel[], { on, redraw }: PanelContext): Tabs {
  let selected = 0
  const tabs = panels.map(({ name, title }) =>
    element('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `panel-${name}` }, title),
  )
  const list = element('div', { role: 'tablist', 'aria-label': 'What to look into', class: 'tabs' }, ...tabs)
  const bodies = panels.map(({ name, element: body }) =>
    element(
      'div',
      { role: 'tabpanel', id: `panel-${name}`, 'aria-labelledby': `tab-${name}`, tabindex: '0', class: 'panel' },
      body,
    ),
  )
  const select = (next: number) => {
    selected = next
    tabs.forEach((tab, i) => {
      setAttribute(tab, 'aria-selected', String(i === next))
      setAttribute(tab, 'tabindex', i === next ? '0' : '-1')
      bodies[i]!.hidden = i !== next
    })
    redraw()
  }
  tabs.forEach((tab, i) => {
    on(tab, 'click', () => select(i))
  })
  on(list, 'keydown', (event) => {
    const at = tabs.indexOf(event.target as HTMLButtonElement)
    const next = tabAfter((event as KeyboardEvent).key, { at, of: tabs.length })
    if (next === undefined) return
    event.preventDefault()
    select(next)
    tabs[next]!.focus()
  })
  select(0)
  return { elements: [list, ...bodies], selected: () => panels[selected]!, focus: () => tabs[selected]!.focus() }
}
