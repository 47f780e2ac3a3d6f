import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Packed, pack, root } from './support/packed'

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, { readonly default: string }>>>>
  readonly bin: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>
}

interface Locked {
  readonly dev?: boolean
  readonly peer?: boolean
  readonly devOptional?: boolean
  readonly hasInstallScript?: boolean
}

let packed: Packed
let manifest: Manifest

beforeAll(async () => {
  packed = await pack()
  manifest = JSON.parse(readFileSync(join(packed.bare, 'node_modules/aisle/package.json'), 'utf8'))
})
afterAll(() => packed?.remove())

/** Files by what they are made of: `dist/engine/plan: cjs cjs.map js js.map`. */
function listOf(paths: readonly string[]): string {
  const endings = new Map<string, string[]>()
  for (const path of paths) {
    // The builder's own name for types that entries share has a hash of what is in it.
    const [, stem, ending] =
      /^(.*?)((?:\.d)?(?:\.\w+)(?:\.map)?)$/.exec(path.replace(/-[\w-]{8}(\.d\.c?ts)$/, '-*$1')) ?? []
    endings.set(stem ?? path, [...(endings.get(stem ?? path) ?? []), (ending ?? '').slice(1)])
  }
  const lines = [...endings].map(([stem, found]) => (found[0] ? `${stem}: ${found.sort().join(' ')}` : stem))
  return `${lines.sort().join('\n')}\n`
}

/** What an entry imports once it is loaded, and what its files import when they come to need it. */
async function importsOf(file: string): Promise<{ readonly now: string[]; readonly later: string[] }> {
  const { metafile } = await build({
    entryPoints: [join(packed.bare, 'node_modules/aisle', file)],
    bundle: true,
    splitting: true,
    outdir: 'out',
    format: 'esm',
    packages: 'external',
    platform: 'node',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const { outputs } = metafile
  const reach = (isLate: boolean) => {
    const files = Object.keys(outputs).filter((path) => outputs[path]!.entryPoint?.endsWith(file.slice(2)))
    const found = new Set<string>()
    for (const path of files)
      for (const each of outputs[path]?.imports ?? []) {
        if (!isLate && each.kind === 'dynamic-import') continue
        if (each.external) found.add(each.path)
        else if (!files.includes(each.path)) files.push(each.path)
      }
    return [...found].sort()
  }
  const now = reach(false)
  return { now, later: reach(true).filter((name) => !now.includes(name)) }
}

/** Every entry that is code, with the file that a condition of `exports` gives. */
function entriesFor(condition: 'import' | 'require'): [name: string, file: string][] {
  const entries = Object.entries(manifest.exports).flatMap(([name, to]): [string, string][] =>
    typeof to === 'string' ? [] : [[`aisle${name.slice(1)}`, to[condition]!.default]],
  )
  return condition === 'import' ? [...entries, ['the command aisle', manifest.bin.aisle!]] : entries
}

const packagesOf = (names: readonly string[]) =>
  names.filter((name) => !name.startsWith('node:')).map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)![0])

describe('the packed files', () => {
  test('are those that were reviewed', async () => {
    const list = listOf(packed.files.map(({ path }) => path))
    await expect(list, 'npx vitest run --project package test/package/contents -u').toMatchFileSnapshot('contents.txt')
  })
})

describe('the packages that an entry imports', () => {
  test('are those that were reviewed', async () => {
    const lines: string[] = []
    for (const [name, file] of entriesFor('import')) {
      const { now, later } = await importsOf(file)
      lines.push(`${name}: ${now.join(' ') || 'nothing'}${later.length ? `; when asked: ${later.join(' ')}` : ''}`)
    }
    const list = `${lines.join('\n')}\n`
    await expect(list, 'npx vitest run --project package test/package/contents -u').toMatchFileSnapshot('imports.txt')
  })

  test('are idb-keyval alone in a page', async () => {
    const names = ['aisle', 'aisle/browser']
    for (const condition of ['import', 'require'] as const) {
      const found = entriesFor(condition).filter(([name]) => names.includes(name))
      const imports = await Promise.all(found.map(([, file]) => importsOf(file)))
      expect(imports.map(({ now, later }) => [...now, ...later])).toEqual([[], ['idb-keyval']])
    }
  })

  test('are the same for import and require', async () => {
    const required = new Map(entriesFor('require'))
    for (const [name, file] of entriesFor('import')) {
      const other = required.get(name)
      if (other !== undefined) expect([name, await importsOf(other)]).toEqual([name, await importsOf(file)])
    }
  })

  test('are declared, and what is declared is imported; what is optional is loaded when asked', async () => {
    const imports = await Promise.all(entriesFor('import').map(([, file]) => importsOf(file)))
    const now = new Set(imports.flatMap((each) => packagesOf(each.now)))
    const all = new Set([...now, ...imports.flatMap((each) => packagesOf(each.later))])
    expect([...all].sort()).toEqual(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).sort())
    expect([...now].filter((name) => name in manifest.peerDependencies)).toEqual([])
    for (const name of Object.keys(manifest.peerDependencies))
      expect([name, manifest.peerDependenciesMeta[name]?.optional]).toEqual([name, true])
  })
})

describe('installing the package', () => {
  test('runs no script of its own', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare']
    expect(Object.keys(manifest.scripts).filter((name) => hooks.includes(name))).toEqual([])
  })

  test('runs none of what it brings', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, Locked>
    }
    const brought = Object.entries(lock.packages).filter(
      ([, { dev, peer, devOptional }]) => !dev && !peer && !devOptional,
    )
    expect(brought.map(([path]) => path)).toEqual(
      expect.arrayContaining(Object.keys(manifest.dependencies).map((name) => `node_modules/${name}`)),
    )
    expect(brought.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([])
  })
})
