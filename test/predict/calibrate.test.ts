import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engine/compile'
import { defineDocument } from '../../src/language/define'
import { applyCalibration, calibrate } from '../../src/predict/calibrate'
import { populationDocument } from '../../src/predict/population'
import { rfmTemplate } from '../../src/predict/rfm'
import { quantile, type Template } from '../../src/predict/template'
import { told } from '../lifecycle/told'
import { DAY, NOW, props } from '../segments/asked'

const spend = { sum: 'total', of: { event: 'order_completed' } } as const
const quiet = { age: 'last', of: { event: '*' } } as const
const base = defineDocument({
  traits: [
    { name: 'spend', version: 1, title: 'Spend', value: spend },
    { name: 'quiet', version: 1, title: 'Quiet', value: quiet },
  ],
})

/** A template with one segment, over some cut of spend. */
const over = (cut: object | number): Template => ({
  ...base,
  segments: [{ name: 'top', version: 1, title: 'Top', when: { gt: [spend, cut] } }],
})

/** Rows as `aisle decide` writes them: a spend each, and how long they have been quiet. */
const rows = (...spends: (number | null)[]) => spends.map((value, i) => ({ spend: value, quiet: (i + 1) * DAY }))
const options = { now: NOW, minimum: 3 }
const when = (template: Template, population = rows(1, 2, 3, 4)) =>
  calibrate(template, population, options).document.segments[0]!.when

