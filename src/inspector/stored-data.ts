import { button, element } from './element'
import type { PanelContext } from './panel'

/** What is kept in this browser: to see, to take along, and to erase once that was confirmed. */
export function createStoredData({ tracker, on, say, redraw }: PanelContext): HTMLElement {
  const show = button('Show')
  const download = button('Download')
  const forget = button('Erase…')
  const erase = button('Erase all', { class: 'danger' })
  const keep = button('Keep')
  const text = element('pre', { hidden: true, tabindex: '0', role: 'group', 'aria-label': 'What is kept, as JSON' })
  const sure = element(
    'div',
    { class: 'sure', hidden: true, role: 'group', 'aria-label': 'Erase all?' },
    element('p', {}, 'Erases events, segments and the visitor in this browser, what was not sent included.'),
    element('div', { class: 'bar' }, erase, keep),
  )
  const exported = async () => JSON.stringify((await tracker()?.export()) ?? {}, null, 2)

  on(show, 'click', async () => {
    text.textContent = await exported()
    text.hidden = false
    text.focus()
  })
  on(download, 'click', async () => {
    const url = URL.createObjectURL(new Blob([await exported()], { type: 'application/json' }))
    element('a', { href: url, download: 'aisle.json' }).click()
    // The browser takes it up soon after.
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
    say('Downloaded as aisle.json.')
  })
  const ask = (isAsked: boolean) => {
    sure.hidden = !isAsked
    forget.disabled = isAsked
    if (isAsked) keep.focus()
    else forget.focus()
  }
  on(forget, 'click', () => ask(true))
  on(keep, 'click', () => ask(false))
  on(erase, 'click', async () => {
    await tracker()?.forget()
    text.hidden = true
    ask(false)
    say('Erased: nothing is kept in this browser.')
    redraw()
  })
  return element(
    'section',
    { class: 'card' },
    element('h3', {}, 'Kept in this browser'),
    element('div', { class: 'bar' }, show, download, forget),
    sure,
    text,
  )
}
