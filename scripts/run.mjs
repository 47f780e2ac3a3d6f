// Runs a TypeScript script: `node scripts/run.mjs scripts/generate-schemas.ts [arguments]`. Bundles it with esbuild,
// packages staying outside, and calls the `main` that it exports, if any, with the arguments.
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const [script, ...rest] = process.argv.slice(2)
if (script === undefined) {
  console.error('usage: node scripts/run.mjs SCRIPT.ts [arguments]')
  process.exit(2)
}

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
// Within node_modules, so that the bundle finds the packages it leaves outside.
const folder = path.join(root, 'node_modules/.cache/aisle')
await mkdir(folder, { recursive: true })
const outfile = path.join(folder, `${path.basename(script).replace(/\.[^.]+$/, '')}-${process.pid}.mjs`)

await build({
  entryPoints: [path.resolve(script)],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
})

// What Node would have set, had it run the script itself.
process.argv.splice(1, process.argv.length - 1, path.resolve(script), ...rest)
const module = await import(pathToFileURL(outfile).href)
await rm(outfile)
await module.main?.(rest)
