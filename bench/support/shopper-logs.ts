import { loadMap } from '../../src/cli/load-map'
import { openInputs } from '../../src/cli/open-inputs'
import type { ShopEvent } from '../../src/vocabulary/event-types'
import { readEvents } from '../../src/warehouse/input/read-events'
import { Report } from '../../src/warehouse/input/report'

/** Each shopper's events of a log that fits into memory, in (time, id) order. */
export async function shopperLogs(file: string, map?: string): Promise<ShopEvent[][]> {
  const shoppers = new Map<string, ShopEvent[]>()
  const inputs = await openInputs([file], process.stdin)
  const options = { report: new Report(), map: map === undefined ? undefined : await loadMap(map) }
  await readEvents(inputs, options, (event) => {
    const known = shoppers.get(event.shopper_id)
    if (known) known.push(event)
    else shoppers.set(event.shopper_id, [event])
  })
  const logs = [...shoppers.values()]
  for (const events of logs) events.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
  return logs
}
