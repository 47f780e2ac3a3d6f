import { describe, expect, test } from 'vitest'
import { createReporter } from '../../src/tracker/reporter'

function setUp() {
  const told: (Error & { code?: string })[] = []
  return { told, report: createReporter((error) => told.push(error)) }
}

const problem = { path: 'props.total', found: 'x', wanted: 'a number' }

describe('createReporter()', () => {
  test('tells each kind once, whatever was found', () => {
    const { told, report } = setUp()
    report.problems('order_completed', [problem, { ...problem, found: 'y' }])
    report.problems('order_refunded', [problem])
    report.error('store events', new Error('full'))
    report.error('store events', new Error('full'))
    expect(told.map(({ code, message }) => [code, message])).toEqual([
      ['invalid_event', 'Cannot track "order_completed" as it is: props.total is x, expected a number'],
      ['invalid_event', 'Cannot track "order_refunded" as it is: props.total is x, expected a number'],
      ['tracker_failed', 'Cannot store events: Error: full'],
    ])
    expect((told[2]!.cause as Error).message).toBe('full')
  })

  test('tells each kind once, and forgets a thousand', () => {
    const { told, report } = setUp()
    const tell = (at: number) => report.problems('x'.repeat(100), [{ ...problem, path: `props.p${at}` }])
    for (const at of [0, 1, 0, 1]) tell(at)
    expect(told).toHaveLength(2)
    expect(told[0]!.message).toBe(`Cannot track "${'x'.repeat(64)}" as it is: props.p0 is x, expected a number`)
    for (let at = 0; at <= 1_000; at++) tell(at)
    expect(told).toHaveLength(1_001)
    tell(0)
    expect(told).toHaveLength(1_002)
  })

  test.each([
    [Symbol('s'), 'Symbol(s)'],
    [Object.create(null), 'object'],
    [10n, '10'],
    [undefined, 'undefined'],
  ])('tells of %o though it may have no text', (value, text) => {
    const { told, report } = setUp()
    report.error('tell a subscriber', value)
    report.problems(value, [problem])
    expect(told.map(({ message }) => message)).toEqual([
      `Cannot tell a subscriber: ${text}`,
      `Cannot track "${text}" as it is: props.total is x, expected a number`,
    ])
  })

  test('lets go of what on_error throws', () => {
    const report = createReporter(() => {
      throw new Error('mine')
    })
    expect(() => report.error('store events', 1)).not.toThrow()
  })
})
