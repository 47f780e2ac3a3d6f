// What an import costs a page: bundles each entry as a shop would and holds its gzipped size against a budget. Where the
// budget is not reached yet (docs/decisions/0009), the size that was reached is held, so that it can only get better.
// `node scripts/size.mjs --json` prints the figures alone, for the README's check.
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Public names of the package and what was built for them (`npm run build`); a row below imports them as a user does. */
const sources = { aisle: './dist/index.js' }

/** `reached_bytes`: what is held where the budget is missed. `packages`: npm packages that may be in the bundle. The core has none (DESIGN.md, section 7). */
const rows = [
  {
    name: 'compile and the first catalogue',
    code: `export {
      compile, visitIntent, cartAbandoner, checkoutAbandoner, bargainHunter, oneTimeBuyer, lateDecider, purchaseJourney,
      customerLifecycle
    } from 'aisle'`,
    budget_bytes: 6144,
    reached_bytes: 11_330,
    packages: [],
  },
  {
    // What DESIGN.md section 8 leaves of 14 KB when the tracker has had its 7.
    name: 'compile and all of the catalogue',
    code: `export { compile, builtin } from 'aisle'`,
    budget_bytes: 7168,
    reached_bytes: 13_690,
    packages: [],
  },
]

/** The npm package that a bundled file belongs to, or undefined for our own. */
function packageOf(file) {
  const inside = file.split('node_modules/').at(-1)
  if (inside === file) return undefined
  const [scope, name] = inside.split('/')
  return scope.startsWith('@') ? `${scope}/${name}` : scope
}

async function measure({ name, code, budget_bytes, reached_bytes = budget_bytes, packages }) {
  const result = await build({
    // As JavaScript: in TypeScript a name that is not exported may be a type, and would cost nothing without a word.
    stdin: { contents: code, resolveDir: root, loader: 'js', sourcefile: 'size.js' },
    alias: sources,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    treeShaking: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const gzip_bytes = gzipSync(result.outputFiles[0].contents, { level: 9 }).length
  // The output's inputs, not the metafile's: what tree shaking took out again is not shipped.
  const inputs = Object.entries(Object.values(result.metafile.outputs)[0].inputs).filter(
    ([, of]) => of.bytesInOutput > 0,
  )
  const found = new Set(inputs.map(([file]) => packageOf(file)).filter((each) => each !== undefined))
  const foreign = [...found].filter((each) => !packages.includes(each)).sort()
  const problems = []
  if (gzip_bytes > reached_bytes) problems.push(`${gzip_bytes - reached_bytes} bytes more than was reached before`)
  if (foreign.length > 0)
    problems.push(`contains ${foreign.join(', ')}, expected ${packages.join(', ') || 'no package'}`)
  return { name, gzip_bytes, budget_bytes, problems }
}

const results = []
for (const row of rows) {
  try {
    results.push(await measure(row))
  } catch (error) {
    const { name, budget_bytes } = row
    results.push({ name, gzip_bytes: null, budget_bytes, problems: [`does not bundle: ${error.message}`] })
  }
}

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(results))
} else {
  for (const { name, gzip_bytes, budget_bytes, problems } of results) {
    const verdict = problems.length > 0 ? 'FAIL' : gzip_bytes > budget_bytes ? 'MISS' : 'ok  '
    console.log(`${verdict}  ${name}: ${gzip_bytes ?? '?'} of ${budget_bytes} bytes, gzip`)
    for (const problem of problems) console.log(`      ${problem}`)
  }
}
if (results.some(({ problems }) => problems.length > 0)) process.exitCode = 1
