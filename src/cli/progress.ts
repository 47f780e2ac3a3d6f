import type { Writable } from 'node:stream'
import cliProgress from 'cli-progress'
import type { Input } from '../warehouse/input/input'
import { onInterrupt } from './on-interrupt'
import { isTerminal, printLines } from './terminal'

/** Shows how far the reading is. */
export interface Progress {
  /** More bytes of the files, and the events so far. */
  readonly advance: (bytes: number, events: number) => void
  /** Prints lines over the bar, each safe to show. */
  readonly print: (lines: readonly string[]) => void
  readonly stop: () => void
}

/** A bar on a terminal: bytes read of all, and events a second. Silent elsewhere, unless it is asked for. */
export function createProgress(inputs: readonly Input[], stderr: Writable, wanted = isTerminal(stderr)): Progress {
  const print = (lines: readonly string[]) => printLines(stderr, lines)
  if (!wanted) return { advance: () => {}, print, stop: () => {} }
  // NaN where one of them is not known.
  const total = inputs.reduce((sum, { size }) => sum + (size ?? Number.NaN), 0)
  const bar = createBar(stderr, Number.isFinite(total))
  const began = performance.now()
  let isShown = true
  let read = 0
  let rate = '0'
  const show = () => bar.start(total || 0, read, { rate })
  const stop = () => {
    if (isShown) bar.stop()
    isShown = false
    forget()
  }
  const forget = onInterrupt(stop)
  show()
  return {
    advance: (bytes, events) => {
      if (!isShown) return
      read += bytes
      rate = Math.round(events / Math.max(0.001, (performance.now() - began) / 1000)).toLocaleString('en-US')
      bar.update(read, { rate })
    },
    print: (lines) => {
      if (!isShown || !isTerminal(stderr)) return print(lines)
      // Ending puts the cursor back to where the bar began, so that it has to begin anew below the text.
      bar.stop()
      print(lines)
      show()
    },
    stop,
  }
}

function createBar(stderr: Writable, isKnown: boolean): cliProgress.SingleBar {
  return new cliProgress.SingleBar({
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
}
