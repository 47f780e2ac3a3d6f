import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import type { TestContext } from 'vitest'
import { readTar } from './tar'

/** `system`: a full Chromium or Chrome. `shell`: the headless shell, which has no tabs to hide and no back/forward cache. */
export type ChromiumKind = 'system' | 'shell'

/** A Chromium that can be started. */
export interface Chromium {
  readonly executable: string
  readonly kind: ChromiumKind
  readonly env: Readonly<Record<string, string>>
}

/** A running Chromium. `close` ends it and removes its profile. */
export interface Launched {
  readonly browser: Browser
  readonly version: string
  readonly kind: ChromiumKind
  readonly profile: string
  readonly close: () => Promise<void>
}

// The whole list: Playwright's own defaults are left out, as they switch off what is tested here (the back/forward
// cache, throttling of hidden tabs, the pop-up blocker), and so are the shell package's, which switch off CORS and
// site isolation. Nothing below changes what a page may do.
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-default-browser-check',
  // Containers give /dev/shm 64 MB, and a page that runs out of it crashes.
  '--disable-dev-shm-usage',
  '--disable-breakpad',
  '--password-store=basic',
]

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

/** The Chromium to test with: `CHROMIUM`, else one on PATH, else the headless shell from npm, unpacked on first use. */
export async function findChromium(): Promise<Chromium> {
  const named = process.env.CHROMIUM
  if (named === 'shell') return shell()
  if (named !== undefined && named !== '') {
    await access(named)
    return { executable: named, kind: 'system', env: {} }
  }
  const executable = await onPath()
  return executable === undefined ? shell() : { executable, kind: 'system', env: {} }
}

async function writeFonts(found: Chromium, profile: string): Promise<Record<string, string>> {
  if (found.kind === 'system') return {}
  // The fonts.conf that the package brings names folders of its own cloud; without any font a page with text crashes.
  const file = join(profile, 'fonts.conf')
  const folders = [join(dirname(found.executable), 'fonts'), '/usr/share/fonts']
  const list = folders.map((folder) => `<dir>${folder}</dir>`).join('')
  const cache = `<cachedir>${join(profile, 'fontconfig')}</cachedir>`
  await writeFile(file, `<?xml version="1.0"?><fontconfig>${list}${cache}</fontconfig>`)
  return { FONTCONFIG_FILE: file }
}

let finding: Promise<Chromium> | undefined

interface Prepared {
  readonly found: Chromium
  readonly profile: string
  readonly args: string[]
  readonly env: Record<string, string>
  readonly remove: () => Promise<void>
}

async function prepare(): Promise<Prepared> {
  finding ??= findChromium()
  const found = await finding
  const profile = await mkdtemp(join(tmpdir(), 'aisle-chromium-'))
  const env = { ...process.env, ...found.env, ...(await writeFonts(found, profile)) } as Record<string, string>
  // The browser's last processes may still write for a moment after it has gone.
  const remove = () => rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  return { found, profile, args: [...flags, `--user-data-dir=${profile}`, '--no-startup-window'], env, remove }
}

/**
 * Starts a Chromium with a new profile; `close()` removes the profile again.
 *
 * @example
 * const { browser, close } = await launch()
 * const page = await browser.newPage()
 * await close()
 */
export async function launch(): Promise<Launched> {
  const { found, profile, args, env, remove } = await prepare()
  try {
    const browser = await chromium.launch({
      executablePath: found.executable,
      ignoreDefaultArgs: true,
      args: [...args, '--remote-debugging-pipe'],
      env,
    })
    const close = async () => {
      await browser.close()
      await remove()
    }
    return { browser, version: browser.version(), kind: found.kind, profile, close }
  } catch (error) {
    await remove()
    throw error
  }
}

async function untilListening(profile: string, child: ChildProcess): Promise<string> {
  for (let waited_ms = 0; waited_ms < 30_000 && child.exitCode === null; waited_ms += 50) {
    const [port = '', path = ''] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')).split(
      '\n',
    )
    if (path !== '') return `ws://127.0.0.1:${port}${path}`
    await setTimeout(50)
  }
  throw new Error(`Cannot start "${child.spawnfile}": exit code ${child.exitCode}, expected a debugging port`)
}

/**
 * Starts a Chromium whose tabs are hidden when another comes to the front, as a person's are. `launch()` cannot: Playwright
 * tells each of its pages that it has the focus, so that none is ever hidden. `tabs` is the one window.
 *
 * @example
 * const { tabs, close } = await launchTabs()
 * const first = await tabs.newPage()
 * const second = await tabs.newPage() // first is hidden now, until first.bringToFront()
 * await close()
 */
export async function launchTabs(): Promise<Launched & { readonly tabs: BrowserContext }> {
  const { found, profile, args, env, remove } = await prepare()
  const child = spawn(found.executable, [...args, '--remote-debugging-port=0'], { env, stdio: 'ignore' })
  const ended = new Promise<void>((done) => child.once('error', () => done()).once('exit', () => done()))
  const end = async () => {
    child.kill('SIGKILL')
    await ended
    await remove()
  }
  try {
    const browser = await chromium.connectOverCDP(await untilListening(profile, child), { noDefaults: true })
    const [tabs] = browser.contexts()
    if (tabs === undefined) throw new Error(`Cannot use "${found.executable}": no window, expected one`)
    const close = async () => {
      await browser.close()
      await end()
    }
    return { browser, tabs, version: browser.version(), kind: found.kind, profile, close }
  } catch (error) {
    await end()
    throw error
  }
}

/**
 * Skips the running test, saying why, unless the browser is a full Chromium.
 *
 * @example
 * test('restores the page from the back/forward cache', async (context) => {
 *   skipUnlessFull(context, launched, 'the back/forward cache')
 * })
 */
export function skipUnlessFull(context: TestContext, launched: Launched, needs: string): void {
  if (launched.kind === 'system') return
  const why = `needs a full Chromium for ${needs}; this is the headless shell ${launched.version}`
  console.warn(`skipped: ${context.task.name}: ${why}`)
  context.skip(why)
}
