import { describe, expect, it } from 'vitest'
import type { CatalogueEntry } from '../../src/cli/catalogue/entries'
import type { Treatment } from '../../src/lifecycle/playbook'
import shoppers from './shoppers.json'
import { cli } from './support/cli'

/** Every name of the domain, by its part (A to I), and what it is a name of. */
const wanted = Object.entries(shoppers).flatMap(([part, lists]) =>
  Object.entries(lists).map(([what, names]) => [`${part}: ${what}`, what, names as readonly string[]] as const),
)

async function catalogue() {
  const { stdout } = await cli(['catalogue', '--json'])
  return JSON.parse(stdout) as { entries: CatalogueEntry[]; treatments: Treatment[] }
}

describe('aisle catalogue --json has what is known about shoppers', () => {
  it.each(wanted)('%s', async (_, what, names) => {
    const { entries, treatments } = await catalogue()
    const [list, entry] = what.split(' of ')
    const one = entries.find(({ name }) => name === entry)
    const found = {
      segments: entries.filter(({ kind }) => kind === 'segment').map(({ name }) => name),
      traits: entries.filter(({ kind }) => kind === 'trait').map(({ name }) => name),
      treatments: treatments.map(({ name }) => name),
      stages: one?.kind === 'stages' ? one.stages : undefined,
      values: one?.values,
    }[list!]
    expect(found).toEqual(expect.arrayContaining([...names]))
  })

  it('has exactly four intents, six styles and eleven groups', async () => {
    const { entries } = await catalogue()
    const of = (family: string) => entries.filter((entry) => entry.family === family).map(({ name }) => name)
    const intents = entries.find(({ name }) => name === 'visit_intent')!.stages!
    expect([...intents].sort()).toEqual(shoppers.A['stages of visit_intent'])
    expect(of('shopping style').sort()).toEqual([...shoppers.B.segments].sort())
    expect(of('mood').sort()).toEqual([...shoppers.C.segments].sort())
    const groups = entries.find(({ name }) => name === 'rfm_group')!.values!
    expect(groups).toEqual([...shoppers.I['values of rfm_group'], 'none'])
  })

  it('has for each treatment what is done, why, by which channel and when', async () => {
    for (const { what, why, channel, when } of (await catalogue()).treatments) {
      expect(what).toMatch(/\.$/)
      expect(Object.keys(why).join()).toMatch(/^(segment|set,stage)$/)
      expect([typeof channel, typeof when]).toEqual(['string', 'string'])
    }
  })
})
