import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { measure } from '../../bench/catalogue-visits'
import { Cases } from '../../bench/support/cases'
import { EVIDENCE_FILE, EVIDENCE_PAGE } from '../../bench/support/evidence'
import { evidencePage, evidenceText, type Study, shown, studyLines } from '../../bench/support/evidence-page'

const text = readFileSync(EVIDENCE_FILE, 'utf8')
const studies: Study[] = JSON.parse(text)
const page = readFileSync(EVIDENCE_PAGE, 'utf8')

describe('docs/evidence.md', () => {
  it('is what its studies make of it', () => {
    expect(page).toBe(evidencePage(page, studies))
    expect(text).toBe(evidenceText(studies))
  })

  it('has a place for each study, and a study for each place', () => {
    const places = [...page.matchAll(/<!-- evidence (\S+) -->/g)].map(([, name]) => name!)
    expect(places.sort()).toEqual(studies.map(({ name }) => name))
  })
})

const study: Study = {
  name: 'one',
  script: 'bench/one.ts',
  versions: { one: 2, other: 1 },
  tables: [
    {
      title: 'A table',
      columns: [
        ['group', 'text'],
        ['n', 'count'],
        ['rate', 'share'],
      ],
      rows: [
        ['a|b', 1200, [0.123, 0.1, 0.15]],
        ['none', 0, [null, null, null]],
      ],
    },
  ],
  claims: [{ what: 'more', wanted: 'over 1', found: [0.9, null, null], as: 'times', holds: false }],
}

describe('studyLines()', () => {
  it('gives tables, what was asked, and how it is measured again', () => {
    expect(studyLines(study)).toEqual([
      ...['**A table**', '', '| group | n | rate |', '|---|---:|---:|'],
      ...['| a\\|b | 1,200 | 12.3 % [10.0, 15.0] |', '| none | 0 |  |', ''],
      ...['| what is asked | wanted | found | met |', '|---|---:|---:|---:|', '| more | over 1 | 0.90 | no |', ''],
      ...['Measured by `node scripts/run.mjs bench/one.ts`, of `one` 2, `other` 1.', ''],
    ])
  })
})

describe('shown()', () => {
  it.each([
    [[2, 1.5, 2.5], 'times', '2.00 [1.50, 2.50]'],
    [[0.5, null, null], 'share', '50.0 %'],
    [12330, 'count', '12,330'],
    [null, 'share', ''],
    ['a word', 'share', 'a word'],
  ] as const)('shows %j as %s', (value, as, said) => {
    expect(shown(value, as)).toBe(said)
  })
})

describe('evidencePage()', () => {
  it('replaces what stands between the markers of a study, and nothing else', () => {
    const before =
      'a\n<!-- evidence one -->\nold\n<!-- /evidence -->\nb\n<!-- evidence two -->\nkept\n<!-- /evidence -->\n'
    const after = evidencePage(before, [study])
    expect(after).not.toContain('old')
    expect(after).toContain('kept')
    expect(after).toContain('| a\\|b | 1,200 |')
    expect(evidencePage(after, [study])).toBe(after)
  })
})

describe('evidenceText()', () => {
  it('gives JSON with each row of figures on a line', () => {
    expect(JSON.parse(evidenceText([study]))).toEqual([study])
    expect(evidenceText([study])).toContain('          ["a|b",1200,[0.123,0.1,0.15]],\n')
  })
})

describe('Cases', () => {
  const cases = new Cases(['x', 'y', 'nobody'], 2)
  cases.see([])
  for (let i = 0; i < 40; i += 1) {
    cases.see([
      { groups: ['x'], outcomes: [i % 2 === 0, true] },
      { groups: ['y'], outcomes: [i % 4 === 0, false] },
    ])
  }
  const { groups, ratios } = cases.estimate([['x', 'y', 0]])
  const [all, x, y, nobody] = groups

  it('counts cases, shares, rates and lifts of every group', () => {
    expect(groups.map(({ group, cases: n }) => [group, n])).toEqual([
      ['all', 80],
      ['x', 40],
      ['y', 40],
      ['nobody', 0],
    ])
    expect([all, x, y].map((one) => one!.rates.map(({ value }) => value))).toEqual([
      [0.375, 0.5],
      [0.5, 1],
      [0.25, 0],
    ])
    expect(x!.share.value).toBe(0.5)
    expect(x!.lifts.map(({ value }) => value)).toEqual([0.5 / 0.375, 2])
    expect(ratios[0]!.value).toBe(2)
    expect(nobody!.rates[0]!.value).toBeNull()
  })

  it('draws shoppers, with all of their cases, for intervals', () => {
    // By case the share of either group would vary; every shopper has one case in each.
    expect(x!.share.low).toBeNull()
    expect(x!.rates[0]!.low).toBeGreaterThan(0.2)
    expect(x!.rates[0]!.low).toBeLessThan(0.5)
    expect(x!.rates[0]!.high).toBeGreaterThan(0.5)
  })
})

describe('the study of visits', () => {
  const row = (ProductRelated: number, VisitorType: string, Revenue = 'FALSE', Administrative = 0) => ({
    ...{ Administrative: String(Administrative), Informational: '0', ProductRelated: String(ProductRelated) },
    ...{ VisitorType, Revenue },
  })
  const rows = [
    row(1, 'Returning_Visitor', 'TRUE'),
    row(0, 'Returning_Visitor'),
    row(10, 'New_Visitor'),
    row(9, 'New_Visitor'),
    row(1, 'New_Visitor', 'FALSE', 8),
  ]
  const [products, lists, published] = measure(rows).tables
  const counts = (table: typeof products) =>
    Object.fromEntries(table!.rows.map(([group, visits]) => [group as string, visits]))

  it('reads pages about products as product views, and as lists', () => {
    expect(counts(products)).toMatchObject({ all: 5, researcher: 1, browser: 2, undecided: 2 })
    expect(counts(lists)).toMatchObject({ all: 5, browser: 3, undecided: 2, 'new visitors': 3 })
    expect(counts(lists)).not.toHaveProperty('researcher')
  })

  it('stands beside the published rates', () => {
    expect(published!.rows[1]).toEqual([
      ...['1 to 5 pages about products', 0.041, 0.5, 2],
      ...['researcher 50 %, browser 50 %', 'browser 50 %, undecided 50 %'],
    ])
  })
})
