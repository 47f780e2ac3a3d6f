import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BuildOptions } from 'esbuild'
import { root } from '../../package/support/packed'
import { modules } from './tools'

/** What to bundle, and for whom. */
export interface Order {
  /** The project's folder; its `main.js` is bundled. */
  readonly project: string
  /** Where `main.js` and what it loads later go to, as modules. */
  readonly out: string
  /** A page, or a server that renders React's server components: it asks packages for `react-server` first. */
  readonly side: 'page' | 'server'
}

/** Bundles a project for production, as each tool does by itself. */
export type Bundler = (order: Order) => Promise<void>

const installed = createRequire(join(modules, 'package.json'))
const own = createRequire(join(root, 'package.json'))

const esbuild: Bundler = async ({ project, out, side }) => {
  const { build } = own('esbuild') as { build: (options: BuildOptions) => Promise<unknown> }
  await build({
    entryPoints: [join(project, 'main.js')],
    outdir: out,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: side === 'page' ? 'browser' : 'node',
    conditions: side === 'page' ? [] : ['react-server'],
    logLevel: 'silent',
  })
}

const vite: Bundler = async ({ project, out, side }) => {
  const { build } = await import(pathToFileURL(installed.resolve('vite')).href)
  await build({
    root: project,
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true, resolve: { conditions: ['react-server', 'node', 'import', 'module', 'default'] } },
    build: {
      outDir: out,
      minify: true,
      ssr: side === 'server',
      rolldownOptions: { input: join(project, 'main.js'), output: { entryFileNames: 'main.js' } },
    },
  })
}

const webpack: Bundler = ({ project, out, side }) => {
  const conditions = side === 'page' ? [] : ['react-server']
  const configuration = {
    context: project,
    mode: 'production',
    entry: './main.js',
    target: side === 'page' ? ['web', 'es2022'] : 'node20',
    experiments: { outputModule: true },
    output: {
      path: out,
      filename: 'main.js',
      module: true,
      chunkFormat: 'module',
      publicPath: side === 'page' ? '/' : '',
    },
    resolve: { conditionNames: [...conditions, '...'] },
    performance: false,
  }
  return new Promise((done, fail) => {
    installed('webpack')(configuration, (error: Error | null, stats: { hasErrors(): boolean; toString(): string }) => {
      if (error || stats.hasErrors()) fail(error ?? new Error(stats.toString()))
      else done()
    })
  })
}

/** Each bundler, by its name. */
export const bundlers: readonly (readonly [name: string, bundler: Bundler])[] = Object.entries({
  esbuild,
  vite,
  webpack,
})
