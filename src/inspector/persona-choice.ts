import { element } from './element'
import type { PanelContext } from './panel'
import type { Persona } from './persona'

/** A group of radio buttons: nobody, or one of the personas. */
export function createPersonaChoice(
  personas: readonly Persona[],
  { on }: Pick<PanelContext, 'on'>,
  choose: (persona: Persona | undefined) => void,
): HTMLElement {
  const choices = [undefined, ...personas].map((persona) => {
    const input = element('input', { type: 'radio', name: 'persona', value: persona?.name ?? '', checked: !persona })
    on(input, 'change', () => choose(persona))
    return element('label', {}, input, element('span', {}, persona?.title ?? 'Nobody'))
  })
  return element('fieldset', { class: 'choice' }, element('legend', {}, 'Simulate'), ...choices)
}
