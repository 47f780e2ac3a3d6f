import { element, setAttribute, setText } from './element'
import type { PanelContext } from './panel'
import { SINCE_STEPS, sinceText } from './since-steps'

/** A slider that lets time pass. */
export interface SinceSlider {
  readonly element: HTMLElement
  /** Milliseconds after the end of the script. */
  readonly since_ms: () => number
  /** Back to the end of the script; `on_input` is not called. */
  readonly reset: () => void
}

/** Makes the slider. */
export function createSinceSlider({ on }: Pick<PanelContext, 'on'>, on_input: () => void): SinceSlider {
  const input = element('input', { type: 'range', id: 'since', min: '0', max: String(SINCE_STEPS.length - 1) })
  const said = element('output', { for: 'since' })
  const since_ms = () => SINCE_STEPS[Number(input.value)] ?? 0
  const say = () => {
    const text = sinceText(since_ms())
    setText(said, text)
    setAttribute(input, 'aria-valuetext', text)
  }
  on(input, 'input', () => {
    say()
    on_input()
  })
  return {
    element: element('div', { class: 'bar since' }, element('label', { for: 'since' }, 'Time since'), input, said),
    since_ms,
    reset() {
      input.value = '0'
      say()
    },
  }
}