describe('calibrate()', () => {
  it('fills in a value that some shopper has', () => {
    expect(when(over(quantile('spend', 0.75)))).toEqual({ gt: [spend, 3] })
    expect(when(over(quantile('spend', 0.751)))).toEqual({ gt: [spend, 4] })
  })

  it('fills in durations where the trait is one', () => {
    const when = { gte: [quiet, quantile('quiet', 0.5)] }
    const template = { ...base, segments: [{ name: 'late', version: 1, title: 'Late', when }] }
    const { document, artefact } = calibrate(template, rows(1, 2, 3, 4), options)
    expect(document.segments[0]!.when).toEqual({ gte: [quiet, `${2 * DAY}ms`] })
    expect(artefact.quantiles[0]).toMatchObject({ value: 2 * DAY, unit: 'ms' })
    expect(() => compile(document)).not.toThrow()
  })

  it('leaves out whoever lacks the trait, or the one that they must have too', () => {
    expect(when(over(quantile('spend', 0.5)), rows(null, 5, null, 6, 7))).toEqual({ gt: [spend, 6] })
    const lately = { lt: [quiet, quantile('quiet', 0.5, { among: 'spend', else: '9d' })] }
    const among = { ...base, segments: [{ name: 'here', version: 1, title: 'Here', when: lately }] }
    expect(calibrate(among, rows(null, 5, null, 6, 7), options).artefact.quantiles).toEqual([
      {
        trait: 'quiet',
        q: 0.5,
        among: 'spend',
        else: '9d',
        value: 4 * DAY,
        unit: 'ms',
        source: 'population',
        n: 3,
        ties: 1,
        share: 2 / 3,
      },
    ])
  })

  it('says what the numbers rest on', () => {
    const { artefact } = calibrate(over(quantile('spend', 0.5)), rows(1, 2, 2, 2, null), {
      ...options,
      made_at: NOW + 5,
    })
    expect(artefact).toEqual({
      aisle_calibration: 1,
      made_at: NOW + 5,
      now: NOW,
      n: 5,
      minimum: 3,
      definition: 'inverse_ecdf',
      span: null,
      quantiles: [{ trait: 'spend', q: 0.5, value: 2, unit: null, source: 'population', n: 4, ties: 3, share: 1 }],
      gaps: null,
    })
    expect(JSON.parse(JSON.stringify(artefact))).toStrictEqual(artefact)
  })

  it('takes the default under the minimum, and says so', () => {
    const template = over(quantile('spend', 0.5, { else: 100 }))
    expect(when(template, rows(1, 2, 3))).toEqual({ gt: [spend, 2] })
    const { document, artefact } = calibrate(template, rows(1, 2, null), options)
    expect(document.segments[0]!.when).toEqual({ gt: [spend, 100] })
    expect(artefact.quantiles[0]).toMatchObject({
      value: 100,
      source: 'default',
      n: 2,
      ties: 0,
      share: null,
      else: 100,
    })
  })

  it('keeps two defaults of one quantile apart', () => {
    const template: Template = {
      ...base,
      segments: [1, 2].map((i) => ({
        name: `top_${i}`,
        version: 1,
        title: 'Top',
        when: { gt: [spend, quantile('spend', 0.5, { else: i * 100 })] },
      })),
    }
    const { document, artefact } = calibrate(template, [], options)
    expect(document.segments.map(({ when }) => when)).toEqual([{ gt: [spend, 100] }, { gt: [spend, 200] }])
    expect(artefact.quantiles).toHaveLength(2)
  })

  it('can say in the document where a number comes from', () => {
    const source = quantile('spend', 0.5, { else: 100, give: 'source' })
    const template = {
      ...base,
      traits: [...base.traits, { name: 'source', version: 1, title: 'Source', value: source }],
    }
    const sourceOf = (population: ReturnType<typeof rows>) =>
      calibrate(template, population, options).document.traits.at(-1)!.value
    expect(sourceOf(rows(1, 2, 3))).toBe('population')
    expect(sourceOf(rows(1, 2))).toBe('default')
  })

  it('refuses too few shoppers where there is no default', () => {
    expect(() => when(over(quantile('spend', 0.5)), rows(1, 2))).toThrow(
      'Cannot calibrate "spend": 2 shoppers that have it, expected at least 3, or an "else" in the template',
    )
    expect.assertions(2)
    try {
      when(over(quantile('spend', 0.5)), rows(1, 2))
    } catch (error) {
      expect(error).toMatchObject({ code: 'small_population' })
    }
  })

  it('gives the same for the same shoppers in any order', () => {
    const template = over(quantile('spend', 0.3))
    const population = rows(5, 3, 9, 1, 1, 7)
    expect(calibrate(template, [...population].reverse(), options)).toEqual(calibrate(template, population, options))
  })

  it('knows the span and the gaps of the population', () => {
    const population = [1, 2, 3, 4].map((i) => ({
      spend: i,
      order_gap: i === 4 ? null : i * DAY,
      first_event_age: i * 10 * DAY,
      last_event_age: i * DAY,
    }))
    const { artefact } = calibrate(over(quantile('spend', 0.5)), population, options)
    expect(artefact.span).toEqual({ from: NOW - 40 * DAY, to: NOW - DAY })
    expect(artefact.gaps).toEqual({ n: 3, median: 2 * DAY, q75: 3 * DAY, q90: 3 * DAY })
    const span = { from: 1, to: 2 }
    const other = calibrate(over(quantile('spend', 0.5)), population.slice(1), { ...options, span }).artefact
    expect(other).toMatchObject({ span, gaps: null })
    const instant = { from: 5, to: 5 }
    expect(calibrate(over(5), [], { ...options, span: instant }).artefact.span).toEqual(instant)
    expect(calibrate(over(5), [{ first_event_age: DAY }], options).artefact.span).toBeNull()
    expect(calibrate(over(5), [{ last_event_age: DAY }], options).artefact.span).toBeNull()
  })

  it('reads span and gaps from shoppers by traits of its own', () => {
    const shopper = compile(populationDocument(over(5))).shopper()
    for (const [i, [ago, order_id]] of (
      [
        [9, 'a'],
        [7, 'b'],
        [6, 'b'],
        [3, 'c'],
      ] as const
    ).entries())
      shopper.fold(told(['order_completed', ago * DAY, props({ order_id })], i), NOW)
    const { artefact } = calibrate(over(5), [shopper], { now: NOW, minimum: 1 })
    expect(artefact.span).toEqual({ from: NOW - 9 * DAY, to: NOW - 3 * DAY })
    expect(artefact.gaps).toEqual({ n: 1, median: 3 * DAY, q75: 3 * DAY, q90: 3 * DAY })
  })

  it('asks shoppers of an engine at the instant given', () => {
    const template = rfmTemplate()
    const engine = compile(populationDocument(template))
    const shoppers = Array.from({ length: 120 }, (_, i) => {
      const shopper = engine.shopper()
      const more = props({ order_id: `o${i}`, total: i })
      shopper.fold({ ...told(['order_completed', (i + 1) * DAY, more]), id: `e${i}` }, NOW)
      return shopper
    })
    const { document, artefact } = calibrate(template, shoppers, { now: NOW })
    expect(artefact.n).toBe(120)
    expect(artefact.span).toEqual({ from: NOW - 120 * DAY, to: NOW - DAY })
    const valuesOf = (name: string) =>
      artefact.quantiles
        .filter(({ trait }) => trait === name)
        .map(({ value }) => value)
        .sort((a, b) => a - b)
    expect(valuesOf('recency')).toEqual([24, 48, 72, 96].map((days) => days * DAY))
    expect(valuesOf('revenue')).toEqual([23, 47, 71, 95])
    expect(valuesOf('orders')).toEqual([1, 1, 1, 1])
    expect(artefact.quantiles.find(({ trait }) => trait === 'orders')).toMatchObject({ ties: 120, share: 1 })
    expect(compile(document).shopper().at(NOW).stages.rfm_group).toBe('none')
    expect(() => calibrate(template, shoppers, { now: NOW - 1 })).toThrow('none past')
  })

  it('takes 0 and -0 for one value', () => {
    const { artefact } = calibrate(over(quantile('spend', 0.5)), rows(-0, -0, -0), options)
    expect(artefact.quantiles[0]).toMatchObject({ ties: 3 })
    expect(Object.is(artefact.quantiles[0]!.value, 0)).toBe(true)
  })

  it('leaves a document without placeholders as it is', () => {
    expect(calibrate(over(5), [], options).document).toEqual(over(5))
  })

  it('leaves alone a field that is called quantile', () => {
    const where = { quantile: { gt: 5 } }
    const template = over(5)
    const segment = { ...template.segments[0]!, when: { gt: [{ count: { event: 'a', where } }, 1] } }
    expect(calibrate({ ...template, segments: [segment] }, [], options).document.segments[0]).toEqual(segment)
  })
})

