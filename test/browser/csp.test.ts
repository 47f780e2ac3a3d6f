import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Launched, launch } from './support/chromium'
import { run } from './support/scenario'
import { runStrictly, type StrictRun } from './support/strict-page'

let launched: Launched
let strict: StrictRun

beforeAll(async () => {
  launched = await launch()
  strict = await runStrictly(launched.browser, `import { run } from './test/browser/support/scenario'`)
})
afterAll(() => launched?.close())

describe('compile() under the strictest content security policy', () => {
  test('violates nothing and throws nothing', () => {
    expect({ violations: strict.violations, errors: strict.errors }).toEqual({ violations: [], errors: [] })
  })

  test('answers in the page as in Node, changes and evidence included', () => {
    expect(strict.answer).toEqual(run())
  })

  test('has something to say', () => {
    const [first] = run() as { answer: { segments: Record<string, string> }; explained: unknown[] }[]
    expect(Object.values(first?.answer.segments ?? {})).toContain('in')
    expect(first?.explained.length).toBeGreaterThan(0)
  })
})
