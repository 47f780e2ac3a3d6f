/** Shades of one colour, from which a product is drawn. */
export interface Shades {
  readonly pale: string
  readonly light: string
  readonly main: string
  readonly dark: string
  readonly deep: string
}

/** Draws a product on a field of 400 by 400, standing on the line 318 from the top; gives SVG. */
export type Drawing = (shades: Shades) => string

type Numbers = readonly number[]

/** Mixes a colour with another, such as white, by a part from 0 to 1. */
export function mix(hex: string, other: string, part: number): string {
  const channels = (of: string) => [1, 3, 5].map((at) => Number.parseInt(of.slice(at, at + 2), 16))
  const [from, to] = [channels(hex), channels(other)]
  const mixed = from.map((value, i) => Math.round(value + (to[i]! - value) * part))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** The shades of a colour. */
export function shadesOf(hex: string): Shades {
  return {
    pale: mix(hex, '#ffffff', 0.62),
    light: mix(hex, '#ffffff', 0.26),
    main: hex,
    dark: mix(hex, '#1d1a24', 0.24),
    deep: mix(hex, '#1d1a24', 0.5),
  }
}

export const path = (d: string, fill: string, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`

/** A line without a filling. */
export const line = (d: string, stroke: string, width: number, more = '') =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`

export const ellipse = ([cx, cy, rx, ry = rx]: Numbers, fill: string, more = '') =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`

export const box = ([x, y, width, height, radius = 0]: Numbers, fill: string, more = '') =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" ${more}/>`

/** What lies under a thing. */
export const shadow = (cx: number, rx: number, ry = 10) => ellipse([cx, 320, rx, ry], '#2a2018', 'opacity=".16"')

/** Fillings that make things round: of the product's own colour, and of what they are made of. */
export const BODY = 'url(#body)'
export const WOOD = 'url(#wood)'
export const STEEL = 'url(#steel)'
export const CLOTH = 'url(#cloth)'
