/**
 * The project's own measurements: `npm run bench`, or `npm run bench -- rules fold` for some of them. With `--write` the
 * figures go into `bench/results.json` and the table of `bench/README.md`.
 *
 * @module
 */
import { builtins } from './builtin'
import { collect } from './collect'
import { compiling } from './compile'
import { decide } from './decide'
import { fold } from './fold'
import { rules } from './rules'
import { scale } from './scale'
import { show, write } from './support/results'
import { track } from './track'
import { warehouse } from './warehouse'

const BENCHMARKS = { rules, fold, compile: compiling, decide, warehouse, builtin: builtins, scale, track, collect }

/** Runs the benchmarks named, or all, one after another. */
export async function main(args: readonly string[]): Promise<void> {
  const named = args.filter((arg) => !arg.startsWith('--'))
  const unknown = named.filter((name) => !Object.hasOwn(BENCHMARKS, name))
  if (unknown.length) {
    console.error(`Cannot run "${unknown[0]}": no such benchmark, expected ${Object.keys(BENCHMARKS).join(', ')}`)
    process.exitCode = 2
    return
  }
  for (const [name, run] of Object.entries(BENCHMARKS)) {
    if (named.length && !named.includes(name)) continue
    const report = await run()
    console.log(show(report))
    if (args.includes('--write')) write(report)
  }
}
