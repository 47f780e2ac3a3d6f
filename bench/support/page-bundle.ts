import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { ROOT } from './results'

/** The same for all, and as a shop does it; `aisle` is the built package. */
const OPTIONS: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
  // Not its paths, by which `aisle` would be the source.
  tsconfigRaw: {},
  logLevel: 'error',
}

const pageOf = (name: string) => `./bench/page/${name}`

/** A tracker of `bench/page` and what measures it, as the script of a page. */
export async function pageBundle(name: string): Promise<string> {
  const contents = `
    import { start } from '${pageOf(name)}'
    import { exposeRuns } from './bench/page/runs'
    exposeRuns(start)`
  const { outputFiles } = await build({ ...OPTIONS, stdin: { contents, resolveDir: ROOT }, write: false })
  return outputFiles![0]!.text
}

/** The bytes of a tracker of `bench/page`, gzip: what a page loads at once, and with all that it may load later. */
export async function pageBytes(name: string): Promise<{ first: number; all: number }> {
  const { outputFiles, metafile } = await build({
    ...OPTIONS,
    entryPoints: { page: pageOf(name) },
    splitting: true,
    outdir: 'out',
    metafile: true,
    write: false,
  })
  const bytes = new Map(
    outputFiles!.map((file) => [path.relative(ROOT, file.path), gzipSync(file.contents, { level: 9 }).length]),
  )
  const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + bytes.get(file)!, 0)
  return { first: sum(loadedFirst(metafile!.outputs)), all: sum(bytes.keys()) }
}

/** The entry, and the files that it cannot do without. */
function loadedFirst(outputs: Metafile['outputs']): Set<string> {
  const files = new Set(Object.keys(outputs).filter((file) => outputs[file]!.entryPoint?.startsWith('bench/page/')))
  for (const file of files)
    for (const { path, kind, external } of outputs[file]!.imports)
      if (kind === 'import-statement' && !external) files.add(path)
  return files
}
