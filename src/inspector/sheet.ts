import { button, element, setAttribute, setText } from './element'
import type { PanelContext } from './panel'
import { STYLES } from './styles'

/** The inspector's own part of the page: its button, and what that opens. */
export interface Sheet {
  readonly open: () => void
  readonly close: () => void
  /** Says something to the reader. */
  readonly say: (text: string) => void
  /** Says who is simulated, also while it is closed. */
  readonly mark: (text: string | undefined) => void
  readonly fill: (...content: readonly HTMLElement[]) => void
  readonly remove: () => void
}

/** Options of {@link createSheet}. */
export interface SheetOptions {
  readonly on: PanelContext['on']
  /** Called after it was opened, with the focus to be given. */
  readonly on_open: () => void
  readonly on_close: () => void
}

/** Makes the sheet in a shadow root: the page's styles do not reach in, nor its own out. */
export function createSheet({ on, on_open, on_close }: SheetOptions): Sheet {
  const { host, root, toggle, sheet, close, status, marks } = makeParts()
  /** What had the focus. */
  let before: Element | null = null

  const show = () => {
    if (!host.isConnected) document.body.append(host)
  }
  const turn = (isOpen: boolean) => {
    if (sheet.hidden !== isOpen) return
    // A shop may have put another body in the place of its own.
    if (isOpen) show()
    const focused = root.activeElement
    if (isOpen) before = focused ?? document.activeElement
    sheet.hidden = !isOpen
    toggle.hidden = isOpen
    setAttribute(toggle, 'aria-expanded', String(isOpen))
    if (isOpen) return on_open()
    on_close()
    const back = before?.isConnected && before !== document.body ? before : toggle
    if (focused) (back as HTMLElement).focus()
  }
  on(toggle, 'click', () => turn(true))
  on(close, 'click', () => turn(false))
  on(sheet, 'keydown', (event) => (event as KeyboardEvent).key === 'Escape' && turn(false))
  // The shop's own keys are not meant where one types here.
  for (const type of ['keydown', 'keypress', 'keyup']) on(root, type, (event) => event.stopPropagation())
  const onKey = (event: Event) => {
    if (!isShortcut(event as KeyboardEvent)) return
    event.preventDefault()
    turn(sheet.hidden)
  }
  const stops = [on(window, 'keydown', onKey, true), on(document, 'DOMContentLoaded', show)]
  if (document.body) show()
  return {
    open: () => turn(true),
    close: () => turn(false),
    say: (text) => setText(status, text),
    mark(text) {
      for (const mark of marks) setText(mark, text ?? '')
    },
    fill: (...content) => sheet.append(...content, status),
    remove() {
      for (const stop of stops) stop()
      host.remove()
    },
  }
}

function makeParts() {
  const host = element('div', { 'data-aisle-inspector': true, role: 'region', 'aria-label': 'Aisle inspector' })
  const root = host.attachShadow({ mode: 'open' })
  // Made in a script: a policy without 'unsafe-inline' lets it pass.
  const styles = new CSSStyleSheet()
  styles.replaceSync(STYLES)
  root.adoptedStyleSheets = [styles]
  const marks = [element('span', { class: 'persona' }), element('span', { class: 'persona' })] as const
  const toggle = button('Aisle', { class: 'toggle', 'aria-expanded': 'false', title: 'Aisle inspector (Alt+Shift+A)' })
  toggle.append(marks[0])
  const close = button('×', { class: 'close', 'aria-label': 'Close', title: 'Close (Escape)' })
  const status = element('p', { class: 'status', role: 'status' })
  const head = element('div', { class: 'head' }, element('h2', { id: 'title' }, 'Aisle'), marks[1], close)
  const sheet = element('div', { class: 'sheet', role: 'dialog', 'aria-labelledby': 'title', hidden: true }, head)
  root.append(toggle, sheet)
  return { host, root, toggle, sheet, close, status, marks }
}

/** Alt+Shift+A, wherever that is on the keyboard: with Alt some layouts write another letter. */
function isShortcut({ altKey, shiftKey, ctrlKey, metaKey, code }: KeyboardEvent): boolean {
  return altKey && shiftKey && !ctrlKey && !metaKey && code === 'KeyA'
}
