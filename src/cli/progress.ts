import type { Writable } from 'node:stream'
import cliProgress from 'cli-progress'
import type { Input } from './input/input'
import { isTerminal } from './terminal'

/** Shows how far the reading is. */
export interface Progress {
  /** More bytes of the files, and the events so far. */
  readonly advance: (bytes: number, events: number) => void
  readonly stop: () => void
}

const SILENT: Progress = { advance: () => {}, stop: () => {} }

/** A bar on a terminal: bytes read of all, and events a second. Silent elsewhere, unless it is asked for. */
export function createProgress(inputs: readonly Input[], stderr: Writable, wanted: boolean | undefined): Progress {
  if (wanted === false || (wanted === undefined && !isTerminal(stderr))) return SILENT
  const total = inputs.reduce((sum, { size }) => sum + (size ?? Number.NaN), 0)
  const isKnown = Number.isFinite(total)
  const bar = new cliProgress.SingleBar({
    stream: stderr as NodeJS.WriteStream,
    noTTYOutput: true,
    notTTYSchedule: 1000,
    clearOnComplete: true,
    hideCursor: true,
    formatValue: (value, options, type) =>
      type === 'value' || type === 'total'
        ? `${(value / 1e6).toFixed(1)} MB`
        : cliProgress.Format.ValueFormat(value, options, type),
    format: isKnown ? '[{bar}] {percentage}% of {total}, {rate} events/s' : '{value}, {rate} events/s',
  })
  const began = performance.now()
  bar.start(isKnown ? total : 0, 0, { rate: '0' })
  let read = 0
  return {
    advance: (bytes, events) => {
      read += bytes
      const rate = events / Math.max(0.001, (performance.now() - began) / 1000)
      bar.update(read, { rate: Math.round(rate).toLocaleString('en-US') })
    },
    stop: () => bar.stop(),
  }
}
