import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { copyLines } from '../../../src/warehouse/duckdb/copy-lines'
import { eventLine } from '../../../src/warehouse/duckdb/event-line'
import { hasLongLine } from '../../../src/warehouse/duckdb/long-lines'
import { type FoundLine, walkLines } from '../../../src/warehouse/duckdb/walk-lines'
import { Report } from '../../../src/warehouse/input/report'
import { event, file, temporaryFolder } from '../../cli/support/cli'

async function* pieces(text: string, size: number) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('copyLines()', () => {
  it.each([1, 3, 1000])(
    'leaves lines that are too long blank, and tells of them, in pieces of %d bytes',
    async (size) => {
      const to = path.join(temporaryFolder(), 'copy')
      const report = new Report()
      const rows = await copyLines(pieces('abcd\n\nabcde\r\n  \nabcdefg', size), to, {
        name: 'log',
        max_line_bytes: 5,
        report,
      })
      expect(readFileSync(to, 'utf8')).toBe('abcd\n\n\n  \n\n')
      expect(report.told.map(({ line, found }) => [line, found])).toEqual([
        [3, 'a line of 6 bytes'],
        [5, 'a line of 7 bytes'],
      ])
      expect([rows, report.counts.rows, report.counts.rejected]).toEqual([3, 2, 2])
    },
  )
})

describe('hasLongLine()', () => {
  const lines = (...lengths: number[]) => lengths.map((length) => 'x'.repeat(length)).join('\n')

  it.each([
    ['no line', '', false],
    ['lines at the limit', lines(100_000, 100_000, 3), false],
    ['a first line over it', lines(100_001, 3), true],
    ['a line over it that the first place is not on', lines(50_000, 100_001, 3), true],
    ['a line over it at the end', lines(3, 3, 100_001), true],
    ['line ends at each place', `${lines(99_999, 99_999, 99_999)}\n`, false],
  ])('says whether there is a longer line: %s', async (_, text, expected) => {
    expect(await hasLongLine(file('log', text), 100_000)).toBe(expected)
  })

  it('says the same as looking at each line', async () => {
    for (let i = 0; i < 30; i++) {
      const text = lines(...Array.from({ length: 8 }, (_, k) => ((i * 7919 + k * 104_729) % 140) * 1000))
      const expected = text.split('\n').some((line) => line.length > 130_000)
      expect(await hasLongLine(file('log', text), 130_000)).toBe(expected)
    }
  })
})

describe('walkLines()', () => {
  const walk = async (texts: readonly string[], wanted?: number[]) => {
    const files = texts.map((text, i) => ({ path: file('log', text), name: `f${i}`, size: 0 }))
    const found: FoundLine[] = []
    const total = await walkLines(files, { wanted, onLine: (line) => found.push(line) })
    return { total, found: found.map(({ row, file: name, line, text }) => [row, name, line, text]) }
  }

  it('counts lines that are not blank, over all files', async () => {
    expect(await walk(['a\n\n \t\r\nb\r\n', '\nc'])).toEqual({
      total: 3,
      found: [
        [0, 'f0', 1, 'a'],
        [1, 'f0', 4, 'b'],
        [2, 'f1', 2, 'c'],
      ],
    })
  })

  it('counts a file without its byte order mark', async () => {
    const { total, found } = await walk(['\ufeff\n\ufeff\nb', '\ufeffc'])
    expect([total, found.map(([, , line]) => line)]).toEqual([3, [2, 3, 1]])
  })

  it('gives those that are wanted, over the pieces of a file', async () => {
    const long = 'ä'.repeat(600_000)
    const { total, found } = await walk([`a\n${long}\nb\n`, 'c\nd'], [1, 4])
    expect(total).toBe(5)
    expect(found).toEqual([
      [1, 'f0', 2, long],
      [4, 'f1', 2, 'd'],
    ])
  })
})

describe('eventLine()', () => {
  const read = (fields: object, is_open = false) => JSON.parse(eventLine(event(fields) as never, is_open))

  it('leaves out a shopper that was made up', () => {
    expect(read({ shopper_id: 'u', user_id: 'u', visitor_id: 'v' }, true)).not.toHaveProperty('shopper_id')
    expect(read({ shopper_id: 'v', visitor_id: 'v' }, true)).toHaveProperty('shopper_id', 'v')
    expect(read({ shopper_id: 's', visitor_id: 'v' })).toHaveProperty('shopper_id', 's')
  })

  it('puts U+FFFD for halves of surrogate pairs, and for nothing else', () => {
    const text = 'a\ud800b \u{1f600} \\ud800 \\\ud800'
    expect(read({ props: { text } }).props.text).toBe('a\ufffdb \u{1f600} \\ud800 \\\ufffd')
  })
})
