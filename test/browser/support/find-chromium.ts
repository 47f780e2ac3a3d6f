import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib'
import { readTar } from './tar'

/** `system`: a full Chromium or Chrome. `shell`: the headless shell, which has no tabs to hide and no back/forward cache. */
export type ChromiumKind = 'system' | 'shell'

/** A Chromium that can be started. */
export interface Chromium {
  readonly executable: string
  readonly kind: ChromiumKind
  readonly env: Readonly<Record<string, string>>
}

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
const run = promisify(execFile)

async function starts(executable: string): Promise<boolean> {
  try {
    // Some distributions put a stub on PATH that only says how to install the real one.
    const { stdout } = await run(executable, ['--version'], { timeout: 30_000 })
    return /\d+\.\d+/.test(stdout)
  } catch {
    return false
  }
}

async function onPath(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of folders) {
      const executable = join(folder, name)
      if (existsSync(executable) && (await starts(executable))) return executable
    }
  }
  return undefined
}

async function unpackTar(archive: string, into: string): Promise<void> {
  for (const file of readTar(brotliDecompressSync(await readFile(archive)))) {
    const target = join(into, file.path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, file.bytes, { mode: file.mode })
  }
}

async function unpackShell(bin: string, into: string): Promise<void> {
  await pipeline(
    createReadStream(join(bin, 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(join(into, 'chromium'), { mode: 0o755 }),
  )
  // NSS, NSPR and expat, the only libraries it needs beyond the C library; always these, so that it runs alike wherever
  // the machine has its own or none. swiftshader.tar.br stays packed: it is for WebGL, and no page here draws.
  await unpackTar(join(bin, 'al2023.tar.br'), into)
  await unpackTar(join(bin, 'fonts.tar.br'), into)
}

async function shell(): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const found = `${process.platform} ${process.arch}`
    throw new Error(`Cannot start "headless shell": ${found}, expected linux x64. Set CHROMIUM to a Chromium's path`)
  }
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const home = resolve(dirname(entry), '../..')
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string }
  const cache = join(root, 'node_modules/.cache/aisle')
  const folder = join(cache, `chromium-${version}`)
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true })
    const temporary = await mkdtemp(join(cache, `.unpacking-${version}-`))
    try {
      await unpackShell(join(home, 'bin'), temporary)
      // One rename makes the whole folder appear, so that whoever sees it sees all of it. Test files run at once: where
      // another was faster, its folder is as good.
      await rename(temporary, folder).catch((error: unknown) => {
        if (!existsSync(folder)) throw error
      })
    } finally {
      await rm(temporary, { recursive: true, force: true })
    }
  }
  return { executable: join(folder, 'chromium'), kind: 'shell', env: { LD_LIBRARY_PATH: join(folder, 'lib') } }
}

async function find(): Promise<Chromium> {
  const named = process.env.CHROMIUM
  if (named === 'shell') return shell()
  if (named !== undefined && named !== '') {
    await access(named)
    return { executable: named, kind: 'system', env: {} }
  }
  const executable = await onPath()
  return executable === undefined ? shell() : { executable, kind: 'system', env: {} }
}

let finding: Promise<Chromium> | undefined

/** The Chromium to test with: `CHROMIUM`, else one on PATH, else the headless shell from npm, unpacked on first use. */
export function findChromium(): Promise<Chromium> {
  finding ??= find()
  return finding
}
