import { builtin, type SelectedTreatment } from 'aisle'
import { h } from '../dom'
import { pageHeading } from '../parts/heading'
import { inWords, why } from '../parts/why'
import { known } from '../personalise/known'
import { playbook } from '../personalise/playbook'
import { type Page, redraw } from '../router'
import { tracker } from '../tracking'

/** All that the shop knows of who looks at it, and what that leads to: nothing is known behind anybody's back. */
export function aboutYouPage(): Page {
  const view = known.view()
  const intro = view.is_ready
    ? `As of ${inWords(view.now)}. It is worked out in your browser, from what you did here.`
    : 'Nothing: the shop has not asked, or you have said no.'
  return {
    title: 'What is known of you',
    node: h(
      'div',
      { class: 'page about-you' },
      pageHeading('What is known of you', h('p', {}, intro)),
      view.is_ready &&
        h(
          'div',
          {},
          stages(),
          segments(),
          traits(),
          treatments(),
          h('button', { type: 'button', class: 'secondary', onclick: erase }, 'Forget all of it'),
        ),
    ),
  }
}

function erase(): void {
  // Everything that the tracker has kept in this browser; the cart and the orders are the shop's.
  void tracker.forget().then(redraw)
}

function section(title: string, rows: readonly (readonly [name: string, value: string])[], none: string): HTMLElement {
  const list = h(
    'dl',
    { class: 'specification' },
    ...rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  )
  return h('section', { 'aria-label': title }, h('h2', {}, title), rows.length ? list : h('p', {}, none))
}

const plain = (name: string) => name.replaceAll('_', ' ')

function stages(): HTMLElement {
  const rows = Object.entries(known.view().stages).map(([set, stage]) => [plain(set), plain(stage)] as const)
  return section('Where you stand', rows, 'Nowhere yet.')
}

function segments(): HTMLElement {
  const of = known.view().segments
  const rows = builtin.segments
    .filter(({ name }) => of[name] === 'in')
    .map(({ name, title }) => [plain(name), title] as const)
  return section('How you shop', rows, 'Too early to say.')
}

function traits(): HTMLElement {
  const of = known.view().traits
  const rows = builtin.traits.flatMap(({ name, title }) => {
    const value = of[name]
    return value === null || value === undefined
      ? []
      : [[title, name.match(/^recency|gap$/) ? inHours(Number(value)) : String(value)] as const]
  })
  return section('What else', rows, 'Nothing.')
}

const inHours = (ms: number) => `${Math.round(ms / 3_600_000)} hours`

function treatments(): HTMLElement {
  const due = known.due()
  const item = (each: SelectedTreatment) =>
    h('li', {}, h('strong', {}, plain(each.treatment)), ` ${each.what}`, why(each))
  return h(
    'section',
    { 'aria-label': 'What follows' },
    h('h2', {}, `What follows: ${due.length} of the ${playbook.treatments.length} treatments of the playbook`),
    h('ol', { class: 'treatments' }, ...due.map(item)),
  )
}
