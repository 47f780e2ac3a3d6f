import { builtin, narrate, type SelectedTreatment } from 'aisle'
import { h } from '../dom'
import { known } from '../personalise/known'
import { reasonOf } from '../personalise/reasons'

const CHANNELS: Readonly<Record<string, string>> = { site: 'here in the shop', search: 'by search' }

/** Why something is shown: a sentence, and behind it the evidence as it is when it is asked for. */
export function why(due: SelectedTreatment): HTMLElement {
  const { treatment, why: reason, channel } = due
  const body = h('div', { class: 'evidence' })
  const fill = () => {
    const explanation = known.explain(reason.name) ?? reason
    const lines = narrate(explanation, { document: builtin, events: 0, instant: inWords })
    const { until } = known.isDue(treatment) ?? due
    const ends = until === null ? '' : ` The reason ends ${inWords(until)}.`
    const where = CHANNELS[channel] ?? `by ${channel.replaceAll('_', ' ')}`
    body.replaceChildren(
      h('p', {}, `The playbook says “${treatment}”, to be given ${where}.${ends}`),
      // It may be long, and is pushed along by keys, too.
      h(
        'div',
        { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Evidence' },
        h('ul', {}, ...lines.map((line) => h('li', { class: `deep-${depthOf(line)}` }, line.trim()))),
      ),
      h('p', {}, h('a', { href: '/about-you' }, 'All that is known of you')),
    )
  }
  return h(
    'details',
    { class: 'why', ontoggle: (event) => (event.target as HTMLDetailsElement).open && fill() },
    h('summary', {}, 'Why do I see this?'),
    h('p', { class: 'reason' }, `Because ${reasonOf(reason)}`),
    body,
  )
}

/** An instant in the shopper's own words. */
export function inWords(ms: number): string {
  return new Intl.DateTimeFormat('en-IE', { dateStyle: 'medium', timeStyle: 'short' }).format(ms)
}

const depthOf = (line: string) => Math.min(Math.floor((line.length - line.trimStart().length) / 2), 4)
