// The size of every entry of the package, all of it: minified and gzipped, its packages left outside. Holds the table of
// docs/sizes.md to that, in whole KB so that not every change is one of the table; `npm run size -- --write` renews it.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = `${root}docs/sizes.md`
const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

/** Bytes that are loaded at once, and those that are loaded once they are needed. */
async function measure(file) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export * from '${file}'`, resolveDir: root, sourcefile: 'entry.js' },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    splitting: true,
    outdir: 'out',
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    packages: 'external',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const { outputs } = metafile
  const first = Object.keys(outputs).filter((path) => outputs[path].entryPoint === 'entry.js')
  for (const path of first)
    for (const each of outputs[path].imports)
      if (outputs[each.path] && each.kind === 'import-statement' && !first.includes(each.path)) first.push(each.path)
  const sizeOf = ({ contents }) => gzipSync(contents, { level: 9 }).length
  const isFirst = ({ path }) => first.some((name) => path.endsWith(name))
  const sum = (files) => files.reduce((bytes, each) => bytes + sizeOf(each), 0)
  return [sum(outputFiles.filter(isFirst)), sum(outputFiles.filter((each) => !isFirst(each)))]
}

const inKb = (bytes) => (bytes === 0 ? '' : `${Math.ceil(bytes / 1024)} KB`)

const rows = []
for (const [name, to] of Object.entries(exports)) {
  if (typeof to === 'string') continue
  const [now, later] = await measure(to.import.default)
  rows.push(`| \`aisle${name.slice(1)}\` | ${inKb(now)} | ${inKb(later)} |`)
}
const script = gzipSync(readFileSync(`${root}dist/aisle.min.js`), { level: 9 }).length
rows.push(`| \`aisle.min.js\`, for a script tag | ${inKb(script)} | |`)
const table = ['| entry | at once | when it is needed |', '|---|---:|---:|', ...rows].join('\n')

const text = readFileSync(page, 'utf8')
const renewed = text.replace(
  /(<!-- sizes -->\n\n)[\s\S]*?(\n\n<!-- \/sizes -->)/,
  (_, before, after) => before + table + after,
)
if (process.argv.includes('--write')) writeFileSync(page, renewed)
else if (renewed !== text) {
  console.log(`FAIL  docs/sizes.md is not what the build has, expected \`npm run size -- --write\`:\n${table}`)
  process.exitCode = 1
} else console.log(`ok    docs/sizes.md: ${rows.length} sizes`)
