import { describe, expect, it } from 'vitest'
import { builtin } from '../../src/lifecycle/builtin'
import { cli, countingFile } from './support/cli'

describe('aisle check', () => {
  it('says what definitions hold, each in words, and what they cost', async () => {
    const name = countingFile()
    const { code, stdout, stderr } = await cli(['check', name])
    expect(stdout.trim().split('\n')).toEqual([
      `OK ${name}: 1 segment, 0 stage sets, 5 traits`,
      '',
      'A shopper is in buyer when the number of “order completed” events is at least 1.',
      "A shopper's events is the number of events.",
      expect.stringContaining('visits'),
      expect.stringContaining('spent'),
      expect.stringContaining('product lines'),
      expect.stringContaining('last'),
      '',
      expect.stringMatching(/^Cost: \d+ selections are kept for each shopper:$/),
      ...Array.from({ length: stdout.trim().split('\n').length - 10 }, () => expect.stringMatching(/^ +\d+ {2}keep/)),
    ])
    expect([code, stderr]).toEqual([0, ''])
  })

  it('says each stage of a set in a line', async () => {
    const { stdout } = await cli(['check', 'builtin'])
    const lines = stdout.split('\n')
    const { name, stages, otherwise } = builtin.stages[0]!
    const at = lines.indexOf(`A shopper's ${name} is`)
    expect(at).toBeGreaterThan(0)
    expect(lines[at + 1]).toMatch(new RegExp(`^  ${stages[0]!.name} when `))
    expect(lines[at + stages.length]).toMatch(new RegExp(`^  else ${stages.at(-1)!.name} when `))
    expect(lines[at + stages.length + 1]).toBe(`  else ${otherwise}`)
  })

  it('gives the same for programs', async () => {
    const { stdout } = await cli(['check', 'builtin', '--json'])
    const told = JSON.parse(stdout)
    expect(told).toMatchObject({
      ok: true,
      segments: builtin.segments.length,
      stages: builtin.stages.length,
      traits: builtin.traits.length,
      cost: { leaves: expect.any(Number) },
    })
    expect(told.definitions).toHaveLength(builtin.segments.length + builtin.stages.length + builtin.traits.length)
  })
})
