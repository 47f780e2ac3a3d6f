import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useProgram } from '../cli/support/program'
import { accessibilityFaults } from './support/accessibility'
import { type Launched, launch } from './support/chromium'

const LOGS = ['retentioneering-simple-onlineshop', 'online-retail-ii'] as const
const FILES = {
  'retentioneering-simple-onlineshop': 'retentioneering-simple-onlineshop.csv.gz',
  'online-retail-ii': 'online-retail-ii-slice.csv.gz',
}

const program = useProgram()
let launched: Launched
let folder: string

beforeAll(async () => {
  launched = await launch()
  folder = mkdtempSync(path.join(tmpdir(), 'aisle-report-'))
  for (const log of LOGS) {
    const argv = [`examples/data/${FILES[log]}`, '--map', `examples/maps/${log}.json`, '-o', fileOf(log)]
    const { status, stderr } = spawnSync(process.execPath, [program, 'report', ...argv], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`Cannot make the report of "${log}": ${stderr}, expected exit code 0`)
  }
})
afterAll(async () => {
  await launched?.close()
  rmSync(folder, { recursive: true, force: true })
})

function fileOf(log: string): string {
  return path.join(folder, `${log}.html`)
}

interface Opened {
  readonly page: Page
  /** What the console said of errors, a refused style or script among them, and what was asked of anywhere. */
  readonly faults: string[]
}

async function open(
  log: string,
  { width = 1280, scheme = 'light' }: { width?: number; scheme?: 'light' | 'dark' } = {},
): Promise<Opened> {
  const page = await launched.browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme })
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'log') faults.push(message.text())
  })
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) faults.push(request.url())
  })
  await page.goto(pathToFileURL(fileOf(log)).href)
  return { page, faults }
}

/** Faults, all that can be opened being open. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true')
  return accessibilityFaults((expression) => page.evaluate(expression))
}

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

describe.each(LOGS)('the report of %s', (log) => {
  test.each([
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
    [360, 'dark'],
  ] as const)('is readable by all, fits, and keeps to its policy, %i wide in %s', async (width, scheme) => {
    const { page, faults } = await open(log, { width, scheme })
    expect(await overflow(page)).toBe(0)
    expect(await faultsOf(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(faults).toEqual([])
    await page.close()
  })
})

describe('the page', () => {
  const LOG = LOGS[0]

  test('has the answer on the first screen, on a telephone too', async () => {
    for (const width of [1280, 360]) {
      const { page } = await open(LOG, { width })
      const box = await page.locator('#who .answer').boundingBox()
      expect(box!.y + box!.height).toBeLessThan(800)
      await page.close()
    }
  })

  test('tells numbers on focus, mark by mark, by the keys alone', async () => {
    const { page } = await open(LOG)
    const tip = page.locator('#tip')
    expect(await tip.isVisible()).toBe(false)
    // From the link before the chart, as a reader comes.
    await page.locator('nav a').last().focus()
    await page.keyboard.press('Tab')
    expect(await tip.textContent()).toMatch(/^awareness: [\d,]+ shoppers, \d+ %$/)
    const first = await tip.textContent()
    await page.keyboard.press('ArrowRight')
    const second = await tip.textContent()
    expect(second).not.toBe(first)
    await page.keyboard.press('ArrowLeft')
    expect(await tip.textContent()).toBe(first)
    await page.keyboard.press('End')
    expect(await tip.textContent()).not.toBe(second)
    await page.keyboard.press('Escape')
    expect(await tip.isVisible()).toBe(false)
    await page.keyboard.press('Home')
    expect(await tip.textContent()).toBe(first)
    await page.keyboard.press('Tab')
    expect(await tip.isVisible()).toBe(false)
    await page.close()
  })

  test('tells numbers where they are pointed at, within the window', async () => {
    const { page } = await open(LOG, { width: 390 })
    const mark = page.locator('#rfm-chart svg.narrow [data-tip]').last()
    await mark.scrollIntoViewIfNeeded()
    await mark.hover()
    expect(await page.locator('#tip').textContent()).toMatch(/: [\d,]+ buyers?, /)
    const box = (await page.locator('#tip').boundingBox())!
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width).toBeLessThanOrEqual(390)
    await page.close()
  })

  test('opens the definition that a number leads to', async () => {
    const { page } = await open(LOG)
    await page.locator('#who-chart summary').press('Enter')
    await page.locator('#who-chart a[href="#def-cart_abandoner"]').first().click()
    await expect.poll(() => page.locator('#def-cart_abandoner').isVisible()).toBe(true)
    await page.close()
  })

  test('is light on paper, with the wide charts, whatever the screen is', async () => {
    const { page } = await open(LOG, { scheme: 'dark' })
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    expect(await page.locator('#who-chart svg.wide').isVisible()).toBe(true)
    expect(await page.locator('nav').isVisible()).toBe(false)
    await page.close()
  })

  test('lets no script in that is not its own', async () => {
    const { page, faults } = await open(LOG)
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.got = 1' }))`,
    )
    expect(await page.evaluate('typeof window.got')).toBe('undefined')
    expect(faults.join()).toContain('Content Security Policy')
    await page.close()
  })
})
