import { createContext, Script } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { compile } from '../src/engine/compile'
import { documentCost } from '../src/engine/cost'
import type { AisleDocument } from '../src/language/ast'
import { builtin } from '../src/lifecycle/builtin'
import { alternate, type Figure, median, type Report, range } from './support/measure'
import { ROOT } from './support/results'

const COLD_RUNS = 40

/** The exported names of the built-in definitions. */
const DEFINITIONS = {
  cart_abandoner: 'cartAbandoner',
  checkout_abandoner: 'checkoutAbandoner',
  bargain_hunter: 'bargainHunter',
  one_time_buyer: 'oneTimeBuyer',
  late_decider: 'lateDecider',
  visit_intent: 'visitIntent',
  purchase_journey: 'purchaseJourney',
  customer_lifecycle: 'customerLifecycle',
}

/**
 * What it takes to get ready: the time of `compile(builtin)`, and the bytes of the code and of each built-in definition as a
 * page loads them. Cold is the first time in a fresh V8 context that has read the bundle anew, as in a page that was just
 * opened; warm is when it was done often, as on a server. Cold, the code runs unoptimised.
 */
export async function compiling(): Promise<Report> {
  const code = await bundle(`import { compile, builtin } from 'aisle'; globalThis.aisle = { compile, builtin }`)
  const cold = Array.from({ length: COLD_RUNS }, (_, run) => coldRun(code, run))
  const { warm } = await alternate({ warm: () => compile(builtin).plan.rules.length && 1 }, { rounds: 25, turn_ms: 40 })
  const warm_ms = warm.map((rate) => 1_000 / rate)
  const times = (id: string, what: string, values: readonly number[]): Figure => ({
    id,
    what,
    value: median(values),
    unit: 'ms',
    range: range(values),
  })
  return {
    name: 'compile',
    title: 'Getting ready: builtin',
    figures: [
      times(
        'read',
        'Reading the bundle, fresh context',
        cold.map(({ read_ms }) => read_ms),
      ),
      times(
        'cold',
        'compile(builtin), the first time in a fresh context',
        cold.map(({ compile_ms }) => compile_ms),
      ),
      times('warm', 'compile(builtin), warm', warm_ms),
      ...(await bytes()),
    ],
  }
}

function coldRun(code: string, run: number): { read_ms: number; compile_ms: number } {
  const context = createContext({})
  const begin = performance.now()
  // A text that V8 has not seen: it keeps what it made of those it has.
  new Script(`/* ${run} */ ${code}`).runInContext(context)
  const read = performance.now()
  new Script(`/* ${run} */ aisle.engine = aisle.compile(aisle.builtin)`).runInContext(context)
  return { read_ms: read - begin, compile_ms: performance.now() - read }
}

/** The code, and what each definition alone adds to it. */
async function bytes(): Promise<Figure[]> {
  const base = await gzipped(`export { compile } from 'aisle'`)
  const whole = await gzipped(`export { compile, builtin } from 'aisle'`)
  const figure = (id: string, what: string, value: number, unit = 'bytes'): Figure => ({ id, what, value, unit })
  const figures = [
    figure('engine_gzip', 'compile alone, gzip', base),
    { ...figure('builtin_gzip', 'compile and builtin, gzip', whole), target: 'at most 7,168' },
    figure('builtin_json', 'builtin as JSON', JSON.stringify(builtin).length),
    figure(
      'builtin_leaves',
      'builtin: leaves kept for a shopper',
      documentCost(compile(builtin)).leaves.length,
      'leaves',
    ),
  ]
  for (const [name, exported] of Object.entries(DEFINITIONS)) {
    const own = await gzipped(`export { compile, ${exported} } from 'aisle'`)
    const { leaves } = documentCost(compile(only(name)))
    figures.push(figure(`${name}_gzip`, `${name} added to compile, gzip`, own - base))
    figures.push(figure(`${name}_leaves`, `${name}: leaves kept for a shopper`, leaves.length, 'leaves'))
  }
  return figures
}

/** The built-in catalogue with one definition alone. */
function only(name: string): AisleDocument {
  const of = <T extends { readonly name: string }>(list: readonly T[]) => list.filter((one) => one.name === name)
  return { ...builtin, segments: of(builtin.segments), stages: of(builtin.stages) }
}

async function gzipped(code: string): Promise<number> {
  return gzipSync(await bundle(code), { level: 9 }).length
}

/** Bundles code that imports from `aisle` as a shop would. */
async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: ROOT, loader: 'js' },
    alias: { aisle: './dist/index.js' },
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return outputFiles[0]!.text
}
