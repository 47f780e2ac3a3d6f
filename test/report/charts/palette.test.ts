import { describe, expect, test } from 'vitest'
import { PALETTE, shade, themed } from '../../../src/report/charts/palette'
import { STYLES } from '../../../src/report/page/styles'

/** The custom properties of the light and the dark theme. */
const [light, dark] = [...STYLES.matchAll(/:root\{([^}]*)\}/g)].map(
  ([, rules]) => new Map([...rules!.matchAll(/--(\w+):(#[0-9a-f]{3,6})/g)].map(([, name, hex]) => [name!, hex!])),
)

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(long.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((one, other) => other - one)
  return (high! + 0.05) / (low! + 0.05)
}

describe.each([
  ['light', light!],
  ['dark', dark!],
])('the colours in %s', (_, colours) => {
  const of = (name: string) => colours.get(name)!

  test.each<readonly [string, string]>([
    ['ink', 'paper'],
    ['soft', 'paper'],
    ['link', 'paper'],
    ['ink', 'raised'],
    ...[0, 1, 2, 3, 4, 5].map((step) => [`on${step}`, `scale${step}`] as const),
  ])('of the text %s on %s have a contrast of 4.5 or more', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['blue', 'orange', 'teal', 'purple'])('of the mark %s have a contrast of 3 or more', (mark) => {
    expect(contrast(of(mark), of('paper'))).toBeGreaterThanOrEqual(3)
  })

  test('are there for all parts of a chart', () => {
    expect(Object.keys(PALETTE).filter((name) => !colours.has(name))).toEqual([])
  })
})

describe('shade()', () => {
  test.each([
    [0, 'scale0'],
    [0.000001, 'scale1'],
    [0.2, 'scale1'],
    [0.2000001, 'scale2'],
    [0.8, 'scale4'],
    [0.81, 'scale5'],
    [1, 'scale5'],
  ] as const)('of %f is %s', (share, name) => {
    expect(shade(share).field).toBe(PALETTE[name])
  })
})

describe('themed()', () => {
  test('puts the properties of the page in the place of stand-ins', () => {
    expect(themed(`<path fill="${PALETTE.ink}" stroke="#123456"/>`)).toBe('<path fill="var(--ink)" stroke="#123456"/>')
  })
})
