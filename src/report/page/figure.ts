import { CHART_WIDTHS, type Draw, type Drawing } from '../charts/draw'
import { type Html, html, type Part, raw } from './html'

/** The numbers of a chart as a table. */
export interface Table {
  readonly head: readonly string[]
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Part[])[]
}

/** A chart with all that is said of it. */
export interface Figure {
  /** Of the figure in the page. */
  readonly id: string
  /** One sentence: what the chart shows. */
  readonly takeaway: string
  /** How to read it, and what it rests on. */
  readonly lead?: Part
  readonly drawing: (isNarrow: boolean) => Drawing
  /** What the colours are, where they say anything. */
  readonly legend?: readonly { readonly colour: string; readonly label: string }[]
  readonly table: Table
  readonly notes?: readonly Part[]
}

/**
 * A chart as HTML: its takeaway, the drawing for wide and narrow screens, and its numbers as a table.
 *
 * @example
 * figure({ id: 'who', takeaway: 'Four in ten shoppers only look around.', drawing, table }, draw)
 */
export function figure(figure: Figure, draw: Draw): Html {
  const { id, takeaway, lead = null, drawing, legend = [], notes = [] } = figure
  const svg = (isNarrow: boolean) => {
    const name = isNarrow ? 'narrow' : 'wide'
    const drawn = draw(drawing(isNarrow), CHART_WIDTHS[name])
    return html`${raw(drawn.replace('<svg ', `<svg class="${name}" role="img" aria-labelledby="${id}-t" `))}`
  }
  return html`<figure id="${id}">
<figcaption><h3 id="${id}-t">${takeaway}</h3>${lead === null ? null : html`<p class="lead">${lead}</p>`}</figcaption>
${legend.length ? html`<p class="legend">${legend.map(({ colour, label }) => html`<span><i class="c-${colour}"></i>${label}</span> `)}</p>` : null}
<div class="plot" tabindex="0" role="group" aria-label="Chart: ${takeaway} The arrow keys go through its numbers.">${svg(false)}${svg(true)}</div>
${notesOf(notes)}
${tableOf(figure.table, takeaway)}
</figure>`
}

/**
 * A table that can be opened, the same numbers as a chart has.
 *
 * @example
 * tableOf({ head: ['Stage', 'Shoppers'], rows: [['first visit', '12']] }, 'Stages')
 */
export function tableOf({ head, rows }: Table, label: string): Html {
  return html`<details><summary>The numbers</summary>${plainTable({ head, rows }, label)}</details>`
}

/**
 * A table. It scrolls by itself where it is wider than the page.
 *
 * @example
 * plainTable({ head: ['Event', 'Count'], rows: [['page viewed', '12']] }, 'Events')
 */
export function plainTable({ head, rows }: Table, label: string): Html {
  const cells = ([first, ...rest]: readonly Part[]) =>
    html`<tr><th scope="row">${first ?? ''}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`
  return html`<div class="table" tabindex="0" role="region" aria-label="Table: ${label}"><table>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`${cells(row)}\n`)}</tbody>
</table></div>`
}

/**
 * What there is to say about a figure, a paragraph each.
 *
 * @example
 * notesOf(['Few: these numbers rest on 12 buyers.'])
 */
export function notesOf(notes: readonly Part[]): Html {
  return html`${notes.filter((note) => note !== '' && note !== null).map((note) => html`<p class="note">${note}</p>`)}`
}

/**
 * What a log cannot say, in the place of a chart.
 *
 * @example
 * missing('who orders again', ['order_completed'])
 */
export function missing(what: string, events: readonly string[]): Html {
  const names = events.map((name, i) => html`${i ? ' or ' : ''}<code>${name}</code>`)
  return html`<p class="missing">This log cannot say ${what}: it has no event ${names}.</p>`
}
