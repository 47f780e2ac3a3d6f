import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Chromium, type ChromiumKind, findChromium } from './find-chromium'

/** A folder of a browser's own, and how to start a browser on it; it outlives the browser until `remove()`. */
export interface Profile {
  readonly folder: string
  readonly kind: ChromiumKind
  readonly executable: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly remove: () => Promise<void>
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
  '--no-startup-window',
  '--remote-debugging-pipe',
]

async function writeFonts(found: Chromium, folder: string): Promise<Record<string, string>> {
  if (found.kind === 'system') return {}
  // The fonts.conf that the package brings names folders of its own cloud; without any font a page with text crashes.
  const file = join(folder, 'fonts.conf')
  const folders = [join(dirname(found.executable), 'fonts'), '/usr/share/fonts']
  const list = folders.map((each) => `<dir>${each}</dir>`).join('')
  const cache = `<cachedir>${join(folder, 'fontconfig')}</cachedir>`
  await writeFile(file, `<?xml version="1.0"?><fontconfig>${list}${cache}</fontconfig>`)
  return { FONTCONFIG_FILE: file }
}

/**
 * Makes an empty profile for the Chromium at hand.
 *
 * @example
 * const profile = await createProfile()
 * const browser = await openBrowser(profile)
 * await browser.kill()
 * await profile.remove()
 */
export async function createProfile(): Promise<Profile> {
  const found = await findChromium()
  const folder = await mkdtemp(join(tmpdir(), 'aisle-chromium-'))
  const env = { ...process.env, ...found.env, ...(await writeFonts(found, folder)) } as Record<string, string>
  // The browser's last processes may still write for a moment after it has gone.
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  const args = [...flags, `--user-data-dir=${folder}`]
  return { folder, kind: found.kind, executable: found.executable, args, env, remove }
}
