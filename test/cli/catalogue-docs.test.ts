import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cataloguePages } from '../../scripts/generate-catalogue-docs'
import {
  FIGURES_FILE,
  type GroupFigures,
  type LogFigures,
  measureLog,
  SHIPPED_LOGS,
} from '../../scripts/measure-catalogue'
import { abouts } from '../../src/cli/catalogue/abouts'
import { type CatalogueEntry, entriesOf } from '../../src/cli/catalogue/entries'
import * as aisle from '../../src/index'
import { builtin } from '../../src/lifecycle/builtin'
import { builtinPlaybook } from '../../src/lifecycle/builtin-playbook'

const figures: LogFigures[] = JSON.parse(readFileSync(FIGURES_FILE, 'utf8'))

describe('docs/catalogue', () => {
  it('is what `npm run catalogue` makes of what is built in', () => {
    const files = readdirSync('docs/catalogue').filter((name) => name.endsWith('.md'))
    const pages = Object.fromEntries(files.map((name) => [name, readFileSync(`docs/catalogue/${name}`, 'utf8')]))
    expect(pages).toEqual(cataloguePages(entriesOf(builtin, abouts), figures, builtinPlaybook))
  })

  it('is named in full by the README, and by export on the page on customers', () => {
    const named = (path: string) =>
      new Set([...readFileSync(path, 'utf8').matchAll(/`(\w+)`/g)].map(([, name]) => name))
    const [readme, customers] = [named('README.md'), named('docs/customers.md')]
    const entries = [...builtin.segments, ...builtin.stages]
    expect(entries.filter(({ name }) => !readme.has(name))).toEqual([])
    const exported = entries.map((entry) => Object.entries(aisle).find(([, value]) => value === entry)?.[0])
    expect(exported.filter((name) => !customers.has(name))).toEqual([])
  })

  it('has figures that are those measured', async () => {
    expect(figures.map(({ name }) => name)).toEqual(SHIPPED_LOGS.map(({ name }) => name))
    // The shorter log: both in every run would cost more than they tell.
    expect(figures[1]).toEqual(await measureLog(SHIPPED_LOGS[1]!))
  })
})

describe('cataloguePages()', () => {
  const entry: CatalogueEntry = {
    ...{ kind: 'segment', name: 'first', version: 2, title: 'The first', family: 'value and risk' },
    ...{ words: 'Somebody.', thresholds: [{ what: '1 | 2', why: 'So.', source: 'default' }], needs: ['a'] },
    missing: 'Out.',
    definition: 'A shopper is in first.',
  }
  const group: GroupFigures = {
    ...{ version: 2, shoppers: 1200, unknown: 3, exits: 4, exits_by_time: 1 },
    ...{ share: [0.25, 0.2, 0.3], rate: [0.5, null, null], lift: [2, 1.5, 2.5], recall: [null, null, null] },
  }
  const log: LogFigures = {
    ...{ name: 'l', title: 'A log', origin: 'somewhere', at: '2020-01-01T00:00:00Z', within: '9d' },
    ...{ shoppers: 4800, outcomes: 6, rate: [0.25, 0.2, 0.3], groups: { first: group, 'set.one': group }, closest: [] },
  }

  it('gives an entry with its words, its numbers and what each log said', () => {
    expect(cataloguePages([entry], [log])['value-and-risk.md']!.split('\n').slice(2)).toEqual([
      ...['# Value and risk', '', '## first', '', '**The first** (segment, version 2)', '', 'Somebody.', ''],
      ...['> A shopper is in first.', '', 'Needs: `a`.', '', 'Where too little was seen: Out.', ''],
      ...['| number | why | source |', '|---|---|---|', '| 1 \\| 2 | So. | default |', ''],
      ...['|  | shoppers | share | rate | lift | recall | exits | by time |', '|---|---|---|---|---|---|---|---|'],
      '| A log | 1,200 (unknown of 3) | 25.0 % [20.0, 30.0] | 50.0 % | 2.00 [1.50, 2.50] |  | 4 | 25 % |',
      '',
    ])
  })

  it('gives a stage set its stages, and nothing of what was measured of another version', () => {
    const set: CatalogueEntry = { ...entry, kind: 'stages', name: 'set', stages: ['one', 'two'] }
    const page = (version: number) => cataloguePages([{ ...set, version }], [log])['value-and-risk.md']!
    expect(page(2)).toContain('| A log | shoppers |')
    expect(page(2)).toContain('| `one` | 1,200')
    expect(page(2)).not.toContain('`two`')
    expect(page(3)).not.toContain('A log')
  })

  it('says what something can be, where there is a list', () => {
    expect(cataloguePages([{ ...entry, values: ['email', 'sms'] }], [])['value-and-risk.md']).toContain(
      '\n\nOne of: `email`, `sms`.\n\n',
    )
  })

  it('gives the treatments of a playbook a page, with why, where and when', () => {
    const treatments = [
      ...[
        { name: 'call', what: 'Call.', why: { segment: 'vip' }, channel: 'phone', when: 'now', priority: 1 } as const,
      ],
      {
        ...{ name: 'show', what: 'Show it.', why: { set: 'aida', stage: 'desire' }, unless: [{ segment: 'vip' }] },
        ...({ channel: 'preferred', when: 'next_visit', priority: 0, service: true, about: 'usual_channel' } as const),
      },
    ]
    expect(cataloguePages([], [], { treatments })['playbook.md']!.split('\n').slice(-3)).toEqual([
      '| `call` | Call. | vip | by phone, now |',
      '| `show` | Show it. | aida is desire, unless vip | by the preferred contact, at the next visit; about the `usual_channel`; service |',
      '',
    ])
    expect(cataloguePages([], [])).not.toHaveProperty('playbook.md')
  })

  it('says where a log cannot tell', () => {
    const dark = { ...log, groups: { first: { ...group, shoppers: 0, unknown: 4800 } } }
    expect(cataloguePages([entry], [dark])['value-and-risk.md']).toContain(
      '| A log | unknown: the log lacks its events |',
    )
  })

  it('lists every entry under its family in the index, with the pairs that are nearly one', () => {
    const closest = [{ groups: ['a', 'b'], both: 5, jaccard: 0.62 } as const]
    const index = cataloguePages([entry, { ...entry, name: 'x', family: null }], [{ ...log, closest }])['README.md']!
    expect(index).toContain(
      '## [Value and risk](value-and-risk.md)\n- [`first`](value-and-risk.md#first): The first (segment)\n',
    )
    expect(index).toContain('## [Other](other.md)\n- [`x`](other.md#x)')
    expect(index).toContain('| `a` | `b` | 5 | 62 % |')
    expect(index).toContain('| A log (somewhere) | 2020-01-01 | 4,800 | 9d: 6 | 25.0 % [20.0, 30.0] |')
  })
})
