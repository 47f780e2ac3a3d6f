import type { EChartsOption } from 'echarts'
import { CHART_WIDTHS, type Drawing } from './draw'
import { PALETTE, shade } from './palette'

/** One field of a grid. */
export interface Field {
  /** By place, from the left and from the top. */
  readonly column: number
  readonly row: number
  /** How strongly it is coloured, 0 to 1. */
  readonly share: number
  readonly label: string
  /** What it says when it is pointed at. */
  readonly tip: string
  /** Drawn with a broken edge: not final yet. */
  readonly is_open?: boolean
}

/** A grid of fields. */
export interface FieldGrid {
  readonly columns: readonly string[]
  readonly rows: readonly string[]
  readonly fields: readonly Field[]
  /** What the columns are, in words. */
  readonly column_title?: string
  /** Room for the names of rows: wide and narrow, in pixels. @default [170, 96] */
  readonly left?: readonly [number, number]
  /** Height of a row, in pixels. @default 34 */
  readonly row_height?: number
  /** Whether only every other name of a column, and no label of a field, is shown where it is narrow. @default false */
  readonly is_dense?: boolean
}

/** Fields coloured by share. Each has its number in it where there is room, so that no colour has to be read. */
export function fieldChart(grid: FieldGrid, isNarrow: boolean): Drawing {
  const { columns, rows, fields, column_title = '', left = [170, 96], row_height = 34, is_dense = false } = grid
  const height = rows.length * row_height
  const room = left[isNarrow ? 1 : 0]!
  const column = (CHART_WIDTHS[isNarrow ? 'narrow' : 'wide'] - room) / columns.length
  const isBroken = !is_dense && columns.some((name) => name.length * 6.5 > column)
  const top = (column_title ? 46 : 26) + (isBroken ? 26 : 0)
  const hasLabels = !(is_dense && isNarrow)
  const option: EChartsOption = {
    title: {
      text: column_title,
      left: room,
      top: 2,
      padding: 0,
      textStyle: { fontSize: 12, fontWeight: 400, color: PALETTE.soft, fontFamily: 'inherit' },
    },
    grid: { left: room, right: 4, top, height, outerBoundsMode: 'none' },
    xAxis: {
      type: 'category',
      position: 'top',
      data: [...columns],
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        color: PALETTE.ink,
        fontSize: isNarrow ? 10.5 : 12,
        interval: is_dense && isNarrow ? 3 : 0,
        overflow: 'break',
        ...(is_dense ? {} : { width: column - 3 }),
        lineHeight: 13,
      },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...rows],
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        color: PALETTE.ink,
        fontSize: isNarrow ? 12 : 13,
        width: room - 14,
        margin: room,
        align: 'left',
        overflow: 'break',
        lineHeight: 14,
        interval: 0,
      },
    },
    series: [
      {
        type: 'heatmap',
        data: fields.map(({ column, row, share, label, is_open = false }) => {
          const { field, text } = shade(share)
          const edge = is_open ? { borderColor: PALETTE.soft, borderType: 'dashed' as const, borderWidth: 1 } : {}
          return {
            value: [column, row, share],
            visualMap: false,
            itemStyle: { color: field, borderColor: PALETTE.paper, borderWidth: 2, ...edge },
            label: { show: hasLabels && label !== '', formatter: () => label, color: text, ...LABEL(isNarrow) },
          }
        }),
      },
    ],
    // The library draws no such grid without one; each field has its own colour.
    visualMap: { show: false, min: 0, max: 1, seriesIndex: 0 },
  }
  return { option, height: top + height + 4, tip: ({ item }) => fields[item]!.tip }
}

const LABEL = (isNarrow: boolean) => ({
  fontSize: isNarrow ? 10.5 : 12,
  fontFamily: 'inherit',
  textBorderWidth: 0,
  textBorderColor: 'transparent',
})
