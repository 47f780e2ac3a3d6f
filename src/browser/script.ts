/**
 * The script tag: puts `aisle` into the page, with all that is built in. Calls that the page has queued before it came are
 * carried out in order; a second script does nothing.
 *
 * @module
 */
import { builtin } from '../lifecycle/builtin'
import { createTracker } from './create-tracker'
import type { TrackerOptions } from './options'
import type { Tracker } from './tracker'

/** `aisle('track', 'page_viewed')`: a call of a tracker's method, or `aisle('start', options)`. */
type Call = readonly [method: string, ...args: unknown[]]

/** What the page has under the name `aisle`: until the script comes, a queue. */
interface Aisle {
  (...call: Call): unknown
  /** Calls that wait. */
  q?: Call[] | undefined
  /** Once the script is there, and started. */
  tracker?: Tracker
}

const page = globalThis as { aisle?: Aisle }

/** Carries a call out; the first must be `start`. */
function carryOut(aisle: Aisle, [method, ...args]: Call): unknown {
  if (method === 'start') {
    aisle.tracker ??= createTracker({ definitions: builtin, ...(args[0] as TrackerOptions) })
    return aisle.tracker
  }
  const act = aisle.tracker?.[method as keyof Tracker] as ((...given: unknown[]) => unknown) | undefined
  return act?.(...args)
}

function install(): void {
  const before = page.aisle
  // It is there already, or nobody's page.
  if (before?.tracker || (before && !before.q)) return
  const waiting: Call[] = []
  const aisle: Aisle = (...call) => {
    if (aisle.tracker || call[0] === 'start') {
      const result = carryOut(aisle, call)
      for (const each of waiting.splice(0)) carryOut(aisle, each)
      return result
    }
    waiting.push(call)
    return undefined
  }
  page.aisle = aisle
  for (const call of before?.q ?? []) aisle(...call)
}

if (typeof document === 'object') install()
