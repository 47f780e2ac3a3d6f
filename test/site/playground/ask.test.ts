import { describe, expect, it } from 'vitest'
import { type Asked, ask, showInstant } from '../../../site/playground/ask'
import { EXAMPLES } from '../../../site/playground/examples'
import { readRule } from '../../../site/playground/read-rule'
import { FROM, SHOPPERS, UNTIL } from '../../../site/playground/shoppers'

function asked(text: string): Asked {
  const reading = readRule(text)
  if ('problems' in reading) throw new Error(reading.problems[0]!.path)
  return ask(reading.rule)
}

const [cart] = EXAMPLES
const ann = SHOPPERS[0]!
const at = (time: string) => Date.parse(`2026-03-02T${time}Z`)

describe('ask()', () => {
  it('answers with evidence, and until when it holds', () => {
    const { outcome, evidence, explanation, sentences } = asked(cart.text).at(ann, at('09:20:00'))
    expect(outcome).toBe('out')
    expect([...evidence]).toEqual(['ann-4'])
    expect(explanation.changes_at).toEqual({ at: at('09:38:00'), to: 'in' })
    expect(sentences.join('\n')).toContain('until 2026-03-02 09:38:00; from then on the shopper is in')
  })

  it('does not foresee events of the log that are to come', () => {
    const { outcome, explanation } = asked(cart.text).at(ann, at('09:07:59'))
    expect([outcome, explanation.changes_at]).toEqual(['out', null])
  })

  it('tells the whole course', () => {
    expect(asked(cart.text).course(ann)).toEqual([
      { from: FROM, until: at('09:38:00'), outcome: 'out' },
      { from: at('09:38:00'), until: Date.UTC(2026, 3, 1, 9, 8), outcome: 'in' },
      { from: Date.UTC(2026, 3, 1, 9, 8), until: UNTIL, outcome: 'out' },
    ])
  })

  it.each(EXAMPLES.map(({ title, text }) => [title, text]))(
    'has for "%s" something to tell, and a course that agrees with its answers',
    (_, text) => {
      const one = asked(text)
      const courses = SHOPPERS.map((shopper) => one.course(shopper))
      expect(new Set(courses.flat().map(({ outcome }) => outcome)).size).toBeGreaterThan(1)
      SHOPPERS.forEach((shopper, i) => {
        for (const { from, until, outcome } of courses[i]!) {
          expect(until).toBeGreaterThan(from)
          expect([one.at(shopper, from).outcome, one.at(shopper, until - 1).outcome]).toEqual([outcome, outcome])
        }
      })
    },
  )
})

describe('showInstant()', () => {
  it('shows seconds, in UTC', () => {
    expect(showInstant(at('09:38:07'))).toBe('2026-03-02 09:38:07')
  })
})
