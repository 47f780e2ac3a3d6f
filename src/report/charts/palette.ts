/**
 * The colours of a chart by their part in it. The library draws with a stand-in of each, which is then replaced by a custom
 * property of the page, so that one drawing serves light, dark and print.
 */
export const PALETTE = {
  ink: '#a10001',
  soft: '#a10002',
  line: '#a10003',
  paper: '#a10004',
  blue: '#a10011',
  orange: '#a10012',
  teal: '#a10013',
  purple: '#a10014',
  unknown: '#a10015',
  scale0: '#a10020',
  scale1: '#a10021',
  scale2: '#a10022',
  scale3: '#a10023',
  scale4: '#a10024',
  scale5: '#a10025',
  on0: '#a10030',
  on1: '#a10031',
  on2: '#a10032',
  on3: '#a10033',
  on4: '#a10034',
  on5: '#a10035',
} as const

/** One of {@link PALETTE}. */
export type Colour = keyof typeof PALETTE

/** The steps of the scale, from none to most, each with the colour of a text on it. */
const STEPS = [0, 1, 2, 3, 4, 5] as const

/**
 * The colours of a share on the scale: of a field and of a text on it. A share of exactly 0 has a step of its own.
 *
 * @param share 0 to 1, of the greatest share that is shown.
 * @example
 * shade(1) // { field: PALETTE.scale5, text: PALETTE.on5 }
 */
export function shade(share: number): { readonly field: string; readonly text: string } {
  const step = share > 0 ? STEPS[Math.min(5, Math.max(1, Math.ceil(share * 5)))]! : 0
  return { field: PALETTE[`scale${step}`], text: PALETTE[`on${step}`] }
}

/**
 * Replaces the stand-ins of colours in a drawing.
 *
 * @example
 * themed('<path fill="#a10001"/>') // '<path fill="var(--ink)"/>'
 */
export function themed(svg: string): string {
  const names = new Map<string, string>(Object.entries(PALETTE).map(([name, colour]) => [colour, name]))
  return svg.replace(/#a100[0-9a-f]{2}/g, (colour) => `var(--${names.get(colour)})`)
}
