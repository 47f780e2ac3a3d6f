import type { EChartsOption } from 'echarts'
import type { Drawing } from './draw'
import { PALETTE } from './palette'

/** One row of bars. */
export interface BarRow {
  readonly label: string
  /** Drawn one after the other, from the left. */
  readonly parts: readonly number[]
  /** What stands at the end of the row: the numbers. */
  readonly note: string
  /** What each part says when it is pointed at. */
  readonly tips: readonly string[]
}

/** Rows under a heading of their own. */
export interface BarGroup {
  readonly title?: string
  readonly rows: readonly BarRow[]
  /** By part. */
  readonly colours: readonly string[]
}

const GAP = 14
const TITLE = 30

/** Horizontal bars with their names on the left and their numbers on the right, so that a row reads as a line of text. */
export function barChart(groups: readonly BarGroup[], isNarrow: boolean): Drawing {
  const row = isNarrow ? 40 : 28
  const left = isNarrow ? 116 : 210
  const right = isNarrow ? 92 : 130
  const most = Math.max(...groups.flatMap(({ rows }) => rows.map(({ parts }) => parts.reduce((a, b) => a + b, 0))))
  const max = most > 0 ? most : 1
  let top = 0
  const places = groups.map(({ title, rows }) => {
    const from = top + (title ? TITLE : 4)
    const height = rows.length * row
    top = from + height + GAP
    return { from, height }
  })
  const series = groups.flatMap((group, g) =>
    group.colours.map((color, part) => ({
      type: 'bar' as const,
      stack: String(g),
      xAxisIndex: g,
      yAxisIndex: 2 * g,
      data: group.rows.map(({ parts }) => parts[part] ?? 0),
      itemStyle: { color },
      barWidth: isNarrow ? 16 : 15,
    })),
  )
  const owners = groups.flatMap((group) => group.colours.map((_, part) => ({ group, part })))
  const option: EChartsOption = {
    title: groups.map(({ title = '' }, g) => ({
      text: title,
      left: 0,
      top: places[g]!.from - TITLE + 4,
      padding: 0,
      textStyle: { fontSize: 13, fontWeight: 600, color: PALETTE.soft, fontFamily: 'inherit' },
    })),
    grid: places.map(({ from, height }) => ({ left, right, top: from, height, outerBoundsMode: 'none' as const })),
    xAxis: groups.map((_, gridIndex) => ({ type: 'value' as const, gridIndex, show: false, min: 0, max })),
    yAxis: groups.flatMap(({ rows }, gridIndex) => axes(rows, gridIndex, { left, right, isNarrow })),
    series,
  }
  return {
    option,
    height: Math.max(top, 40),
    tip: ({ series: i, item }) => owners[i]!.group.rows[item]!.tips[owners[i]!.part]!,
  }
}

/** The names on the left, and the numbers on the right. */
function axes(
  rows: readonly BarRow[],
  gridIndex: number,
  { left, right, isNarrow }: { readonly left: number; readonly right: number; readonly isNarrow: boolean },
) {
  const label = { fontSize: 13, lineHeight: 15, color: PALETTE.ink, overflow: 'break' as const, interval: 0 }
  const plain = { type: 'category' as const, gridIndex, inverse: true, axisTick: { show: false } }
  return [
    {
      ...plain,
      position: 'left' as const,
      axisLine: { lineStyle: { color: PALETTE.line } },
      data: rows.map((row) => row.label),
      // From the edge of the text, so that names read as a column of it.
      axisLabel: { ...label, width: left - 14, margin: left, align: 'left' as const, fontSize: isNarrow ? 12 : 13 },
    },
    {
      ...plain,
      position: 'right' as const,
      axisLine: { show: false },
      data: rows.map((row) => row.note),
      axisLabel: { ...label, width: right - 8, margin: isNarrow ? 6 : 10, fontSize: isNarrow ? 12 : 13 },
    },
  ]
}