describe('refusals of calibrate()', () => {
  it.each<[what: string, cut: object, message: string]>([
    ['an unknown trait', { quantile: ['speed', 0.5] }, '"segments[0].when.gt[1].quantile[0]": "speed" (string)'],
    ['no trait', { quantile: [0.5] }, '"segments[0].when.gt[1].quantile": a list of 1'],
    ['a share of 0', { quantile: ['spend', 0] }, '"segments[0].when.gt[1].quantile[1]": 0 (number)'],
    ['a share of 1', { quantile: ['spend', 1] }, '"segments[0].when.gt[1].quantile[1]": 1 (number)'],
    ['an unknown among', { quantile: ['spend', 0.5], among: 'x' }, '"segments[0].when.gt[1].among": "x" (string)'],
    [
      'a default of another kind',
      { quantile: ['spend', 0.5], else: '9d' },
      '"segments[0].when.gt[1].else": "9d" (string)',
    ],
    [
      'a default that is no duration',
      { quantile: ['quiet', 0.5], else: 9 },
      '"segments[0].when.gt[1].else": 9 (number)',
    ],
    ['another key', { quantile: ['spend', 0.5], or: 1 }, '"segments[0].when.gt[1].or": "or"'],
    ['another gift', { quantile: ['spend', 0.5], give: 'n' }, '"segments[0].when.gt[1].give": "n" (string)'],
  ])('name %s', (_what, cut, message) => {
    expect(() => calibrate(over(cut), rows(1, 2, 3), options)).toThrow(`Cannot calibrate ${message}`)
  })

  it('name a trait that holds a placeholder itself', () => {
    const traits = [
      ...base.traits,
      { name: 'own', version: 1, title: 'Own', value: { mul: [spend, quantile('spend', 0.5)] } },
    ]
    expect(() => calibrate({ ...over(quantile('own', 0.5)), traits }, rows(1, 2, 3), options)).toThrow(
      'expected a trait without placeholders',
    )
  })

  it.each<[what: string, given: object, path: string]>([
    ['now', { now: 1.5 }, 'now'],
    ['made_at', { made_at: Number.NaN }, 'made_at'],
    ['minimum', { minimum: 0 }, 'minimum'],
    ['minimum that is no number', { minimum: '3' }, 'minimum'],
    ['span', { span: { from: 2, to: 1 } }, 'span'],
    ['span that has no end', { span: { from: 2, to: Number.POSITIVE_INFINITY } }, 'span.to'],
  ])('name a wrong %s', (_what, given, path) => {
    expect(() => calibrate(over(5), [], { ...options, ...given })).toThrow(`Cannot calibrate "${path}"`)
  })

  it('name a value that is no number', () => {
    const population = [{ spend: 'much' }, { spend: 1 }]
    expect(() => calibrate(over(quantile('spend', 0.5)), population, options)).toThrow(
      'Cannot calibrate "spend": "much" (string), expected a finite number',
    )
  })

  it('name a value that is not finite', () => {
    expect(() => calibrate(over(quantile('spend', 0.5)), rows(1, Number.POSITIVE_INFINITY), options)).toThrow(
      'Cannot calibrate "spend": Infinity (number), expected a finite number',
    )
  })

  it('list what makes the filled document wrong', () => {
    const template = over(quantile('quiet', 0.5))
    expect(() => calibrate(template, rows(1, 2, 3), options)).toThrow('Cannot compile "document"')
  })
})

describe('applyCalibration()', () => {
  it('gives the same document again, from JSON', () => {
    const template = rfmTemplate(over(quantile('spend', 0.5, { else: 4 })) as never)
    const population = [1, 2, 3].map((i) => ({ spend: i, recency: i * DAY, orders: i, revenue: i }))
    const { document, artefact } = calibrate(template, population, options)
    expect(applyCalibration(template, JSON.parse(JSON.stringify(artefact)))).toEqual(document)
  })

  it('refuses an artefact of another template', () => {
    const { artefact } = calibrate(over(quantile('spend', 0.5)), rows(1, 2, 3), options)
    expect(() => applyCalibration(over(quantile('spend', 0.6)), artefact)).toThrow(
      'Cannot calibrate "segments[0].when.gt[1]": the quantile ["spend",0.6,null,null], expected one that the artefact holds',
    )
  })
})
