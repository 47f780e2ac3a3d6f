import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readEvent } from '../../../src/schemas'

/** A golden case: what an adapter makes of an input, whole: what is lost and assumed too. */
interface Case {
  readonly name: string
  /** Which function of the adapter is called. */
  readonly call: string
  readonly input: unknown
  readonly options?: unknown
  readonly expected: unknown
}

const folder = fileURLToPath(new URL('../cases', import.meta.url))

/** The golden cases of an adapter. */
export function casesOf(adapter: string): Case[] {
  const files = readdirSync(folder).filter((file) => file === `${adapter}.json`)
  return files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case[])
}

/** Tests every golden case of an adapter; each event that comes out must be one that `readEvent` gives back as it is. */
export function testCases(
  adapter: string,
  calls: Readonly<Record<string, (input: never, options: never) => unknown>>,
): void {
  const cases = casesOf(adapter)
  test('there are golden cases of every call', () => {
    expect([...new Set(cases.map(({ call }) => call))].sort()).toEqual(Object.keys(calls).sort())
  })
  test.each(cases)('$call: $name', async ({ call, input, options = {}, expected }) => {
    const result = JSON.parse(JSON.stringify(await calls[call]!(input as never, options as never)))
    expect(result).toEqual(expected)
    for (const event of (result as { events?: object[] } | null)?.events ?? []) {
      // A hit has no envelope of its own.
      const whole = 'id' in event ? event : { id: 'e', time: 1469923200000, shopper_id: 's', session_id: '', ...event }
      expect(readEvent(whole)).toEqual({ event: whole, problems: [] })
    }
  })
}
