import { describe, expect, it } from 'vitest'
import { readVector, vectorFiles } from '../support/vectors'
import { cli, file, ndjson } from './support/cli'

/** The same order every time, and no order at all. */
function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((value, i) => [value, (Math.imul(i + 1, 2_654_435_761) >>> 0) % 1000] as const)
    .sort(([, a], [, b]) => a - b)
    .map(([value]) => value)
}

describe('aisle decide --engine js --changes', () => {
  if (vectorFiles.length === 0) it.skip('answers as the vectors (SKIPPED: ../shared/vectors is not there)')

  it.each(vectorFiles)('answers as the vector %s', async (name) => {
    const { now, document, shoppers } = readVector(name)
    const log = file('log.ndjson', ndjson(...shuffled(shoppers.flatMap(({ events }) => events))))
    const definitions = file('document.json', JSON.stringify(document))
    const argv = ['decide', log, '--definitions', definitions, '--now', String(now), '--engine', 'js', '--changes']
    const { code, stderr, rows } = await cli(argv)
    const wanted = shoppers.map(({ shopper_id, expected }) => {
      const { segments, traits, stages, changes_at } = expected
      return { shopper_id, now, segments, traits, stages, changes_at }
    })
    expect(rows()).toStrictEqual(wanted.sort((a, b) => (a.shopper_id < b.shopper_id ? -1 : 1)))
    expect(stderr).toContain(' 0 rows rejected')
    expect(code).toBe(0)
  })
})
