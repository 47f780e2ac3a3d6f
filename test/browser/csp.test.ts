import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as aisle from '../../src/index'
import { type Packed, pack } from '../package/support/packed'
import { type Launched, launch } from './support/chromium'
import { run } from './support/scenario'
import { runStrictly, type StrictRun } from './support/strict-page'

// The page imports the files of the packed build as they are, and asks of the whole catalogue all that can be asked.
const page = `
  import * as aisle from '/site/index.js'
  import * as scenario from './test/browser/support/scenario'
  const run = () => scenario.run(aisle)
`

let packed: Packed
let launched: Launched
let files: Record<string, string>
let strict: StrictRun

beforeAll(async () => {
  packed = await pack()
  const scripts = packed.files.filter(({ path }) => path.startsWith('dist/') && path.endsWith('.js'))
  files = Object.fromEntries(scripts.map(({ path, bytes }) => [path.replace('dist', '/site'), bytes.toString('utf8')]))
  launched = await launch()
  strict = await runStrictly(launched.browser, page, files)
})
afterAll(async () => {
  await launched?.close()
  await packed?.remove()
})

describe('the packed build under the strictest content security policy', () => {
  test('violates nothing and throws nothing', () => {
    expect({ violations: strict.violations, errors: strict.errors }).toEqual({ violations: [], errors: [] })
  })

  test('answers in the page as the sources do in Node, changes and evidence included', () => {
    expect(strict.answer).toEqual(run(aisle))
  })

  test('has something to say', () => {
    const [first] = run(aisle) as { answer: { segments: Record<string, string> }; explained: unknown[] }[]
    expect(Object.values(first?.answer.segments ?? {})).toContain('in')
    expect(first?.explained.length).toBeGreaterThan(0)
  })

  // What the tests above rely on: the same build with one line that turns a text into code does not pass.
  test.each([
    ['eval', `try { (0, eval)('1') } catch {}`],
    ['new Function', `try { new Function('return 1') } catch {}`],
  ])('reports %s in a build that uses it', async (_, line) => {
    const tampered = { ...files, '/site/index.js': `${files['/site/index.js']}\n${line}\n` }
    const { violations } = await runStrictly(launched.browser, page, tampered)
    expect(violations.join()).toContain('require-trusted-types-for')
  })
})
