import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import ts from 'typescript'
import { root } from './markdown'

/** The file of each entry of the package. */
export const ENTRIES: Readonly<Record<string, string>> = {
  'aisle/adapters/ga4': 'src/adapters/ga4.ts',
  'aisle/adapters/segment': 'src/adapters/segment.ts',
  'aisle/adapters/shopify': 'src/adapters/shopify.ts',
  'aisle/adapters/snowplow': 'src/adapters/snowplow.ts',
  'aisle/adapters/woocommerce': 'src/adapters/woocommerce.ts',
  'aisle/adapters/meta': 'src/adapters/meta.ts',
  'aisle/adapters/klaviyo': 'src/adapters/klaviyo.ts',
  'aisle/adapters/hubspot': 'src/adapters/hubspot.ts',
  'aisle/browser/device': 'src/browser/device/device.ts',
  'aisle/browser/web-vitals': 'src/browser/page-speed/web-vitals.ts',
  'aisle/browser': 'src/browser.ts',
  'aisle/inspector': 'src/inspector.ts',
  'aisle/testing': 'src/testing.ts',
  aisle: 'src/index.ts',
  'aisle/schemas': 'src/schemas.ts',
  'aisle/predict': 'src/predict.ts',
  'aisle/history': 'src/history.ts',
  'aisle/node': 'src/node.ts',
  'aisle/warehouse': 'src/warehouse.ts',
  'aisle/report': 'src/report.ts',
  'aisle/collector/duckdb': 'src/collector/duckdb/duckdb-sink.ts',
  'aisle/collector/postgres': 'src/collector/postgres/postgres-sink.ts',
  'aisle/collector/ndjson': 'src/collector/ndjson/ndjson-sink.ts',
  'aisle/collector': 'src/collector.ts',
  'aisle/membership': 'src/membership.ts',
}

/** Names of the prelude. */
const GIVEN = ['event', 'events', 'saved', 'other', 'now', 'engine', 'shopper', 'shoppers']

/** A snippet as a module; at its end, so that lines stay, the import of what it takes as given. */
function asModule(code: string): string {
  const declares = (name: string) => new RegExp(`(const|let)\\s+({[^}]*\\b)?${name}\\b`).test(code)
  const given = GIVEN.filter((name) => new RegExp(`\\b${name}\\b`).test(code) && !declares(name))
  return `${code}\nimport { ${given} } from './test/docs/support/prelude'\n`
}

/**
 * What TypeScript has against snippets, each a module that imports `aisle` from `src`, with what the prelude gives.
 *
 * @param snippets Code by name.
 */
export function typeProblems(snippets: ReadonlyMap<string, string>): string[] {
  const files = new Map([...snippets].map(([name, code]) => [join(root, `${name}.ts`), asModule(code)]))
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  const paths = Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, [join(root, file)]]))
  const host = ts.createCompilerHost({ ...options, paths })
  const { getSourceFile, fileExists } = host
  host.fileExists = (file) => files.has(file) || fileExists(file)
  host.getSourceFile = (file, version, ...rest) => {
    const code = files.get(file)
    return code === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, code, version)
  }
  const program = ts.createProgram([...files.keys()], { ...options, paths }, host)
  return [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file)!
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    return found.map(({ start = 0, messageText }) => {
      const { line } = source.getLineAndCharacterOfPosition(start)
      return `${file.slice(file.lastIndexOf('/') + 1, -3)}+${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    })
  })
}

const CLAIM = /^(.*\S)\s+\/\/ => (.+)$/gm

/** Runs a snippet; a line `expression // => value` is held to be so. */
export async function runSnippet(name: string, code: string): Promise<void> {
  const held = code.replace(CLAIM, 'same($1, $2)')
  const head = `import { deepStrictEqual as same } from 'node:assert'\n`
  const { outputFiles } = await build({
    stdin: { contents: `${head}${asModule(held)}`, resolveDir: root, loader: 'ts', sourcefile: `${name}.ts` },
    alias: Object.fromEntries(Object.entries(ENTRIES).map(([entry, file]) => [entry, join(root, file)])),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    // They require what is Node's own, or no JavaScript; vitest is the one that runs.
    external: ['express', '@duckdb/node-api', 'pg', 'echarts', 'vitest'],
    logLevel: 'silent',
  })
  const folder = join(root, 'node_modules/.cache/aisle')
  const file = join(folder, `snippet-${name}-${process.pid}.mjs`)
  await mkdir(folder, { recursive: true })
  await writeFile(file, outputFiles[0]!.contents)
  try {
    await import(/* @vite-ignore */ pathToFileURL(file).href)
  } finally {
    await rm(file)
  }
}
