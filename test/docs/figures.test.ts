import { describe, expect, test } from 'vitest'
import {
  allFigures,
  figureProblems,
  heldFigures,
  logSizes,
  type Results,
  trackerSizes,
  withTable,
} from '../../bench/support/figures'

const results: Results = {
  rules: {
    title: 'Rules',
    machine: { cores: 2, node: 'v20.0.0' },
    figures: [
      { id: 'aisle', what: 'Aisle', value: 3.456, unit: 'x', range: [3.1, 4.02], target: 'at most 5' },
      { id: 'folded', what: 'Folding', value: 412_345.6, unit: 'events/s', target: 'at least 300,000' },
      { id: 'cold', what: 'Cold', value: 12.34, unit: 'ms' },
    ],
  },
}

/** A page with the table of the results, and some prose on its third line. */
const pageOf = (prose: string, table = heldFigures(results)) => ({
  path: 'README.md',
  text: withTable(`# Aisle\n\n${prose}\n<!-- measured -->\nold\n<!-- /measured -->\n`, table),
})

const problemsOf = (prose: string, table?: string) => figureProblems(pageOf(prose, table), results, heldFigures)

describe('heldFigures()', () => {
  test('shows what has a target, and nothing where nothing was measured', () => {
    expect(heldFigures(results).split('\n')).toEqual([
      '',
      '| what | measured | target |',
      '|---|---:|---|',
      '| Aisle | 3.46 x | at most 5 |',
      '| Folding | 412,346 events/s | at least 300,000 |',
      '',
      '',
    ])
    expect(heldFigures({})).toBe('')
  })
})

describe('allFigures()', () => {
  test('shows every figure with its rounds and the machine', () => {
    expect(allFigures(results)).toContain('**Rules** (Node v20.0.0, 2 cores)')
    expect(allFigures(results)).toContain('| Aisle | 3.46 x | 3.1 to 4.02 | at most 5 |')
    expect(allFigures(results)).toContain('| Cold | 12.3 ms |  |  |')
  })
})

describe('trackerSizes()', () => {
  test('shows what trackers cost a page, and nothing else', () => {
    const size = (id: string, unit: string) => ({ id, what: id, value: 16_630, unit })
    const figures = [size('aisle_bytes', 'bytes'), size('hand_bytes', 'bytes'), size('aisle_call', 'ms')]
    const track = { title: 'Track', machine: { cores: 2, node: 'v20.0.0' }, figures }
    expect(trackerSizes({ ...results, track }).split('\n')).toEqual([
      '',
      '| what | measured |',
      '|---|---:|',
      '| aisle_bytes | 16,630 bytes |',
      '',
      '',
    ])
    expect(trackerSizes(results)).toBe('')
  })
})

describe('logSizes()', () => {
  test('shows what was measured of logs of several lengths', () => {
    const figures = [{ id: '2: time', what: '2 million events: time', value: 5.61, unit: 's' }]
    const scale = { title: 'Scale', machine: { cores: 2, node: 'v20.0.0' }, figures }
    expect(logSizes({ ...results, scale })).toContain('\n| 2 million events: time | 5.61 s |\n')
    expect(logSizes(results)).toBe('')
  })
})

describe('figureProblems()', () => {
  test.each([
    ['no number', 'Quick.'],
    ['figures, ends of ranges and targets', '3.46x, 3.1 to 4.02 times, at most 5x, 412,346 events/s, 12.3 ms'],
    ['numbers without a unit', 'Node 20, version 1, 61,698 shoppers, GA4'],
    ['a time of a definition', '30 minutes, 24 h, `30s`'],
    ['what stands in code', '`7 ms`\n```sh\nsleep 7 s\n```'],
  ])('finds nothing against %s', (_, prose) => {
    expect(problemsOf(prose)).toEqual([])
  })

  test.each([
    ['a number that was not measured', '7 ms', '"7 ms"'],
    ['a number that is measured a little otherwise', '12.4 ms', '"12.4 ms"'],
    ['a number in another unit', '12.3 s', '"12.3 s"'],
    ['a number in another place of its digits', '4,123,456 events/s', '"4,123,456 events/s"'],
    ['a percentage', '12.3 %', '"12.3 %"'],
    ['a size', '5.1 KB', '"5.1 KB"'],
  ])('tells %s', (_, prose, claim) => {
    expect(problemsOf(`It takes ${prose}.`)).toEqual([`README.md:3: ${claim} was not measured`])
  })

  test('tells a table that is not the one of the results', () => {
    expect(problemsOf('', heldFigures(results).replace('3.46', '2.46'))).toEqual([
      'README.md: the table is not that of bench/results.json',
    ])
    expect(problemsOf('', '')).toHaveLength(1)
  })

  test('tells a page without a table', () => {
    expect(figureProblems({ path: 'a.md', text: 'none' }, results, heldFigures)).toHaveLength(1)
  })
})
