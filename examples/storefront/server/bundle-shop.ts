import path from 'node:path'
import { build, type Plugin } from 'esbuild'
import { findShop } from './find-shop'

/** A file that the shop's pages load. */
export interface Asset {
  readonly type: string
  readonly body: Uint8Array
}

/**
 * Bundles the shop for browsers, in memory: scripts in parts, so that the engine, the inspector and ua-parser-js are loaded by
 * those pages alone that need them, and the styles.
 *
 * @param plugins Of esbuild, for those who try the shop with another part in place of one of its own.
 * @returns Files by path.
 */
export async function bundleShop(plugins: readonly Plugin[] = []): Promise<ReadonlyMap<string, Asset>> {
  const shop = findShop()
  const { outputFiles } = await build({
    entryPoints: [path.join(shop, 'main.ts'), path.join(shop, 'styles/styles.css')],
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    outdir: path.join(shop, 'assets'),
    tsconfig: path.join(shop, 'tsconfig.json'),
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
    plugins: [...plugins],
  })
  const assets = outputFiles.map(({ path: file, contents }): [string, Asset] => {
    const type = file.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8'
    return [`/assets/${path.basename(file)}`, { type, body: contents }]
  })
  return new Map(assets)
}
