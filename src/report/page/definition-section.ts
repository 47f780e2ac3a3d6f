import type { Segment, StageSet } from '../../language/ast'
import { describe } from '../../language/describe'
import { aboutLifecycle } from '../../lifecycle/about-lifecycle'
import { builtin } from '../../lifecycle/builtin'
import { aboutSegments } from '../../segments/about-segments'
import { type Html, html } from './html'
import type { Section, SectionInput } from './section'
import { plainName, sentence } from './words'

/**
 * What every segment and stage means, in plain words.
 *
 * @example
 * definitionSection({ facts, document: builtin, draw }).id // 'definitions'
 */
export function definitionSection({ document }: SectionInput): Section {
  const { segments, stages, zone, currency } = document
  const title = (set: StageSet) => sentence(plainName(set.name))
  const body = html`<p class="lead">Days and hours are those of ${zone}, amounts are taken as ${currency}. A shopper of whom a condition cannot be told is unknown there: neither in nor out.</p>
<h3>Words of this report</h3>
<dl class="defs">${TERMS.map(([term, words]) => html`<dt>${term}</dt><dd>${words}</dd>`)}</dl>
${stages.length ? html`<h3>Stages</h3>` : null}
${stages.map((set) => entry(set.name, title(set), set))}
${segments.length ? html`<h3>Segments</h3>` : null}
${segments.map((segment) => entry(segment.name, segment.title, segment))}`
  return { id: 'definitions', title: 'What the words mean', body }
}

const TERMS: readonly (readonly [string, string])[] = [
  [
    'Shopper',
    'Somebody by their user id where one is known, else a browser; a person with two browsers and no account is two.',
  ],
  ['Visit', 'Events of one browser without a pause of 30 minutes, where the log does not say otherwise.'],
  ['Order', 'An order number, however often its confirmation was opened.'],
  ['Half took at most', 'The median: half of the cases took so long or less.'],
  [
    'Recency, frequency, money (RFM)',
    'Buyers are scored from 1 to 5 by how lately they ordered, how often, and for how much, a fifth of the buyers each (Hughes 1994). Frequency and money together are the value; recency and value give one of eleven groups.',
  ],
  ['Month after the first order', '30 days, so that months can be compared.'],
]

/** The words beside a definition that is built in; those of a definition that was changed would say what it is not. */
function aboutOf(definition: Segment | StageSet) {
  const { name } = definition
  const own = [...builtin.segments, ...builtin.stages].find((one) => one.name === name)
  const isOwn = own !== undefined && JSON.stringify(own) === JSON.stringify(definition)
  return isOwn ? [...aboutSegments, ...aboutLifecycle].find((one) => one.name === name) : undefined
}

function entry(name: string, title: string, definition: Segment | StageSet): Html {
  const about = aboutOf(definition)
  const lines = describe(definition).split('\n')
  const reasons = about?.thresholds.map(
    ({ what, why, source }) => html`<li>${what}: ${why} <cite>${source}</cite></li>`,
  )
  return html`<details class="def"><summary>${title} <code>${name}</code></summary><div id="def-${name}">
${about ? html`<p>${about.words}</p>` : null}
${lines.map((line) => html`<p class="rule">${line}</p>`)}
${about?.missing ? html`<p>${about.missing}</p>` : null}
${reasons?.length ? html`<ul>${reasons}</ul>` : null}
</div></details>`
}
