import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Route, script } from './site'

const root = resolve(fileURLToPath(import.meta.url), '../../../..')

/** A script as a shop's bundler writes it: what is imported lazily is a file of its own, which the page asks for then. */
export interface Chunks {
  /** Routes of all files; the one to begin with is `/page.js`. */
  readonly routes: Readonly<Record<string, Route>>
  /** Paths of the files that hold some npm package. */
  readonly pathsOf: (packageName: string) => string[]
}

/** Bundles TypeScript for a browser into chunks; `import` paths start at the repository's root. */
export async function bundleChunks(source: string): Promise<Chunks> {
  const result = await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts', sourcefile: 'page.ts' },
    absWorkingDir: root,
    entryNames: 'page',
    outdir: 'chunks',
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  })
  const files = Object.entries(result.metafile.outputs)
  const pathOf = (name: string) => name.replace('chunks', '')
  const routes = result.outputFiles.map(({ path, text }) => [path.slice(resolve(root, 'chunks').length), script(text)])
  return {
    routes: Object.fromEntries(routes),
    pathsOf: (packageName) =>
      files
        .filter(([, { inputs }]) => Object.keys(inputs).some((input) => input.includes(`node_modules/${packageName}/`)))
        .map(([name]) => pathOf(name)),
  }
}
