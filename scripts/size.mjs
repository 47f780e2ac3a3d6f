// What an import costs a page: bundles each entry as a shop would and holds its gzipped size against a budget. Where the
// budget is not reached yet (docs/decisions/0009), the size that was reached is held, so that it can only get better.
// `node scripts/size.mjs --json` prints the figures alone, for the README's check.
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Public names of the package and what was built for them (`npm run build`); a row below imports them as a user does. */
const sources = { 'aisle/browser': './dist/browser.js', aisle: './dist/index.js' }

/**
 * `reached_bytes`: what is held where the budget is missed. `packages`: npm packages
 * that may be in the bundle; the core has none (DESIGN.md, section 7). `lazy`: whether what is loaded later counts, too.
 */
const rows = [
  {
    name: 'compile and the first catalogue',
    code: `export {
      compile, visitIntent, cartAbandoner, checkoutAbandoner, bargainHunter, oneTimeBuyer, lateDecider, purchaseJourney,
      customerLifecycle
    } from 'aisle'`,
    budget_bytes: 6144,
    reached_bytes: 11_590,
    packages: [],
  },
  {
    // What DESIGN.md section 8 leaves of 14 KB when the tracker has had its 7.
    name: 'compile and all of the catalogue',
    code: `export { compile, builtin } from 'aisle'`,
    budget_bytes: 7168,
    reached_bytes: 13_940,
    packages: [],
  },
  {
    name: 'the tracker of a page, before the engine is loaded',
    code: `export { createTracker } from 'aisle/browser'`,
    budget_bytes: 7168,
    reached_bytes: 16_590,
    packages: ['idb-keyval'],
  },
  {
    name: 'the tracker of a page with engine and all of the catalogue',
    code: `export { createTracker } from 'aisle/browser'
    export { builtin } from 'aisle'`,
    budget_bytes: 14_336,
    reached_bytes: 29_570,
    packages: ['idb-keyval'],
    lazy: true,
  },
]

/** The npm package that a bundled file belongs to, or undefined for our own. */
function packageOf(file) {
  const inside = file.split('node_modules/').at(-1)
  if (inside === file) return undefined
  const [scope, name] = inside.split('/')
  return scope.startsWith('@') ? `${scope}/${name}` : scope
}

/** The built files that a page loads: the entry's, what it imports, and where that counts what it loads later. */
function loaded(outputs, lazy) {
  const files = Object.keys(outputs).filter((file) => outputs[file].entryPoint === 'size.js')
  for (const file of files)
    for (const { path, kind } of outputs[file].imports)
      if (outputs[path] && !files.includes(path) && (lazy || kind === 'import-statement')) files.push(path)
  return files
}

async function measure({ name, code, budget_bytes, reached_bytes = budget_bytes, packages, lazy = false }) {
  const result = await build({
    // As JavaScript: in TypeScript a name that is not exported may be a type, and would cost nothing without a word.
    stdin: { contents: code, resolveDir: root, loader: 'js', sourcefile: 'size.js' },
    alias: sources,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    splitting: true,
    outdir: 'out',
    treeShaking: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const { outputs } = result.metafile
  const files = loaded(outputs, lazy)
  const sizeOf = (file) =>
    gzipSync(result.outputFiles.find(({ path }) => path.endsWith(file)).contents, { level: 9 }).length
  const gzip_bytes = files.reduce((sum, file) => sum + sizeOf(file), 0)
  // The output's inputs, not the metafile's: what tree shaking took out again is not shipped.
  const inputs = files.flatMap((file) => Object.entries(outputs[file].inputs)).filter(([, of]) => of.bytesInOutput > 0)
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
