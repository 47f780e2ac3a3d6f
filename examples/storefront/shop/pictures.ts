import { findProduct } from './catalogue'
import { COLOURS, type ColourId } from './colours'
import { box, type Drawing, ellipse, mix, path, type Shades, shadesOf } from './pictures/drawing'
import { garden } from './pictures/garden'
import { kitchen } from './pictures/kitchen'
import { lighting } from './pictures/lighting'
import { seating } from './pictures/seating'
import { textiles } from './pictures/textiles'
import type { CategoryId } from './product'

/** How a product is shown: by itself, in a room, or from near. */
export type View = 'plain' | 'room' | 'near'

const DRAWINGS: Readonly<Record<string, Drawing>> = { ...kitchen, ...lighting, ...seating, ...textiles, ...garden }

/** The wall behind the things of a category. */
const WALLS: Readonly<Record<CategoryId, string>> = {
  kitchen: '#ece2d2',
  lighting: '#e3dcd6',
  seating: '#e6e0d1',
  textiles: '#ebdfd8',
  garden: '#dfe5d8',
}

const VIEW_BOXES: Readonly<Record<View, string>> = {
  plain: '0 0 400 400',
  room: '-70 -110 540 540',
  near: '104 96 200 200',
}

/** The picture of a product as SVG, drawn from its id; undefined where there is no such product. */
export function pictureOf(id: string, colour?: string, view: View = 'plain'): string | undefined {
  const product = findProduct(id)
  const drawing = DRAWINGS[id]
  if (!product || !drawing) return undefined
  const known = product.colours.find((each) => each.id === colour) ?? product.colours[0]!
  const shades = shadesOf(COLOURS[known.id as ColourId].hex)
  const wall = WALLS[product.category]
  const scene = view === 'room' ? room(wall, shades) : plain(wall)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${VIEW_BOXES[view]}" width="400" height="400">${fillings(shades)}${scene}${drawing(shades)}</svg>`
}

function plain(wall: string): string {
  return [
    box([0, 0, 400, 400], wall),
    ellipse([200, 190, 230, 210], 'url(#spot)'),
    path('M0 318h400v82H0z', mix(wall, '#5b4630', 0.09)),
  ].join('')
}

/** A wall with a window's light on it, a skirting board, and a floor of planks. */
function room(wall: string, { pale }: Shades): string {
  const floor = mix(wall, '#8a5f38', 0.42)
  const planks = [-40, 70, 180, 290, 400].map((x) =>
    path(`M${x} 318l${(x - 200) * 0.5 - 2} 120h4z`, mix(floor, '#3a2615', 0.3), 'opacity=".35"'),
  )
  return [
    box([-80, -120, 560, 560], mix(wall, pale, 0.45)),
    path('M-40 20L70-40v170l-110 70zM86-48L196-108v170L86 122z', '#fff8e6', 'opacity=".55"'),
    path('M-80 300h560v18H-80z', mix(wall, '#ffffff', 0.5)),
    path('M-80 318h560v130H-80z', floor),
    ...planks,
    path('M300-110h130v112H300z', mix(wall, '#ffffff', 0.72)),
    path('M312-98h106v88H312z', mix(pale, '#7a8a6a', 0.35)),
    path('M312-10l36-42 26 26 18-20 26 36z', mix(pale, '#4b5a44', 0.6)),
  ].join('')
}

function gradient(id: string, stops: readonly (readonly [at: number, colour: string, opacity?: number])[], more = '') {
  const all = stops.map(
    ([at, colour, opacity = 1]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`,
  )
  return `<linearGradient id="${id}" ${more}>${all.join('')}</linearGradient>`
}

function fillings({ light, main, dark }: Shades): string {
  const down = 'x1="0" y1="0" x2="0" y2="1"'
  const glow = (id: string, colour: string, opacity: number) =>
    `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity="${opacity}"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`
  return `<defs>${[
    gradient('body', [
      [0, light],
      [0.42, main],
      [1, dark],
    ]),
    gradient('cloth', [
      [0, mix(light, main, 0.5)],
      [0.6, mix(main, dark, 0.4)],
      [1, dark],
    ]),
    gradient('wood', [
      [0, '#d6ac7b'],
      [0.5, '#bd8d5b'],
      [1, '#936a40'],
    ]),
    gradient('steel', [
      [0, '#e8e8e6'],
      [0.5, '#b9bbba'],
      [1, '#85888a'],
    ]),
    gradient('shade', [
      [0, '#fff7e2'],
      [0.5, '#fdeccb'],
      [1, '#e8d2a8'],
    ]),
    gradient(
      'beam',
      [
        [0, '#fff1c9', 0.75],
        [1, '#fff1c9', 0],
      ],
      down,
    ),
    glow('glow', '#ffe3a1', 0.8),
    glow('spot', '#ffffff', 0.75),
  ].join('')}</defs>`
}
