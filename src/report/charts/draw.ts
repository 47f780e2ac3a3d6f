import type { EChartsOption } from 'echarts'
import { loadPackage } from '../../collector/sql/load-package'
import { PALETTE, themed } from './palette'

/** What is to be drawn. */
export interface Drawing {
  readonly option: EChartsOption
  /** In pixels of the page. */
  readonly height: number
  /**
   * What a mark says when it is pointed at or focused: by its series and its place in it, and by its place among all marks,
   * as they are drawn.
   */
  readonly tip: (mark: { readonly series: number; readonly item: number; readonly place: number }) => string
}

/** Pixels that charts are drawn for: on a desktop, and on a telephone. */
export const CHART_WIDTHS = { wide: 820, narrow: 328 } as const

/** Draws a chart of a width as SVG. */
export type Draw = (drawing: Drawing, width: number) => string

/**
 * Loads what draws: Apache ECharts (Apache-2.0), which renders SVG without a browser.
 *
 * @throws Error with code `package_missing` where `echarts` is not installed.
 * @example
 * const draw = await loadDraw()
 * draw({ option: { series: [{ type: 'bar', data: [1] }] }, height: 200, tip: () => '1 shopper' }, 600)
 */
export async function loadDraw(): Promise<Draw> {
  const echarts = await loadPackage('echarts', () => import('echarts'), 'draw the report')
  return ({ option, height, tip }, width) => {
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
    try {
      chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit', color: PALETTE.ink }, ...option })
      return clean(chart.renderToSVGString(), tip)
    } finally {
      chart.dispose()
    }
  }
}

const MARK = /<path ([^>]*?)ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)" ecmeta_ssr_type="chart"/g

/**
 * Takes out what a page with a strict policy has no use for (styles of its own, and names that are counted up from one drawing
 * to the next), and gives each mark its words.
 */
function clean(svg: string, tip: Drawing['tip']): string {
  let place = 0
  const plain = svg
    .replace(/<style ?>[\s\S]*?<\/style>/g, '')
    .replace(/ class="zr[^"]*"/g, '')
    .replace(/ pointer-events="visible"/g, '')
    .replace(/ (xmlns:xlink|version|baseProfile)="[^"]*"/g, '')
    .replace(/<rect width="\d+" height="\d+" x="0" y="0" fill="none"><\/rect>\n?/, '')
    // What is there to be clicked alone.
    .replace(/<path [^>]*fill-opacity="0"[^>]*stroke-width="0"><\/path>\n?/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => attributes(style))
    .replace(MARK, (_, rest: string, series: string, item: string) => {
      const words = tip({ series: Number(series), item: Number(item), place: place++ })
      return `<path ${rest}data-tip="${escapeAttribute(words)}"`
    })
    .replace(/ ecmeta_\w+="[^"]*"/g, '')
  return themed(plain)
}

/** A style as attributes, which no policy forbids. */
function attributes(style: string): string {
  const rules = style.split(';').map((rule) => rule.split(':'))
  return rules
    .filter(([name, value]) => name && value && value !== 'inherit')
    .map(([name, value]) => ` ${name}="${value!.replace(/px$/, '')}"`)
    .join('')
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
