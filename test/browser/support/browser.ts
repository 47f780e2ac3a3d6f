import { spawn } from 'node:child_process'
import type { Duplex, Readable } from 'node:stream'
import { connect, type Send } from './devtools'
import type { ChromiumKind } from './find-chromium'
import type { Profile } from './profile'
import { driveTab, type Tab } from './tab'

/** A running Chromium, driven over a pipe and changed in nothing else. */
export interface Browser {
  readonly kind: ChromiumKind
  readonly version: string
  /** The process that ends all others of this browser. */
  readonly pid: number
  /** Opens a tab in front of the others. `scripts` run in each of its pages before the page's own. */
  readonly open: (options?: OpenOptions) => Promise<Tab>
  /** Kills all its processes at once, as a phone does and a power cut. The profile stays and can be opened again. */
  readonly kill: () => Promise<void>
}

export interface OpenOptions {
  /** @default [] */
  readonly scripts?: readonly string[]
  /** Called with each text that a page gives to `tell()`. @default none */
  readonly onTold?: (text: string) => void
}

/**
 * Starts a Chromium on a profile. It has one window, with the tabs that `open()` opens; a tab is hidden while another is
 * in front (not in the headless shell).
 *
 * @example
 * const browser = await openBrowser(profile)
 * const tab = await browser.open()
 * await tab.goTo('http://localhost:8080/')
 * await browser.kill()
 */
export async function openBrowser(profile: Profile): Promise<Browser> {
  // A group of its own, so that one signal reaches all of its processes. Should this process die instead, the pipe
  // breaks, and the browser closes.
  const child = spawn(profile.executable, profile.args, {
    env: profile.env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = new Promise<void>((done) => child.once('error', () => done()).once('exit', () => done()))
  const devtools = connect(child.stdio[3] as Duplex, child.stdio[4] as Readable)
  const send = devtools.session()
  const { product } = await send('Browser.getVersion')
  const pid = child.pid as number

  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL')
    await ended
  }
  const open = async ({ scripts = [], onTold }: OpenOptions = {}) => {
    const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
    const session = devtools.session(sessionId)
    await prepareTab(session, scripts)
    if (onTold !== undefined) {
      await session('Runtime.enable')
      await session('Runtime.addBinding', { name: 'tell' })
      devtools.onEvent((method, params, from) => {
        if (from === sessionId && method === 'Runtime.bindingCalled') onTold((params as { payload: string }).payload)
      })
    }
    return driveTab(session, { id: targetId, browser: send })
  }
  return { kind: profile.kind, version: product.replace(/^.*\//, ''), pid, open, kill }
}

async function prepareTab(send: Send, scripts: readonly string[]): Promise<void> {
  await send('Page.enable')
  for (const source of scripts) await send('Page.addScriptToEvaluateOnNewDocument', { source })
}
