import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('examples/node/know-your-customers.ts', () => {
  let lines: string[]
  beforeAll(() => {
    const command = ['scripts/run.mjs', 'examples/node/know-your-customers.ts']
    lines = execFileSync(process.execPath, command, { cwd: root, encoding: 'utf8' }).split('\n')
  })
  const line = (begin: string) => lines.find((one) => one.startsWith(begin))
  const counts = (begin: string) => [...line(begin)!.matchAll(/ (\d+)(?=,|$)/g)].map(([, n]) => Number(n))
  const total = (begin: string) => counts(begin).reduce((sum, n) => sum + n, 0)

  // Counted from the file by other means: 129 customers until then, 64 with two orders or more.
  it('calibrates silence on the gaps of the shop', () => {
    expect(lines[0]).toBe('Calibrated on 129 customers, 64 of whom ordered twice or more.')
    expect(lines).toContain('  silence: 68 days in place of 30d (population, quantile 0.75)')
    expect(lines).toContain('  silence: 132 days in place of 180d (population, quantile 0.95)')
  })

  it('puts everybody into one group, one tier and one stage', () => {
    for (const begin of ['RFM groups: ', 'Tiers: ', 'Journey: ']) expect(total(begin)).toBe(129)
    expect(counts('RFM groups: ')).toHaveLength(12)
    expect(line('Tiers: ')).toBe('Tiers: friend 103, partner 21, ambassador 4, none 1')
    expect(line('Journey: ')).toContain('repeat_purchase 64')
  })

  it('says where a customer stands and what to do', () => {
    expect(line('Customer 13520')).toBe(
      'Customer 13520, of cannot_lose: partner with 1479.3 points until 2011-12-03; 3520.7 points to ambassador.',
    )
    expect(line('  Call and ask')).toBe(
      '  Call and ask how trade is. By phone, since rfm_group: cannot_lose, until further notice.',
    )
    expect(line('  Tell each step')).toMatch(/By email, since customer_lifecycle: fulfilment, until 2011-06-22\.$/)
  })
})
