import type { EChartsOption } from 'echarts'
import type { Drawing } from './draw'
import { PALETTE } from './palette'

/** A place that a flow goes through. */
export interface FlowNode {
  readonly name: string
  readonly label: string
  /** How much was there; at least what flows in, and what flows out. */
  readonly size: number
  readonly tip: string
}

/** What flows from one place to a later one. */
export interface FlowLink {
  readonly from: string
  readonly to: string
  readonly count: number
  readonly tip: string
  /** Drawn in another colour: by the passing of time alone. */
  readonly is_by_time: boolean
}

/** A flow from left to right; from top to bottom where it is narrow. No link may lead back. */
export function flowChart(nodes: readonly FlowNode[], links: readonly FlowLink[], isNarrow: boolean): Drawing {
  const option: EChartsOption = {
    series: [
      {
        type: 'sankey',
        orient: isNarrow ? 'vertical' : 'horizontal',
        left: 4,
        right: isNarrow ? 4 : 112,
        top: isNarrow ? 24 : 26,
        bottom: isNarrow ? 10 : 12,
        nodeWidth: 12,
        nodeGap: isNarrow ? 24 : 22,
        layoutIterations: 64,
        draggable: false,
        data: nodes.map(({ name, label, size }, depth) => ({
          name,
          value: size,
          // Each in a column of its own, in the order that is given.
          depth,
          itemStyle: { color: PALETTE.blue },
          label: {
            formatter: () => label,
            fontSize: isNarrow || nodes.length > 5 ? 11 : 12,
            fontFamily: 'inherit',
            color: PALETTE.ink,
            textBorderColor: PALETTE.paper,
            textBorderWidth: 3,
            position: isNarrow ? 'top' : 'right',
            lineHeight: 15,
            ...(isNarrow ? {} : { width: Math.min(110, 690 / nodes.length), overflow: 'break' }),
          },
        })),
        links: links.map(({ from, to, count, is_by_time }) => ({
          source: from,
          target: to,
          value: count,
          lineStyle: { color: is_by_time ? PALETTE.orange : PALETTE.blue, opacity: 0.3, curveness: 0.5 },
        })),
      },
    ],
  }
  const height = isNarrow ? 70 + nodes.length * 78 : nodes.length > 3 ? 430 : 260
  const tipOf = (place: number) => (place < links.length ? links[place]! : nodes[place - links.length]!).tip
  // Links are drawn before the nodes, each in the order that it was given.
  return { option, height, tip: ({ place }) => tipOf(place) }
}
