import type { Colour } from './product'

/** Every colour of the shop: its name, and its hue on pictures and swatches. */
export const COLOURS = {
  moss: { name: 'Moss', hex: '#6f7f56' },
  clay: { name: 'Clay', hex: '#b8694a' },
  chalk: { name: 'Chalk', hex: '#d9d0c1' },
  ink: { name: 'Ink', hex: '#3f4a5a' },
  ochre: { name: 'Ochre', hex: '#c9973f' },
  rose: { name: 'Rose', hex: '#c98a80' },
  sea: { name: 'Sea', hex: '#5d8a8c' },
  oak: { name: 'Oak', hex: '#b98a58' },
  brass: { name: 'Brass', hex: '#b8953f' },
} as const

export type ColourId = keyof typeof COLOURS

/** Colours by their ids, for a product. */
export function colours(...ids: ColourId[]): Colour[] {
  return ids.map((id) => ({ id, name: COLOURS[id].name }))
}
