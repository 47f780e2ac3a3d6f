import { describe, expect, it } from 'vitest'
import { type CatalogueEntry, entriesOf, familyTitle } from '../../src/cli/catalogue/entries'
import { entryLines } from '../../src/cli/catalogue/entry-lines'
import { builtin } from '../../src/lifecycle/builtin'
import { builtinPlaybook } from '../../src/lifecycle/builtin-playbook'
import type { About } from '../../src/segments/about'
import { bought, documentOf } from '../engine/shopper-events'
import { cli } from './support/cli'

describe('aisle catalogue', () => {
  it('lists every segment, stage set and trait that is built in with --json', async () => {
    const { code, stdout } = await cli(['catalogue', '--json'])
    const { entries } = JSON.parse(stdout) as { entries: CatalogueEntry[] }
    const { segments, stages, traits } = builtin
    const wanted = [...segments, ...stages, ...traits].map(({ name, version }) => `${name} ${version}`)
    const found = entries.filter(({ kind }) => kind !== 'made').map(({ name, version }) => `${name} ${version}`)
    expect(found.sort()).toEqual(wanted.sort())
    for (const entry of entries.filter(({ kind }) => kind !== 'made')) expect(entry.definition).toContain(entry.name)
    expect(code).toBe(0)
  })

  it('has words, a family and needs for each', async () => {
    const { entries } = JSON.parse((await cli(['catalogue', '--json'])).stdout) as { entries: CatalogueEntry[] }
    expect(entries.filter(({ words, family }) => words === null || family === null)).toEqual([])
    // Whether the events of an entry are those of its definition is held where it is written.
    expect(entries.length).toBeGreaterThan(30)
  })

  it('prints each with its title, its stages and the events that it needs', async () => {
    const { code, stdout } = await cli(['catalogue'])
    for (const { name, title } of builtin.segments) expect(stdout).toContain(`${name}: ${title} (segment)\n`)
    for (const { name, otherwise } of builtin.stages) {
      expect(stdout).toContain(`\n${name}: `)
      expect(stdout).toContain(otherwise)
    }
    expect(stdout).toContain('needs: ')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
    expect(code).toBe(0)
  })

  it('lists the treatments of the playbook, as their own family too', async () => {
    const { treatments } = JSON.parse((await cli(['catalogue', '--json'])).stdout)
    expect(treatments).toEqual(builtinPlaybook.treatments)
    const alone = JSON.parse((await cli(['catalogue', '--family', 'playbook', '--json'])).stdout)
    expect(alone).toEqual({ entries: [], treatments })
    expect(JSON.parse((await cli(['catalogue', '--family', 'mood', '--json'])).stdout).treatments).toEqual([])
    const { stdout, code } = await cli(['catalogue', '--family', 'playbook'])
    expect(stdout).toMatch(
      /^== Playbook\n\nmake_good: .*\n( {2}.*\n)?(.*\n)* {2}why: badly_served\n {2}where: by the preferred contact, now\n {2}service: /,
    )
    expect(stdout).toContain('  why: category_fan\n  where: on the site, in the visit\n  about: favourite_category\n')
    expect(stdout).toContain('  why: cart_abandoner, unless checkout_abandoner\n')
    expect(stdout).toContain('  why: customer_lifecycle is awareness\n  where: by search, at the next visit\n')
    expect(code).toBe(0)
  })

  it('says what something can be, where there is a list', async () => {
    const { stdout } = await cli(['catalogue'])
    expect(stdout).toContain('  one of: bronze, silver, gold, platinum, diamond, none\n')
  })

  it('refuses a family that is not there, and names those that are', async () => {
    const { code, stderr } = await cli(['catalogue', '--family', 'nonsense'])
    expect(stderr).toMatch(/^Cannot list family "nonsense": expected one of .*, playbook\n/)
    expect(code).toBe(2)
  })

  it('lists one family alone', async () => {
    const all = JSON.parse((await cli(['catalogue', '--json'])).stdout).entries as CatalogueEntry[]
    const family = all[0]!.family ?? 'other'
    const { stdout } = await cli(['catalogue', '--family', family, '--json'])
    expect(JSON.parse(stdout).entries).toEqual(all.filter((entry) => (entry.family ?? 'other') === family))
    expect((await cli(['catalogue', '--family', family])).stdout).toMatch(new RegExp(`^== ${family}\n`, 'i'))
  })
})

const about = (name: string, family: About['family']): About => ({
  name,
  family,
  words: `Words on ${name}.`,
  thresholds: [{ what: '1 order', why: 'One is enough.', source: 'default' }],
  needs: ['order_completed', 'order_delivered'],
  missing: 'Unknown.',
})

describe('entriesOf()', () => {
  const journey = { name: 'the_journey', version: 3, stages: [{ name: 'bought', when: bought }], otherwise: 'new' }
  const document = documentOf({ first: bought, second: bought }, { spent: { count: { event: 'bought' } } }, [journey])

  it('gives each definition its words, by family, and what is made for a shop beside them', () => {
    const abouts = [
      about('groups', 'mood'),
      about('spent', 'trait'),
      about('second', 'mood'),
      about('the_journey', 'lifecycle'),
    ]
    const entries = entriesOf(document, abouts)
    expect(entries.map(({ kind, name, family }) => [kind, name, family])).toEqual([
      ['segment', 'first', null],
      ['segment', 'second', 'mood'],
      ['made', 'groups', 'mood'],
      ['stages', 'the_journey', 'lifecycle'],
      ['trait', 'spent', 'trait'],
    ])
    expect(entries[3]).toMatchObject({
      ...{ title: 'The journey', version: 3, words: 'Words on the_journey.', stages: ['bought', 'new'] },
      ...{ needs: ['order_completed', 'order_delivered'], missing: 'Unknown.', thresholds: abouts[3]!.thresholds },
      definition: expect.stringContaining("A shopper's the_journey is bought when"),
    })
    expect(entries[2]).toMatchObject({ version: null, definition: null, title: 'Groups' })
    expect(entries[0]).toMatchObject({ words: null, thresholds: [], needs: ['bought'], missing: null })
  })

  it('prints words, numbers, reasons and sources', () => {
    expect(
      entryLines(entriesOf(document, [about('second', 'mood')]).find(({ name }) => name === 'second')!, 44),
    ).toEqual([
      'second: second (segment)',
      '  Words on second.',
      '  needs: order_completed, order_delivered',
      '  where too little was seen: Unknown.',
      '  - 1 order. One is enough. [default]',
    ])
    expect(familyTitle('value and risk')).toBe('Value and risk')
    expect(familyTitle(null)).toBe('Other')
  })
})
