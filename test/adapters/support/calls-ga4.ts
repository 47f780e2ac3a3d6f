import { fromGa4Export, readGa4Hit, toGa4 } from '../../../src/adapters/ga4'
import { readEntry } from '../../../src/adapters/ga4/data-layer'

/** The calls of the golden cases of GA4, by name. */
export const calls = {
  hit: ([name, params]: [unknown, unknown], options: object) => readGa4Hit(name, params, options),
  entry: (entry: unknown) => readEntry(entry) ?? null,
  export: (rows: unknown, options: object) => fromGa4Export(rows, options),
  out: toGa4,
}
