import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import type { AisleDocument } from '../../src/language/ast'
import { builtin } from '../../src/lifecycle/builtin'
import { calibrate } from '../../src/predict/calibrate'
import { SILENCE_THRESHOLDS, silenceTemplate } from '../../src/predict/silence'
import { told } from '../lifecycle/told'
import { DAY, NOW, props } from '../segments/asked'

/** Repeat buyers whose mean gaps are 1, 2, ... days. */
const buyers = (count: number) => Array.from({ length: count }, (_, i) => ({ order_gap: (i + 1) * DAY }))
const options = { now: NOW }
const thresholds = { purchase_journey: SILENCE_THRESHOLDS.purchase_journey! }
const calibrated = (count: number) => calibrate(silenceTemplate(builtin, thresholds), buyers(count), options)

/** Whoever bought once, so many ms ago. */
function stageAfter(document: AisleDocument, ago: number): string {
  const shopper = compile(document).shopper()
  shopper.fold(told(['order_completed', ago, props({ order_id: 'o1' })]), NOW)
  return shopper.at(NOW).stages.purchase_journey!
}

describe('silenceTemplate()', () => {
  it('takes thresholds from gaps of the shop where there are enough, to the millisecond', () => {
    const { document, artefact } = calibrated(100)
    expect(stageAfter(document, 75 * DAY - 1)).toBe('first_purchase')
    expect(stageAfter(document, 75 * DAY)).toBe('paused')
    expect(stageAfter(document, 95 * DAY - 1)).toBe('paused')
    expect(stageAfter(document, 95 * DAY)).toBe('lapsed')
    expect(artefact.quantiles.map(({ q, source, n }) => [q, source, n])).toEqual([
      [0.75, 'population', 100],
      [0.95, 'population', 100],
    ])
    expect(artefact.gaps).toEqual({ n: 100, median: 50 * DAY, q75: 75 * DAY, q90: 90 * DAY })
  })

  it('leaves the stated ones where there are too few', () => {
    const { document, artefact } = calibrated(99)
    expect(stageAfter(document, 30 * DAY - 1)).toBe('first_purchase')
    expect(stageAfter(document, 30 * DAY)).toBe('paused')
    expect(stageAfter(document, 180 * DAY)).toBe('lapsed')
    expect(artefact.quantiles.map(({ source, n }) => [source, n])).toEqual([
      ['default', 99],
      ['default', 99],
    ])
    expect(artefact.gaps).toBeNull()
  })

  it('lets every answer say which it was', () => {
    const sourceOf = (document: AisleDocument) => compile(document).shopper().at(NOW).traits.silence_source
    expect(sourceOf(builtin)).toBe('default')
    expect(sourceOf(calibrated(99).document)).toBe('default')
    expect(sourceOf(calibrated(100).document)).toBe('population')
  })

  it('changes nothing else of the document', () => {
    const { document } = calibrated(10)
    const sort = ({ traits, ...rest }: AisleDocument) => ({
      ...rest,
      traits: [...traits].sort((a, b) => (a.name < b.name ? -1 : 1)),
    })
    expect(
      JSON.stringify(sort(document)).replaceAll(/"(2592000000|15552000000)ms"/g, (_, ms) => `"${ms / DAY}d"`),
    ).toBe(JSON.stringify(sort(builtin)))
  })

  it('knows the built-in rules: each that the catalogue has states the durations of the table', () => {
    const template = silenceTemplate(builtin)
    const has = (name: string) => [...builtin.segments, ...builtin.stages].some((rule) => rule.name === name)
    for (const [name, stated] of Object.entries(SILENCE_THRESHOLDS).filter(([name]) => has(name))) {
      const rule = JSON.stringify([...template.segments, ...template.stages].find((one) => one.name === name))
      for (const duration of Object.keys(stated)) expect(rule).toContain(`"else":"${duration}"`)
    }
    expect(has('purchase_journey')).toBe(true)
  })

  const own = (when: object) => ({ ...builtin, segments: [{ name: 'gone', version: 1, title: 'Gone', when }] })
  const since = { age: 'last', of: { event: 'order_completed', within: '365d', where: { gte: '90d' } } }

  it('takes the rules of a shop, and leaves windows and fields alone', () => {
    const template = silenceTemplate(own({ any: [{ gte: [since, '365d'] }, { lt: ['90d', since] }] }), {
      gone: { '365d': 0.9, '90d': 0.5 },
      nobody: { '1d': 0.5 },
    })
    expect(template.segments[0]!.when).toEqual({
      any: [
        { gte: [since, { quantile: ['order_gap', 0.9], else: '365d' }] },
        { lt: [{ quantile: ['order_gap', 0.5], else: '90d' }, since] },
      ],
    })
  })

  it('refuses a rule without the duration, and leaves a document without the rules as it is', () => {
    expect(() => silenceTemplate(own({ gte: [since, '90d'] }), { gone: { '365d': 0.9 } })).toThrow(
      'Cannot calibrate "gone": "365d" (string), expected a duration that the rule compares with',
    )
    expect(silenceTemplate(builtin, { nobody: { '1d': 0.5 } })).toBe(builtin)
  })
})
