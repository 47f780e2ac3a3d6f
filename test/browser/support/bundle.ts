import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = resolve(fileURLToPath(import.meta.url), '../../../..')

/** Bundles TypeScript for a browser; `import` paths start at the repository's root, and those of `/site/` stay. */
export async function bundle(source: string): Promise<string> {
  const result = await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts', sourcefile: 'page.ts' },
    bundle: true,
    write: false,
    format: 'esm',
    external: ['/site/*'],
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  })
  return result.outputFiles[0]?.text ?? ''
}
